package corpus

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// String formats the place. Example: mqtt/client.go:21
func (p Place) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// A Detail says how much is printed of each finding.
type Detail int

// Details.
const (
	Places   Detail = iota // where it is, and of which category
	Messages               // what it says, too, and why it is judged as it is
	Paths                  // the steps that lead to it, too
)

// Print writes the score: figures first, then what they are made of.
func (s *Score) Print(w io.Writer, detail Detail) {
	s.printRuns(w)
	s.printPrecision(w, "category", func(f Judged) string { return f.Category })
	s.printPrecision(w, "client", func(f Judged) string { return f.Client })
	s.printLibraries(w)
	s.printExpected(w)
	for _, verdict := range []string{False, Debatable, Open, Right} {
		s.printFindings(w, verdict, detail)
	}
	s.printMissed(w, detail)
	s.printTrouble(w)
}

func (s *Score) printRuns(w io.Writer) {
	var cpu, wall time.Duration
	packages, failed, modest, peak := 0, 0, 0, int64(0)
	for _, r := range s.Results {
		cpu += r.CPU
		wall += r.Wall
		peak = max(peak, r.Memory)
		if r.Failed != nil {
			failed++
			continue
		}
		packages += len(r.Patterns)
		if r.Memory <= Modest {
			modest++
		}
	}
	fmt.Fprintf(w, "%d runs, %d failed; %d packages; %.0f CPU-s, %.0f s, peak %d MiB; %d runs in %d MiB or less\n",
		len(s.Results), failed, packages, cpu.Seconds(), wall.Seconds(), peak>>20, modest, Modest>>20)
}

// printPrecision says how good the findings of each kind are.
func (s *Score) printPrecision(w io.Writer, kind string, of func(Judged) string) {
	count := make(map[string]map[string]int)
	add := func(row, verdict string) {
		if count[row] == nil {
			count[row] = make(map[string]int)
		}
		count[row][verdict]++
	}
	for _, f := range s.Findings {
		add(of(f), f.Verdict)
		add(total+"all", f.Verdict)
	}
	fmt.Fprintf(w, "\nFindings by %s (right: a reader agrees; open: nobody has looked)\n", kind)
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "%s\tright\tfalse\tdebatable\topen\tprecision, 95 %% interval\n", kind)
	for _, row := range slices.Sorted(maps.Keys(count)) {
		n := count[row]
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%s\n", strings.TrimPrefix(row, total), n[Right], n[False], n[Debatable], n[Open],
			rate(n[Right], n[Right]+n[False]))
	}
	t.Flush()
}

// total begins the names of rows that come last.
const total = "~"

// A tally counts labels.
type tally struct{ bugs, found, reach, reached, safe, alarms, other, touched int }

func (n *tally) add(o Outcome) {
	hit := 0
	if len(o.Findings) > 0 {
		hit = 1
	}
	switch o.Verdict {
	case Bug:
		n.bugs++
		n.found += hit
		if o.Reach {
			n.reach++
			n.reached += hit
		}
	case Safe:
		n.safe++
		n.alarms += hit
	default:
		n.other++
		n.touched += hit
	}
}

// printLibraries says how the labels fare.
func (s *Score) printLibraries(w io.Writer) {
	count := make(map[string]*tally)
	for _, o := range s.Labels {
		rows := []string{o.Library}
		if o.Past == "" {
			rows = append(rows, total+"all labels")
		}
		for _, row := range rows {
			if count[row] == nil {
				count[row] = new(tally)
			}
			count[row].add(o)
		}
	}
	fmt.Fprintf(w, "\nLabelled connect calls by library, with a finding / all\n")
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "library\tBUG\trecall within reach, 95 %% interval\tSAFE\tAPI-RISK, UNCLEAR\n")
	for _, row := range slices.Sorted(maps.Keys(count)) {
		n := count[row]
		fmt.Fprintf(t, "%s\t%d/%d\t%s\t%d/%d\t%d/%d\n", strings.TrimPrefix(row, total),
			n.found, n.bugs, rate(n.reached, n.reach), n.alarms, n.safe, n.touched, n.other)
	}
	t.Flush()
}

