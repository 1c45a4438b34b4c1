package analyzer

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/hublint/hublint/analyzer/report"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// This file defines the analyzer of someone who asks why a line is reported, or is not.

// A Place is a line of a file.
type Place struct {
	File string // as the file set names it
	Line int
}

// Explain returns the analyzer of [New] that also tells in its [Result] what it knows of the clients
// at a place, and why it hides what it hides there.
func Explain(cfg Config, at Place) *analysis.Analyzer {
	l := newLinter(cfg)
	l.at = &at
	return l.analyzer()
}

// explain adds to r what is known of the place that l is asked about. excused are findings that
// are not reported wherever they are.
func (l *linter) explain(pass *analysis.Pass, p *report.Printer, r *Result, excused []Finding, view func(from, to token.Pos) []typestate.FuncView) {
	from, to := l.at.span(pass)
	if !from.IsValid() {
		return
	}
	on := func(pos token.Pos) bool { return from <= pos && pos < to }
	here := func(f Finding) bool { return on(f.Pos) || len(f.Related) > 0 && on(f.Related[len(f.Related)-1].Pos) }
	silent := true
	for _, f := range r.Findings {
		silent = silent && !here(f) && !slices.ContainsFunc(f.Related, func(r analysis.RelatedInformation) bool { return on(r.Pos) })
	}
	hidden := func(list []Finding, why func(Finding) string) {
		for _, f := range list {
			if here(f) {
				silent = false
				r.View = append(r.View, "not reported, since "+why(f)+": "+f.Message)
			}
		}
	}
	hidden(r.Unwanted, func(f Finding) string { return l.cfg.why(f) })
	hidden(r.Silenced, func(f Finding) string { return report.Silenced(pass, f.Diagnostic) })
	hidden(excused, func(Finding) string { return report.EndsWithTest })
	r.View = append(r.View, p.View(view(from, to), from, silent)...)
}

// why says which setting hides f.
func (c *Config) why(f Finding) string {
	switch {
	case !c.enabled(f.Category):
		return report.Off(f.Category)
	case f.Severity < c.threshold():
		return report.Below(f.Severity, c.threshold())
	}
	return report.InTest
}

// span returns where the line begins and ends: with the statements that are partly on it, if they
// hold no other statements.
func (at *Place) span(pass *analysis.Pass) (from, to token.Pos) {
	for _, f := range pass.Files {
		file := pass.Fset.File(f.FileStart)
		if file.Name() != at.File || at.Line < 1 || at.Line > file.LineCount() {
			continue
		}
		from, to = file.LineStart(at.Line), f.FileEnd
		if at.Line < file.LineCount() {
			to = file.LineStart(at.Line + 1)
		}
		return widen(f, from, to)
	}
	return token.NoPos, token.NoPos
}

func widen(f *ast.File, from, to token.Pos) (token.Pos, token.Pos) {
	begin, end := from, to
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt, *ast.ExprStmt, *ast.ReturnStmt, *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.ValueSpec:
			if n.Pos() < to && from < n.End() && !holdsBlock(n) {
				begin, end = min(begin, n.Pos()), max(end, n.End())
			}
		}
		return n != nil && n.Pos() < to && n.End() >= from
	})
	return begin, end
}

// holdsBlock reports whether there are statements in n: those of a function literal.
func holdsBlock(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		_, block := n.(*ast.BlockStmt)
		found = found || block
		return !found
	})
	return found
}
