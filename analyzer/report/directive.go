package report

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"
)

// This file defines how comments silence findings. The form is Staticcheck's, so that one
// comment can be for several tools:
//
//	//lint:ignore hublint/doubleconnect,SA4006 the reason
//	//lint:file-ignore hublint the reason

// Directive is the category of what is wrong with a directive.
const Directive = "directive"

// Categories returns the names of the categories that a directive can silence.
func Categories() []string {
	var names []string
	for _, k := range typestate.Kinds() {
		if !slices.Contains(names, k.String()) {
			names = append(names, k.String())
		}
	}
	return names
}

// Suppress returns found without what directives silence, and with what is wrong about the
// directives for hublint, in source order. hidden are findings that are not reported in any
// case, by configuration: a directive that silences one of them is not a useless one.
func Suppress(pass *analysis.Pass, found []analysis.Diagnostic, hidden ...analysis.Diagnostic) []analysis.Diagnostic {
	if !slices.ContainsFunc(pass.Files, mayDirect) {
		return found
	}
	var out []analysis.Diagnostic
	var directives []*directive
	for _, x := range lint.ParseDirectives(pass.Files, pass.Fset) {
		d, wrong := parseDirective(pass.Fset, x)
		out = append(out, wrong...)
		if d != nil {
			directives = append(directives, d)
		}
	}
	for _, f := range found {
		if !silenced(pass.Fset, directives, f) {
			out = append(out, f)
		}
	}
	for _, f := range hidden {
		silenced(pass.Fset, directives, f)
	}
	for _, d := range directives {
		if d.useless() {
			out = append(out, d.complain("it silences nothing"))
		}
	}
	slices.SortStableFunc(out, func(x, y analysis.Diagnostic) int { return cmp.Compare(x.Pos, y.Pos) })
	return out
}

// silencedOn returns the line of the comment that silences f, 0 if none does.
func silencedOn(pass *analysis.Pass, f analysis.Diagnostic) int {
	for _, x := range lint.ParseDirectives(pass.Files, pass.Fset) {
		if d, _ := parseDirective(pass.Fset, x); d != nil && d.matches(pass.Fset, f) {
			return pass.Fset.PositionFor(d.comment.Pos(), false).Line
		}
	}
	return 0
}

// mayDirect reports whether there is a comment in f that could be for hublint. Nearly always
// there is none, and the map from comments to code need not be made.
func mayDirect(f *ast.File) bool {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if strings.HasPrefix(c.Text, "//lint:") && strings.Contains(c.Text, "hublint") {
				return true
			}
		}
	}
	return false
}

// silenced reports whether one of directives silences f, and notes all that do.
func silenced(fset *token.FileSet, directives []*directive, f analysis.Diagnostic) bool {
	yes := false
	for _, d := range directives {
		if d.matches(fset, f) {
			d.used, yes = true, true
		}
	}
	return yes
}

// A directive is a comment that silences findings.
type directive struct {
	comment    *ast.Comment
	file       string
	whole      bool     // all of file
	lines      []int    // else these
	categories []string // nil stands for all
	used       bool
}

// parseDirective returns what x silences of hublint's, nil if nothing, and what is wrong with it.
func parseDirective(fset *token.FileSet, x lint.Directive) (*directive, []analysis.Diagnostic) {
	if x.Command != "ignore" && x.Command != "file-ignore" {
		return nil, nil
	}
	args := slices.DeleteFunc(slices.Clone(x.Arguments), func(s string) bool { return s == "" })
	if len(args) == 0 {
		return nil, nil
	}
	named, all := hublintChecks(args[0])
	if len(named) == 0 && !all {
		return nil, nil // for other tools: nothing that we could judge
	}
	at := fset.PositionFor(x.Directive.Pos(), false)
	d := &directive{comment: x.Directive, file: at.Filename, whole: x.Command == "file-ignore"}
	if len(args) == 1 || strings.HasPrefix(args[1], "//") {
		return nil, []analysis.Diagnostic{d.complain("it has no reason, so it silences nothing")}
	}
	d.lines = linesFor(fset, at.Line, x.Node)
	var wrong []analysis.Diagnostic
	for _, name := range named {
		if slices.Contains(Categories(), name) {
			d.categories = append(d.categories, name)
		} else {
			wrong = append(wrong, d.complain(fmt.Sprintf("there is no category %q; \"hublint explain\" lists them", name)))
		}
	}
	if len(d.categories) == 0 && !all {
		return nil, wrong
	}
	if all {
		d.categories = nil
	}
	return d, wrong
}

// linesFor returns the lines that a comment on a line is about, when it belongs to code n. These
// are its own, and, if it does not stand behind code, the next one and the one where n begins:
// there may be more comment lines in between.
func linesFor(fset *token.FileSet, line int, n ast.Node) []int {
	begin, end := fset.PositionFor(n.Pos(), false).Line, fset.PositionFor(n.End(), false).Line
	switch {
	case end == line:
		return []int{line, begin}
	case begin > line:
		return []int{line, line + 1, begin}
	}
	return []int{line, line + 1}
}

// hublintChecks returns the categories of hublint in a list of checks, and whether hublint as a
// whole is among them.
func hublintChecks(list string) (named []string, all bool) {
	for check := range strings.SplitSeq(list, ",") {
		tool, category, ok := strings.Cut(check, "/")
		switch {
		case tool != "hublint":
		case ok:
			named = append(named, category)
		default:
			all = true
		}
	}
	return named, all
}

func (d *directive) matches(fset *token.FileSet, f analysis.Diagnostic) bool {
	at := fset.PositionFor(f.Pos, false)
	return at.Filename == d.file &&
		(d.whole || slices.Contains(d.lines, at.Line)) &&
		(d.categories == nil || slices.Contains(d.categories, f.Category))
}

// useless reports whether d has silenced nothing. A whole file is silenced for what may come.
func (d *directive) useless() bool { return !d.used && !d.whole }

func (d *directive) complain(what string) analysis.Diagnostic {
	return Complaint(d.comment.Pos(), d.comment.End(), what)
}

// Complaint says what is wrong about a comment.
func Complaint(pos, end token.Pos, what string) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos: pos, End: end, Category: Directive,
		Message: fmt.Sprintf("this comment is for hublint, but %s (%s)", what, Directive),
	}
}
