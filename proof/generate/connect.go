package generate

import "fmt"

// connect writes statements that connect c and look at the outcome in some way.
func (s *scope) connect(c *client) {
	g := s.g
	g.budget -= 2
	if c.nilable {
		s.line("%s = hub.New(hub.Options{})", c.ptr)
	}
	if c.spent && c.ptr == c.expr && s.renewable(c) && !g.slip() {
		s.line("%s = hub.NewSession(%q)", c.ptr, g.oneOf("", "alpha"))
	}
	g.pick(
		choice{10, func() { s.byError(c) }},
		choice{5, func() { s.byToken(c) }},
		choice{5, func() { s.byBool(c) }},
		choice{5, func() { s.retry(c) }},
		choice{1, func() { s.ignoring(c) }},
	)
}

// renewable reports whether c is a variable that can be given another client here.
func (s *scope) renewable(c *client) bool { return s.level == 0 && s.methodOf == "" && c.ptr != "c" }

// byError connects by an error result.
func (s *scope) byError(c *client) {
	g := s.g
	x := s.errorExpr(c)
	cs := []choice{
		{5, func() {
			s.line("if err := %s; err != nil {", x)
			s.sequel(c, "err", true)
		}},
		{2, func() {
			s.line("if %s != nil {", x)
			s.sequel(c, "", true)
		}},
		{2, func() {
			s.line("if err := %s; err == nil {", x)
			s.sequel(c, "err", false)
		}},
		{2, func() {
			e := g.name("err")
			s.line("%s := %s", e, x)
			if g.chance(0.4) {
				s.line(g.oneOf(`log.Println("connecting")`, fmt.Sprintf("if %s != nil {\n%s = fmt.Errorf(\"link: %%w\", %s)\n}", e, e, e)))
			}
			s.line("if %s != nil {", e)
			s.sequel(c, e, true)
		}},
		{1, func() {
			s.line("switch err := %s; {\ncase err != nil:", x)
			s.switchSequel(c)
		}},
	}
	if s.err != "" {
		cs = append(cs, choice{5, func() {
			s.line("%s = %s", s.err, x)
			if g.chance(0.2) { // forgotten: the next error overwrites this one
				s.neutral()
			}
			s.line("if %s != nil {", s.err)
			s.sequel(c, s.err, true)
		}}, choice{2, func() {
			s.line("if %s = %s; %s != nil {", s.err, x, s.err)
			s.sequel(c, s.err, true)
		}})
	}
	g.pick(cs...)
}

// sequel writes the branches after a connect, whose if is open: the first is that of the
// failure, or that of the success.
func (s *scope) sequel(c *client, err string, failureFirst bool) {
	g := s.g
	if failureFirst {
		left := false
		s.block(func(in *scope) { left = in.failed(c, err) })
		if left || g.chance(0.3) {
			s.line("}")
			if left || g.slip() {
				s.succeeded(c)
			}
		} else {
			s.line("} else {")
			s.succeeded(c)
			s.line("}")
		}
		c.up = maybe
		if left {
			c.up = yes
		}
		return
	}
	s.block(func(in *scope) {
		in.succeeded(c)
		c.up = yes
		switch {
		case g.chance(0.35) && s.loop != nil:
			in.line("break")
		case g.chance(0.3) && s.depth > 0:
			in.line(in.finishing())
		case g.chance(0.4):
			in.statements(1)
		}
	})
	if g.chance(0.5) {
		s.line("} else {")
		s.block(func(in *scope) { in.failed(c, err) })
	} else if c.nilable {
		s.line("} else {\n%s = nil", c.ptr)
	}
	s.line("}")
	c.up = maybe
}

func (s *scope) switchSequel(c *client) {
	left := false
	loop := s.loop
	s.block(func(in *scope) {
		in.loop = nil // break would leave the switch
		left = in.failed(c, "err")
	})
	s.loop = loop
	s.line("default:")
	s.succeeded(c)
	s.line("}")
	c.up = maybe
	if left {
		c.up = yes
	}
}

// byBool connects by a bool result.
func (s *scope) byBool(c *client) {
	g := s.g
	x := s.boolExpr(c)
	g.pick(
		choice{4, func() {
			s.line("if !%s {", x)
			s.sequel(c, "", true)
		}},
		choice{3, func() {
			s.line("if %s {", x)
			s.sequel(c, "", false)
		}},
		choice{2, func() {
			ok := g.name("ok")
			s.line("%s := %s", ok, x)
			s.line("if !%s {", ok)
			s.sequel(c, "", true)
		}},
		choice{2, func() {
			s.line("if ok := %s; ok {", x)
			s.sequel(c, "", false)
		}},
		choice{1, func() {
			s.line("if !%s || !%s {", g.cond(), x)
			s.sequel(c, "", true)
		}},
		choice{1, func() {
			s.line("if %s && %s {", g.cond(), x)
			s.sequel(c, "", false)
		}},
		choice{1, func() {
			s.line("switch {\ncase %s:", x)
			s.succeeded(c)
			s.line("default:\nlog.Println(\"down\")\n}")
			c.up = maybe
		}},
	)
}

// ignoring connects without a look at the outcome.
func (s *scope) ignoring(c *client) {
	s.line(s.g.oneOf("_ = %s.Connect()", "%s.Connect()", "%s.TryConnect()", "%s.ConnectToken()", "%s.ConnectToken().Wait()"), c.expr)
	s.succeeded(c)
	c.up = maybe
}
