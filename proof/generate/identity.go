package generate

import "fmt"

// naming returns an expression for the identity of a new client: one of few names, so that two
// clients often have the same, or one that nobody else has.
func (s *scope) naming() string {
	g := s.g
	x := `""`
	name := g.oneOf("alpha", "alpha", "beta")
	g.pick(
		choice{8, func() { x = fmt.Sprintf("%q", name) }},
		choice{3, func() {
			g.declareOnce(s.pkg, "const "+name, fmt.Sprintf("const %sID = %q", name, name))
			x = name + "ID"
		}},
		choice{2, func() {
			v := g.name("id")
			s.line("%s := %q", v, name)
			x = v
		}},
		choice{2, func() {
			g.declareOnce(s.pkg, "idOf"+name, fmt.Sprintf("func %sName() string {\nreturn %q\n}", name, name))
			x = name + "Name()"
		}},
		choice{2, func() { x = "env.Fresh()" }},
		choice{2, func() { x = `""` }},
	)
	return x
}

// named writes a variable with a client that has an identity.
func (s *scope) named() *client {
	g := s.g
	g.budget--
	return s.namedAs(s.naming())
}

// namedAs writes a variable with a client of a given identity.
func (s *scope) namedAs(id string) *client {
	g := s.g
	v := g.name("c")
	broker := ""
	if g.chance(0.15) {
		broker = g.oneOf("north", "south")
	}
	field, setter := "", ""
	if broker != "" {
		field, setter = fmt.Sprintf(", Broker: %q", broker), fmt.Sprintf(".SetBroker(%q)", broker)
	}
	g.pick(
		choice{4, func() { s.line("%s := hub.New(hub.Options{ID: %s%s})", v, id, field) }},
		choice{4, func() { s.line("%s := hub.NewClient(hub.NewOptions().SetID(%s)%s)", v, id, setter) }},
		choice{2, func() {
			o := g.name("opts")
			s.line("%s := hub.Options{ID: %s%s}\n%s := hub.New(%s)", o, id, field, v, o)
		}},
		choice{2, func() {
			o := g.name("opts")
			s.line("%s := &hub.Options{}\n%s.ID = %s\n%s := hub.NewClient(%s)", o, o, id, v, o)
		}},
		choice{2, func() {
			o := g.name("opts")
			s.line("%s := hub.NewOptions()\n%s.SetID(\"unset\")\n%s.SetID(%s)%s\n%s := hub.NewClient(%s)", o, o, o, id, setter, v, o)
		}},
		choice{3, func() {
			g.declareOnce(s.pkg, "newNamed", "func newNamed(id string) *hub.Client {\nreturn hub.NewClient(hub.NewOptions().SetID(id))\n}")
			s.line("%s := newNamed(%s)", v, id)
		}},
		choice{3, func() {
			g.declareOnce(s.pkg, "config", "type config struct {\nid string\nbroker string\n}\n\n"+
				"func (c config) client() *hub.Client {\nreturn hub.New(hub.Options{ID: c.id, Broker: c.broker})\n}")
			cfg := g.name("cfg")
			s.line("%s := config{id: %s}\n%s := %s.client()", cfg, id, v, cfg)
		}},
		choice{2, func() {
			g.declareOnce(s.pkg, "optionsFor", "func optionsFor(id string) *hub.Options {\no := hub.NewOptions()\no.SetID(id).SetBroker(\"west\")\nreturn o\n}")
			s.line("%s := hub.NewClient(optionsFor(%s))", v, id)
		}},
	)
	return &client{expr: v, ptr: v, id: id}
}

// pair writes two clients, mostly of one identity, and connects both: the first is mostly
// closed before.
func (s *scope) pair() {
	g := s.g
	g.budget -= 2
	var a, b *client
	if g.chance(0.3) {
		o := g.name("opts")
		s.line("%s := hub.NewOptions().SetID(%s)", o, s.naming())
		v, w := g.name("c"), g.name("c")
		s.line("%s := hub.NewClient(%s)", v, o)
		if g.chance(0.3) {
			s.line("%s.SetID(%s)", o, s.naming())
		}
		s.line("%s := hub.NewClient(%s)", w, o)
		a, b = &client{expr: v, ptr: v}, &client{expr: w, ptr: w}
	} else {
		a = s.named()
		id := a.id
		if id == "env.Fresh()" || g.chance(0.3) {
			id = s.naming()
		}
		b = s.namedAs(id)
	}
	s.connect(a)
	s.clients = append(s.clients, a, b)
	switch {
	case !g.slip() && g.chance(0.7):
		s.closing(a)
		s.connect(b)
	case g.chance(0.3):
		s.line("if !%s.IsConnected() {", a.expr)
		s.block(func(in *scope) { in.connect(b) })
		s.line("}")
	default:
		s.connect(b)
	}
}
