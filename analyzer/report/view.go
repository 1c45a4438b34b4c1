package report

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
)

// This file puts into words what is known of the clients at a place.

// View returns what is known at the place that begins at at: for each client what it may be
// before, what the calls there do to it, what it may be after, and, if silent, why nothing is
// reported. Lines of detail begin with a tab.
func (p *Printer) View(views []typestate.FuncView, at token.Pos, silent bool) []string {
	var out []string
	for i := range views {
		w := &viewer{Printer: p, view: &views[i], at: at}
		if len(views) > 1 {
			w.line("in %s:", function(views[i].Name))
		}
		if views[i].Dead {
			w.line("no path leads to this line")
		}
		if next := views[i].Next; next.IsValid() {
			w.line("no call and no condition stands on this line; before line %d, this is known:", p.Fset.Position(next).Line)
		}
		for n := range views[i].Clients {
			w.client(n, silent)
		}
		w.changes(views[i].Calls, "", func(c *typestate.Change) string { return Noun(c.Proto) })
		out = append(out, w.lines...)
	}
	return out
}

// A viewer writes about one function.
type viewer struct {
	*Printer
	view  *typestate.FuncView
	at    token.Pos
	past  bool // what is written about is before the place
	lines []string
}

func (w *viewer) line(format string, args ...any) {
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

// client says all that is known of the n-th client.
func (w *viewer) client(n int, silent bool) {
	c := &w.view.Clients[n]
	w.line("%s", w.introduce(c))
	if len(c.Before) > 0 {
		w.past = true
		w.line("\tbefore: %s", w.states(c, c.Before))
		w.past = false
	}
	w.changes(c.Calls, "\t", func(*typestate.Change) string { return "it" })
	switch after := w.states(c, c.After); {
	case w.view.Next.IsValid():
	case len(c.After) == 0:
		w.line("\tafter: no path goes on with it")
	case after == w.states(c, c.Before):
		w.line("\tafter: the same")
	default:
		w.line("\tafter: %s", after)
	}
	if why := w.silence(c); silent && why != "" {
		w.line("\tnot reported, since %s", why)
	}
}

// changes says what calls do to clients, each of which has a name.
func (w *viewer) changes(calls []typestate.CallView, indent string, name func(*typestate.Change) string) {
	for i := range calls {
		for j := range calls[i].Changes {
			c := &calls[i].Changes[j]
			if text := w.change(&calls[i], c, name(c)); text != "" {
				w.line("%s%s", indent, text)
			}
		}
	}
}

// introduce says which client c is. Example: s.conn, a paho client that Run is given
func (w *viewer) introduce(c *typestate.ClientView) string {
	noun, name := Noun(c.Proto), c.Name
	var what string
	switch c.Origin {
	case typestate.Parameter:
		what = fmt.Sprintf("%s that %s is given", noun, w.view.Name)
	case typestate.Captured:
		what = noun + " of the function around this one"
	case typestate.Global:
		what = noun + " in a variable of the package"
	case typestate.Made:
		name, what = w.result(c.Pos, c.Result), noun+" made"+w.by(c)
	case typestate.Found:
		name, what = w.result(c.Pos, c.Result), noun+" that comes"+strings.Replace(w.by(c), " by ", " from ", 1)
		if c.By == "" {
			name, what = w.assigned(c.Pos), noun+" found"+w.here(c.Pos)
		}
	}
	if name != "" {
		what = name + ", " + what
	}
	return what
}

func (w *viewer) by(c *typestate.ClientView) string {
	if c.By == "" {
		return w.here(c.Pos)
	}
	return " by " + function(c.By) + w.here(c.Pos)
}

// here is on, but never nothing.
func (w *viewer) here(pos token.Pos) string {
	if where := w.on(pos); where != "" {
		return where
	}
	return " on this line"
}

// on says on which line pos is; nothing if that is the line in question.
func (w *viewer) on(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	here, there := w.Fset.Position(w.at), w.Fset.Position(pos)
	switch {
	case here.Filename != there.Filename:
		return fmt.Sprintf(" at %s:%d", filepath.Base(there.Filename), there.Line)
	case here.Line == there.Line:
		return ""
	}
	return fmt.Sprintf(" on line %d", there.Line)
}

// result returns the source of what result n of the call at pos is assigned to, or "".
func (w *viewer) result(pos token.Pos, n int) string {
	for _, node := range w.enclosing(pos) {
		var left []ast.Expr
		var right []ast.Expr
		switch x := node.(type) {
		case *ast.AssignStmt:
			left, right = x.Lhs, x.Rhs
		case *ast.ValueSpec:
			for _, id := range x.Names {
				left = append(left, id)
			}
			right = x.Values
		case *ast.CallExpr:
			if x.Lparen != pos {
				return "" // an argument of another call
			}
		case ast.Stmt:
			return ""
		}
		for i, r := range right {
			if call, ok := ast.Unparen(r).(*ast.CallExpr); !ok || call.Lparen != pos {
				continue
			}
			if len(right) > 1 {
				n = i
			}
			if n < len(left) {
				if name := types.ExprString(left[n]); name != "_" {
					return name
				}
			}
		}
	}
	return ""
}

// assigned returns the source of what the expression at pos, which is no call, is assigned to, or "".
func (w *viewer) assigned(pos token.Pos) string {
	for _, node := range w.enclosing(pos) {
		switch x := node.(type) {
		case *ast.AssignStmt:
			for i, r := range x.Rhs {
				if r.Pos() <= pos && pos < r.End() {
					return types.ExprString(x.Lhs[i])
				}
			}
			return ""
		case *ast.CallExpr, ast.Stmt:
			return ""
		}
	}
	return ""
}

// states says what a client may be. Example: open if err is nil, else not connected
func (w *viewer) states(c *typestate.ClientView, list []typestate.StateView) string {
	if len(list) == 2 {
		if cond, call := w.divide(list[0], list[1]); cond != "" {
			return fmt.Sprintf("%s if %s, else %s", w.state(c, list[0], call), cond, w.state(c, list[1], call))
		}
	}
	var parts []string
	for _, s := range list {
		text := w.state(c, s, token.NoPos)
		if cond := w.conditions(s); cond != "" && (len(list) > 1 || born(c, s)) {
			text += " if " + cond
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; or ")
}

// born reports whether s tells on what it depends that there is a client at all.
func born(c *typestate.ClientView, s typestate.StateView) bool {
	return len(s.If) > 0 && c.Origin == typestate.Made && s.If[len(s.If)-1].Call == c.Pos
}

// divide returns the condition that holds in s and is denied in t, or "", and the call that it is
// about.
func (w *viewer) divide(s, t typestate.StateView) (string, token.Pos) {
	for _, x := range s.If {
		for _, y := range t.If {
			if x.Call == y.Call && x.Result == y.Result && x.Holds != y.Holds {
				return w.condition(x), x.Call
			}
		}
	}
	return "", token.NoPos
}

func (w *viewer) conditions(s typestate.StateView) string {
	var parts []string
	for _, c := range s.If {
		if text := w.condition(c); !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " and ")
}

var holds = map[typestate.Holds]string{
	typestate.IsNil: "is nil", typestate.NotNil: "is not nil", typestate.IsTrue: "is true", typestate.IsFalse: "is false",
	typestate.DidSucceed: "succeeds", typestate.DidFail: "fails",
}

func (w *viewer) condition(c typestate.Condition) string {
	name := w.result(c.Call, c.Result)
	switch c.Holds {
	case typestate.DidSucceed, typestate.DidFail:
		return fmt.Sprintf("the attempt of %s%s %s", function(c.Name), w.on(c.Call), holds[c.Holds])
	}
	if name == "" {
		name = "what " + function(c.Name) + " returns" + w.on(c.Call)
	}
	return name + " " + holds[c.Holds]
}

// state says in what state a client is, and what made it so, unless that is told already: it is
// on the line in question, or on that of a call which is named as well.
func (w *viewer) state(c *typestate.ClientView, s typestate.StateView, call token.Pos) string {
	text := w.plain(c, s)
	if s.Q == protocol.Unknown {
		s.Since, s.Loss = typestate.Step{Kind: typestate.Branch}, nil // told already
	}
	if since := w.since(s.Since); since != "" && (!call.IsValid() || w.on(s.Since.Pos) != w.on(call)) {
		text += " (" + since + ")"
	}
	if s.Loss != nil {
		text += ", but " + w.loss(s.Loss)
	}
	if s.Past {
		text = "of the round before, " + text
	}
	return text
}

func (w *viewer) plain(c *typestate.ClientView, s typestate.StateView) string {
	switch s.Q {
	case protocol.Open:
		return "open"
	case protocol.NotOpen:
		return "not connected"
	case protocol.Dead:
		return "closed for good"
	case protocol.Pending:
		return "in an attempt that may still succeed"
	case protocol.Reconnecting:
		return "without a link that its library is bringing back"
	case protocol.Reported:
		return "reported here or before, and not followed further"
	}
	if s.Loss != nil {
		return "not known, since " + w.loss(s.Loss)
	}
	if c.Origin == typestate.Parameter {
		return "in any state, as the caller has left it"
	}
	return "in any state, as others have left it"
}

// since says what made a state what it is. Example: opened on line 6
func (w *viewer) since(s typestate.Step) string {
	where := w.on(s.Pos)
	switch {
	case !s.Pos.IsValid() && s.At != "":
		where = " at " + path.Base(s.At)
	case where == "" && !w.past:
		return ""
	case where == "" && s.Pos.IsValid():
		where = " here, on the round before"
	}
	switch s.Kind {
	case typestate.Created:
		return "made" + where
	case typestate.Call:
		return "the call" + where + " has left it so"
	case typestate.Opened:
		return "opened" + where
	case typestate.Failed:
		return "the attempt" + where + " failed"
	case typestate.TimedOut:
		return "the wait" + where + " ended before it did"
	case typestate.Closed:
		return "closed" + where
	case typestate.CheckedUp, typestate.CheckedDown:
		return "the check" + where + " says so"
	}
	return ""
}
