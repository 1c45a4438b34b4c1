package typestate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the summary of a function as it leaves its package: the exits of all its
// runs, their values numbered in one table. It holds slices only, in a fixed order, and no
// positions of this process, so that equal code gives equal bytes.

// A Summary says what a call of a function does.
type Summary struct {
	Vals    []Val       // 1-based: index 0 is "absent"
	Locs    []Loc       // 1-based
	Base    []Exit      // without an object
	Objects []Object    // in the order they were met
	Invokes []Invoked   // in the order they were met
	Effects SideEffects // on what is no object of its own
	Parts   []Part      // what comes out of what it is given
	Makings []Making
	Started *Started // as a goroutine; nil if it holds no client of its own open
	Unknown bool     // too large to say: the function may do anything
}

// A Val is an abstract value. What it means depends on Kind, see [kind].
type Val struct {
	Kind       uint8
	N          int
	Op         int
	Loc        int
	A, B       int
	S          string
	Zero, Made bool
	Type       string // see [Boxed]; "" if nobody asks
}

// A Loc is a location: what Root points to, or Sel within Parent.
type Loc struct {
	Root, Parent int
	Sel          string
}

// An Object is a client that a function is given or makes.
type Object struct {
	Val   int
	Proto string
	Runs  []Run
}

// A Run is what becomes of an object that is in state Q on entry.
type Run struct {
	Q     protocol.State
	Exits []Exit
}

// An Exit is one way for a function to end.
type Exit struct {
	Kind                uint8
	Q                   protocol.State
	Born, Sure, Escaped bool
	Kept, Lost          bool
	Watched, Doubted    bool
	Waker, Signals      bool
	Struck, Begun       bool
	Heard, Aside, Brief bool
	Hole                int   // a Loc
	Recovers            uint8 // an [answer]
	Results             []int
	Stores              []Store
	Facts               []Known
	Breaks              *Break // if Kind is violating
	Opened              string // see [Step.At]: what made Q what it is; "" if nothing here did
	Did                 uint8  // … and what that did: a [StepKind]
}

// A Started is what a function does as a goroutine, see [startable].
type Started struct {
	Openings []Exit
	Keeps    []Held
}

// A Held is a client of a function's own that it holds open while it waits, and in which states.
type Held struct {
	Val   int
	Proto string
	Brief bool
	Exits []Exit
}

// A Part says that Val may be an element of container Of, or hold such.
type Part struct{ Val, Of int }

// A Store says that Loc holds Val: -1 unknown, -2 unknown for ever.
type Store struct{ Loc, Val int }

// A Known is a fact about a value.
type Known struct {
	Val       int
	Nil, True uint8
	Ranged    bool
	Lo, Hi    int64
	Eq        int
	Ne        [3]int
	Outcome   uint8
	Ended     uint8
	Opened    bool
	Apart     bool
	Auto      uint8
	Ident     int
	Place     int // a Loc
	Maybe     bool
}

// A Break is a latent violation.
type Break struct {
	Kind  Kind
	Proto string
	Op    string
	At    string // see [Step.At]
	Sure  bool
	Ident int // the identity that the client must have for it, if any
}

// Invoked says how often a function calls a function that it is given.
type Invoked struct {
	Fn   int   // a parameter, or what a field of one holds
	Mode uint8 // a [discipline]
}

// maxSummary bounds the values of a summary, and maxCarried the facts and stores of its exits, of which
// each has its own: three times what the largest function of the public projects needs. A larger one is
// not exported: importers do not know the function then, and stay silent about what it is given.
const (
	maxSummary = 2000
	maxCarried = 100_000
)

// maxPlain bounds the blocks of a function that reaches no client and is summarised all the
// same, for what it returns or stores. Importers take a larger one for unknown.
const maxPlain = 16

