// Package typestate is the abstract interpreter: it finds the paths on which a client is
// connected while it is open, or after it was closed for good.
//
// # Idea
//
// It is a property simulation in the sense of ESP (Das, Lerner, Seigle, "ESP: Path-Sensitive
// Program Verification in Polynomial Time", PLDI 2002) over go/ssa. Each client that a function
// makes or is given is simulated on its own (the focus). A state is the client's typestate plus
// what the path has taught about values: where two paths meet, states of equal typestate are
// joined and lose the facts they do not share; states of different typestate stay apart and
// keep them. So a flag stays tied to the connection it stands for, and branches that have
// nothing to do with the client cost nothing and cannot change a verdict.
//
// A connect splits the state in two, one in which it worked and one in which it failed, each
// knowing the result that says so: an error, a token, a bool. Later tests of the result, through
// variables, wrapping, phis and helper functions, pick the side.
//
// Functions are summarised by their exits ([exit]): what becomes of each object they are given,
// in which state, under which conditions, with which results and stores. Summaries are computed
// bottom-up and on demand, and leave the package as facts. A violation that needs the caller's
// client to be open is latent: it is an exit too, and becomes manifest in the caller that makes
// it feasible (Pulse's latent and manifest issues).
//
// A call through an interface may run the method of each type that the program is known to put
// there. A client that such a method makes, or works on, is followed under that type, and the path
// remembers it ([run.dispatch]). So the loop that calls a method again is judged where it stands, in
// its own order of calls. A contract derived from it, as those of plugins are given, would have to
// leave out what the loop asks and closes in between.
//
// Before a violation leaves, its function is run again without joins ([run.exact]): a candidate
// that only existed because two paths were joined is dropped (the last step of SLAM).
//
// # May and must
//
// Typestate is a may-property: a violation is reported if one feasible path has it. Facts and
// aliases are must-properties: what is not known to be the focus is not reported on. What is not
// followed: goroutines that nobody waits for (what they may change is unknown from their start; of
// timers and the handlers of a loss [run.meanwhile] knows more, [beside] of their own clients, and [watcher] of
// those that wait for the end of a connection), calls through interfaces that are not provably the same
// value, implicit panics, arithmetic beyond ranges, aliasing between different parameters, elements of
// slices and maps with unknown index. Each of these is decided towards silence unless its comment says
// otherwise.
package typestate

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// An Analysis interprets the functions of one package.
type Analysis struct {
	u     *universe
	match *Matcher
	pkg   *ssa.Package
	// versions tells the built version of a module or package; "" if not known.
	versions func(path string) string
	// facts returns the summary of a function of another package, or nil.
	facts func(*types.Func) *Summary
	// analysed reports whether a package was analysed: a function of it that has no summary
	// does nothing to a client.
	analysed func(*types.Package) bool

	// assumptions are what the program vouches for, see [Analysis.Assume].
	assumptions map[token.Pos]protocol.State
	// drivers are functions that stand for the owners of interfaces, in the order of driven.
	drivers map[*ssa.Function]*protocol.Contract
	driven  []*ssa.Function

	// boxed are the types that are known to be behind interfaces, see [run.dispatch].
	boxed         []boxed
	packages      map[string]*types.Package // those that are imported, by path; nil until one is asked for
	implementersC map[dispatchKey][]types.Type
	flows         map[ssa.Value]*flow

	infos      map[infoKey]*funcInfo
	importedC  map[*types.Func]callee
	depth      int
	active     []*run // being solved, the innermost last
	relevance  *relevance
	defaults   map[*protocol.Protocol]bool // see [Analysis.byDefault]
	ownership  *ownership
	answers    map[*ssa.Function]*answering // by literal, see [Analysis.answersOf]
	awaited    map[*ssa.Alloc]*answering    // by variable of the channel
	staying    map[*ssa.Function]bool       // by function: it waits for as long as it takes, see [run.staysIn]
	waiting    map[*ssa.Function]bool       // by function: it may wait, see [run.waits]
	peeking    map[*ssa.Function]bool       // by function: its result may depend on more than its arguments, see [Analysis.peeks]
	reaching   map[*ssa.Function]bool       // by function: it may come to clients that it is not given, see [run.reachesOut]
	queueing   map[*ssa.Function]bool       // by function: it may wait for its turn, see [run.queues]
	checking   map[*ssa.Function]bool       // … ask a client, see [run.checks]
	asking     map[*ssa.Function]bool       // … look for what is under a key, see [run.asks]
	signalling map[*ssa.Function]bool       // … tell others, see [run.signals]
	learning   map[*ssa.Function]bool       // … learn from others, see [run.learns]
	closing    map[*protocol.Protocol]bool  // see [Analysis.closesAny]
	limits     answer                       // see [run.limited]
	uncounted  map[*types.Var]bool          // see [Analysis.counts]; nil until it is asked for
	fineLeft   int
	visits     int // so far
	steps      int // left
	unfinished int
	sets       []*valueSet // to be used again
}

