package corpus

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
)

// A Score is what findings and labels have to do with each other.
type Score struct {
	Labels   []Outcome // of the labels whose package was analysed
	Findings []Judged
	Results  []Result
}

// An Outcome is a label and the findings about it.
type Outcome struct {
	Label
	Category string // that is to catch it, if it is a bug; "-" for none
	Reach    bool   // that category exists
	Findings []Finding
}

// A Judged finding is one with what is known of it.
type Judged struct {
	Finding
	Project string
	Label   *Label // the one it is about, or nil
	// Verdict is right or false: by a judgement of the finding itself, else by the label.
	// Debatable: judged so, or about an API-RISK or UNCLEAR label. Open: nobody has looked.
	Verdict string
	Reason  string
}

// Verdicts on findings.
const (
	Right     = "right"
	False     = "false"
	Debatable = "debatable"
	Open      = "open"
)

// Match compares what was found with the labels. have lists the categories that exist.
func (c *Corpus) Match(results []Result, have []string) *Score {
	m := &matcher{files: make(map[string]*source)}
	s := &Score{Results: results}
	for _, l := range append(c.Labels[:len(c.Labels):len(c.Labels)], c.PastBugs...) {
		i := slices.IndexFunc(results, func(r Result) bool { return r.Project == l.Project && r.Failed == nil })
		if i < 0 {
			continue
		}
		o := Outcome{Label: l, Category: c.Expected[l.Pattern]}
		o.Reach = slices.Contains(have, o.Category)
		for _, r := range results {
			for _, f := range r.Findings {
				if r.Project == l.Project && m.touches(r, f, l) > 0 {
					o.Findings = append(o.Findings, f)
				}
			}
		}
		s.Labels = append(s.Labels, o)
	}
	s.siblings()
	// A checkout may be laid out twice, for itself and for a past bug.
	type at struct{ root, pos, category string }
	seen := make(map[at]bool)
	for _, r := range results {
		for _, f := range r.Findings {
			if k := (at{r.Root, f.At.String(), f.Category}); !seen[k] {
				seen[k] = true
				s.Findings = append(s.Findings, c.judge(m, s, r, f))
			}
		}
	}
	s.blame()
	return s
}

// siblings gives each bug the findings about another of its labels: connect calls of one function that
// were labelled for one reason are the branches of one bug, which is reported once.
func (s *Score) siblings() {
	var found []Outcome
	for _, o := range s.Labels {
		if o.Verdict == Bug && len(o.Findings) > 0 {
			found = append(found, o)
		}
	}
	for i := range s.Labels {
		o := &s.Labels[i]
		if o.Verdict != Bug || len(o.Findings) > 0 {
			continue
		}
		if n := slices.IndexFunc(found, func(f Outcome) bool { return f.cause() == o.cause() }); n >= 0 {
			o.Findings = found[n].Findings
		}
	}
}

// cause returns l without the line that it is about.
func (l Label) cause() Label {
	l.Line, l.Operation = 0, ""
	return l
}

// blame leaves the labels that are no bugs only the findings that are about them rather than
// about a bug next to them.
func (s *Score) blame() {
	for i := range s.Labels {
		o := &s.Labels[i]
		if o.Verdict == Bug {
			continue
		}
		o.Findings = nil
		for _, j := range s.Findings {
			if j.Label == &o.Label && j.Verdict != Right {
				o.Findings = append(o.Findings, j.Finding)
			}
		}
	}
}

// judge says whether f is right.
func (c *Corpus) judge(m *matcher, s *Score, r Result, f Finding) Judged {
	j := Judged{Finding: f, Project: r.Project, Verdict: Open}
	best := 0
	for i := range s.Labels {
		l := &s.Labels[i]
		if l.Project != r.Project {
			continue
		}
		n := m.touches(r, f, l.Label)
		if n > 0 && l.Verdict == Bug {
			n += bugFirst
		}
		if n > best {
			best, j.Label = n, &l.Label
		}
	}
	if j.Label != nil {
		j.Verdict = map[string]string{Bug: Right, Safe: False, Risk: Debatable, Unclear: Debatable}[j.Label.Verdict]
		j.Reason = j.Label.Verdict + ": " + j.Label.Reason
	}
	for _, k := range c.Judged {
		if k.Project == r.Project && k.Pos == f.At.String() && k.Category == f.Category {
			j.Verdict, j.Reason = k.Verdict, k.Reason
		}
	}
	return j
}

// How a finding can be about a label, the surer the greater.
const (
	onPath = 1 + iota
	sameFunc
	lastStep
	sameLine
	bugFirst = 10
)

// A matcher knows the functions of the files that it was asked about.
type matcher struct{ files map[string]*source }

type source struct {
	fset  *token.FileSet
	funcs []*ast.FuncDecl
}

// touches returns how f is about l, 0 if it is not.
func (m *matcher) touches(r Result, f Finding, l Label) int {
	at := func(p Place) bool { return p.File == l.File && p.Line == l.Line }
	switch {
	case at(f.At):
		return sameLine
	case len(f.Path) > 0 && at(f.Path[len(f.Path)-1]):
		return lastStep
	case f.At.File == l.File && m.function(r, l.File, f.At.Line) != nil &&
		m.function(r, l.File, f.At.Line) == m.function(r, l.File, l.Line):
		return sameFunc
	case slices.ContainsFunc(f.Path, at):
		return onPath
	}
	return 0
}

// function returns the declared function that a line lies in, or nil.
func (m *matcher) function(r Result, file string, line int) *ast.FuncDecl {
	name := filepath.Join(r.Root, filepath.FromSlash(file))
	src := m.files[name]
	if src == nil {
		src = &source{fset: token.NewFileSet()}
		m.files[name] = src
		f, _ := parser.ParseFile(src.fset, name, nil, parser.SkipObjectResolution)
		if f == nil {
			return nil
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				src.funcs = append(src.funcs, fn)
			}
		}
	}
	for _, fn := range src.funcs {
		if src.fset.Position(fn.Pos()).Line <= line && line <= src.fset.Position(fn.End()).Line {
			return fn
		}
	}
	return nil
}
