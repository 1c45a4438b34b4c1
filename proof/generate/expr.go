package generate

import "fmt"

// errorExpr returns an expression that connects c and is an error. It may write statements
// that come before.
func (s *scope) errorExpr(c *client) string {
	g := s.g
	x := fmt.Sprintf("%s.Connect()", c.expr)
	cs := []choice{
		{8, func() {}},
		{1, func() { x = fmt.Sprintf("func() error { return %s.Connect() }()", c.expr) }},
		{1, func() {
			f := g.name("open")
			s.line("%s := %s.Connect", f, c.expr)
			x = f + "()"
		}},
		{1, func() {
			f := g.name("dial")
			s.line("%s := func() error {", f)
			s.inside(errorResult, func(in *scope) { in.openBody(c) })
			s.line("}")
			x = f + "()"
		}},
		{1, func() {
			g.declareOnce(s.pkg, "connector", "type connector interface {\nConnect() error\n}")
			g.declareOnce(s.pkg, "connectAny", "func connectAny[T connector](t T) error {\nreturn t.Connect()\n}")
			x = fmt.Sprintf("connectAny(%s)", c.expr)
		}},
		{1, func() {
			g.declareOnce(s.pkg, "connector", "type connector interface {\nConnect() error\n}")
			g.declareOnce(s.pkg, "connectIt", "func connectIt(c connector) error {\nreturn c.Connect()\n}")
			x = fmt.Sprintf("connectIt(%s)", c.expr)
		}},
		{1, func() {
			h := g.name("hooks")
			if g.chance(0.5) {
				s.line("%s := map[string]func() error{\"open\": %s.Connect}", h, c.expr)
				x = h + `["open"]()`
				return
			}
			s.line("%s := struct{ open func() error }{%s.Connect}", h, c.expr)
			x = h + ".open()"
		}},
		{1, func() {
			g.declareOnce(s.pkg, "opening", "func opening(c connector) func() error {\nreturn func() error {\nreturn c.Connect()\n}\n}")
			g.declareOnce(s.pkg, "connector", "type connector interface {\nConnect() error\n}")
			x = fmt.Sprintf("opening(%s)()", c.expr)
		}},
		{1, func() {
			g.declareOnce(s.pkg, "run", "func run(f func() error) error {\nreturn f()\n}")
			x = g.oneOf(fmt.Sprintf("run(%s.Connect)", c.expr), fmt.Sprintf("run(func() error {\nreturn %s.Connect()\n})", c.expr))
		}},
	}
	if c.ptr != "" {
		cs = append(cs,
			choice{1, func() { x = fmt.Sprintf("(*hub.%s).Connect(%s)", c.typeName(), c.ptr) }},
			choice{7, func() { x = g.call(s, opens, c) }})
	}
	if c.device != nil && c.device.name != s.methodOf {
		cs = append(cs, choice{10, func() { x = fmt.Sprintf("%s.%s()", c.device.expr, g.method(c.device, opens)) }})
	}
	g.pick(cs...)
	return x
}

// boolExpr is errorExpr for a bool that is true if c is connected.
func (s *scope) boolExpr(c *client) string {
	g := s.g
	x := fmt.Sprintf("%s.TryConnect()", c.expr)
	cs := []choice{
		{8, func() {}},
		{2, func() { x = fmt.Sprintf("(%s.Connect() == nil)", c.expr) }},
		{1, func() { x = fmt.Sprintf("(%s.IsConnected() || %s.TryConnect())", c.expr, c.expr) }},
		{1, func() {
			f := g.name("try")
			s.line("%s := %s.TryConnect", f, c.expr)
			x = f + "()"
		}},
	}
	if c.ptr != "" {
		cs = append(cs, choice{5, func() { x = g.call(s, tries, c) }})
	}
	if c.device != nil && c.device.name != s.methodOf {
		cs = append(cs, choice{8, func() { x = fmt.Sprintf("%s.%s()", c.device.expr, g.method(c.device, tries)) }})
	}
	g.pick(cs...)
	return x
}

