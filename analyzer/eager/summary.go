package eager

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/ssa"
)

// This file defines what a call of a function comes to while the hub is down.

// A summary is what a function does in that world.
type summary struct {
	waits   bool // it may take time
	returns bool // it comes back, as far as can be told
	steady  bool // called again, it does the same: it counts nothing and looks at no clock
	try     *try // an attempt that it makes, and that nothing but its arguments can keep it from; or nil
	results []value
	writes  writes
	reads   writes
	again   map[*ssa.Function]bool // functions under way that it calls once more
}

// A try is an attempt, with the way to it.
type try struct {
	op    *op
	steps []typestate.Step
}

// maxNesting bounds the calls that are looked into, one below the other. Below, all may wait.
const maxNesting = 12

// summary returns the summary of fn, which has a body.
func (a *Analysis) summary(fn *ssa.Function) *summary {
	if s := a.summaries[fn]; s != nil {
		return s
	}
	if len(a.open) > maxNesting || a.worlds > maxWorlds {
		return &summary{waits: true, returns: true}
	}
	if n := slices.Index(a.open, fn); n >= 0 { // it calls itself: what that comes to is being asked
		a.lowest = min(a.lowest, n)
		return &summary{returns: true, steady: true, again: map[*ssa.Function]bool{fn: true}}
	}
	a.open = append(a.open, fn)
	s := a.summarise(fn)
	a.open = a.open[:len(a.open)-1]
	delete(s.again, fn)
	if len(s.again) == 0 { // else it holds only while those are under way
		a.summaries[fn] = s
	}
	return s
}

func (a *Analysis) summarise(fn *ssa.Function) *summary {
	w := a.newWorld(fn, loop{})
	s := &summary{again: map[*ssa.Function]bool{}, writes: writes{}, reads: writes{}}
	s.steady = true
	for _, b := range fn.Blocks {
		if !w.runs[b] {
			continue
		}
		for _, i := range w.instrs(b) {
			s.add(w, i)
		}
	}
	s.steady = s.steady && !s.writes.any()
	if !s.waits && len(a.violations(fn)) == 0 {
		s.try = w.firstTry()
	}
	return s
}

// add notes what an instruction that runs does.
func (s *summary) add(w *world, i ssa.Instruction) {
	s.waits = s.waits || w.pauses(i)
	switch i := i.(type) {
	case *ssa.UnOp:
		if i.Op == token.MUL {
			s.reads[keyOf(i.X)] = true
		}
	case *ssa.Lookup:
		s.reads[mapKey(i.X.Type())] = true
	case *ssa.Store:
		s.writes.store(w, i)
	case *ssa.MapUpdate:
		s.writes.mapped(i.Map)
	case *ssa.Defer:
		// It runs when the function ends: no matter when, before the caller goes on.
		s.waits = s.waits || w.a.waits(i.Common())
		s.called(w, i.Common())
	case *ssa.Call:
		s.called(w, i.Common())
	case *ssa.Go:
		s.restarted(w, i.Common())
	case *ssa.Return:
		s.returns = true
		s.result(w, i)
	}
}

// called notes what a callee does.
func (s *summary) called(w *world, c *ssa.CallCommon) {
	if w.a.unsteady(c) {
		s.steady = false
	}
	if b, ok := c.Value.(*ssa.Builtin); ok && (b.Name() == "delete" || b.Name() == "clear") {
		s.writes.mapped(c.Args[0])
	}
	if obj := typestate.Callee(c); obj != nil && isAtomic(obj) {
		s.reads[atomics] = true
		if !strings.HasPrefix(obj.Name(), "Load") {
			s.writes[atomics] = true
		}
	}
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		callee := w.a.summary(fn)
		s.writes.merge(callee.writes)
		s.reads.merge(callee.reads)
		s.steady = s.steady && callee.steady
		for f := range callee.again {
			s.again[f] = true
		}
	}
}

// restarted notes functions under way that a goroutine calls again.
func (s *summary) restarted(w *world, c *ssa.CallCommon) {
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		if callee := w.a.summary(fn); !callee.waits {
			for f := range callee.again {
				s.again[f] = true
			}
		}
	}
}

func (s *summary) result(w *world, r *ssa.Return) {
	for n, v := range r.Results {
		if n == len(s.results) {
			s.results = append(s.results, value{})
		}
		s.results[n] = join(s.results[n], w.value(v))
	}
}

// firstTry returns the first attempt of w that runs whatever else is the case: no counter and no clock
// decides whether it does.
func (w *world) firstTry() *try {
	tries := w.tries(nil)
	if len(tries) == 0 || !w.inevitable(nil, tries) {
		return nil
	}
	return w.tryAt(w.earliest(tries).(*ssa.Call))
}

// sites are calls by block, one in each.
type sites map[*ssa.BasicBlock]ssa.CallInstruction

// tries returns the calls that try to connect, by block, in those blocks of in that run (nil: all).
func (w *world) tries(in map[*ssa.BasicBlock]bool) sites {
	out := sites{}
	for _, b := range w.fn.Blocks {
		if !w.runs[b] || in != nil && !in[b] {
			continue
		}
		for _, i := range w.instrs(b) {
			if call, ok := i.(*ssa.Call); ok && out[b] == nil && w.tryAt(call) != nil {
				out[b] = call
			}
		}
	}
	return out
}

// earliest returns the first call of tries in source order.
func (w *world) earliest(tries sites) ssa.CallInstruction {
	var first ssa.CallInstruction
	for _, b := range w.fn.Blocks {
		if c := tries[b]; c != nil && (first == nil || c.Pos() < first.Pos()) {
			first = c
		}
	}
	return first
}

