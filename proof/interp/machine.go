package interp

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/world/env"
)

// A Frame is an active call: the lines on which it begins and on which its parenthesis opens.
type Frame struct {
	Begin, Paren program.Line
	pos          token.Pos // of the parenthesis
}

// A Violation is a connect that is one too many.
type Violation struct {
	env.Violation
	// Stack has the active calls, the connect itself last.
	Stack []Frame
	// Made has the calls that made the client that is connected, if another one is the victim.
	Made    []Frame
	invoked int // number of calls so far
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
	// Shared has the places where clients are made that some run connects or closes in several
	// goroutines, calls of handlers among them.
	Shared map[string]bool

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
	frames   []*frame
	held     []value // arguments of active calls, and what loops range over
	threads  []value // functions that goroutines have run, with their arguments
	handlers []registration
	follows  []Violation            // connects that may turn out to follow on a lost client
	made     map[string][]Frame     // calls that made clients
	past     map[*cell][]env.Client // what variables have held
	invoked  int
	active   []int // of the calls that are active, how many had been made before
	violated func(Violation)
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
	former    map[int][]env.Client // what variables have held whose block has ended, by slot
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
	pos      token.Pos
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

// Run runs p once in the given world, whose hooks it sets.
func (p *Program) Run(w *env.World, violated func(Violation)) (end End) {
	m := &machine{prog: p, world: w, violated: violated, made: make(map[string][]Frame)}
	m.hook()
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
	m.follows = nil // what the caller does with what it gets is not known
	w.Finish()
	return Returned
}

func (m *machine) violation(v env.Violation) Violation {
	out := Violation{Violation: v, Stack: slices.Clone(m.stack), invoked: m.invoked}
	if v.Victim != v.With {
		out.Made = m.made[v.With.Site()]
	}
	return out
}

func (m *machine) hook() {
	w := m.world
	w.Halt = func() { panic(exit{}) }
	w.Violated = func(v env.Violation) {
		m.violated(m.violation(v))
		if v.Kind == env.Follows {
			m.follow(v)
		}
	}
	w.Site, w.Step = m.site, m.step
	w.Shared = func(c env.Client) { m.prog.Shared[c.Site()] = true }
	w.Died = func(r any) {
		p, ok := r.(*goPanic)
		if !ok {
			panic(r)
		}
		m.prog.Crashed = m.prog.Crashed || p.runtime
		w.Note(0xbad)
		w.Exit()
	}
}

// invoke calls fn with a new frame on the stack.
func (m *machine) invoke(at Frame, fn value, args []value, deferrer *frame) []value {
	n, held := len(m.stack), len(m.held)
	m.stack = append(m.stack, at)
	m.held = append(m.held, args...)
	m.invoked++
	m.active = append(m.active, m.invoked)
	if n > maxDepth {
		m.diverge()
	}
	res := m.call(fn, args, deferrer)
	m.stack, m.held = m.stack[:n], m.held[:held]
	m.active = m.active[:len(m.active)-1]
	return res
}

// detached calls fn as a goroutine's first function.
func (m *machine) detached(at Frame, fn value, args []value) {
	before := m.stack
	m.stack = nil
	m.invoke(at, fn, args, nil)
	m.stack = before
}

func (m *machine) diverge() {
	m.diverged = true
	m.world.Exit()
}

func (m *machine) call(fn value, args []value, deferrer *frame) []value {
	switch f := fn.(type) {
	case native:
		return f(m, args)
	case *bound:
		return f.native(m, args)
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
		m.frames = append(m.frames, fr)
		if f.code.defers {
			fr.runDeferring()
		} else {
			f.code.body(fr)
		}
		m.frames = m.frames[:len(m.frames)-1]
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
	m := fr.m
	depth, frames, held, active := len(m.stack), len(m.frames), len(m.held), len(m.active)
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *goPanic:
			m.stack, m.frames, m.held, m.active = m.stack[:depth], m.frames[:frames], m.held[:held], m.active[:active]
			fr.panicking = r
			fr.m.prog.Crashed = fr.m.prog.Crashed || r.runtime
		default:
			panic(r)
		}
	}()
	f()
}
