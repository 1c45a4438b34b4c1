package generate

// byToken connects by a token.
func (s *scope) byToken(c *client) {
	g := s.g
	t := g.name("t")
	chain := func(format string, failureFirst bool) func() {
		return func() {
			s.line(format, t, c.expr, t, t)
			s.sequel(c, t+".Error()", failureFirst)
		}
	}
	g.pick(
		choice{4, chain("if %s := %s.ConnectToken(); %s.Wait() && %s.Error() != nil {", true)},
		choice{2, chain("if %s := %s.ConnectToken(); %s.Wait() && %s.Error() == nil {", false)},
		choice{2, chain("if %s := %s.ConnectToken(); %s.WaitTimeout(time.Second) && %s.Error() == nil {", false)},
		choice{3, func() {
			s.line("%s := %s.ConnectToken()\n%s.Wait()", t, c.expr, t)
			s.line("if err := %s.Error(); err != nil {", t)
			s.sequel(c, "err", true)
		}},
		choice{2, func() {
			s.line("%s := %s.ConnectToken()\n<-%s.Done()", t, c.expr, t)
			s.line("if %s.Error() != nil {", t)
			s.sequel(c, t+".Error()", true)
		}},
		choice{3, func() { s.withTimeout(c, t) }},
		choice{2, func() { s.withSelect(c, t) }},
	)
}

// withTimeout waits for a token with a limit, and mostly closes after the limit.
func (s *scope) withTimeout(c *client, t string) {
	s.line("%s := %s.ConnectToken()", t, c.expr)
	s.line("if !%s.WaitTimeout(5 * time.Second) {", t)
	left := s.late(c)
	s.line("}")
	if !left {
		c.up = maybe
	}
	s.line("if %s.Error() != nil {", t)
	s.sequel(c, t+".Error()", true)
	if !left {
		c.up = maybe
	}
}

func (s *scope) late(c *client) (left bool) {
	s.block(func(in *scope) {
		if !in.g.slip() {
			in.line("%s.Close()", c.expr)
		}
		left = in.failed(c, "")
	})
	return left
}

// withSelect waits for a token or a timer.
func (s *scope) withSelect(c *client, t string) {
	s.line("%s := %s.ConnectToken()\nselect {\ncase <-%s.Done():", t, c.expr, t)
	left := false
	loop := s.loop
	s.loop = nil // break would leave the select
	s.line("if err := %s.Error(); err != nil {", t)
	s.block(func(in *scope) { left = in.failed(c, "err") })
	s.line("}")
	s.line(s.g.oneOf("case <-time.After(time.Second):", "default:"))
	left = s.late(c) && left
	s.line("}")
	s.loop = loop
	s.succeeded(c)
	c.up = maybe
	if left {
		c.up = yes
	}
}

// retry connects in a loop that mostly ends with the first success.
func (s *scope) retry(c *client) {
	g := s.g
	g.budget--
	c.up = yes
	out := "break"
	if g.slip() {
		out = g.oneOf(`log.Println("connected")`, "continue")
	}
	x, ok := "", ""
	if g.chance(0.6) {
		x = s.errorExpr(c)
		ok = "(" + x + " == nil)"
	} else {
		ok = s.boolExpr(c)
		x = s.errorOf(ok)
	}
	if g.chance(0.7) {
		s.retryForever(c, x, ok, out)
	} else {
		s.retryBounded(c, x, ok, out)
	}
	if !c.nilable {
		s.succeeded(c)
	}
}

// retryForever writes a loop that only a success ends. x is an error, ok the same as a bool.
func (s *scope) retryForever(c *client, x, ok, out string) {
	g := s.g
	g.pick(
		choice{2, func() { s.line("for %s != nil {\ntime.Sleep(time.Second)\n}", x) }},
		choice{2, func() { s.line("for !%s {\n}", ok) }},
		choice{3, func() {
			s.line("for {\nif err := %s; err == nil {\n%s\n}\ntime.Sleep(time.Second)\n}", x, out)
		}},
		choice{2, func() {
			s.line("for {\nif err := %s; err != nil {\ntime.Sleep(time.Second)\ncontinue\n}\n%s\n}", x, out)
		}},
		choice{1, func() {
			l := g.name("again")
			s.line("%s:\nif %s != nil {\ngoto %s\n}", l, x, l)
		}},
		choice{1, func() {
			done := g.name("done")
			s.line("for %s := false; !%s; {\n%s = %s\n}", done, done, done, ok)
		}},
		choice{1, func() {
			l := g.name("try")
			s.line("%s:\nfor {\nswitch err := %s; {\ncase err == nil:\nbreak %s\ndefault:\ntime.Sleep(time.Second)\n}\n}", l, x, l)
		}},
	)
}

// retryBounded writes a loop that gives up.
func (s *scope) retryBounded(c *client, x, ok, out string) {
	g := s.g
	c.up = maybe
	g.pick(
		choice{2, func() {
			s.line("for i := 0; i < 3; i++ {\nif %s {\n%s\n}\n}", ok, out)
		}},
		choice{1, func() {
			s.line("for range 2 {\nif %s == nil {\n%s\n}\n}", x, out)
		}},
		choice{1, func() {
			e := g.name("err")
			s.line("var %s error\nfor i := 0; i < 2; i++ {\nif %s = %s; %s == nil {\n%s\n}\n}", e, e, x, e, out)
			s.line("if %s != nil {", e)
			s.sequel(c, e, true)
		}},
		choice{1, func() {
			g.attempts(s.pkg)
			s.line("for range attempts(2) {\nif %s == nil {\n%s\n}\n}", x, out)
		}},
	)
}

func (g *gen) attempts(k *pkg) {
	g.declareOnce(k, "attempts", `func attempts(n int) func(yield func(int) bool) {
return func(yield func(int) bool) {
for i := 0; i < n; i++ {
if !yield(i) {
return
}
}
}
}`)
}