// tryAt returns the attempt that a call makes, or nil.
func (w *world) tryAt(call *ssa.Call) *try {
	c := call.Common()
	if o := w.a.attempt(c); o != nil {
		return &try{o, []typestate.Step{{Kind: typestate.Failed, Pos: call.Pos(), Name: o.Func}}}
	}
	if w.a.operation(c) != nil {
		return nil
	}
	var inner *try
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		inner = w.a.summary(fn).try
	} else if f := w.a.imported(c); f != nil {
		inner = w.a.far(f)
	}
	if inner == nil {
		return nil
	}
	return &try{inner.op, []typestate.Step{{Kind: typestate.Call, Pos: call.Pos(), Name: nameOf(c), Inner: inner.steps}}}
}

// -- across packages --

// A Summary is what leaves the package about a function that does not wait while the hub is down,
// and comes back.
type Summary struct {
	Proto   string // the protocol of the attempt that it makes, by name; "" if it makes none
	Op      string // the operation
	At      string // its file:line
	Steady  bool   // whatever it returns, it is not by counting
	Results []byte // by index: see resultNames
}

var resultNames = [...]string{"any", "nil", "nonnil", "true", "false", "failed"}

// String prints the summary. Examples: prompt(any), tries(paho.mqtt.golang Client.Connect: nonnil)
func (s *Summary) String() string {
	var results []string
	for _, r := range s.Results {
		results = append(results, resultNames[r])
	}
	if s.Proto == "" {
		return fmt.Sprintf("prompt(%s)", strings.Join(results, " "))
	}
	return fmt.Sprintf("tries(%s %s: %s)", s.Proto, s.Op, strings.Join(results, " "))
}

// Summarize returns what importers need to know of fn, or nil. What they cannot call by its name
// is only of interest if it tries.
func (a *Analysis) Summarize(fn *ssa.Function) *Summary {
	if !a.tries[fn] && !ast.IsExported(fn.Name()) || len(fn.Blocks) == 0 {
		return nil
	}
	s := a.summary(fn)
	if s.waits || !s.returns || a.tries[fn] && s.try == nil {
		return nil // and what may try, sometimes, is not known well enough
	}
	out := &Summary{Steady: s.steady}
	for _, r := range s.results {
		out.Results = append(out.Results, encode(r))
	}
	if s.try == nil {
		return out
	}
	out.Proto, out.Op = s.try.op.proto.Name, s.try.op.Func
	pos, at := innermost(s.try.steps)
	if out.At = at; at == "" {
		p := fn.Prog.Fset.Position(pos)
		out.At = fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
	}
	return out
}

func encode(v value) byte {
	switch v.kind {
	case isNil:
		return 1
	case notNil:
		return 2
	case failed:
		return 5
	case literal:
		if truth, ok := v.decides(); ok && truth {
			return 3
		} else if ok {
			return 4
		}
	}
	return 0
}

func decode(b byte) value {
	return [...]value{anything, {kind: isNil}, {kind: notNil}, boolean(true), boolean(false), {kind: failed}}[b%6]
}

// imported returns the summary of a called function of another package, or nil.
func (a *Analysis) imported(c *ssa.CallCommon) *Summary {
	if a.facts == nil || c.IsInvoke() {
		return nil
	}
	if fn := c.StaticCallee(); fn == nil || fn.Blocks != nil {
		return nil
	}
	obj := typestate.Callee(c)
	if obj == nil || obj.Pkg() == nil {
		return nil
	}
	return a.facts(obj.Origin())
}

// importedTries reports whether a called function of another package tries to connect.
func (a *Analysis) importedTries(c *ssa.CallCommon) bool {
	f := a.imported(c)
	return f != nil && f.Proto != ""
}

// far returns the attempt that an imported summary tells of, or nil if its protocol is not
// known here or its library waits by itself here.
func (a *Analysis) far(f *Summary) *try {
	p := a.match.Protocol(f.Proto)
	if p == nil || p.Op(f.Op) == nil || a.patient[p] {
		return nil
	}
	return &try{&op{p, p.Op(f.Op)}, []typestate.Step{{Kind: typestate.Failed, At: f.At, Name: f.Op}}}
}

// results returns what a call gives back while the hub is down.
func (a *Analysis) results(w *world, call *ssa.Call) []value {
	c := call.Common()
	n := c.Signature().Results().Len()
	out := make([]value, n)
	for i := range out {
		out[i] = anything
	}
	if o := a.operation(c); o != nil {
		a.outcome(w, c, o, out)
		return out
	}
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		if s := a.summary(fn); len(s.results) == n {
			return s.results
		}
		return out
	}
	if f := a.imported(c); f != nil && len(f.Results) == n {
		for i, r := range f.Results {
			out[i] = decode(r)
		}
		return out
	}
	if obj := typestate.Callee(c); obj != nil && n == 1 {
		out[0] = w.wellKnown(c, obj)
	} else if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "recover" && n == 1 {
		out[0] = value{kind: isNil} // nothing has panicked
	}
	return out
}

// wellKnown returns the result of a function of the standard library, and a few others, that
// make an error, or wrap one.
func (w *world) wellKnown(c *ssa.CallCommon, obj *types.Func) value {
	switch obj.FullName() {
	case "errors.New", "fmt.Errorf", "github.com/pkg/errors.New", "github.com/pkg/errors.Errorf":
		return value{kind: notNil}
	case "github.com/pkg/errors.Wrap", "github.com/pkg/errors.Wrapf", "github.com/pkg/errors.WithMessage",
		"github.com/pkg/errors.WithMessagef", "github.com/pkg/errors.WithStack":
		return w.value(c.Args[0])
	}
	return anything
}
