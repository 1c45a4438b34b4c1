package generate

import (
	"fmt"
	"strings"
)

// setUp writes a function that opens a connection and takes a further step that may fail, and
// a loop around it that repeats until both have worked.
func (s *scope) setUp() {
	g := s.g
	g.budget -= 3
	k := s.pkg
	if g.link != nil && s.pkg == g.main && g.chance(0.4) {
		k = g.link
	}
	if g.chance(0.35) {
		s.again(s.dialer(k))
		return
	}
	s.again(s.keeper(k))
}

// A dialer is a call that returns an error, with what is declared before it and what is done
// when it has worked.
type redial struct {
	call  string // an error
	given string // a variable that holds the connection on success, or ""
	typ   string
	leave string // closes what a failure has left behind, or ""
}

// dialer writes a function that returns the connection.
func (s *scope) dialer(k *pkg) redial {
	g := s.g
	name, typ := g.name("Setup"), g.oneOf("Client", "Session")
	var b strings.Builder
	g.opened(&b, typ, "nil, ")
	fmt.Fprintf(&b, "%s\nreturn c, nil\n", g.step(typ, "nil, "))
	k.declare(fmt.Sprintf("func %s() (*hub.%s, error) {\n%s}", name, typ, b.String()))
	if k != s.pkg {
		name = "link." + name
	}
	v := g.name("got")
	if g.chance(0.5) {
		s.line("var %s *hub.%s\n_ = %s", v, typ, v)
		return redial{call: fmt.Sprintf("func() (err error) {\n%s, err = %s()\nreturn err\n}()", v, name), given: v, typ: typ}
	}
	s.line("var %s *hub.%s\nvar err%s error\n_ = %s", v, typ, v, v)
	return redial{call: fmt.Sprintf("%s, err%s = %s(); err%s", v, v, name, v), given: v, typ: typ}
}

// opened writes the opening of c, a client of a type, in a function that returns an error.
func (g *gen) opened(b *strings.Builder, typ, before string) {
	g.pick(
		choice{3, func() {
			if typ == "Session" {
				fmt.Fprintf(b, "c, err := hub.Dial(\"alpha\")\nif err != nil {\nreturn %serr\n}\n", before)
				return
			}
			fmt.Fprintf(b, "c := hub.NewClient(hub.NewOptions())\nif err := c.Connect(); err != nil {\nreturn %serr\n}\n", before)
		}},
		choice{3, func() {
			make := `hub.New(hub.Options{})`
			if typ == "Session" {
				make = fmt.Sprintf("hub.NewSession(%q)", g.oneOf("", "alpha"))
			}
			fmt.Fprintf(b, "c := %s\n", make)
			g.pick(
				choice{2, func() { fmt.Fprintf(b, "if err := c.Connect(); err != nil {\nreturn %serr\n}\n", before) }},
				choice{2, func() { fmt.Fprintf(b, "if !c.TryConnect() {\nreturn %serrors.New(\"down\")\n}\n", before) }},
				choice{2, func() {
					fmt.Fprintf(b, "if t := c.ConnectToken(); t.Wait() && t.Error() != nil {\nreturn %st.Error()\n}\n", before)
				}},
			)
		}},
	)
}

// step returns a further step of a set-up. If it fails the connection is closed, but for a slip.
func (g *gen) step(typ, before string) string {
	close := "c.Close()\n"
	if g.slip() {
		close = g.oneOf("", "", "log.Println(\"no subscription\")\n")
	}
	deferred := ""
	if g.chance(0.2) { // the function closes on its way out
		deferred, close = "ok := false\ndefer func() {\nif !ok {\n"+close+"}\n}()\n", ""
	}
	out := ""
	if typ == "Session" && g.chance(0.6) {
		out = fmt.Sprintf("ch, err := c.Channel()\nif err != nil {\n%sreturn %serr\n}\nch.Send(\"hello\")", close, before)
	} else {
		out = fmt.Sprintf("if %s {\n%sreturn %serrors.New(\"refused\")\n}", g.cond(), close, before)
	}
	if deferred != "" {
		out += "\nok = true"
	}
	return deferred + out
}

