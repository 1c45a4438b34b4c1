package typestate

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"strings"
)

// This file defines strings that are put together: names of devices and link addresses seldom are
// constants. A string is the concatenation of its parts, so that two of equal parts are equal,
// whichever way they were built.

// concat returns x + y, both strings.
func (u *universe) concat(x, y value) value {
	cx, cy := u.constOf(x), u.constOf(y)
	switch {
	case cx != nil && cy != nil && cx.c != nil && cy.c != nil:
		return u.constant(constant.BinaryOp(cx.c, token.ADD, cy.c), types.Typ[types.String])
	case u.emptyString(x):
		return y
	case u.emptyString(y):
		return x
	}
	depth := 1 + max(u.concatDepth(x), u.concatDepth(y))
	if x == 0 || y == 0 || depth > maxDepth {
		return 0
	}
	return u.observe("+", u.pair(x, y), types.Typ[types.String])
}

func (u *universe) emptyString(v value) bool {
	c := u.constOf(v)
	return c != nil && c.c != nil && c.c.Kind() == constant.String && constant.StringVal(c.c) == ""
}

func (u *universe) concatDepth(v value) int {
	if n := u.node(v); n.kind == kObserve && n.s == "+" {
		return 1 + max(u.concatDepth(u.node(n.a).a), u.concatDepth(u.node(n.a).b))
	}
	return 0
}

// render returns v as text in which unknown parts are marked, and these parts in order.
func (u *universe) render(v value) (string, []value) {
	n := u.node(v)
	switch {
	case n.kind == kConst && n.c != nil && n.c.Kind() == constant.String:
		return constant.StringVal(n.c), nil
	case n.kind == kConst && n.c != nil:
		return n.c.ExactString(), nil
	case n.kind == kObserve && n.s == "+":
		x, px := u.render(u.node(n.a).a)
		y, py := u.render(u.node(n.a).b)
		return x + y, append(px, py...)
	}
	return fmt.Sprintf("\x00%d\x00", v), []value{v}
}

// matched returns what the first group of pattern matches in v, or 0. What a caller may know
// better is put off: see [universe.pending].
func (u *universe) matched(v value, pattern string) value {
	text, parts := u.render(v)
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	switch {
	case len(m) > 1:
		return u.unrender(m[1])
	case len(parts) > 0:
		return u.observe(matchMark+pattern, v, nil)
	}
	return 0
}

const matchMark = "match "

// pending reports whether v is a match that is not known yet, or made of one: it equals nothing.
func (u *universe) pending(v value) bool {
	if v == 0 {
		return false
	}
	switch n := u.node(v); n.kind {
	case kObserve:
		return strings.HasPrefix(n.s, matchMark) || u.pending(n.a)
	case kCmp:
		return u.pending(n.a) || u.pending(n.b)
	}
	return false
}

// unrender is the value that text, a part of what render returned, stands for.
func (u *universe) unrender(text string) value {
	out := u.constant(constant.MakeString(""), types.Typ[types.String])
	for i, part := range strings.Split(text, "\x00") {
		v := u.constant(constant.MakeString(part), types.Typ[types.String])
		if i%2 == 1 {
			var id uint32
			if _, err := fmt.Sscan(part, &id); err != nil {
				return 0
			}
			v = value(id)
		}
		if out = u.concat(out, v); out == 0 {
			return 0
		}
	}
	return out
}

// sprintf returns the string that format makes of args, or 0 if it has verbs that change a value's
// text.
func (u *universe) sprintf(format string, args []value) value {
	out := u.constant(constant.MakeString(""), types.Typ[types.String])
	for format != "" && out != 0 {
		text, rest, verb := strings.Cut(format, "%")
		out = u.concat(out, u.constant(constant.MakeString(text), types.Typ[types.String]))
		if !verb {
			return out
		}
		if rest == "" {
			return 0
		}
		format = rest[1:]
		switch rest[0] {
		case '%':
			out = u.concat(out, u.constant(constant.MakeString("%"), types.Typ[types.String]))
			continue
		case 's', 'v', 'd':
		default:
			return 0
		}
		if len(args) == 0 || args[0] == 0 {
			return 0
		}
		text, parts := u.render(args[0])
		part := args[0]
		if len(parts) == 0 {
			part = u.constant(constant.MakeString(text), types.Typ[types.String])
		}
		out, args = u.concat(out, part), args[1:]
	}
	return out
}

// formatted executes fmt.Sprintf.
func (r *run) formatted(s *state, cs *callSite) *state {
	u := r.a.u
	if len(cs.args) != 2 || cs.result == nil {
		return s
	}
	c := u.constOf(cs.args[0])
	if c == nil || c.c == nil || c.c.Kind() != constant.String {
		return s
	}
	var args []value
	for i := 0; ; i++ {
		v := s.mem.get(uint32(u.sub(u.pointee(cs.args[1]), fmt.Sprintf("[%d]", i), nil)))
		if v == 0 {
			break
		}
		args = append(args, v)
	}
	return r.bindResult(s, cs, u.sprintf(constant.StringVal(c.c), args))
}
