package drive

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"
)

// This file defines the text of drivers.

// A writer writes functions, and gives names to the types that they mention.
type writer struct {
	pkg    *types.Package // that of the drivers
	funcs  []string
	fields []string // of type call: what is different at each call
}

func newWriter(pkg *types.Package) *writer {
	// The path is that of the real package, whose private methods and types it may use.
	return &writer{pkg: types.NewPackage(pkg.Path(), pkg.Name())}
}

func name(i int) string { return fmt.Sprintf("drive%d", i) }

// define gives name to t.
func (w *writer) define(name string, t types.Type) {
	w.pkg.Scope().Insert(types.NewTypeName(token.NoPos, w.pkg, name, t))
}

// source returns the file.
func (w *writer) source() string {
	return "package " + w.pkg.Name() + "\n\ntype call struct {\n\tN int\n" + strings.Join(w.fields, "") + "}\n" + strings.Join(w.funcs, "")
}

// function writes the driver of r.
func (w *writer) function(r role) {
	n := len(w.funcs)
	var b strings.Builder
	fmt.Fprintf(&b, "\nfunc %s(x X%d, calls []call) {\n", name(n), n)
	if r.contract.Start != "" {
		w.start(&b, r)
	}
	w.steps(&b, r)
	b.WriteString("}\n")
	w.define(fmt.Sprintf("X%d", n), r.typ)
	w.funcs = append(w.funcs, b.String())
}

// start writes how the first method is called. A method that returns no error has worked.
func (w *writer) start(b *strings.Builder, r role) {
	c := r.contract
	if len(c.Restart) > 0 {
		b.WriteString("start:\n")
	}
	if c.method(c.Start).Params().Len() > 0 {
		b.WriteString("\tfor _, c := range calls {\n")
	} else {
		b.WriteString("\tfor range calls {\n")
	}
	if results, ok := w.results(c.method(c.Start)); ok {
		fmt.Fprintf(b, "\t\tif %s := %s; err == nil {\n\t\t\tgoto run\n\t\t}\n", results, w.call(c, c.Start))
		if !c.Retry {
			b.WriteString("\t\treturn\n")
		}
	} else {
		fmt.Fprintf(b, "\t\t%s\n\t\tgoto run\n", w.call(c, c.Start))
	}
	b.WriteString("\t}\n\treturn\nrun:\n")
}

// steps writes what follows.
func (w *writer) steps(b *strings.Builder, r role) {
	c := r.contract
	b.WriteString("\tfor _, c := range calls {\n\t\tswitch c.N {\n")
	for i, m := range c.Steps {
		fmt.Fprintf(b, "\t\tcase %d:\n", i)
		results, ok := w.results(c.method(m))
		if !ok || len(c.Restart) == 0 {
			fmt.Fprintf(b, "\t\t\t%s\n", w.call(c, m))
			continue
		}
		fmt.Fprintf(b, "\t\t\tif %s := %s; %s {\n\t\t\t\tgoto start\n\t\t\t}\n", results, w.call(c, m), w.errors(c))
	}
	b.WriteString("\t\t}\n\t}\n")
}

// errors writes whether err is one of those after which the owner starts anew.
func (w *writer) errors(c contract) string {
	var list []string
	for _, name := range c.Restart {
		if w.pkg.Scope().Lookup(name) == nil {
			w.pkg.Scope().Insert(c.variable(name))
		}
		list = append(list, "err == "+name)
	}
	return strings.Join(list, " || ")
}

// results writes variables for the results of a method, if the last one is an error.
func (w *writer) results(sig *types.Signature) (string, bool) {
	n := sig.Results().Len()
	if n == 0 || !types.Identical(sig.Results().At(n-1).Type(), types.Universe.Lookup("error").Type()) {
		return "", false
	}
	return strings.Repeat("_, ", n-1) + "err", true
}

// call writes a call with arguments of which nothing is known.
func (w *writer) call(c contract, method string) string {
	sig := c.method(method)
	var args []string
	for i := range sig.Params().Len() {
		n := len(w.fields)
		w.define(fmt.Sprintf("T%d", n), sig.Params().At(i).Type())
		w.fields = append(w.fields, fmt.Sprintf("\tP%d T%d\n", n, n))
		args = append(args, fmt.Sprintf("c.P%d", n))
	}
	text := "x." + method + "(" + strings.Join(args, ", ")
	if sig.Variadic() {
		text += "..."
	}
	return text + ")"
}
