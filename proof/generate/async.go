package generate

// goroutine writes statements that run in a goroutine.
func (s *scope) goroutine() {
	g := s.g
	c := s.anyClient()
	if c.nilable || c.ptr == "" {
		s.neutral()
		return
	}
	g.budget--
	body := func() {
		s.inside(nothing, func(in *scope) {
			if g.chance(0.6) {
				in.act(c)
			} else { // a client of its own
				in.clients = nil
				in.statements(2)
			}
		})
		c.up = maybe
	}
	g.pick(
		choice{4, func() {
			s.line("go func() {")
			body()
			s.line("}()")
		}},
		choice{2, func() {
			f := g.name("work")
			s.line("%s := func() {", f)
			body()
			s.line("}\ngo %s()", f)
		}},
		choice{2, func() {
			s.line(g.oneOf("go %s.Connect()", "go %s.Close()", "go %s.Publish(\"t\")"), c.expr)
			c.up = maybe
		}},
		choice{2, func() { s.line("go %s", g.call(s, g.anyRole(), c)); c.up = maybe }},
		choice{2, func() {
			wg := g.name("wg")
			s.line("var %s sync.WaitGroup\n%s.Add(1)\ngo func() {\ndefer %s.Done()", wg, wg, wg)
			body()
			s.line("}()\n%s.Wait()", wg)
		}},
		choice{2, func() {
			s.line("for range 2 {\ngo func() {")
			body()
			s.line("}()\n}")
		}},
		choice{2, func() {
			wg := g.name("wg")
			s.line("var %s sync.WaitGroup\n%s.Go(func() {", wg, wg)
			body()
			s.line("})\n%s.Wait()", wg)
		}},
		choice{3, func() {
			s.line("time.AfterFunc(time.Second, func() {")
			body()
			s.line("})")
		}},
	)
}

func (g *gen) anyRole() role { return []role{opens, closes, tries}[g.r.IntN(3)] }

// repeated writes a function that is handed to one that calls it more than once.
func (s *scope) repeated() {
	g := s.g
	c := s.anyClient()
	if c.nilable {
		s.neutral()
		return
	}
	g.budget--
	g.pick(
		choice{3, func() { // until it has worked
			g.declareOnce(s.pkg, "retry", "func retry(n int, f func() error) (err error) {\nfor range n {\nif err = f(); err == nil {\nreturn nil\n}\ntime.Sleep(time.Second)\n}\nreturn err\n}")
			s.line("if err := retry(3, func() error {")
			s.inside(errorResult, func(in *scope) { in.openBody(c) })
			s.line("}); err != nil {")
			s.block(func(in *scope) { in.bail("err") })
			s.line("}")
			c.up = maybe
		}},
		choice{2, func() { // whatever comes of it
			g.declareOnce(s.pkg, "times", "func times(n int, f func()) {\nfor range n {\nf()\n}\n}")
			s.line("times(2, func() {")
			s.inside(nothing, func(in *scope) {
				in.act(c)
				if !g.slip() {
					in.closing(c)
				}
			})
			s.line("})")
		}},
		choice{2, func() {
			g.declareOnce(s.pkg, "while", "func while(f func() bool) {\nfor f() {\n}\n}")
			s.line("while(func() bool {")
			s.inside(boolResult, func(in *scope) {
				if g.slip() {
					in.line("return %s", in.boolExpr(c))
				} else {
					in.line("return !%s", in.boolExpr(c))
				}
			})
			s.line("})")
			c.up = maybe
		}},
	)
}

// impatient writes attempts that are given up after some time.
func (s *scope) impatient() {
	g := s.g
	g.budget -= 2
	typ := g.oneOf("hub.New(hub.Options{})", `hub.New(hub.Options{ID: "alpha"})`, `hub.NewSession("alpha")`, `hub.NewClient(hub.NewOptions().SetID("beta"))`)
	v, t := g.name("c"), g.name("t")
	closes := v + ".Close()\n"
	if g.slip() {
		closes = ""
	}
	out := ""
	if g.chance(0.3) {
		out = "if " + t + ".Error() != nil {\ntime.Sleep(time.Second)\ncontinue\n}\n"
	}
	g.pick(
		choice{3, func() { // the same client again
			if typ == `hub.NewSession("alpha")` {
				typ = "hub.New(hub.Options{})"
			}
			s.line("%s := %s\nfor {\n%s := %s.ConnectToken()\nif %s.WaitTimeout(time.Second) {\n%sbreak\n}\n%s}", v, typ, t, v, t, out, closes)
		}},
		choice{3, func() { // a new one each time
			s.line("for {\n%s := %s\n%s := %s.ConnectToken()\nif %s.WaitTimeout(time.Second) && %s.Error() == nil {\nbreak\n}\n%s}", v, typ, t, v, t, t, closes)
		}},
		choice{2, func() { // waits again for the same attempt
			s.line("%s := %s\n%s := %s.ConnectToken()\nfor !%s.WaitTimeout(time.Second) {\nlog.Println(\"waiting\")\n}\n_ = %s", v, typ, t, v, t, v)
		}},
		choice{2, func() {
			w := g.name("c")
			s.line("%s := %s\n%s := %s.ConnectToken()\nif !%s.WaitTimeout(time.Second) {\n%s%s := %s\n%s.TryConnect()\n}", v, typ, t, v, t, closes, w, typ, w)
		}},
	)
}
