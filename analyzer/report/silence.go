package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// This file puts into words what calls do to clients, and why nothing is reported of them.

// Why a finding is not reported although it was made.
const (
	InTest       = "findings in test files are hidden by -tests=false"
	EndsWithTest = "a test file may leave clients open: they end with its process"
)

// Off says that a category is not wanted.
func Off(category string) string {
	return fmt.Sprintf("the category %s is off (-checks=%s turns it on)", category, category)
}

// Below says that a severity is not wanted.
func Below(got, want protocol.Severity) string {
	return fmt.Sprintf("its severity is %s, and -severity asks for %s or more", got, want)
}

// Silenced says which comment silences f.
func Silenced(pass *analysis.Pass, f analysis.Diagnostic) string {
	return fmt.Sprintf("the comment on line %d silences it", silencedOn(pass, f))
}

// change says what a call does to a client, which is called object.
func (w *viewer) change(call *typestate.CallView, c *typestate.Change, object string) string {
	text := ""
	switch {
	case call.Op != nil:
		text = operation(call.Op)
	case c.Makes:
		text = makes(c)
	default:
		text = w.ways(c)
	}
	if text == "" {
		return ""
	}
	name := function(call.Name)
	switch call.Manner {
	case typestate.Later:
		name = "when the function ends, " + name
	case typestate.Aside:
		name = "at any time from now on, " + name
	}
	return name + " " + strings.ReplaceAll(text, "IT", object)
}

// operation says what a library's operation does to the client IT.
func operation(op *protocol.Op) string {
	switch op.Event {
	case protocol.Create:
		return "makes it, not connected yet"
	case protocol.Dial:
		return "makes it and connects it" + told(op)
	case protocol.Connect:
		return "connects IT" + told(op)
	case protocol.Close:
		return "closes IT"
	case protocol.Check:
		return "asks whether IT is connected"
	case protocol.Await:
		return "waits until IT is connected, or gives up"
	case protocol.Wait:
		return "waits until the attempt has ended"
	case protocol.WaitTimeout:
		return "waits until the attempt has ended, or a time has passed"
	case protocol.Err:
		return "tells how the attempt has ended, nil before"
	case protocol.Child:
		return "makes a part of IT, and leaves its connection alone"
	case protocol.Use:
		return "uses IT, and leaves its connection alone"
	}
	return ""
}

// told says how a program sees that op has worked.
func told(op *protocol.Op) string {
	switch op.Success {
	case protocol.NilError:
		return ", if it returns nil"
	case protocol.BoolTrue:
		return ", if it returns true"
	case protocol.TokenOK:
		return ", if its token tells no error"
	case protocol.Background:
		return " in the background"
	}
	return ""
}

// makes says what the client is that comes out of a function.
func makes(c *typestate.Change) string {
	var ends []string
	for _, way := range c.Ways {
		if text := end(way.To); text != "" && !slices.Contains(ends, text) {
			ends = append(ends, text)
		}
	}
	if len(ends) == 0 {
		return "returns IT"
	}
	return "makes it, " + strings.Join(ends, " or ")
}

func end(q protocol.State) string {
	switch q {
	case protocol.Open:
		return "open"
	case protocol.NotOpen:
		return "not connected"
	case protocol.Pending:
		return "in an attempt that may still succeed"
	case protocol.Dead:
		return "closed for good"
	case protocol.Reconnecting:
		return "without a link"
	case protocol.Unknown:
		return "in a state that is not known"
	}
	return ""
}

// function is what a function is called. Literals have no name in the source.
func function(name string) string {
	if name == "" {
		return "a function value"
	}
	if outer, _, literal := strings.Cut(name, "$"); literal {
		return "the function literal in " + outer
	}
	return name
}

// ways says what a function does to a client that it is given.
func (w *viewer) ways(c *typestate.Change) string {
	var parts []string
	for _, q := range []protocol.State{protocol.NotOpen, protocol.Open} {
		if text := from(c, q); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return "leaves the connection of IT alone"
	}
	return strings.Join(parts, ", and ")
}

// from says what becomes of a client in state q; "" if nothing.
func from(c *typestate.Change, q protocol.State) string {
	var broken []string
	var out []typestate.Way
	for _, way := range c.Ways {
		switch {
		case way.From != q:
		case way.Breaks:
			if !slices.Contains(broken, way.Kind.String()) {
				broken = append(broken, way.Kind.String())
			}
		default:
			out = append(out, way)
		}
	}
	whole := !slices.ContainsFunc(out, func(x typestate.Way) bool { return x.To != protocol.Reported })
	switch {
	case len(broken) > 0 && q == protocol.Open && whole:
		return fmt.Sprintf("must not get IT open (%s)", strings.Join(broken, ", "))
	case len(broken) > 0 && q == protocol.Open:
		return fmt.Sprintf("may break its protocol if IT is open (%s)", strings.Join(broken, ", "))
	case len(broken) > 0:
		return fmt.Sprintf("may break its protocol by itself (%s)", strings.Join(broken, ", "))
	case q == protocol.NotOpen:
		return becomes(out, protocol.Open, protocol.Pending, "opens IT")
	}
	return becomes(out, protocol.NotOpen, protocol.Dead, "closes IT")
}

