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
//	weird       programs that nobody would write, for robustness
//	metamorph   edits that must not change a verdict, and mistakes that must be found
//
// Commands, from this directory:
//
//	go run ./cmd/oracle -n 10000 -seed 1
//	go run ./cmd/metamorph -edits 3000 -mutants 2000
//	go test -fuzz Engine -fuzztime 10m ./weird
//	PROGRAMS=1500 go test ./crosscheck -v
//
// # What counts
//
// A site is a connect at which some run does one of these things:
//
//	doubleconnect    connects a client that is open
//	reuseclosed      connects a session that was closed; it is for one connection
//	timeoutretry     connects a client, or another of its identity or in its place, while an
//	                 attempt is under way
//	sameidentity     connects a client while another one of the same identity, at the same
//	                 broker, is open
//	lostclient       connects a client while another one is open that nothing can reach, and
//	                 whose place it has: the same calls have made both, or a variable that holds
//	                 the one has held the other
//	callbackconnect  connects a client in its own handler while the library reconnects it, or
//	                 another one that the handler has made, of the same identity or of none
//
// Reach is what a garbage collector would mark: from variables in scope, global ones, goroutines
// and the handlers of clients in use. A token, or a method that does not close, is no handle.
//
// The first such connect at the expense of a client in a run needs a report; further ones need none
// and may have one. A report is at a site if it stands at the connect, at any call that was
// active then, or where the client was made that is one too many: an analyzer may report where
// the caller makes it manifest. Its category must be one that holds there; where several do, one
// report is enough. The entry's parameters and the package-level clients have an unknown past, so
// a connect that is only wrong for some callers is no site.
//
// Goroutines and handlers run to their end, at the statement that starts them or after the entry
// has returned; handlers run more than once. Sites are counted apart ("across") if what
// opened the client ran in another goroutine or call of a handler, or if several of them connect or
// close it in some run: the order is not known then, and the analyzer does not follow it.
//
// The limits: 14 answers in a run, 6000 runs of a program. A report that no run confirms
// counts as wrong only if every run was made.
package proof
