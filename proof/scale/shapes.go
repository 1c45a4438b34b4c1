package scale

import (
	"fmt"
	"strings"
)

// A Shape is a form of program that comes in any size.
type Shape struct {
	Name string
	// What one element is.
	Element string
	body    func(w *writer, n int)
}

// Source returns the program of size n.
func (s Shape) Source(n int) string {
	w := new(writer)
	w.line("package device")
	w.line("import (")
	w.line("\t\"errors\"")
	w.line("\t\"example.com/env\"")
	w.line("\t\"example.com/hub\"")
	w.line(")")
	w.line("var (")
	w.line("\t_ = errors.New")
	w.line("\t_ = env.Cond")
	w.line(")")
	s.body(w, n)
	return w.b.String()
}

type writer struct{ b strings.Builder }

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.b, format+"\n", args...)
}

// inRun writes f between the open and the close of a client.
func inRun(f func(w *writer, n int)) func(w *writer, n int) {
	return func(w *writer, n int) {
		w.line("func Run() error {")
		w.line("\tc := hub.New(hub.Options{})")
		w.line("\tif err := c.Connect(); err != nil {\n\t\treturn err\n\t}")
		f(w, n)
		w.line("\tc.Close()")
		w.line("\treturn nil")
		w.line("}")
	}
}

// Shapes lists all shapes.
func Shapes() []Shape {
	return []Shape{
		{"branches", "an if beside an open client", inRun(branches)},
		{"returns", "an error return that leaves a client open", inRun(returns)},
		{"publishes", "a use of an open client", inRun(publishes)},
		{"cases", "a case of a switch beside an open client", inRun(cases)},
		{"defaults", "a field that is set if it is nil, in a loop", defaults},
		{"lookups", "a map lookup that is tested, in a loop", lookups},
		{"clients", "a client: connect, check, close", clients},
		{"together", "a client: all are opened, then all are closed", together},
		{"guarded", "a connect that a nil check guards, one field each", guarded},
		{"wrappers", "a function that calls the one before; the first connects", wrappers},
		{"calls", "a call of a function with several ways out", calls},
		{"closures", "a function literal that uses the client", inRun(closures)},
		{"table", "an entry of a package-level table", table},
		{"reconnects", "a round of close and connect", inRun(reconnects)},
		{"nesting", "a loop around the loop before", inRun(nesting)},
	}
}

func branches(w *writer, n int) {
	w.line("\tx := 0")
	for i := range n {
		w.line("\tif env.Cond(%d) {\n\t\tx++\n\t}", i)
	}
	w.line("\tenv.Discard(x)")
}

func returns(w *writer, n int) {
	for i := range n {
		w.line("\tif env.Cond(%d) {\n\t\tc.Close()\n\t\treturn errors.New(\"step %d\")\n\t}", i, i)
	}
}

func publishes(w *writer, n int) {
	for i := range n {
		w.line("\tc.Publish(\"message %d\")", i)
	}
}

func cases(w *writer, n int) {
	w.line("\tswitch env.Count(1) {")
	for i := range n {
		w.line("\tcase %d:\n\t\tc.Publish(\"case %d\")", i, i)
	}
	w.line("\t}")
}

func defaults(w *writer, n int) {
	w.line("type config struct {\n\tclient *hub.Client")
	for i := range n {
		w.line("\tf%d *int", i)
	}
	w.line("}")
	w.line("func Run(all []*config, d *config) {")
	w.line("\tfor _, c := range all {")
	for i := range n {
		w.line("\t\tif c.f%d == nil {\n\t\t\tc.f%d = d.f%d\n\t\t}", i, i, i)
	}
	w.line("\t\tif c.client == nil {\n\t\t\tc.client = d.client\n\t\t}")
	w.line("\t}\n}")
}

func lookups(w *writer, n int) {
	w.line("type device struct{ client *hub.Client }")
	w.line("func Run(all []*device, m map[string]any) error {")
	w.line("\tfor _, d := range all {")
	for i := range n {
		w.line("\t\tif v, ok := m[\"key%d\"].(string); ok {\n\t\t\td.client.Publish(v)\n\t\t}", i)
	}
	w.line("\t}\n\treturn nil\n}")
}

func clients(w *writer, n int) {
	w.line("func Run() {")
	for i := range n {
		w.line("\tc%d := hub.New(hub.Options{})", i)
		w.line("\tif c%d.Connect() == nil {\n\t\tc%d.Close()\n\t}", i, i)
	}
	w.line("}")
}

func together(w *writer, n int) {
	w.line("func Run() {")
	for i := range n {
		w.line("\tc%d := hub.New(hub.Options{})\n\tc%d.Connect()", i, i)
	}
	for i := range n {
		w.line("\tc%d.Close()", i)
	}
	w.line("}")
}

func guarded(w *writer, n int) {
	w.line("type device struct {")
	for i := range n {
		w.line("\tc%d *hub.Client", i)
	}
	w.line("}")
	w.line("func (d *device) Run() error {")
	for i := range n {
		w.line("\tif d.c%d == nil {\n\t\tc := hub.New(hub.Options{})", i)
		w.line("\t\tif err := c.Connect(); err != nil {\n\t\t\treturn err\n\t\t}\n\t\td.c%d = c\n\t}", i)
	}
	w.line("\treturn nil\n}")
}

func wrappers(w *writer, n int) {
	w.line("func f0(c *hub.Client) error { return c.Connect() }")
	for i := 1; i <= n; i++ {
		w.line("func f%d(c *hub.Client) error {", i)
		w.line("\tif err := f%d(c); err != nil {\n\t\treturn err\n\t}\n\treturn nil\n}", i-1)
	}
	w.line("func Run() {\n\tc := hub.New(hub.Options{})\n\tif f%d(c) == nil {\n\t\tc.Close()\n\t}\n}", n)
}

func calls(w *writer, n int) {
	w.line("type device struct {\n\tc *hub.Client\n\tn int\n}")
	w.line("func (d *device) set(v any) bool {")
	w.line("\tswitch x := v.(type) {")
	w.line("\tcase int:\n\t\td.n = x\n\tcase nil:\n\t\treturn false\n\tcase string:\n\t\td.c.Publish(x)\n\t}")
	w.line("\treturn true\n}")
	w.line("func (d *device) Run(v any) {")
	for range n {
		w.line("\td.set(v)")
	}
	w.line("}")
}

func closures(w *writer, n int) {
	for i := range n {
		w.line("\tfunc() {\n\t\tif env.Cond(%d) {\n\t\t\tc.Publish(\"closure\")\n\t\t}\n\t}()", i)
	}
}

func table(w *writer, n int) {
	w.line("type entry struct {\n\tname string\n\tdial func() *hub.Client\n\tports []int\n}")
	w.line("var all = []entry{")
	for i := range n {
		w.line("\t{\"device%d\", func() *hub.Client { return nil }, []int{%d, %d}},", i, i, i+1)
	}
	w.line("}")
	w.line("func Run() {\n\tenv.Discard(all)\n}")
}

func reconnects(w *writer, n int) {
	for range n {
		w.line("\tc.Close()\n\tif err := c.Connect(); err != nil {\n\t\treturn err\n\t}")
	}
}

func nesting(w *writer, n int) {
	for i := range n {
		w.line("\tfor env.Cond(%d) {\n\t\tc.Publish(\"down\")", i)
	}
	for range n {
		w.line("\t\tc.Publish(\"up\")\n\t}")
	}
}
