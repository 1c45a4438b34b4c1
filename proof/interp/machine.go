package interp

import (
	"go/types"
	"slices"

	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/world/env"
)

// A Frame is an active call: the lines on which it begins and on which its parenthesis opens.
type Frame struct{ Begin, Paren program.Line }

// A Violation is a connect that is one too many.
type Violation struct {
	Kind env.Kind
	// First is set if it is the first of its client in the run.
	First bool
	// Stack has the active calls, the connect itself last.
	Stack []Frame
}

// An End says how a run ended.
type End uint8

// The ways a run ends.
const (
	Returned End = iota
	Panicked
	Exited   // by os.Exit
	Cut      // more answers were needed than the limit
	Diverged // more steps were taken than the limit
)

// A Program is ready to run.
type Program struct {
	// Crashed is set by a run in which the program made a mistake of its own, like the use
	// of a nil pointer, even if it recovered.
	Crashed bool

	funcs   map[*types.Func]*code
	all     []*code
	globals []func() value // zero values
	inits   []action
	run     *code
	params  []types.Type
}

// Ran reports whether some run entered the innermost function around a line.
func (p *Program) Ran(line program.Line) bool {
	var best *code
	for _, c := range p.all {
		if c.first.Path == line.Path && c.first.Line <= line.Line && line.Line <= c.last.Line &&
			(best == nil || c.first.Line >= best.first.Line) {
			best = c
		}
	}
	return best != nil && best.ran
}

type machine struct {
	prog     *Program
	world    *env.World
	globals  []*cell
	stack    []Frame
	steps    int
	diverged bool
}

const (
	maxSteps = 5000
	maxDepth = 150
)

type frame struct {
	m         *machine
	vars      []*cell
	code      *code
	ret       []value
	defers    []deferred
	panicking *goPanic
	deferrer  *frame // the panicking frame whose deferred call this is
}

type deferred struct {
	at   Frame
	fn   value
	args []value
}

type code struct {
	name     string
	vars     int
	params   []int
	variadic bool
	results  []variable // slots, if they are named
	named    bool
	free     []capture
	first    program.Line
	last     program.Line
	ran      bool
	body     action
	defers   bool
}

type variable struct {
	slot int
	zero func() value
}

// A capture says that a function literal's variable inner is outer's of the enclosing function.
type capture struct{ outer, inner int }

// Run runs p once in the given world, whose Halt and Violated it sets.
func (p *Program) Run(w *env.World, violated func(Violation)) (end End) {
	m := &machine{prog: p, world: w}
	w.Halt = func() { panic(exit{}) }
	w.Violated = func(kind env.Kind, first bool) {
		violated(Violation{kind, first, slices.Clone(m.stack)})
	}
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *goPanic:
			p.Crashed = p.Crashed || r.runtime
			w.Note(0xbad)
			end = Panicked
		case exit:
			end = Exited
			if w.Cut() {
				end = Cut
			}
			if m.diverged {
				end = Diverged
			}
		default:
			panic(r)
		}
	}()
	for _, z := range p.globals {
		m.globals = append(m.globals, &cell{z()})
	}
	for _, init := range p.inits {
		init(&frame{m: m})
	}
	w.Start()
	args := make([]value, len(p.params))
	for i, t := range p.params {
		args[i] = m.argument(t)
	}
	m.call(&closure{code: p.run}, args, nil)
	return Returned
}

// invoke calls fn with a new frame on the stack.
func (m *machine) invoke(at Frame, fn value, args []value, deferrer *frame) []value {
	n := len(m.stack)
	m.stack = append(m.stack, at)
	if n > maxDepth {
		m.diverge()
	}
	res := m.call(fn, args, deferrer)
	m.stack = m.stack[:n]
	return res
}

func (m *machine) diverge() {
	m.diverged = true
	m.world.Exit()
}

func (m *machine) call(fn value, args []value, deferrer *frame) []value {
	switch f := fn.(type) {
	case native:
		return f(m, args)
	case *closure:
		f.code.ran = true
		fr := &frame{m: m, code: f.code, deferrer: deferrer, vars: make([]*cell, f.code.vars)}
		for i, c := range f.code.free {
			fr.vars[c.inner] = f.captured[i]
		}
		if f.code.variadic {
			n := len(f.code.params) - 1
			rest := &sequence{}
			for _, a := range args[n:] {
				rest.elems = append(rest.elems, &cell{a})
			}
			args = append(slices.Clone(args[:n]), rest)
		}
		for i, slot := range f.code.params {
			fr.vars[slot] = &cell{stored(args[i])}
		}
		if f.code.named {
			for _, r := range f.code.results {
				fr.vars[r.slot] = &cell{r.zero()}
			}
		}
		if f.code.defers {
			fr.runDeferring()
		} else {
			f.code.body(fr)
		}
		return fr.results()
	}
	fail("call of nil function")
	return nil
}

func (fr *frame) results() []value {
	if !fr.code.named {
		if fr.ret == nil && len(fr.code.results) > 0 { // recovered
			for _, r := range fr.code.results {
				fr.ret = append(fr.ret, r.zero())
			}
		}
		return fr.ret
	}
	out := make([]value, len(fr.code.results))
	for i, r := range fr.code.results {
		out[i] = fr.vars[r.slot].v
	}
	return out
}

// runDeferring runs the body and then the deferred calls, the last first.
func (fr *frame) runDeferring() {
	fr.protect(func() { fr.code.body(fr) })
	for len(fr.defers) > 0 {
		d := fr.defers[len(fr.defers)-1]
		fr.defers = fr.defers[:len(fr.defers)-1]
		fr.protect(func() { fr.m.invoke(d.at, d.fn, d.args, fr) })
	}
	if fr.panicking != nil {
		panic(fr.panicking)
	}
}

func (fr *frame) protect(f func()) {
	depth := len(fr.m.stack)
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *goPanic:
			fr.m.stack = fr.m.stack[:depth]
			fr.panicking = r
			fr.m.prog.Crashed = fr.m.prog.Crashed || r.runtime
		default:
			panic(r)
		}
	}()
	f()
}
