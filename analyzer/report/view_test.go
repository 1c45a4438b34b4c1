package report

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
)

// Line 5 is asked about.
const viewedSource = `package p

func f(m map[string]*Client) {
	c, err := dial()
	c, err = dial()
	x := m["x"]
	_ = dial
}
`

// TestSilence has the reasons of silence that are too rare, or take too much, for a program.
func TestSilence(t *testing.T) {
	lost := func(l typestate.Loss) typestate.ClientView {
		return typestate.ClientView{Connects: true, Before: []typestate.StateView{{Loss: &l}}}
	}
	in := func(states ...protocol.State) typestate.ClientView {
		c := typestate.ClientView{Connects: true}
		for _, q := range states {
			c.Before = append(c.Before, typestate.StateView{Q: q, Since: typestate.Step{Kind: typestate.Branch}})
		}
		return c
	}
	with := func(c typestate.ClientView, f func(*typestate.ClientView)) typestate.ClientView { f(&c); return c }
	fset, file := parse(t, viewedSource)
	at := func(line int) token.Pos { return fset.File(file.Pos()).LineStart(line) }
	harmless := func(c *typestate.ClientView) { c.Harmless = true }
	for _, c := range []struct {
		view typestate.ClientView
		want string
	}{
		{with(in(protocol.Open), harmless), "this version of its library ignores a connect of what is open"},
		{with(in(protocol.NotOpen), harmless), "it is not open on any path that leads here"},
		{with(in(protocol.Open), func(c *typestate.ClientView) { c.Infeasible = true }), "every path on which it would be open contradicts itself"},
		{with(in(protocol.Unknown), func(c *typestate.ClientView) { c.Called = true }), "the function literal is judged where it is called"},
		{in(protocol.Reported, protocol.NotOpen), "the first mistake on the way here is reported already, and stands for what follows from it"},
		{in(), "it is new"},
		{in(protocol.Open), "what is called minds one that is open: it asks, or closes it first"},
		{with(in(protocol.Open), func(c *typestate.ClientView) {
			c.Calls = []typestate.CallView{{Changes: []typestate.Change{{Ways: []typestate.Way{{From: protocol.Open, Breaks: true}}}}}}
		}), "what is called does not connect it in the case that is at hand"},
		{with(in(), func(c *typestate.ClientView) { c.Origin = typestate.Found }), "it comes from where it is not followed"},
		{with(in(protocol.Open), func(c *typestate.ClientView) { c.Before[0].Past = true }), "it is new"},
		{with(in(protocol.NotOpen), func(c *typestate.ClientView) { c.Before[0].Since = typestate.Step{Kind: typestate.Call, Pos: at(4)} }),
			"it is not open on any path that leads here: the call on line 4 has left it so"},
		{in(protocol.NotOpen, protocol.Unknown), "it may be in any state here: a call that leads here while it is open is reported at that call"},
		{with(in(protocol.Unknown), func(c *typestate.ClientView) { c.Connects = false }), ""},
		{lost(typestate.Loss{Cause: typestate.Came, Name: "get", Pos: at(4)}), "on line 4 it comes from code that is not analysed (get)"},
		{lost(typestate.Loss{Cause: typestate.Came, Pos: at(5)}), "on this line it comes from where it is not followed"},
		{lost(typestate.Loss{Cause: typestate.Handed, Pos: at(4)}), "on line 4 a function is handed out that may change it, at any time"},
		{lost(typestate.Loss{Cause: typestate.Stored, Pos: at(4)}), "on line 4 it is put where code that is not analysed may find it"},
		{lost(typestate.Loss{Cause: typestate.Mistakable, Pos: at(4), Name: "Close"}), "on line 4 Close happens to a client that may be this one"},
		{lost(typestate.Loss{Cause: typestate.Overheard, Name: "Is", Pos: at(4)}), "what Is tells on line 4 may be that the connection is gone"},
		{lost(typestate.Loss{Cause: typestate.Overheard}), "an error on the way here may say that the connection is gone"},
		{lost(typestate.Loss{Cause: typestate.Attempt, Pos: at(4)}), "on line 4 the end of an attempt is waited for that may be another's"},
		{lost(typestate.Loss{Cause: typestate.Within, Pos: at(4), Name: "f$1"}), "on line 4 the function literal in f is called, which leaves it in a state that is not known"},
		{lost(typestate.Loss{Cause: typestate.Reached, Pos: at(4), Name: "get", Before: &typestate.Loss{Cause: typestate.Stored, Pos: at(3)}}),
			"on line 4 code that is not analysed (get) is called, which may know it (on line 3 it is put where code that is not analysed may find it)"},
		{lost(typestate.Loss{Cause: typestate.Unclear}), "its history is not followed that far"},
	} {
		w := &viewer{Printer: &Printer{Fset: fset, Files: []*ast.File{file}}, view: &typestate.FuncView{}, at: at(5)}
		if got := w.silence(&c.view); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// TestWays has what functions may do to clients that they are given.
func TestWays(t *testing.T) {
	const down, up = protocol.NotOpen, protocol.Open
	isNil := func(from, to protocol.State) typestate.Way {
		return typestate.Way{From: from, To: to, Told: true, If: typestate.IsNil}
	}
	notNil := func(from, to protocol.State) typestate.Way {
		return typestate.Way{From: from, To: to, Told: true, If: typestate.NotNil}
	}
	breaks := typestate.Way{From: up, Breaks: true, Kind: typestate.DoubleConnect}
	for _, c := range []struct {
		ways []typestate.Way
		want string
	}{
		{nil, "leaves the connection of IT alone"},
		{[]typestate.Way{{From: down, To: down}, {From: up, To: up}}, "leaves the connection of IT alone"},
		{[]typestate.Way{{From: down, To: up}, {From: up, To: up}}, "opens IT"},
		{[]typestate.Way{{From: down, To: up}, {From: down, To: down}, {From: up, To: up}}, "may open IT"},
		{[]typestate.Way{isNil(down, up), notNil(down, down), breaks}, "opens IT if it returns nil, and must not get IT open (doubleconnect)"},
		{[]typestate.Way{isNil(down, up), isNil(down, down)}, "may open IT"},
		{[]typestate.Way{isNil(down, up), breaks, {From: up, To: up}}, "opens IT, and may break its protocol if IT is open (doubleconnect)"},
		{[]typestate.Way{{From: down, To: down}, {From: up, To: down}}, "closes IT"},
		{[]typestate.Way{{From: up, To: protocol.Dead}, {From: up, To: up}}, "may close IT"},
		{[]typestate.Way{{From: down, To: protocol.Unknown}, {From: up, To: protocol.Unknown}},
			"leaves IT in a state that is not known, and leaves IT in a state that is not known"},
	} {
		w := &viewer{Printer: &Printer{}, view: &typestate.FuncView{}}
		if got := w.ways(&typestate.Change{Ways: c.ways}); got != c.want {
			t.Errorf("%v:\ngot  %s\nwant %s", c.ways, got, c.want)
		}
	}
}

// TestResult has what the source calls the result of a call, and what else is assigned.
func TestResult(t *testing.T) {
	fset, file := parse(t, viewedSource)
	w := &viewer{Printer: &Printer{Fset: fset, Files: []*ast.File{file}}}
	var calls []token.Pos
	var index token.Pos
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			calls = append(calls, n.Lparen)
		case *ast.IndexExpr:
			index = n.Lbrack
		}
		return true
	})
	got := []string{w.result(calls[0], 0), w.result(calls[1], 1), w.result(index, 0), w.assigned(index), w.assigned(calls[0])}
	if s := strings.Join(got, ","); s != "c,err,,x," {
		t.Error(s)
	}
}

func parse(t *testing.T, src string) (*token.FileSet, *ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	return fset, f
}