// Summarize returns the summary of fn, one of fns, for importers, or nil if it does nothing
// that they must know.
func (a *Analysis) Summarize(fns []*ssa.Function, fn *ssa.Function) *Summary {
	if fn.Blocks == nil || !a.reaches(fns, fn) && len(fn.Blocks) > maxPlain {
		return nil
	}
	f := a.info(fn, nil)
	a.baseRun(f)
	e := &encoder{a: a, vals: map[value]int{}, locs: map[locID]int{}}
	c := &summary{a: a, f: f, fine: true}
	for _, v := range slices.Concat(f.foci, f.overwritten) {
		if isFuncType(a.u.typeOf(v)) {
			continue // how often it is called is told by itself
		}
		o := Object{Proto: f.protoOf[v]}
		if p := a.match.Type(a.u.typeOf(v)); o.Proto == "" && p != nil {
			o.Proto = p.Name
		}
		states := []protocol.State{protocol.Unknown}
		switch {
		case a.u.isEntry(v):
			states = a.entryStates(o.Proto)
		case !a.comesOut(c, v):
			continue
		}
		o.Val = e.value(v)
		for _, q := range states {
			o.Runs = append(o.Runs, Run{q, e.exits(c.exits(v, q, nil))})
			if e.tooLarge() {
				return &Summary{Unknown: true}
			}
		}
		e.out.Objects = append(e.out.Objects, o)
	}
	e.out.Base = e.exits(c.exits(0, 0, nil))
	e.out.Parts = e.parts(f)
	e.out.Invokes = e.invokes(f)
	e.out.Effects = e.sideEffects(&f.sideEffects)
	e.out.Effects.Asks = a.anywhere(fn, a.asking, (&run{a: a, f: f}).asks)
	for _, m := range f.makings {
		e.out.Makings = append(e.out.Makings, e.making(m))
	}
	if a.reaches(fns, fn) {
		e.out.Started = e.asGoroutine(f)
	}
	if e.tooLarge() {
		return &Summary{Unknown: true}
	}
	if e.out.idle(fn) {
		return nil
	}
	return &e.out
}

// entryStates returns the states in which a client of that protocol may be when a function is
// entered, as far as they make a difference.
func (a *Analysis) entryStates(proto string) []protocol.State {
	states := []protocol.State{protocol.Unknown, protocol.NotOpen, protocol.Open}
	p := a.match.byName[proto]
	if p == nil {
		return states
	}
	sem := a.semantics(p)
	if sem.Callback.Severity != protocol.None && p.HasHandlers() {
		states = append(states, protocol.Reconnecting)
	}
	if sem.AfterClose.Severity != protocol.None {
		states = append(states, protocol.Dead)
	}
	if sem.Retry.Severity != protocol.None {
		states = append(states, protocol.Pending)
	}
	return states
}

// idle reports whether s says nothing that an importer would not assume of an unknown function
// that cannot reach a client.
func (s *Summary) idle(fn *ssa.Function) bool {
	if len(s.Objects) > 0 || len(s.Invokes) > 0 || !s.Effects.none() || len(s.Makings) > 0 || s.Started != nil || len(s.Base) == 0 {
		return false
	}
	for _, e := range s.Base {
		if len(e.Stores) > 0 || len(e.Facts) > 0 || e.Kind != uint8(returning) {
			return false
		}
		for _, r := range e.Results {
			if r > 0 && kind(s.Vals[r-1].Kind) != kNone {
				return false
			}
		}
	}
	return true
}

// String prints the objects and what may become of them, for tests.
// Example: init(*formal0.client): notopen->open|notopen open->!doubleconnect
func (s *Summary) String() string {
	var parts []string
	for _, o := range s.Objects {
		text := s.valString(o.Val) + ":"
		for _, r := range o.Runs {
			var ends []string
			for _, e := range r.Exits {
				end := e.Q.String()
				if e.Breaks != nil {
					end = "!" + e.Breaks.Kind.String()
				}
				if !slices.Contains(ends, end) {
					ends = append(ends, end)
				}
			}
			slices.Sort(ends)
			text += fmt.Sprintf(" %s->%s", r.Q, strings.Join(ends, "|"))
		}
		parts = append(parts, text)
	}
	for _, i := range s.Invokes {
		parts = append(parts, fmt.Sprintf("calls %s %s", s.valString(i.Fn), discipline(i.Mode)))
	}
	return "summary(" + strings.Join(parts, "; ") + ")"
}

func (s *Summary) valString(i int) string {
	if i == 0 {
		return "absent"
	}
	v := s.Vals[i-1]
	switch kind(v.Kind) {
	case kFormal:
		return fmt.Sprintf("formal%d", v.N)
	case kGlobal:
		return v.S
	case kInit:
		return "init(" + s.locString(v.Loc) + ")"
	case kAddr:
		return "&" + s.locString(v.Loc)
	}
	return "new"
}

func (s *Summary) locString(i int) string {
	l := s.Locs[i-1]
	if l.Parent != 0 {
		return s.locString(l.Parent) + "." + l.Sel
	}
	return "*" + s.valString(l.Root)
}