// becomes says that what leads to one of two states happens always, on a condition, or perhaps.
func becomes(ways []typestate.Way, q, other protocol.State, verb string) string {
	var to, rest []typestate.Way
	for _, way := range ways {
		if way.To == q || way.To == other {
			to = append(to, way)
		} else {
			rest = append(rest, way)
		}
	}
	switch {
	case len(to) == 0 && slices.ContainsFunc(rest, func(x typestate.Way) bool { return x.To == protocol.Unknown }):
		return "leaves IT in a state that is not known"
	case len(to) == 0:
		return ""
	case len(rest) == 0:
		return verb
	}
	if to[0].Told {
		same := func(x typestate.Way) bool { return x.Told && x.If == to[0].If }
		if !slices.ContainsFunc(to, func(x typestate.Way) bool { return !same(x) }) && !slices.ContainsFunc(rest, func(x typestate.Way) bool { return same(x) || !x.Told }) {
			return verb + " if it returns " + strings.TrimPrefix(holds[to[0].If], "is ")
		}
	}
	return strings.Replace(strings.Replace(verb, "opens", "may open", 1), "closes", "may close", 1)
}

// silence says why nothing is reported of a client that is connected at the place: the first
// reason that there is. Of one that is not connected there, there is nothing to say.
func (w *viewer) silence(c *typestate.ClientView) string {
	if !c.Connects {
		return w.replaced(c)
	}
	before := slices.DeleteFunc(slices.Clone(c.Before), func(s typestate.StateView) bool { return s.Past })
	may := func(q protocol.State) bool {
		return slices.ContainsFunc(before, func(s typestate.StateView) bool { return s.Q == q })
	}
	switch {
	case len(before) == 0 && c.Origin == typestate.Found:
		return "it comes from where it is not followed"
	case len(before) == 0:
		return "it is new"
	case c.Infeasible:
		return "every path on which it would be open contradicts itself"
	case may(protocol.Open) && c.Harmless:
		return "this version of its library ignores a connect of what is open"
	case may(protocol.Open) && c.Called:
		return "the function literal is judged where it is called"
	case may(protocol.Reported):
		return "the first mistake on the way here is reported already, and stands for what follows from it"
	}
	for _, s := range before {
		switch {
		case s.Q == protocol.Unknown && s.Loss != nil:
			return w.loss(s.Loss)
		case s.Q == protocol.Unknown && c.Called:
			return "the function literal is judged where it is called"
		case s.Q == protocol.Unknown:
			return "it may be in any state here: a call that leads here while it is open is reported at that call"
		}
	}
	if since := w.since(before[0].Since); since != "" && len(before) == 1 && before[0].Q == protocol.NotOpen {
		return "it is not open on any path that leads here: " + since
	}
	switch {
	case !may(protocol.Open):
		return "it is not open on any path that leads here"
	case breaks(c):
		return "what is called does not connect it in the case that is at hand"
	}
	return "what is called minds one that is open: it asks, or closes it first"
}

// breaks reports whether a call at the place breaks the protocol of c if it is open.
func breaks(c *typestate.ClientView) bool {
	return slices.ContainsFunc(c.Calls, func(call typestate.CallView) bool {
		return slices.ContainsFunc(call.Changes, func(x typestate.Change) bool {
			return slices.ContainsFunc(x.Ways, func(way typestate.Way) bool { return way.Breaks })
		})
	})
}

// replaced says why nothing is reported of c if another client is opened at the place.
func (w *viewer) replaced(c *typestate.ClientView) string {
	if !slices.ContainsFunc(w.view.Clients, func(x typestate.ClientView) bool {
		return x.Origin == typestate.Made && x.Proto == c.Proto && x.Pos != c.Pos && w.on(x.Pos) == ""
	}) {
		return ""
	}
	for _, s := range c.Before {
		if s.Loss != nil && s.Loss.Cause == typestate.Overheard {
			return w.loss(s.Loss) + ": then another one is right"
		}
	}
	return ""
}

// loss says how the history of a client was lost.
func (w *viewer) loss(l *typestate.Loss) string {
	where := strings.TrimPrefix(w.here(l.Pos), " ")
	code := "code that is not analysed"
	if l.Name != "" {
		code += " (" + function(l.Name) + ")"
	}
	switch l.Cause {
	case typestate.Came:
		if l.Name == "" {
			return fmt.Sprintf("%s it comes from where it is not followed", where)
		}
		return fmt.Sprintf("%s it comes from %s", where, code)
	case typestate.Goroutine:
		return fmt.Sprintf("%s a goroutine is started that may change it at any time", where)
	case typestate.Given:
		return fmt.Sprintf("%s it is handed to %s", where, code)
	case typestate.Reached:
		text := fmt.Sprintf("%s %s is called, which may know it", where, code)
		if l.Before != nil {
			text += " (" + w.loss(l.Before) + ")"
		}
		return text
	case typestate.Handed:
		return fmt.Sprintf("%s a function is handed out that may change it, at any time", where)
	case typestate.Stored:
		return fmt.Sprintf("%s it is put where code that is not analysed may find it", where)
	case typestate.Sent:
		return fmt.Sprintf("%s it is sent to whoever receives", where)
	case typestate.Within:
		if l.Inner != nil {
			return fmt.Sprintf("%s %s is called, and %s", where, function(l.Name), w.loss(l.Inner))
		}
		return fmt.Sprintf("%s %s is called, which leaves it in a state that is not known", where, function(l.Name))
	case typestate.Mistakable:
		return fmt.Sprintf("%s %s happens to a client that may be this one", where, function(l.Name))
	case typestate.Attempt:
		return fmt.Sprintf("%s the end of an attempt is waited for that may be another's", where)
	case typestate.Overheard:
		switch {
		case !l.Pos.IsValid():
			return "an error on the way here may say that the connection is gone"
		case l.Name != "":
			return fmt.Sprintf("what %s tells %s may be that the connection is gone", function(l.Name), where)
		}
		return fmt.Sprintf("the receive %s may have brought the news that the connection is gone", where)
	}
	return "its history is not followed that far"
}
