package generate

import "fmt"

// handled writes a client with handlers.
func (s *scope) handled() *client {
	g := s.g
	g.budget -= 2
	v, o := g.name("c"), g.name("opts")
	declared := g.chance(0.6) // the variable exists when the handler is written
	own := "c"                // how a handler knows its client
	if declared {
		s.line("var %s *hub.Client", v)
		if g.chance(0.5) {
			own = v
		}
	}
	on, args := "OnLost", "c *hub.Client, err error"
	if g.chance(0.35) {
		on, args = "OnConnect", "c *hub.Client"
	}
	f := s.handler(on, args, own)
	auto := ""
	switch g.r.IntN(4) {
	case 0:
		auto = "true"
	case 1:
		auto = "false"
	}
	if g.chance(0.35) { // a literal, in which automatic reconnect is off
		if auto == "" {
			auto = "false"
		}
		s.line("%s := hub.Options{AutoReconnect: %s, %s: %s}", o, auto, on, f)
		o = "&" + o
	} else {
		s.line("%s := hub.NewOptions()", o)
		if auto != "" {
			s.line("%s.SetAutoReconnect(%s)", o, auto)
		}
		g.pick(
			choice{2, func() { s.line("%s.Set%s(%s)", o, on, f) }},
			choice{1, func() { s.line("%s.%s = %s", o, on, f) }},
			choice{1, func() {
				s.line("%s.Set%s(func(%s) {\nlog.Println(\"first\")\n})\n%s.Set%s(%s)", o, on, args, o, on, f)
			}},
		)
	}
	op := ":="
	if declared {
		op = "="
	}
	s.line("%s %s hub.NewClient(%s)", v, op, o)
	return &client{expr: v, ptr: v}
}

// handler returns a handler: a literal, a function or a method value.
func (s *scope) handler(on, args, own string) string {
	g := s.g
	f := &fn{g: g, pkg: s.pkg, level: 2}
	if own != "c" { // a variable around it
		lit := &fn{g: g, pkg: s.pkg, level: 2}
		in := &scope{fn: lit, depth: 2}
		in.handling(own)
		return fmt.Sprintf("func(%s) {\n%s}", args, lit.body.String())
	}
	in := &scope{fn: f, depth: 2}
	in.handling(own)
	x := ""
	g.pick(
		choice{3, func() { x = fmt.Sprintf("func(%s) {\n%s}", args, f.body.String()) }},
		choice{2, func() {
			name := g.name("handle")
			s.pkg.declare(fmt.Sprintf("func %s(%s) {\n%s}", name, args, f.body.String()))
			x = name
		}},
		choice{2, func() {
			typ, v := g.name("watcher"), g.name("w")
			s.pkg.declare(fmt.Sprintf("type %s struct{ calls int }\n\nfunc (w *%s) handle(%s) {\nw.calls++\n%s}", typ, typ, args, f.body.String()))
			s.line("%s := &%s{}", v, typ)
			x = v + ".handle"
		}},
	)
	return x
}

// handling writes the body of a handler: it connects, mostly in a way that is right.
func (s *scope) handling(own string) {
	g := s.g
	c := &client{expr: own, ptr: own}
	g.pick(
		choice{3, func() { s.line("log.Println(\"event\")") }},
		choice{4, func() { s.connect(c) }},
		choice{2, func() { s.line("%s.Close()", own); s.connect(c) }},
		choice{2, func() {
			s.line("if !%s.IsConnected() {", own)
			s.block(func(in *scope) { in.connect(c) })
			s.line("}")
		}},
		choice{1, func() { s.connect(s.named()) }},
		choice{1, func() { s.line("%s.Publish(\"t\")", own) }},
		choice{1, func() { s.line("%s.Close()", own) }},
	)
}

// watching writes a client with a handler, connects it and uses it.
func (s *scope) watching() {
	g := s.g
	c := s.handled()
	s.clients = append(s.clients, c)
	s.connect(c)
	if g.chance(0.5) {
		s.line("%s.Publish(\"t\")", c.expr)
	}
}
