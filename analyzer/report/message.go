// Package report turns violations into words: one sentence for the finding, one short line
// for each step of the way there. It also says what is known of a place, for whoever asks. All
// English that hublint prints about code is in this package.
package report

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"
)

// A Printer knows the source that violations are about.
type Printer struct {
	Fset  *token.FileSet
	Files []*ast.File
	// Versions tells the built version of a module or package; "" if not known.
	Versions func(path string) string
}

// Diagnostic returns v in words.
func (p *Printer) Diagnostic(v *typestate.Violation) analysis.Diagnostic {
	pos, end := p.call(v.Pos)
	return analysis.Diagnostic{
		Pos: pos, End: end,
		Category: v.Kind.String(),
		Message:  p.message(v),
		Related:  p.related(v),
	}
}

// message: subject, what is wrong, where it began, the consequence, the category. The category
// stands in the text because go vet drops it.
func (p *Printer) message(v *typestate.Violation) string {
	var b strings.Builder
	b.WriteString(p.subject(v))
	switch v.Kind {
	case typestate.DoubleConnect, typestate.EagerReconnect:
		b.WriteString(" is connected again")
	case typestate.ReuseClosed:
		b.WriteString(" is connected again after it was closed")
	case typestate.TimeoutRetry:
		b.WriteString(" is connected again after a wait that only timed out")
	case typestate.SameIdentity:
		b.WriteString(" is connected beside another of the same identity")
	case typestate.CallbackConnect:
		b.WriteString(" is connected in its own handler while the library reconnects by itself")
	case typestate.CallbackNew:
		b.WriteString(" is connected in the handler of another that the library reconnects")
	case typestate.LostClient:
		b.WriteString(" is connected in place of one that was left open")
	case typestate.TimeoutLost:
		if v.Opened.Unawaited() {
			b.WriteString(" is connected in place of one whose attempt nobody has waited for")
		} else {
			b.WriteString(" is connected in place of one whose attempt only timed out")
		}
	case typestate.Abandoned:
		fmt.Fprintf(&b, " is left open when %s returns an error", function(v.Opened.Name))
	}
	if v.Via != "" {
		fmt.Fprintf(&b, " by %s", function(v.Via))
	}
	switch where := p.place(v.Opened, v.Pos, v.Kind); {
	case v.Kind == typestate.EagerReconnect:
		b.WriteString(", with no pause after an attempt that failed")
	case where == "":
	case v.Kind == typestate.DoubleConnect:
		fmt.Fprintf(&b, " while it is open (%s)", where)
	default:
		fmt.Fprintf(&b, " (%s)", where)
	}
	if n := len(driven(v)); n > 0 {
		fmt.Fprintf(&b, " when %s calls %s again", v.Contract.Owner, driven(v)[n-1])
	}
	if c := p.consequence(v); c != "" {
		b.WriteString(": " + c)
	}
	fmt.Fprintf(&b, " (%s)", v.Kind)
	return b.String()
}

// driven returns the methods that the owner of an interface calls on the way to v.
func driven(v *typestate.Violation) []string {
	var out []string
	for _, s := range v.Steps {
		if s.Kind == typestate.Driven {
			out = append(out, s.Name)
		}
	}
	return out
}

func (p *Printer) subject(v *typestate.Violation) string {
	name := p.receiver(v)
	if name == "" {
		return Noun(v.Proto)
	}
	return v.Proto.Client + " " + name
}

// Noun is what a client of p is called when it has no name. Example: a paho client
func Noun(p *protocol.Protocol) string { return article(p.Client) + " " + p.Client }

// article is "an" before what is spoken with a vowel: IoT, OPC, AMQP, MQTT.
func article(noun string) string {
	if strings.ContainsRune("AEIOaeioM", rune(noun[0])) && !strings.HasPrefix(noun, "Mod") {
		return "an"
	}
	return "a"
}

// receiver returns the source of what the operation is called on, if v's position is the
// operation itself.
func (p *Printer) receiver(v *typestate.Violation) string {
	switch v.Kind {
	case typestate.LostClient, typestate.TimeoutLost, typestate.SameIdentity, typestate.Abandoned, typestate.CallbackNew:
		return "" // there are two clients
	}
	if v.Via != "" || v.Op != nil && v.Op.Event == protocol.Dial {
		return ""
	}
	call := p.callExpr(v.Pos)
	if call == nil {
		return ""
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if s := types.ExprString(sel.X); len(s) < 40 && !strings.Contains(s, "\n") {
			return s
		}
	}
	return ""
}

// place says where the earlier step was, seen from at.
func (p *Printer) place(s typestate.Step, at token.Pos, kind typestate.Kind) string {
	by := "opened by "
	switch {
	case kind == typestate.ReuseClosed:
		by = "closed by "
	case endsWith(s.Inner, typestate.CheckedUp):
		by = "found connected by "
	}
	verb := map[typestate.StepKind]string{
		typestate.Abandons: "returned", typestate.Opened: "opened", typestate.Begun: "begun", typestate.CheckedUp: "found connected", typestate.Closed: "closed", typestate.TimedOut: "timed out", typestate.Call: by + function(s.Name),
	}[s.Kind]
	for n := len(s.Inner); s.At == "" && !s.Pos.IsValid() && n > 0; n-- {
		s.At = s.Inner[n-1].At
	}
	if verb != "" && s.At != "" && !s.Pos.IsValid() {
		return verb + " at " + path.Base(s.At)
	}
	if verb == "" || !s.Pos.IsValid() {
		return ""
	}
	here, there := p.Fset.Position(at), p.Fset.Position(s.Pos)
	if here.Filename == there.Filename {
		if here.Line == there.Line && s.Kind == typestate.Opened {
			return "opened here on the round before"
		}
		return fmt.Sprintf("%s on line %d", verb, there.Line)
	}
	return fmt.Sprintf("%s at %s:%d", verb, filepath.Base(there.Filename), there.Line)
}

