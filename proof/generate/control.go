package generate

import "fmt"

// run writes the entry and all that it needs.
func (g *gen) run() {
	f := &fn{g: g, pkg: g.main}
	s := &scope{fn: f}
	head := "func Run("
	switch g.r.IntN(8) {
	case 0:
		head += "c *hub.Client"
		s.clients = append(s.clients, &client{expr: "c", ptr: "c", up: maybe})
	case 1:
		head += "eager bool, tries int"
	}
	head += ")"
	switch g.r.IntN(4) {
	case 0:
		f.result = errorResult
		head += " error"
	case 1:
		f.result, s.err = namedError, "err"
		head += " (err error)"
	}
	if s.err == "" && g.chance(0.3) {
		s.err = "err"
		s.line("var err error\n_ = err")
	}
	if g.chance(0.9) || len(s.clients) == 0 {
		s.newClient()
	}
	if head[len("func Run(")] == 'e' {
		s.line("if eager && tries > 0 {")
		s.block(func(in *scope) { in.statements(1) })
		s.line("}")
	}
	if g.families != 0 {
		s.opening()
	}
	s.statements(3 + g.r.IntN(5))
	s.line(s.finishing())
	g.declareFunc(f, head)
}

// statements writes n statements, and more of those that clean up.
func (s *scope) statements(n int) {
	for range n {
		s.statement()
	}
}

func (s *scope) statement() {
	g := s.g
	c := s.anyClient()
	if g.budget <= 0 {
		if g.chance(0.5) {
			s.neutral()
		} else {
			s.closing(c)
		}
		return
	}
	if s.depth >= 3 || g.chance(0.62) {
		s.act(c)
		return
	}
	g.pick(
		choice{8, s.branch},
		choice{5, s.loopOver},
		choice{4, s.closure},
		choice{3, s.deferred},
		choice{2, s.recovering},
		choice{3, func() { s.newClient() }},
		choice{2, func() { s.alias(c) }},
		choice{1, func() { s.onlyOnce(c) }},
		choice{1, s.several},
		choice{2, s.neutral},
		choice{2, s.leave},
		choice{6 * g.uses(naming), s.pair},
		choice{6 * g.uses(losing), s.setUp},
		choice{4 * g.uses(losing), s.remade},
		choice{6 * g.uses(handlers), s.watching},
		choice{6 * g.uses(goroutines), s.goroutine},
		choice{6 * g.uses(repeating), s.repeated},
		choice{6 * g.uses(impatience), s.impatient},
	)
}

// act does something to c that fits what it is thought to be.
func (s *scope) act(c *client) {
	g := s.g
	if c.up == no {
		g.pick(
			choice{12, func() { s.connect(c) }},
			choice{4, func() { s.guarded(c) }},
			choice{1, func() { s.closing(c) }},
		)
		return
	}
	careless := 1
	if g.slips > 0.1 {
		careless = 5
	}
	g.pick(
		choice{8, func() { s.closing(c) }},
		choice{7, func() { s.guarded(c) }},
		choice{3, func() { s.closing(c); s.connect(c) }},
		choice{careless, func() { s.connect(c) }},
		choice{3, func() { s.line("%s.Publish(\"t\")", s.usable(c)) }},
		choice{1, s.neutral},
	)
}

func (s *scope) usable(c *client) string {
	if c.nilable {
		s.line("if %s == nil {\n%s\n}", c.ptr, s.finishing())
	}
	return c.expr
}

// guarded connects c if it is not connected.
func (s *scope) guarded(c *client) {
	g := s.g
	was := c.up
	connect := func(in *scope) {
		if was == no || !g.slip() {
			c.up = no
		}
		in.connect(c)
	}
	switch g.r.IntN(4) {
	case 0:
		s.line("if %s {\nlog.Println(\"up\")\n} else {", s.isUp(c))
		s.block(connect)
		s.line("}")
	case 1:
		s.line("switch {\ncase %s:", s.isDown(c))
		s.block(func(in *scope) {
			in.loop = nil
			connect(in)
		})
		s.line("}")
	default:
		s.line("if %s {", s.isDown(c))
		s.block(connect)
		s.line("}")
	}
	c.up = maybe
}

// neutral writes what has nothing to do with connections.
func (s *scope) neutral() {
	g := s.g
	n := g.name("n")
	g.pick(
		choice{3, func() { s.line("log.Println(\"step\")") }},
		choice{1, func() {
			s.line("%s := 1\nif %s {\n%s = 2\n}\nlog.Println(%s)", n, g.cond(), n, n)
		}},
		choice{1, func() { s.line("time.Sleep(time.Second)") }},
		choice{1, func() { s.line("for i := range 2 {\nlog.Println(i)\n}") }},
	)
}

