package generate

import (
	"fmt"
	"strings"
)

// A role is what a helper or a method is for.
type role uint8

const (
	opens  role = iota // func(c) error
	tries              // func(c) bool
	closes             // func(c)
	asks               // func(c) bool: is it connected?
)

// A helper is a function that takes a client.
type helper struct {
	name  string
	pkg   *pkg
	role  role
	typ   string // of the client
	level int
}

// call returns a call of a helper for c, which may be a new one.
func (g *gen) call(s *scope, r role, c *client) string {
	var h *helper
	for _, old := range g.helpers {
		if old.role == r && old.typ == c.typeName() && g.visible(s, old) && g.chance(0.6) {
			h = old
		}
	}
	if h == nil && (s.level >= 3 || len(g.helpers) >= 6) {
		return fmt.Sprintf(map[role]string{
			opens: "%s.Connect()", tries: "%s.TryConnect()", closes: "%s.Close()", asks: "%s.IsConnected()",
		}[r], c.expr)
	}
	if h == nil {
		h = g.newHelper(s, r, c.typ)
	}
	name := h.name
	if h.pkg != s.pkg {
		name = "link." + name
	}
	return fmt.Sprintf("%s(%s)", name, c.ptr)
}

// visible reports whether h may be called at s: it is older, and its package is imported.
func (g *gen) visible(s *scope, h *helper) bool {
	return h.level > s.level && (h.pkg == s.pkg || s.pkg == g.main)
}

func (g *gen) newHelper(s *scope, r role, typ string) *helper {
	k := s.pkg
	if g.link != nil && g.chance(0.7) {
		k = g.link
	}
	h := &helper{pkg: k, role: r, level: s.level + 1}
	h.name = g.name(map[role]string{opens: "Open", tries: "Try", closes: "Shut", asks: "Up"}[r])
	if k == g.main {
		h.name = strings.ToLower(h.name[:1]) + h.name[1:]
	}
	f := &fn{g: g, pkg: k, level: h.level}
	c := &client{expr: "c", ptr: "c", typ: typ}
	h.typ = c.typeName()
	head := fmt.Sprintf("func %s(c *hub.%s)", h.name, h.typ)
	in := &scope{fn: f, clients: []*client{c}, depth: 2}
	if r == opens && g.chance(0.12) {
		in.recursive(h.name)
		g.declareFunc(f, fmt.Sprintf("func %s(c *hub.%s, n int) error", h.name+"N", h.typ))
		k.declare(fmt.Sprintf("%s error {\nreturn %s(c, 1)\n}", head, h.name+"N"))
	} else {
		head += in.roleBody(r, c)
		g.declareFunc(f, head)
	}
	g.helpers = append(g.helpers, h)
	return h
}

func (g *gen) declareFunc(f *fn, head string) {
	f.pkg.declare(head + " {\n" + f.body.String() + "}")
}

// roleBody writes the body of a function with role r and returns its result type.
func (s *scope) roleBody(r role, c *client) string {
	g := s.g
	switch r {
	case opens:
		s.result = errorResult
		result := " error"
		if g.chance(0.3) {
			s.result, s.err, result = namedError, "err", " (err error)"
			if g.chance(0.4) {
				s.line("defer func() {\nif err != nil {\n%s.Close()\n}\n}()", c.expr)
			}
		}
		s.openBody(c)
		return result
	case tries:
		s.result = boolResult
		s.openBody(c)
		return " bool"
	case asks:
		s.result = boolResult
		s.line(g.oneOf("return %s.IsConnected()", "if %s.IsConnected() {\nreturn true\n}\nreturn false",
			"if !%s.IsConnected() {\nreturn false\n}\nreturn true"), c.expr)
		return " bool"
	}
	if c.guard != nil && g.chance(0.3) {
		s.line("if %s {\nreturn\n}", c.guard.isDown)
	}
	s.closing(c)
	return ""
}

// recursive writes the body of a helper that calls itself until it is connected.
func (s *scope) recursive(name string) {
	s.line(s.g.oneOf(
		"if err := c.Connect(); err == nil || n == 0 {\nreturn err\n}\nreturn %sN(c, n-1)",
		"err := c.Connect()\nif err != nil && n > 0 {\nreturn %sN(c, n-1)\n}\nreturn err",
	), name)
}

// dialed writes a call of a function that returns a connected client.
func (s *scope) dialed() *client {
	g := s.g
	k := s.pkg
	if g.link != nil && s.pkg == g.main && g.chance(0.6) {
		k = g.link
	}
	name, qualified := g.name("Dial"), ""
	f := &fn{g: g, pkg: k, result: clientResult, level: s.level + 1}
	c := &client{expr: "c", ptr: "c"}
	in := &scope{fn: f, clients: []*client{c}, depth: 2}
	in.line("c := hub.New(hub.Options{})")
	in.openBody(c)
	g.declareFunc(f, fmt.Sprintf("func %s() (*hub.Client, error)", name))
	if k != s.pkg {
		qualified = "link."
	}
	v := g.name("c")
	s.line("%s, err := %s%s()\nif err != nil {\n%s\n}", v, qualified, name, s.returning("err"))
	return &client{expr: v, ptr: v, up: yes}
}
