package generate

import "fmt"

// A device is a struct that holds a client, with methods that open and close it.
type device struct {
	name    string // of the type
	expr    string // the value that the client is a field of
	pkg     *pkg
	make    func(base string) *client
	methods map[role][]string
}

// newDevice writes a variable with a client in a struct.
func (s *scope) newDevice() *client {
	g := s.g
	d := &device{name: g.name("device"), expr: g.name("d"), methods: make(map[role][]string)}
	g.budget--
	embedded := g.chance(0.3)
	kind := g.r.IntN(4)
	field, decl := "client", "client *hub.Client"
	if embedded {
		field, decl = "Client", "*hub.Client"
	}
	fields, mk := g.guardField(s.pkg, kind)
	s.pkg.declare(fmt.Sprintf("type %s struct {\n%s\n%s\n}", d.name, decl, fields))
	d.pkg = s.pkg
	d.make = func(base string) *client {
		c := &client{expr: base + "." + field, ptr: base + "." + field}
		if embedded && g.chance(0.6) {
			c.expr = base
		}
		c.guard = mk(base)
		return c
	}
	lit := fmt.Sprintf("%s{%s: hub.New(hub.Options{})}", d.name, field)
	s.line(g.oneOf("%s := &%s", "%s := &%s", "%s := %s"), d.expr, lit)
	c := d.make(d.expr)
	c.device = d
	return c
}

// method returns the name of a method of d with role r, which may be a new one.
func (g *gen) method(d *device, r role) string {
	if old := d.methods[r]; len(old) > 0 && (g.chance(0.6) || len(old) > 1) {
		return old[g.r.IntN(len(old))]
	}
	name := g.name(map[role]string{opens: "open", tries: "try", closes: "shut", asks: "up"}[r])
	d.methods[r] = append(d.methods[r], name)
	f := &fn{g: g, pkg: d.pkg, level: 1, methodOf: d.name}
	c := d.make("d")
	in := &scope{fn: f, clients: []*client{c}, depth: 2}
	result := in.roleBody(r, c)
	star := "*"
	if g.chance(0.1) { // what it writes to fields is lost
		star = ""
	}
	g.declareFunc(f, fmt.Sprintf("func (d %s%s) %s()%s", star, d.name, name, result))
	return name
}

// guardField returns the declaration of a field that records whether the client is open,
// and how to make the guard for a value of the struct.
func (g *gen) guardField(k *pkg, kind int) (string, func(base string) *guard) {
	switch kind {
	case 1:
		return "up bool", func(b string) *guard { return boolGuard(b + ".up") }
	case 2:
		g.phases(k)
		return "phase phase", func(b string) *guard { return enumGuard(b + ".phase") }
	case 3:
		return "opened int", func(b string) *guard { return countGuard(b + ".opened") }
	}
	return "", func(string) *guard { return nil }
}

func (g *gen) phases(k *pkg) {
	g.declareOnce(k, "phase", "type phase int\n\nconst (\nidle phase = iota\nonline\n)")
}

func boolGuard(v string) *guard { return &guard{v, "!" + v, v + " = true", v + " = false"} }

func enumGuard(v string) *guard {
	return &guard{v + " == online", v + " != online", v + " = online", v + " = idle"}
}

func countGuard(v string) *guard { return &guard{v + " > 0", v + " == 0", v + "++", v + " = 0"} }

// newGuard writes a local variable that records whether a client is open.
func (s *scope) newGuard() *guard {
	g := s.g
	switch v := g.name("up"); g.r.IntN(3) {
	case 0:
		s.line("%s := false\n_ = %s", v, v)
		return boolGuard(v)
	case 1:
		g.phases(s.pkg)
		s.line("%s := idle\n_ = %s", v, v)
		return enumGuard(v)
	default:
		s.line("%s := 0\n_ = %s", v, v)
		return countGuard(v)
	}
}