// maxStepsPerPackage bounds the steps that the runs of one package take, so that a package which no one
// foresaw costs seconds and not hours: instructions that are executed, of each state, the facts and
// stores that ways to end keep and calls carry over, and visits of blocks, each of which prunes and
// joins a state. What is not visited is not reported. A step takes about a microsecond. The dearest of
// the public projects' packages take four fifths of them.
const (
	maxStepsPerPackage = 4_000_000
	stepsPerVisit      = 16
)

type infoKey struct {
	fn   *ssa.Function
	spec string
}

// New returns an analysis of pkg.
func New(pkg *ssa.Package, m *Matcher, versions func(path string) string, facts func(*types.Func) *Summary, analysed func(*types.Package) bool) *Analysis {
	return &Analysis{
		u: newUniverse(), match: m, pkg: pkg, versions: versions, facts: facts, analysed: analysed,
		drivers: map[*ssa.Function]*protocol.Contract{},
		answers: map[*ssa.Function]*answering{}, awaited: map[*ssa.Alloc]*answering{}, waiting: map[*ssa.Function]bool{}, staying: map[*ssa.Function]bool{}, queueing: map[*ssa.Function]bool{}, reaching: map[*ssa.Function]bool{}, peeking: map[*ssa.Function]bool{}, checking: map[*ssa.Function]bool{}, asking: map[*ssa.Function]bool{},
		signalling: map[*ssa.Function]bool{}, learning: map[*ssa.Function]bool{},
		closing:       map[*protocol.Protocol]bool{},
		implementersC: map[dispatchKey][]types.Type{}, flows: map[ssa.Value]*flow{},
		infos: map[infoKey]*funcInfo{}, defaults: map[*protocol.Protocol]bool{}, importedC: map[*types.Func]callee{},
		fineLeft: finePerPackage, steps: maxStepsPerPackage,
	}
}

// exhausted reports whether the package has had all the steps that it may have.
func (a *Analysis) exhausted() bool { return a.steps < 0 }

// Unfinished returns how many functions [Analysis.Violations] has not followed to their end, since
// the package is too large: it may have missed what they do wrong.
func (a *Analysis) Unfinished() int { return a.unfinished }

// Cost returns how many blocks were visited so far.
func (a *Analysis) Cost() int { return a.visits }

// Violations returns what fns do wrong whatever their callers do, one for each cause, in
// source order.
func (a *Analysis) Violations(fns []*ssa.Function) []*Violation {
	var out []*Violation
	seen := map[token.Pos]int{} // one report for each place
	for _, fn := range slices.Concat(fns, a.driven) {
		if fn.Blocks == nil || !a.reaches(fns, fn) || a.relevance.replaced && a.inTest(fn.Pos()) {
			continue
		}
		found := a.function(fn)
		if a.exhausted() {
			a.unfinished++
		}
		for _, v := range found {
			if a.drivers[fn] != nil {
				if v = a.owned(fn, v); v == nil {
					continue
				}
			}
			i, ok := seen[v.Pos]
			switch {
			case !ok:
				seen[v.Pos] = len(out)
				out = append(out, v)
			case v.standsFor(out[i]):
				out[i] = v
			}
		}
	}
	out = slices.DeleteFunc(out, repeated(out))
	slices.SortStableFunc(out, func(x, y *Violation) int { return cmp.Compare(x.Pos, y.Pos) })
	return out
}