// endsWith reports whether the last of steps that is about the client is of kind k.
func endsWith(steps []typestate.Step, k typestate.StepKind) bool {
	for i := len(steps) - 1; i >= 0; i-- {
		switch steps[i].Kind {
		case typestate.Branch, typestate.Else, typestate.Again, typestate.Deferred:
			continue
		}
		return steps[i].Kind == k
	}
	return false
}

// consequence is the library's own, or both of them if the version that decides is not known.
func (p *Printer) consequence(v *typestate.Violation) string {
	version := ""
	if p.Versions != nil {
		if version = p.Versions(v.Proto.Module); version == "" {
			version = p.Versions(v.Proto.Package)
		}
	}
	newest, known := v.Proto.At(version)
	if known || len(v.Proto.Semantics) < 2 {
		return typestate.WrongOf(v.Kind, newest).Consequence
	}
	oldest := v.Proto.Semantics[len(v.Proto.Semantics)-1]
	n, o := typestate.WrongOf(v.Kind, newest).Consequence, typestate.WrongOf(v.Kind, oldest).Consequence
	if n == o || o == "" {
		return n
	}
	return fmt.Sprintf("from %s on %s; before, %s", newest.Since, n, o)
}

// related returns the steps of v's witness that a reader needs, oldest first.
func (p *Printer) related(v *typestate.Violation) []analysis.RelatedInformation {
	var out []analysis.RelatedInformation
	called := map[string]bool{}
	for _, s := range flatten(v.Steps, 0) {
		text := p.step(s, v.Kind)
		if s.Kind == typestate.Driven {
			text = v.Contract.Owner + " calls " + s.Name
			if called[s.Name] {
				text += " again"
			}
			called[s.Name] = true
		}
		pos := s.Pos
		if !pos.IsValid() {
			pos = p.elsewhere(s.At)
		}
		if text == "" || !pos.IsValid() {
			continue
		}
		if s.Kind == typestate.Again {
			pos = p.loop(pos)
		}
		if n := len(out); n > 0 && out[n-1].Pos == pos && out[n-1].Message == text {
			continue
		}
		out = append(out, analysis.RelatedInformation{Pos: pos, Message: text})
	}
	return out
}

// maxNesting is how deep into called functions a witness goes.
const maxNesting = 4

func flatten(steps []typestate.Step, depth int) []typestate.Step {
	var out []typestate.Step
	for _, s := range steps {
		out = append(out, s)
		if depth < maxNesting {
			out = append(out, flatten(s.Inner, depth+1)...)
		}
	}
	return out
}

func (p *Printer) step(s typestate.Step, kind typestate.Kind) string {
	switch s.Kind {
	case typestate.Created:
		return "client created here"
	case typestate.Opened:
		return "opened here, taken to succeed"
	case typestate.Failed:
		return "taken to fail here"
	case typestate.Begun:
		return "begun here, and nobody waits for its end"
	case typestate.TimedOut:
		return "the wait ends before the attempt does"
	case typestate.Closed:
		return "closed here"
	case typestate.CheckedUp:
		return s.Name + " says connected"
	case typestate.CheckedDown:
		return s.Name + " says not connected"
	case typestate.Branch:
		return "the condition is true"
	case typestate.Else:
		return "the condition is false"
	case typestate.Again:
		return "the loop starts over"
	case typestate.Call:
		return function(s.Name) + " is called here"
	case typestate.Delayed:
		return "a timer is set here"
	case typestate.Dropped:
		return "its connection is lost here, and the library opens it again"
	case typestate.Waits:
		return "it waits here, and the program goes on"
	case typestate.Requested:
		return function(s.Name) + " serves a request"
	case typestate.AtOnce:
		return "another request comes at the same time"
	case typestate.Deferred:
		return function(s.Name) + " is deferred: it runs when the function ends"
	case typestate.Abandons:
		return "the error is returned here"
	case typestate.Overwritten:
		return "its handle is overwritten here"
	case typestate.Violates:
		switch kind {
		case typestate.DoubleConnect, typestate.ReuseClosed, typestate.TimeoutRetry, typestate.CallbackConnect:
			return "connected again here"
		}
		return "the next one is connected here"
	}
	return ""
}

// call returns the extent of the call whose opening parenthesis is at pos.
func (p *Printer) call(pos token.Pos) (token.Pos, token.Pos) {
	if c := p.callExpr(pos); c != nil {
		start := c.Fun.Pos()
		if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
			start = sel.Sel.Pos()
		}
		return start, c.End()
	}
	return pos, token.NoPos
}

// loop returns the beginning of the loop around pos, or pos if there is none.
func (p *Printer) loop(pos token.Pos) token.Pos {
	for _, n := range p.enclosing(pos) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return n.Pos()
		case *ast.FuncLit, *ast.FuncDecl:
			return pos
		}
	}
	return pos
}

// enclosing returns the syntax around pos, innermost first.
func (p *Printer) enclosing(pos token.Pos) []ast.Node {
	for _, f := range p.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			path, _ := astutil.PathEnclosingInterval(f, pos, pos)
			return path
		}
	}
	return nil
}

func (p *Printer) callExpr(pos token.Pos) *ast.CallExpr {
	for _, n := range p.enclosing(pos) {
		switch n := n.(type) {
		case *ast.CallExpr:
			return n
		case *ast.GoStmt:
			return n.Call
		case *ast.DeferStmt:
			return n.Call
		}
	}
	return nil
}
