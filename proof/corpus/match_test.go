package corpus

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

const text = `package p

func open() error {
	return dial()
}

func run() {
	for open() != nil {
	}
}

var v = func() error { return dial() }
`

func TestMatch(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "p.go"), text)
	c := &Corpus{
		Labels: []Label{
			{Project: "p", File: "p.go", Line: 4, Verdict: Bug, Pattern: "x"},
			{Project: "p", File: "p.go", Line: 9, Verdict: Safe},
			{Project: "elsewhere", File: "p.go", Line: 4, Verdict: Bug, Pattern: "x"},
		},
		Judged:   []Judgement{{"p", "q.go:1", "c", False, "no"}},
		Expected: map[string]string{"x": "c"},
	}
	results := []Result{{Unit: Unit{Project: "p", Root: root}, Findings: []Finding{
		at("p.go", 8, 4), // in the caller of the labelled function, which is its last step
		at("p.go", 7),    // in the function of a label
		at("q.go", 1),    // judged by itself
		at("q.go", 2),    // about nothing known
	}}}
	s := c.Match(results, []string{"c"})
	for i, want := range []string{Right, False, False, Open} {
		if got := s.Findings[i].Verdict; got != want {
			t.Errorf("finding %d is judged %s, want %s", i, got, want)
		}
	}
	if len(s.Labels) != 2 {
		t.Fatalf("%d labels of analysed projects, want 2", len(s.Labels))
	}
	if o := s.Labels[0]; !o.Reach || len(o.Findings) != 1 {
		t.Errorf("bug: within reach %t, %d findings, want true, 1", o.Reach, len(o.Findings))
	}
	if s := c.Match(results, []string{"d"}); s.Labels[0].Reach {
		t.Error("a bug is within reach of a category that does not exist")
	}
}

func at(file string, line int, path ...int) Finding {
	f := Finding{Category: "c", At: Place{File: file, Line: line}}
	for _, n := range path {
		f.Path = append(f.Path, Place{File: "p.go", Line: n})
	}
	return f
}

// The surer way of being about a label counts.
func TestTouches(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "p.go"), text)
	r := Result{Unit: Unit{Project: "p", Root: root}}
	m := &matcher{files: make(map[string]*source)}
	label := Label{File: "p.go", Line: 8}
	for _, tt := range []struct {
		f    Finding
		want int
	}{
		{at("p.go", 8), sameLine},
		{at("p.go", 8, 4), sameLine},
		{at("p.go", 4, 2, 8), lastStep},
		{at("p.go", 9, 8, 4), sameFunc},
		{at("p.go", 4, 8, 4), onPath},
		{at("p.go", 4, 2, 3), 0},
		{at("q.go", 8, 2), 0},
		{at("p.go", 12), 0}, // in no function
	} {
		if got := m.touches(r, tt.f, label); got != tt.want {
			t.Errorf("%v, path %v: got %d, want %d", tt.f.At, tt.f.Path, got, tt.want)
		}
	}
	missing := Label{File: "missing.go", Line: 1}
	if got := m.touches(r, at("missing.go", 2), missing); got != 0 {
		t.Errorf("a function in a file that is not there: %d", got)
	}
}

// A finding next to both a BUG and a SAFE label is about the bug, and no alarm.
func TestBugFirst(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "p.go"), text)
	c := &Corpus{
		Labels: []Label{
			{Project: "p", File: "p.go", Line: 8, Verdict: Safe},
			{Project: "p", File: "p.go", Line: 4, Verdict: Bug, Pattern: "x"},
		},
		Expected: map[string]string{"x": "c"},
	}
	s := c.Match([]Result{{Unit: Unit{Project: "p", Root: root}, Findings: []Finding{at("p.go", 8, 4)}}}, []string{"c"})
	if s.Findings[0].Verdict != Right || len(s.Labels[0].Findings) != 0 || len(s.Labels[1].Findings) != 1 {
		t.Errorf("judged %s, %d on the safe label, %d on the bug", s.Findings[0].Verdict, len(s.Labels[0].Findings), len(s.Labels[1].Findings))
	}
}

// What failed counts neither as found nor as missed, and what is laid out twice counts once.
func TestMatchOnce(t *testing.T) {
	root := t.TempDir()
	c := &Corpus{
		Labels:   []Label{{Project: "p", File: "p.go", Line: 4, Verdict: Bug, Pattern: "x"}},
		Expected: map[string]string{"x": "c"},
	}
	run := Result{Unit: Unit{Project: "p", Root: root}, Findings: []Finding{at("p.go", 4)}}
	if s := c.Match([]Result{{Unit: run.Unit, Failed: errors.New("no")}}, nil); len(s.Labels) != 0 {
		t.Error("a label of a project that could not be analysed counts")
	}
	if s := c.Match([]Result{run, run}, nil); len(s.Findings) != 1 {
		t.Errorf("%d findings, want 1", len(s.Findings))
	}
}

// Branches of one function that were labelled for one reason are one bug.
func TestSiblings(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "p.go"), text)
	sibling := Label{Project: "p", File: "p.go", Function: "open", Verdict: Bug, Pattern: "x", Reason: "nobody closes it"}
	first, second, other, safe := sibling, sibling, sibling, sibling
	first.Line, first.Operation = 4, "Dial"
	second.Line, second.Operation = 5, "DialTLS"
	other.Line, other.Reason = 6, "it is dialled twice"
	safe.Line, safe.Verdict = 5, Safe
	c := &Corpus{Labels: []Label{first, second, other, safe}, Expected: map[string]string{"x": "c"}}
	results := []Result{{Unit: Unit{Project: "p", Root: root}, Findings: []Finding{at("p.go", 8, 4)}}}
	for i, want := range []int{1, 1, 0, 0} {
		if got := len(c.Match(results, []string{"c"}).Labels[i].Findings); got != want {
			t.Errorf("label %d has %d findings, want %d", i, got, want)
		}
	}
}

func TestPrint(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "p.go"), text)
	c := &Corpus{
		Labels: []Label{
			{Project: "p", File: "p.go", Line: 4, Library: "lib", Verdict: Bug, Pattern: "x", Reason: "opens twice"},
			{Project: "p", File: "p.go", Line: 12, Library: "lib", Verdict: Bug, Pattern: "x", Reason: "in a variable"},
		},
		Expected: map[string]string{"x": "c"},
	}
	f := at("p.go", 4)
	f.Client, f.Message = "lib", "is connected again"
	results := []Result{{
		Unit:     Unit{Project: "p", Root: root, Patterns: []string{"./a"}},
		Findings: []Finding{f}, Errors: []string{"internal error in q"}, Memory: Large + 1, Unstable: "run 2",
	}}
	var b strings.Builder
	c.Match(results, []string{"c"}).Print(&b, Paths)
	for _, want := range []string{
		"1 runs, 0 failed; 1 packages;",
		"c         1      0      0          0     1/1 = 100 %",
		"lib     1      0      0          0     1/1 = 100 %",
		"all labels  1/2  1/2 = 50 % (9 to 91 %)",
		"p p.go:4: is connected again\n\tBUG: opens twice",
		"p p.go:12: WITHIN REACH: in a variable (x, for c)",
		"p ./a: UNSTABLE: run 2",
		"p ./a: 0.0 CPU-s, 0.0 s, 400 MiB",
		"p ./a: internal error in q",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	b.Reset()
	c.Match(results, []string{"c"}).Print(&b, Places)
	if text := b.String(); strings.Contains(text, "opens twice") || !strings.Contains(text, "p p.go:4 (c)\n") {
		t.Errorf("not just places:\n%s", text)
	}
}