// reaches reports whether fn, one of fns, can reach a client operation.
func (a *Analysis) reaches(fns []*ssa.Function, fn *ssa.Function) bool {
	if a.relevance == nil {
		a.relevance = a.relevanceOf(slices.Concat(fns, a.driven))
	}
	return a.relevance.reaches[fn]
}

// function returns the violations of fn that survive replay.
func (a *Analysis) function(fn *ssa.Function) []*Violation {
	f := a.info(fn, nil)
	out := slices.Clone(a.baseRun(f).found) // what its clients' handlers do
	for i := 0; i < len(f.foci); i++ {
		if a.u.isEntry(f.foci[i]) && (f.local || isFuncType(a.u.typeOf(f.foci[i]))) {
			continue // judged where it is called: its parent knows more
		}
		out = a.confirmed(a.focusRun(f, f.foci[i], protocol.Unknown), out)
	}
	return out
}

// confirmed adds to known what r has found and a replay finds again. One replay answers for all that
// is found in one place: nothing else of it would be reported.
func (a *Analysis) confirmed(r *run, known []*Violation) []*Violation {
	var refuted []*Violation
	for _, v := range r.found {
		switch {
		case slices.ContainsFunc(known, v.same), slices.ContainsFunc(refuted, v.same):
		case a.replays(r, v):
			known = append(known, v)
		default:
			refuted = append(refuted, v)
		}
	}
	return known
}

// replayBudget bounds the states of a replay. A violation that is not reached within it stays
// reported: running out says nothing against it.
const replayBudget = 3000

// replays reports whether v is found without joining states that differ.
func (a *Analysis) replays(r *run, v *Violation) bool {
	x := &run{a: a, f: r.f, focus: r.focus, aliases: r.aliases, birth: r.birth, entry: r.entry, exact: true, budget: replayBudget, target: v}
	x.solve()
	for _, w := range x.found {
		if w.same(v) {
			v.Steps, v.Opened = w.Steps, w.Opened
			return true
		}
	}
	for _, w := range x.found {
		if w.Kind == v.Kind && w.leadsOver(v.Pos) { // where states are joined, the call of a literal stands for a line in it
			*v = *w
			return true
		}
	}
	return x.budget < 0
}

// birth returns the instruction of f at which v comes into being, or nil.
func (a *Analysis) birth(f *funcInfo, v value) ssa.Instruction {
	n := a.u.node(a.u.entry(v))
	switch n.kind {
	case kInstr, kCall:
		if i, ok := n.ptr.(ssa.Instruction); ok && i.Parent() == f.fn {
			return i
		}
	}
	return nil
}

// candidate notes v as an object that something tracked happens to.
func (r *run) candidate(v value, p *protocol.Protocol) {
	if v == 0 || r.focus != 0 || r.exact {
		return
	}
	u := r.a.u
	switch u.node(v).kind {
	case kConst, kOld, kCmp, kNot, kFunc, kClosure, kObserve:
		return
	}
	if t := u.node(v).typ; p != nil && t != nil && !types.IsInterface(t) && r.a.match.Type(t) == nil {
		return // a type of the program's own behind a client interface: a test double
	}
	if h := (happening{v, p}); !u.isEntry(v) && !slices.Contains(r.happenings, h) {
		r.happenings = append(r.happenings, h)
	}
	r.follows(v, p)
	if r.f.seen[v] {
		return
	}
	if !u.isEntry(v) && r.a.birth(r.f, v) == nil {
		return
	}
	r.f.seen[v] = true
	r.f.foci = append(r.f.foci, v)
}