// keeper writes a function that stores the connection in a field or in a global variable.
func (s *scope) keeper(k *pkg) redial {
	g := s.g
	k = s.pkg
	typ := g.oneOf("Client", "Session")
	name := g.name("service")
	k.declare(fmt.Sprintf("type %s struct {\nconn *hub.%s\npool []*hub.%s\n}", name, typ, typ))
	var b strings.Builder
	keepFirst := g.chance(0.4)
	open, step := "", g.step(typ, "")
	{
		var o strings.Builder
		g.opened(&o, typ, "")
		open = o.String()
	}
	keep := g.oneOf("s.conn = c", "s.conn = c", "s.conn = c", "s.pool = append(s.pool, c)")
	if g.chance(0.25) {
		b.WriteString(g.oneOf("if s.conn != nil {\nreturn nil\n}\n", "if s.conn != nil {\ns.conn.Close()\ns.conn = nil\n}\n",
			"if s.conn != nil {\nif s.conn.IsConnected() {\nreturn nil\n}\ns.conn = nil\n}\n"))
	}
	if keepFirst {
		fmt.Fprintf(&b, "%s%s\n%s\n", open, keep, step)
	} else {
		fmt.Fprintf(&b, "%s%s\n%s\n", open, step, keep)
	}
	b.WriteString("return nil\n")
	k.declare(fmt.Sprintf("func (s *%s) start() error {\n%s}", name, b.String()))
	v := g.name("svc")
	s.line("%s := &%s{}", v, name)
	r := redial{call: v + ".start()", given: v + ".conn", typ: typ}
	if g.chance(0.4) {
		k.declare(fmt.Sprintf("func (s *%s) reset() {\nif s.conn != nil {\ns.conn.Close()\ns.conn = nil\n}\n}", name))
		r.leave = v + ".reset()"
		if g.slip() {
			r.leave = v + ".conn = nil"
		}
	}
	return r
}

// again repeats a set-up until it has worked.
func (s *scope) again(r redial) {
	g := s.g
	leave := ""
	if r.leave != "" {
		leave = r.leave + "\n"
	}
	x := r.call
	init, cond, split := strings.Cut(x, "; ")
	test := func(op string) string { return fmt.Sprintf("if %s %s nil {", x, op) }
	g.pick(
		choice{3, func() { s.line("for {\n%s\nbreak\n}\n%stime.Sleep(time.Second)\n}", test("=="), leave) }},
		choice{3, func() { s.line("for {\n%s\n%stime.Sleep(time.Second)\ncontinue\n}\nbreak\n}", test("!="), leave) }},
		choice{2, func() {
			if split {
				s.line("for %s {\n%s\nif %s == nil {\nbreak\n}\n}", g.cond(), init, cond)
				return
			}
			s.line("for %s != nil {\n%stime.Sleep(time.Second)\n}", x, leave)
		}},
		choice{2, func() { s.line("for i := 0; i < 3; i++ {\n%s\nbreak\n}\n%s}", test("=="), leave) }},
		choice{1, func() {
			l := g.name("again")
			s.line("%s:\n%s\n%sgoto %s\n}", l, test("!="), leave, l)
		}},
		choice{1, func() { s.line("%s\n%slog.Println(\"failed\")\n}", test("!="), leave) }},
		choice{1, func() { // goes on for ever, closes before it does so
			body := fmt.Sprintf("%s.Close()\n", r.given)
			if g.slip() {
				body = ""
			}
			s.line("for %s {\n%s\nif %s != nil {\n%s.Publish(\"t\")\n%s}\n}\n}", g.cond(), test("=="), r.given, r.given, body)
		}},
	)
	if g.chance(0.3) {
		s.line("if %s != nil {\n%s.Close()\n}", r.given, r.given)
	}
}

// remade writes a variable that is given one connection after the other.
func (s *scope) remade() {
	g := s.g
	g.budget -= 2
	v := g.name("c")
	keep := g.oneOf("", "", "", "all = append(all, "+v+")\n")
	if keep != "" {
		s.line("var all []*hub.Client\n_ = all")
	}
	before := ""
	g.pick(
		choice{3, func() { before = fmt.Sprintf("if %s != nil {\n%s.Close()\n}\n", v, v) }},
		choice{2, func() { before = fmt.Sprintf("if %s != nil && %s.IsConnected() {\ncontinue\n}\n", v, v) }},
		choice{1, func() { before = fmt.Sprintf("if %s != nil {\n%s = nil\n}\n", v, v) }},
		choice{1, func() {}},
	)
	s.line("var %s *hub.Client", v)
	s.line("%s\n%s%s = hub.New(hub.Options{ID: %s})", s.loopHead(), before, v, s.naming())
	c := &client{expr: v, ptr: v}
	s.block(func(in *scope) {
		in.loop = &loop{outer: s.loop}
		in.connect(c)
		if keep != "" {
			in.line(keep)
		}
		if !g.slip() && g.chance(0.5) {
			in.closing(c)
		}
	})
	s.line("}")
	c.nilable, c.up = true, maybe
}
