package oracle

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"text/tabwriter"
)

// Figures count how the analyzer did.
type Figures struct {
	Programs  int
	Faulty    int // programs with a site that needs a report
	Agreed    int // programs on which the analyzer is entirely right
	Sites     int
	Found     int
	Across    int // sites that take a goroutine or several calls of a handler
	AcrossHit int
	Right     int // reports
	Wrong     int
	Unjudged  int
	Failed    int
}

func (f *Figures) add(v *Verdict) {
	f.Programs++
	if len(v.Sites) > 0 {
		f.Faulty++
	}
	if v.Kinds() == nil {
		f.Agreed++
	}
	for _, s := range v.Sites {
		if s.Across {
			f.Across++
			f.AcrossHit += one(s.Reported)
		} else {
			f.Sites++
			f.Found += one(s.Reported)
		}
	}
	f.Right += len(v.True)
	f.Wrong += len(v.Wrong)
	f.Unjudged += v.Unjudged
	f.Failed += one(v.Err != nil)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Precision is the share of the reports that are right.
func (f *Figures) Precision() float64 { return share(f.Right, f.Right+f.Wrong) }

// Recall is the share of the sites that are found.
func (f *Figures) Recall() float64 { return share(f.Found, f.Sites) }

func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (o *Outcome) count(v *Verdict) {
	o.Total.add(v)
	for _, s := range v.Sites {
		if !s.Across {
			c := o.category(s.Category)
			c.Sites++
			c.Found += one(s.Reported)
		}
	}
	for _, r := range v.True {
		o.category(r.Category).Right++
	}
	for _, r := range v.Wrong {
		o.category(r.Category).Wrong++
	}
	if !v.Truth.Complete {
		o.Incomplete++
	}
	for _, name := range v.Features {
		if o.Constructs[name] == nil {
			o.Constructs[name] = new(Figures)
		}
		o.Constructs[name].add(v)
	}
}

func (o *Outcome) category(name string) *Figures {
	if o.Categories[name] == nil {
		o.Categories[name] = new(Figures)
	}
	return o.Categories[name]
}

// Table prints the figures, in all, per category and per construct.
func (o *Outcome) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "category\tsites\tfound\trecall\treports\tright\tprecision\t")
	for _, name := range Categories() {
		c := o.Categories[name]
		if c == nil {
			c = new(Figures)
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%s\t%d\t%d\t%s\t\n", name, c.Sites, c.Found, percent(c.Recall()), c.Right+c.Wrong, c.Right, percent(c.Precision()))
	}
	fmt.Fprintln(t, "\t\t\t\t\t\t\t")
	if err := t.Flush(); err != nil {
		return err
	}
	return o.constructs(w)
}

func (o *Outcome) constructs(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "construct\tprograms\tfaulty\tsites\tfound\trecall\tacross\tfound\treports\tright\tprecision\tunjudged\tfailed\t")
	row := func(name string, f *Figures) {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%s\t%d\t%d\t%d\t%d\t%s\t%d\t%d\t\n", name, f.Programs, f.Faulty, f.Sites, f.Found,
			percent(f.Recall()), f.Across, f.AcrossHit, f.Right+f.Wrong, f.Right, percent(f.Precision()), f.Unjudged, f.Failed)
	}
	row("all", &o.Total)
	var names []string
	for name := range o.Constructs {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		row(name, o.Constructs[name])
	}
	return t.Flush()
}

func percent(x float64) string { return fmt.Sprintf("%.1f%%", 100*x) }

// A Class is a set of disagreements that use the same constructs.
type Class struct {
	Kind     Kind
	Features string
	Members  []Disagreement // the smallest first
}

// Classes groups the disagreements, the largest class first.
func (o *Outcome) Classes() []Class {
	index := make(map[string]int)
	var out []Class
	for _, d := range o.Disagreements {
		features := strings.Join(d.Verdict.Features, ", ")
		key := string(d.Kind) + ": " + features
		if _, ok := index[key]; !ok {
			index[key] = len(out)
			out = append(out, Class{Kind: d.Kind, Features: features})
		}
		c := &out[index[key]]
		c.Members = append(c.Members, d)
	}
	for _, c := range out {
		sort.SliceStable(c.Members, func(i, j int) bool { return size(c.Members[i]) < size(c.Members[j]) })
	}
	sort.SliceStable(out, func(i, j int) bool { return len(out[i].Members) > len(out[j].Members) })
	return out
}

func size(d Disagreement) int { return len(d.Program.String()) }

// Print prints a disagreement: the program, and who says what.
func (d Disagreement) Print(w io.Writer) {
	fmt.Fprintf(w, "// %s, program %d\n", d.Kind, d.Number)
	for _, r := range d.Verdict.Reports {
		fmt.Fprintf(w, "// analyzer: %s: %s: %s\n", r.Line, r.Category, firstLine(r.Message))
	}
	if d.Verdict.Err != nil {
		fmt.Fprintf(w, "// analyzer: %.600s\n", d.Verdict.Err)
	}
	for _, e := range d.Verdict.Truth.Events {
		var stack []string
		for _, f := range e.Stack {
			stack = append(stack, f.Paren.String())
		}
		if e.Category() != "" {
			fmt.Fprintf(w, "// execution: %s at %s (required %v, across %v, shared %v)\n", strings.Join(categories(e.Kind), ", "), strings.Join(stack, " > "), e.Required, e.Across, e.Shared)
		}
	}
	if len(d.Verdict.Truth.Events) == 0 && d.Verdict.Truth.Runs > 0 {
		fmt.Fprintf(w, "// execution: nothing wrong in %d runs\n", d.Verdict.Truth.Runs)
	}
	for i, line := range strings.Split(strings.TrimSpace(d.Program.String()), "\n") {
		fmt.Fprintf(w, "%s", line)
		if len(d.Program.Files) == 1 && strings.Contains(line, "onnect") {
			fmt.Fprintf(w, " // line %d", i+1)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}