// openBody writes the body of a function that connects c and returns an error or a bool.
func (s *scope) openBody(c *client) {
	g := s.g
	if g.chance(0.25) {
		s.guardedReturn(c)
	}
	if g.chance(0.12) {
		s.closing(c)
	}
	simple := s.result == errorResult && c.guard == nil && g.chance(0.3)
	if simple && c.ptr != "" {
		s.line("return %s.Connect()", c.expr)
		c.up = maybe
		return
	}
	g.budget -= 2
	g.pick(
		choice{6, func() { s.byError(c) }},
		choice{3, func() { s.byToken(c) }},
		choice{3, func() { s.byBool(c) }},
		choice{2, func() { s.retry(c) }},
	)
	if s.result != nothing && g.chance(0.25) { // a later step of the set-up fails
		s.line("if %s {", g.cond())
		s.block(func(in *scope) {
			if !g.slip() {
				in.closing(c)
			}
			in.line(in.returning(""))
		})
		s.line("}")
	}
	if s.result == namedError && g.chance(0.5) {
		s.line("return")
		return
	}
	s.line(s.finishing())
}

// guardedReturn returns early if c is connected.
func (s *scope) guardedReturn(c *client) {
	s.line("if %s {\n%s\n}", s.isUp(c), s.finishing())
	c.up = no
}

// isUp returns a condition that is true if c is connected.
func (s *scope) isUp(c *client) string {
	g := s.g
	x := c.expr + ".IsConnected()"
	cs := []choice{{3, func() {}}}
	if c.guard != nil {
		cs = append(cs, choice{6, func() { x = c.guard.isUp }},
			choice{1, func() { x = fmt.Sprintf("%s && %s.IsConnected()", c.guard.isUp, c.expr) }})
	}
	if c.nilable {
		cs = []choice{{5, func() { x = c.ptr + " != nil" }},
			{2, func() { x = fmt.Sprintf("%s != nil && %s.IsConnected()", c.ptr, c.expr) }}}
	}
	if c.ptr != "" && !c.nilable {
		cs = append(cs, choice{2, func() { x = g.call(s, asks, c) }})
	}
	g.pick(cs...)
	return x
}

// isDown returns a condition that is true if c is not connected.
func (s *scope) isDown(c *client) string {
	g := s.g
	if c.nilable {
		return g.oneOf(c.ptr+" == nil", c.ptr+" == nil", fmt.Sprintf("%s == nil || !%s.IsConnected()", c.ptr, c.expr))
	}
	if c.guard != nil && g.chance(0.6) {
		return g.oneOf(c.guard.isDown, c.guard.isDown, fmt.Sprintf("%s || !%s.IsConnected()", c.guard.isDown, c.expr))
	}
	x := s.isUp(c)
	if x == c.expr+".IsConnected()" {
		return "!" + x
	}
	return "!(" + x + ")"
}

// closing writes statements that close c.
func (s *scope) closing(c *client) {
	g := s.g
	cs := []choice{
		{8, func() { s.line("%s.Close()", c.expr) }},
		{1, func() { s.line("func() {\n%s.Close()\n}()", c.expr) }},
		{1, func() {
			f := g.name("stop")
			s.line("%s := %s.Close\n%s()", f, c.expr, f)
		}},
		{1, func() {
			g.declareOnce(s.pkg, "do", "func do(f func()) {\nf()\n}")
			s.line("do(%s.Close)", c.expr)
		}},
	}
	c.spent = c.typ == "Session"
	if c.nilable {
		if g.families&losing != 0 && g.slip() {
			s.line("%s = nil", c.ptr)
			c.up = no
			return
		}
		s.line("if %s != nil {\n%s.Close()\n%s = nil\n}", c.ptr, c.expr, c.ptr)
		c.up = no
		return
	}
	cs = append(cs, choice{2, func() { s.line("if %s.IsConnected() {\n%s.Close()\n}", c.expr, c.expr) }})
	if c.ptr != "" {
		cs = append(cs, choice{4, func() { s.line(g.call(s, closes, c)) }})
	}
	if c.device != nil && c.device.name != s.methodOf {
		cs = append(cs, choice{8, func() { s.line("%s.%s()", c.device.expr, g.method(c.device, closes)) }})
	}
	g.pick(cs...)
	if c.guard != nil && !g.slip() {
		s.line(c.guard.setDown)
	}
	c.up = no
}

// errorOf turns an expression that is true on success into an error.
func (s *scope) errorOf(ok string) string {
	s.g.declareOnce(s.pkg, "asError", "func asError(ok bool) error {\nif ok {\nreturn nil\n}\nreturn errors.New(\"down\")\n}")
	return fmt.Sprintf("asError(%s)", ok)
}
