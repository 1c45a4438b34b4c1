package weird

import (
	"fmt"
	"strings"
	"unicode"
)

// This file writes operands. Each kind has a first form that is a variable, for when the data
// or the depth runs out.

// A form is Go text in which %c stands for a client, %e for an error, and so on: see operand.
type form string

var forms = map[byte][]form{
	'c': {"c", "c1", "d.C", "r", "Global", "hub.New(hub.Options{})", "d.Next.C", "d.Client", "*p", `d.M["a"]`, "d.S[%n&3]", "arr[%n&1]",
		"<-%h", "kit.First(%F(%d, %c))", "(&kit.Box[*hub.Client]{V: %c}).Get()", "kit.Same(%c)", "x.(*hub.Client)", "i.(*hub.Client)",
		"func() *hub.Client { %B; return %c }()", "kit.Alias(%c)", "(*hub.Client)((*kit.Name)(%c))", "val.C", "kit.Deep{Dev: %d}.Client",
		"[]*hub.Client{%c, %c}[%n&1]", "map[bool]*hub.Client{true: %c, false: %c}[%b]", "(*hub.Client)(nil)"},
	'e': {"e", "err", "%c.Connect()", "%f()", "d.Err", "error(nil)", `fmt.Errorf("x: %%w", %e)`, "errors.Join(%e, %e)", "kit.Second(%F(%d, %c))",
		"(*hub.Client).Connect(%c)", "%t.Error()", "%i.Connect()", "%d.Open()", "%d.Connect()", "kit.Try(%c)", "kit.Try[kit.Conn](%i)",
		"hub.ErrRefused", "kit.Retry(%f)", "kit.Deep{Dev: %d}.Open()", "errors.Unwrap(%e)"},
	'b': {"b", "%e == nil", "%e != nil", "%c.IsConnected()", "%c.TryConnect()", "env.Cond(%n)", "%b && %b", "%b || %b", "!%b", "d.Up",
		"%c == %c", "%c != nil", "%t.Wait()", "%t.WaitTimeout(time.Second)", "%n < %n", "%n == %n", "errors.Is(%e, %e)", "true", "false",
		"%d == %d", "any(%x) == any(%x)", "func() bool { %B; return %b }()"},
	'n': {"n", "0", "1", "env.Count(1)", "%n + 1", "%n * %n", "len(d.S)", "d.N", "min(%n, %n)", "-%n", "%n &^ 3", "len(%h)"},
	't': {"t", "%c.ConnectToken()"},
	'd': {"d", "d.Next", "&kit.Dev{C: %c}", "&val", "kit.Deep{Dev: %d}.Dev", "func() *kit.Dev { %B; return %d }()", "kit.Same(%d)"},
	'i': {"i", "%c", "kit.Conn(%c)", "%d", "&kit.Inner{Client: %c}", "kit.Deep{Dev: %d}", "x.(kit.Conn)"},
	'f': {"f", "%c.Connect", "%d.Open", "d.F", "func() error { %B; return %e }", "%i.Connect", "sync.OnceValue(%f)"},
	'h': {"ch", "d.Ch", "make(chan *hub.Client, 1)"},
	'x': {"x", "%c", "%e", "%n", "%d", "any(%i)", "kit.Box[error]{V: %e}", "any(nil)", "*%d.X.(*any)"},
}

// operand writes one of a kind.
func (w *writer) operand(kind byte, depth int) string {
	list := forms[kind]
	if depth <= 0 || len(w.data) == 0 {
		return string(list[0])
	}
	s := w.fill(list[w.below(len(list))], context{closed: true}, depth-1)
	if plain(s) {
		return s
	}
	return "(" + s + ")"
}

// plain reports whether s is a name, and binds in any context.
func plain(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0
}

// fill replaces the marks of a form: operands by their kind, %B by statements of a literal, %S
// by a block, %F by a function, %v by a new name, the same for the whole form.
func (w *writer) fill(f form, in context, depth int) string {
	var b strings.Builder
	fresh := ""
	for i := 0; i < len(f); i++ {
		if f[i] != '%' {
			b.WriteByte(f[i])
			continue
		}
		i++
		switch mark := f[i]; mark {
		case '%':
			b.WriteByte('%')
		case 'B':
			b.WriteString(w.block(context{closed: true}, min(depth, 2)-1))
		case 'S':
			b.WriteString(w.block(in, depth-1))
		case 'L':
			b.WriteString(w.block(in.loop(), depth-1))
		case 'W':
			b.WriteString(w.block(in.breakable(), depth-1))
		case 'F':
			b.WriteString(w.callee())
		case 'v':
			if fresh == "" {
				fresh = w.name()
			}
			b.WriteString(fresh)
		default:
			b.WriteString(w.operand(mark, min(depth, maxOperands)))
		}
	}
	return b.String()
}

// callee names a function of this package or the one below.
func (w *writer) callee() string {
	own := w.pkgs[len(w.pkgs)-1]
	n := own.funcs
	if len(w.pkgs) > 1 {
		n += w.pkgs[0].funcs
	}
	switch k := w.below(n); {
	case k < own.funcs:
		return fmt.Sprint("F", k)
	default:
		return fmt.Sprintf("%s.F%d", w.pkgs[0].name, k-own.funcs)
	}
}