// printExpected says which category is to catch how many bugs.
func (s *Score) printExpected(w io.Writer) {
	count := make(map[string]*tally)
	for _, o := range s.Labels {
		if o.Verdict == Bug {
			if count[o.Category] == nil {
				count[o.Category] = new(tally)
			}
			count[o.Category].add(o)
		}
	}
	fmt.Fprintf(w, "\nBugs (labels and past bugs) by the category that is to catch them\n")
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintf(t, "category\trecall, 95 %% interval\texists\n")
	for _, row := range slices.Sorted(maps.Keys(count)) {
		n := count[row]
		fmt.Fprintf(t, "%s\t%s\t%t\n", row, rate(n.found, n.bugs), n.reach > 0)
	}
	t.Flush()
}

func (s *Score) printFindings(w io.Writer, verdict string, detail Detail) {
	first := true
	for _, f := range s.Findings {
		if f.Verdict != verdict {
			continue
		}
		if first {
			fmt.Fprintf(w, "\nFindings judged %s\n", verdict)
			first = false
		}
		f.print(w, detail)
	}
}

func (f Judged) print(w io.Writer, detail Detail) {
	if detail == Places {
		fmt.Fprintf(w, "%s %v (%s)\n", f.Project, f.At, f.Category)
		return
	}
	fmt.Fprintf(w, "%s %v: %s\n", f.Project, f.At, f.Message)
	if f.Reason != "" {
		fmt.Fprintf(w, "\t%s\n", f.Reason)
	}
	for _, p := range f.Path {
		if detail == Paths {
			fmt.Fprintf(w, "\t\t%v %s\n", p, p.Message)
		}
	}
}

func (s *Score) printMissed(w io.Writer, detail Detail) {
	fmt.Fprintf(w, "\nBugs that were not found\n")
	for _, o := range s.Labels {
		if o.Verdict != Bug || len(o.Findings) > 0 {
			continue
		}
		reach := ""
		if o.Reach {
			reach = "WITHIN REACH: "
		}
		if detail == Places {
			fmt.Fprintf(w, "%s %s:%d (%s, for %s)\n", o.Project, o.File, o.Line, o.Pattern, o.Category)
		} else {
			fmt.Fprintf(w, "%s %s:%d: %s%s (%s, for %s)\n", o.Project, o.File, o.Line, reach, o.Reason, o.Pattern, o.Category)
		}
	}
}

// What a run may take before it is worth a look.
const (
	Slow  = 10 * time.Second // of CPU
	Large = 400 << 20        // bytes
)

// Modest is the memory, in bytes, that a run of most projects does with.
const Modest = 150 << 20

func (s *Score) printTrouble(w io.Writer) {
	fmt.Fprintf(w, "\nErrors, and runs of more than %v of CPU or %d MiB\n", Slow, Large>>20)
	results := slices.SortedStableFunc(slices.Values(s.Results), func(a, b Result) int { return cmp.Compare(b.CPU, a.CPU) })
	for _, r := range results {
		name := fmt.Sprintf("%s %s", r.Project, strings.Join(r.Patterns, " "))
		if r.Failed != nil {
			fmt.Fprintf(w, "%s: FAILED: %v\n", name, r.Failed)
		}
		if r.Unstable != "" {
			fmt.Fprintf(w, "%s: UNSTABLE: %s\n", name, r.Unstable)
		}
		if r.CPU > Slow || r.Memory > Large {
			fmt.Fprintf(w, "%s: %.1f CPU-s, %.1f s, %d MiB\n", name, r.CPU.Seconds(), r.Wall.Seconds(), r.Memory>>20)
		}
		for _, e := range r.Errors {
			fmt.Fprintf(w, "%s: %s\n", name, withoutHost(e))
		}
	}
}

// withoutHost returns text up to the address that a module was asked from, which is the machine's
// affair.
func withoutHost(text string) string {
	before, _, _ := strings.Cut(text, ": reading https://")
	return before
}