// follows notes that p, if it is known, is the protocol of v.
func (r *run) follows(v value, p *protocol.Protocol) {
	if r.focus == 0 && p != nil && r.f.protoOf[v] == "" {
		r.f.protoOf[v] = p.Name
	}
}

// protocolOf returns the protocol that candidate v of c was seen to follow.
func (a *Analysis) protocolOf(c callee, v value) *protocol.Protocol {
	return a.match.byName[c.protocol(v)]
}

func (c *summary) protocol(v value) string { return c.f.protoOf[v] }

// comesOut reports whether an object that c makes can be reached after c has ended. What says no of
// joined states says no of each: the joined run is at hand, another need not be made.
func (a *Analysis) comesOut(c callee, v value) bool {
	if l, ok := c.(*summary); ok && l.fine && !a.comesOut(&summary{a: l.a, f: l.f}, v) {
		return false
	}
	l, own := c.(*summary)
	for _, e := range c.exits(v, protocol.Unknown, nil) {
		if e.kind == violating && own && l.f.spec != nil {
			return true // what is wrong with it is known only where c is given its functions
		}
		if !e.st.born || e.kind != returning {
			continue
		}
		if e.st.escaped || e.st.up() {
			return true // it can be reached, or it is open out of reach
		}
		for n := range e.n {
			if e.result(n) == v {
				return true
			}
		}
		held := false
		e.st.mem.each(func(_ uint32, x value) { held = held || x == v })
		if held || a.u.node(v).kind == kAddr {
			return true
		}
	}
	return false
}

// version returns the version of p's library that is built, or "".
func (a *Analysis) version(p *protocol.Protocol) string {
	if a.versions == nil {
		return ""
	}
	if p.Module != "" {
		if v := a.versions(p.Module); v != "" {
			return v
		}
	}
	return a.versions(p.Package)
}

// semantics returns what p's library does in the version that is built.
func (a *Analysis) semantics(p *protocol.Protocol) protocol.Semantics {
	sem, _ := p.At(a.version(p))
	return sem
}

// globalOf returns the address of g.
func (a *Analysis) globalOf(g *ssa.Global) value {
	if obj, ok := g.Object().(*types.Var); ok {
		return a.u.global(obj)
	}
	return a.u.intern(vkey{kind: kGlobal, ptr: g}, g.Type()) // init$guard and the like
}

// method returns the body of the method that calling m on a value of dynamic type t runs.
func (a *Analysis) method(t types.Type, m *types.Func) *ssa.Function {
	if t == nil {
		return nil
	}
	if types.IsInterface(t) {
		if t = a.soleImplementer(t); t == nil {
			return nil
		}
	}
	if sel := a.selection(t, m); sel != nil {
		return a.pkg.Prog.MethodValue(sel)
	}
	return nil
}

// selection returns what calling m on a t selects, or nil.
func (a *Analysis) selection(t types.Type, m *types.Func) *types.Selection {
	return a.pkg.Prog.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name())
}

// soleImplementer returns the only type of this package that implements its unexported
// interface t, if no other is put there: nothing else can be behind it.
func (a *Analysis) soleImplementer(t types.Type) types.Type {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() != a.pkg.Pkg || n.Obj().Exported() && a.pkg.Pkg.Name() != "main" {
		return nil
	}
	iface := n.Underlying().(*types.Interface)
	var sole types.Type
	scope := a.pkg.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || types.IsInterface(tn.Type()) || tn.IsAlias() {
			continue
		}
		for _, x := range []types.Type{tn.Type(), types.NewPointer(tn.Type())} {
			if types.Implements(x, iface) {
				if sole != nil {
					return nil
				}
				sole = x
				break
			}
		}
	}
	if sole != nil && slices.ContainsFunc(a.behind(n), func(t types.Type) bool { return !types.Identical(pointedTo(t), pointedTo(sole)) }) {
		return nil
	}
	return sole
}
