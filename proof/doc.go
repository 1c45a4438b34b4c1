// Package proof measures the analyzer against execution. It is a module of its own, so that
// what it needs stays out of the tool's dependencies.
//
// The analyzer claims that a connect it reports can be reached while the client is open, and
// that those it does not report cannot. Neither claim needs a human to check it: programs are
// generated, run with every string of answers up to a bound, and compared with the reports.
//
//	generate    writes device programs at random, from a grammar of what device code does
//	world       what they import: a fictional hub, and the conditions nobody can know
//	program     their text, type-checked in memory
//	interp      runs them without compiling, thousands of times
//	crosscheck  compiles some of them and shows that interp does what Go does
//	static      runs the analyzer over them in memory
//	oracle      compares: precision and recall, in all and per construct
//	shrink      makes what they disagree on small
//	metamorph   edits that must not change a verdict, and mistakes that must be found
//
// Commands, from this directory:
//
//	go run ./cmd/oracle -n 10000 -seed 1
//	go run ./cmd/metamorph -edits 3000 -mutants 2000
//	PROGRAMS=1500 go test ./crosscheck -v
//
// # What counts
//
// A site is a connect that some run reaches while its client is open. The first such connect
// of a client in a run needs a report; further ones need none and may have one. A report is
// at a site if it stands at the connect or at any call that was active then: an analyzer may
// report where the caller makes it manifest. The entry's parameters and the package-level
// clients have an unknown past, so a connect that is only wrong for some callers is no site.
// A connect while an attempt is pending, neither failed nor successful, is counted apart.
//
// The limits: 14 answers in a run, 6000 runs of a program. A report that no run confirms
// counts as wrong only if every run was made.
package proof
