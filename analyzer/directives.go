package analyzer

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/directive"
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/report"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// This file defines how directives get into an analysis, and what is said of them.

// Described is the package fact that directives make clients of types of the package. It comes
// from source and not from a configuration, so importers know the clients in any case.
type Described struct{ Protocols []protocol.Protocol }

// AFact marks Described as a fact.
func (*Described) AFact() {}

// String prints the fact. Example: describes(link.Link: connect Link.Open nilerror; close Link.Close)
func (d *Described) String() string {
	var parts []string
	for _, p := range d.Protocols {
		var words []string
		for i := range p.Ops {
			words = append(words, p.Ops[i].String())
		}
		for _, s := range p.Identity {
			words = append(words, "identity "+s.String())
		}
		parts = append(parts, p.Client+": "+strings.Join(words, "; "))
	}
	return "describes(" + strings.Join(parts, " | ") + ")"
}

// describe tells m of the clients that the packages in reach describe themselves, this one
// among them.
func (l *linter) describe(pass *analysis.Pass, m *typestate.Matcher, own *directive.Set) {
	var all []*Described
	for _, f := range pass.AllPackageFacts() {
		if d, ok := f.Fact.(*Described); ok && f.Package != pass.Pkg {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(x, y *Described) int { return strings.Compare(x.Protocols[0].Name, y.Protocols[0].Name) })
	for _, d := range all {
		m.Describe(d.Protocols)
	}
	if protos := own.Protocols(m); len(protos) > 0 {
		m.Describe(protos)
		pass.ExportPackageFact(&Described{protos})
	}
}

// contradictions returns the directives that the bodies of their functions contradict.
func contradictions(a *typestate.Analysis, pkg *ssa.Package, own *directive.Set) []directive.Problem {
	var out []directive.Problem
	for fn, d := range own.Functions() {
		body := pkg.Prog.FuncValue(fn)
		if body == nil || body.Blocks == nil {
			continue
		}
		if text := contradiction(fn, d, a.Effects(body), pkg); text != "" {
			out = append(out, directive.Problem{Pos: d.Pos, End: d.End, Text: text})
		}
	}
	return out
}

// contradiction says how a body contradicts its directive, "" if it does not. What the body
// does to clients that are not known proves nothing.
func contradiction(fn *types.Func, d *directive.Directive, e typestate.Effects, pkg *ssa.Package) string {
	does := func(how string, x *typestate.Effect) string {
		return fn.Name() + " " + fmt.Sprintf(how, report.Noun(x.Proto), pkg.Prog.Fset.Position(x.Step.Pos).Line)
	}
	switch {
	case d.Kind == directive.Close && e.Connects != nil && !e.MayClose:
		return does("leaves %s connected (line %d), and closes none", e.Connects)
	case d.Kind == directive.Connect && e.Closes != nil && !e.MayConnect:
		return does("leaves %s closed (line %d), and connects none", e.Closes)
	case d.Kind == directive.Check && e.Connects != nil:
		return does("connects %s (line %d), and a check changes nothing", e.Connects)
	case d.Kind == directive.Check && e.Closes != nil:
		return does("closes %s (line %d), and a check changes nothing", e.Closes)
	}
	return ""
}

// complaints returns findings about directives.
func complaints(problems []directive.Problem) []Finding {
	var out []Finding
	for _, p := range problems {
		out = append(out, Finding{Diagnostic: report.Complaint(p.Pos, p.End, p.Text), Severity: protocol.Warning})
	}
	return out
}