func (s *scope) branch() {
	g := s.g
	part := func() { s.block(func(in *scope) { in.statements(1 + g.r.IntN(2)) }) }
	g.pick(
		choice{4, func() {
			s.line("if %s {", g.cond())
			part()
			s.line("}")
		}},
		choice{4, func() {
			s.line("if %s {", g.cond())
			part()
			s.line("} else {")
			part()
			s.line("}")
		}},
		choice{2, func() {
			g.conds++
			g.budget -= 2
			s.line("switch env.Count(%d) {\ncase 0:", g.conds)
			s.inSwitch(part)
			s.line(g.oneOf("case 1:", "fallthrough\ncase 1:"))
			s.inSwitch(part)
			if g.chance(0.5) {
				s.line("default:")
				s.inSwitch(part)
			}
			s.line("}")
		}},
		choice{2, func() {
			both := g.name("both")
			s.line("%s := %s", both, g.cond())
			s.line("if %s {", both)
			part()
			s.line("}\nif !%s {", both)
			part()
			s.line("}")
		}},
		choice{1, func() {
			s.line("if %s %s %s {", g.cond(), g.oneOf("&&", "||"), g.cond())
			part()
			s.line("}")
		}},
	)
}

func (s *scope) inSwitch(part func()) {
	old := s.loop
	s.loop = nil
	part()
	s.loop = old
}

// leave returns early under a condition.
func (s *scope) leave() {
	s.line("if %s {", s.g.cond())
	s.block(func(in *scope) {
		if s.g.chance(0.4) {
			in.statements(1)
		}
		if in.loop != nil && s.g.chance(0.6) {
			in.line(in.leaveLoop())
		} else {
			in.line(in.finishing())
		}
	})
	s.line("}")
}

// newClient writes a variable with a new client.
func (s *scope) newClient() *client {
	g := s.g
	var c *client
	local := func() *client {
		v := g.name("c")
		s.line("%s := hub.New(hub.Options{ID: %q})", v, "dev"+v)
		return &client{expr: v, ptr: v}
	}
	g.pick(
		choice{8, func() { c = local() }},
		choice{6, func() { c = s.newDevice() }},
		choice{2, func() {
			v := g.name("shared")
			s.pkg.declare(fmt.Sprintf("var %s = hub.New(hub.Options{})", v))
			c = &client{expr: v, ptr: v}
		}},
		choice{3, func() {
			v := g.name("c")
			s.line("var %s *hub.Client", v)
			c = &client{expr: v, ptr: v, nilable: true}
		}},
		choice{1, func() {
			v := g.name("list")
			s.line("%s := []*hub.Client{hub.New(hub.Options{}), hub.New(hub.Options{})}", v)
			c = &client{expr: v + "[0]", ptr: v + "[0]"}
		}},
		choice{4, func() { c = s.dialed() }},
		choice{8 * g.uses(naming), func() { c = s.named() }},
		choice{12 * g.uses(sessions), func() {
			v := g.name("c")
			s.line("%s := hub.NewSession(%q)", v, g.oneOf("", "alpha", "beta"))
			c = &client{expr: v, ptr: v, typ: "Session"}
		}},
		choice{8 * g.uses(handlers), func() { c = s.handled() }},
		choice{1, func() {
			v := g.name("byName")
			s.line("%s := map[string]*hub.Client{\"a\": hub.New(hub.Options{})}", v)
			c = &client{expr: v + `["a"]`, ptr: v + `["a"]`}
		}},
	)
	if c.guard == nil && !c.nilable && g.chance(0.35) {
		c.guard = s.newGuard()
	}
	c.age = s.loop
	s.clients = append(s.clients, c)
	return c
}

// alias writes a second name for c.
func (s *scope) alias(c *client) {
	g := s.g
	v := g.name("same")
	if c.ptr == "" || c.nilable {
		s.neutral()
		return
	}
	if d := c.device; d != nil && g.chance(0.5) { // the flag is copied, too, unless d is a pointer
		s.line("%s := %s\n_ = %s", v, d.expr, v)
		copied := *d
		copied.expr = v
		twin := d.make(v)
		twin.device, twin.up = &copied, c.up
		s.clients = append(s.clients, twin)
		return
	}
	twin := *c
	twin.device = nil
	switch g.r.IntN(3) {
	case 0:
		s.line("%s := %s", v, c.ptr)
		twin.expr, twin.ptr = v, v
	case 1:
		if c.ptr == "c" || c.expr[0] != 'c' {
			s.neutral()
			return
		}
		s.line("%s := &%s", v, c.ptr)
		twin.expr, twin.ptr = "(*"+v+")", "*"+v
	default:
		g.declareOnce(s.pkg, "opener", "type opener interface {\nConnect() error\nTryConnect() bool\nConnectToken() hub.Token\nIsConnected() bool\nPublish(string)\nClose()\n}")
		s.line("var %s opener = %s", v, c.ptr)
		twin.expr, twin.ptr = v, ""
	}
	s.line("_ = %s", v)
	s.clients = append(s.clients, &twin)
}
