package generate

import "fmt"

// loopOver writes a loop around statements.
func (s *scope) loopOver() {
	g := s.g
	g.budget -= 2
	l := &loop{outer: s.loop}
	label := ""
	if g.chance(0.3) {
		l.label = g.name("loop")
		label = l.label + ":\n"
	}
	head := s.loopHead()
	before := len(s.clients)
	s.line("%s%s", label, head)
	s.block(func(in *scope) {
		in.loop = l
		if g.chance(0.3) {
			in.newClient()
		}
		for _, c := range in.clients[:before] {
			if g.chance(0.5) {
				c.up = maybe
			}
		}
		in.statements(1 + g.r.IntN(2))
		for _, c := range in.clients {
			if c.up != no && !g.slip() && g.chance(0.7) {
				in.closing(c)
			}
		}
		if l.label != "" {
			in.line("if %s {\n%s %s\n}", g.cond(), g.oneOf("break", "continue"), l.label)
		}
	})
	s.line("}")
}

// loopHead returns the first line of a loop of some form.
func (s *scope) loopHead() string {
	g := s.g
	i := g.name("i")
	head := ""
	set := func(format string, args ...any) func() {
		return func() { head = fmt.Sprintf(format, args...) }
	}
	g.pick(
		choice{2, set("for %s := 0; %s < 2; %s++ {", i, i, i)},
		choice{2, set("for range 2 {")},
		choice{2, set("for %s := range []int{1, 2} {\n_ = %s", i, i)},
		choice{3, func() { head = fmt.Sprintf("for %s {", g.cond()) }},
		choice{2, set("for range env.Count(%d) {", g.conds+100)},
		choice{1, func() {
			g.attempts(s.pkg)
			head = "for range attempts(2) {"
		}},
		choice{1, func() {
			g.attempts(s.pkg)
			head = fmt.Sprintf("for %s := range attempts(2) {\nif %s > 0 {\nlog.Println(%s)\n}", i, i, i)
		}},
	)
	return head
}

// closure writes statements in a function literal.
func (s *scope) closure() {
	g := s.g
	body := func() {
		s.inside(nothing, func(in *scope) { in.statements(1 + g.r.IntN(2)) })
	}
	g.pick(
		choice{3, func() {
			s.line("func() {")
			body()
			s.line("}()")
		}},
		choice{3, func() {
			f := g.name("step")
			s.line("%s := func() {", f)
			body()
			s.line("}\n%s()", f)
			if g.chance(0.3) {
				s.neutral()
				s.line("%s()", f)
			}
		}},
		choice{2, func() {
			g.declareOnce(s.pkg, "do", "func do(f func()) {\nf()\n}")
			s.line("do(func() {")
			body()
			s.line("})")
		}},
		choice{1, func() {
			g.declareOnce(s.pkg, "times", "func times(n int, f func()) {\nfor range n {\nf()\n}\n}")
			s.line("times(2, func() {")
			body()
			s.line("})")
		}},
		choice{1, func() {
			f := g.name("check")
			s.line("%s := func() error {", f)
			s.inside(errorResult, func(in *scope) {
				in.statements(1)
				in.line("return nil")
			})
			s.line("}\nif err := %s(); err != nil {", f)
			s.block(func(in *scope) { in.bail("err") })
			s.line("}")
		}},
	)
}

// deferred writes a deferred call, mostly one that closes.
func (s *scope) deferred() {
	g := s.g
	c := s.anyClient()
	if c.nilable {
		s.line("defer func() {\nif %s != nil {\n%s.Close()\n}\n}()", c.ptr, c.expr)
		return
	}
	g.pick(
		choice{4, func() { s.line("defer %s.Close()", c.expr) }},
		choice{2, func() { s.line("defer func() {\n%s.Close()\n}()", c.expr) }},
		choice{1, func() { s.line("if %s {\ndefer %s.Close()\n}", g.cond(), c.expr) }},
		choice{2, func() {
			if c.ptr == "" {
				s.line("defer %s.Close()", c.expr)
				return
			}
			s.line("defer %s", g.call(s, closes, c))
		}},
		choice{1, func() { s.line("defer func() {\nif %s.IsConnected() {\n%s.Close()\n}\n}()", c.expr, c.expr) }},
		choice{1, func() {
			s.line("defer func() {")
			was := c.up
			s.inside(nothing, func(in *scope) { in.statements(1) })
			c.up = was
			s.line("}()")
		}},
	)
}

// recovering writes statements that may panic, and a function that recovers.
func (s *scope) recovering() {
	g := s.g
	c := s.anyClient()
	s.line("func() {\ndefer func() {")
	g.pick(
		choice{2, func() { s.line("recover()") }},
		choice{2, func() {
			s.line("if r := recover(); r != nil {\nlog.Println(r)")
			if !c.nilable && !g.slip() {
				s.line("%s.Close()", c.expr)
			}
			s.line("}")
		}},
	)
	s.line("}()")
	s.inside(nothing, func(in *scope) {
		in.statements(1)
		in.line("if %s {\npanic(\"lost\")\n}", g.cond())
		if g.chance(0.5) {
			in.statements(1)
		}
	})
	s.line("}()")
}

// onlyOnce connects c in a function that runs once.
func (s *scope) onlyOnce(c *client) {
	g := s.g
	if c.nilable {
		s.neutral()
		return
	}
	o := g.name("once")
	head, do := fmt.Sprintf("var %s sync.Once\n%s.Do(func() {", o, o), fmt.Sprintf("%s.Do(func() {", o)
	if g.chance(0.4) {
		f := g.name("first")
		s.line("%s := sync.OnceFunc(func() {", f)
		s.inside(nothing, func(in *scope) { in.connect(c) })
		s.line("})\n%s()\n%s()", f, f)
		return
	}
	s.line(head)
	s.inside(nothing, func(in *scope) { in.connect(c) })
	s.line("})")
	if g.chance(0.5) {
		s.line(do)
		s.inside(nothing, func(in *scope) { in.connect(c) })
		s.line("})")
	}
}

// several writes a loop that does something to each of a list of clients.
func (s *scope) several() {
	g := s.g
	v := g.name("c")
	list := "hub.New(hub.Options{}), hub.New(hub.Options{})"
	var of []*client
	for _, c := range s.clients {
		if c.ptr != "" && c.typ == "" && !c.nilable && g.chance(0.3) && len(of) < 2 {
			list, of = list+", "+c.ptr, append(of, c)
		}
	}
	g.budget -= 2
	s.line("for _, %s := range []*hub.Client{%s} {", v, list)
	s.block(func(in *scope) {
		in.loop = &loop{outer: s.loop}
		c := &client{expr: v, ptr: v}
		for _, o := range of {
			c.up = max(c.up, o.up)
		}
		in.clients = []*client{c}
		in.act(c)
	})
	s.line("}")
	for _, o := range of {
		o.up = maybe
	}
}
