package weird

import (
	"fmt"
	"strings"
)

// This file writes statements.

// A context says which jumps a statement may make.
type context struct {
	jumps  bool // to labels of the function
	loops  bool // break and continue
	breaks bool // break
	closed bool // in a literal, whose results are others
}

func (c context) loop() context      { c.loops, c.breaks = true, true; return c }
func (c context) breakable() context { c.breaks = true; return c }

// simple are the statements that need nothing.
var simple = []form{
	"%c.Close()", "e = %e", "c = %c", "c1 = %c", "%c.Connect()", "b = %b", "n = %n", "t = %t", "x = %x", "i = %i", "f = %f",
	"c1, e = %F(%d, %c)", "r, err = %F(%d, %c)", "if %b { %S }", "if %b { %S } else { %S }", "if e = %e; e != nil { %S }",
	"for %b { %L }", "for n = 0; %n < 3; n++ { %L }", "for range %n { %L }", "for n = range d.S { %L }", "for _, c1 = range d.S { %L }",
	"for _, %v := range d.M { c = %v; %L }", "for %v := range %h { c = %v; %L }", "for %v := range kit.Each(d.S) { c = %v; %L }", "for { %L; break }",
	"for %v := range 3 { n = %v; f = func() error { n = %v; return %e }; %L }",
	"switch { case %b: %W; case %b: %W; default: %W }", "switch %n { case 0: %W; fallthrough; case 1: %W; default: %W }",
	"switch %v := any(%x).(type) { case *hub.Client: c = %v; %W; case kit.Conn: i = %v; %W; case nil: %W; case error, int: x = %v; %W; default: _ = %v }",
	"switch { }", "select { case c = <-%h: %W; case %h <- %c: %W; case <-time.After(time.Second): %W; default: %W }",
	"select { case %v, ok := <-%h: c, b = %v, ok; %W; case <-t.Done(): %W }",
	"defer %c.Close()", "defer func() { %B }()", "defer func() { if %v := recover(); %v != nil { x = %v; %B } }()", "defer %f()",
	"go func() { %B }()", "go %c.Close()", "panic(%x)", "func() { %B }()", "{ %S }",
	"d.C = %c", "d.Next = %d", "d.Err = %e", "d.Up = %b", `d.M["a"] = %c`, `delete(d.M, "a")`, "clear(d.M)", "d.S = append(d.S, %c)",
	"d.S[%n&3] = %c", "d.F = %f", "d.X = %x", "d.X = &x", "d.Client = %c", "*p = %c", "p = &d.C", "p = &c", "p = &arr[%n&1]", "arr = [2]*hub.Client{%c, %c}",
	"arr[1] = %c", "val = *%d", "*d = val", "d = %d", "Global = %c", "%h <- %c", "close(%h)", "ch = %h", "c, c1 = c1, c", "c, d.C, *p = %c, %c, %c",
	"n++", "%c.Publish(\"m\")", "os.Exit(%n)", "mu.Lock(); %S; mu.Unlock()", "var %v sync.Once; %v.Do(func() { %B })",
	"%v := %c; %v.Close(); %v = %c; e = %v.Connect()", "%v := %c; defer func() { %v.Close() }(); %v = %c", "%v := *%d; %v.C = %c; val = %v",
	"%v := &kit.Box[*hub.Client]{V: %c}; %v.Set(%c); c = %v.Get()", "var %v func(int) error; %v = func(k int) error { if k == 0 { return %e }; return %v(k-1) }; e = %v(%n)",
	"type %v struct { *hub.Client; k int }; c1 = %v{Client: %c}.Client", "const %v = 3; n = %v", "_ = %x", "%t.Wait()", "b = %t.WaitTimeout(1)",
}

// block writes some statements in a block of their own.
func (w *writer) block(in context, depth int) string {
	var b strings.Builder
	for n := 1 + w.below(4); n > 0 && depth >= 0 && w.fn.left > 0; n-- {
		w.fn.left--
		fmt.Fprintf(&b, "{\n%s\n}\n", w.statement(in, depth))
	}
	return b.String()
}

// statement writes one, without what it may only be written in a block for.
func (w *writer) statement(in context, depth int) string {
	n := w.below(len(simple) + 8)
	if n < len(simple) {
		return w.fill(simple[n], in, depth)
	}
	switch n -= len(simple); {
	case n <= 1 && in.jumps:
		label := w.below(w.fn.labels)
		w.fn.used[label] = true
		return fmt.Sprintf("goto L%d", label)
	case n == 2 && in.loops:
		return "continue"
	case n == 3 && in.breaks:
		return "break"
	case n == 4 && !in.closed:
		return fmt.Sprintf("return %s, %s", w.operand('c', 3), w.operand('e', 3))
	case n == 5 && !in.closed:
		return "return"
	case n == 6 && depth > 0: // labelled, and left from within
		label := w.name()
		return fmt.Sprintf("%s:\nfor %s {\n%s\nfor range 2 {\nif %s {\nbreak %s\n}\ncontinue %s\n}\n}", label, w.operand('b', 2),
			w.block(in.loop(), depth-1), w.operand('b', 2), label, label)
	}
	return w.fill(simple[n], in, depth)
}
