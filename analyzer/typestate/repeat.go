package typestate

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines the functions that call the functions they are given: how often, and until
// when.

// A discipline is how a function calls the function it is given.
type discipline uint8

const (
	once       discipline = iota
	untilNil              // again and again until it returns a nil error, or it is given up
	untilFalse            // for each element, until it returns false
	manyTimes             // any number of times
	later                 // at an unknown time
	repeatedly            // at unknown times, again and again: a server's handler, a scheduler's job
	untilTrue             // again and again until it returns true, or it is given up
)

type invocation struct {
	arg  int
	mode discipline
}

// invokes returns how obj calls its function argument, for well-known ones.
func invokes(obj *types.Func) (invocation, bool) {
	inv, ok := invocations[obj.Origin().FullName()]
	if !ok && routes(obj) {
		return invocation{1, repeatedly}, true
	}
	return inv, ok
}

// routes reports whether obj registers what a web framework calls for each request: a method named
// after one of HTTP's, of a router, with the path before the handlers.
func routes(obj *types.Func) bool {
	if obj.Pkg() == nil || obj.Signature().Recv() == nil || obj.Signature().Params().Len() < 2 {
		return false
	}
	path, _, _ := strings.Cut(obj.Pkg().Path(), "/v")
	switch path {
	case "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/go-chi/chi", "github.com/gofiber/fiber":
	default:
		return false
	}
	switch strings.ToUpper(obj.Name()) {
	case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY", "ALL":
		b, ok := obj.Signature().Params().At(0).Type().(*types.Basic)
		return ok && b.Kind() == types.String
	}
	return false
}

// repeatEach calls v by a discipline: a function, or the functions of a list.
func (r *run) repeatEach(s *state, cs *callSite, v value, mode discipline) []*state {
	if r.a.u.isFunc(v) || mode != repeatedly {
		return r.repeat(s, cs, v, mode)
	}
	l := r.a.u.pointee(v)
	out := s
	s.mem.each(func(k uint32, f value) {
		if r.a.u.locs[k].parent == l && r.a.u.isFunc(f) {
			out = r.repeat(out, cs, f, mode)[0] // there is one, as nothing waits for a server
		}
	})
	return one(out)
}

var invocations = map[string]invocation{
	"github.com/cenkalti/backoff.Retry":           {0, untilNil},
	"github.com/cenkalti/backoff/v3.Retry":        {0, untilNil},
	"github.com/cenkalti/backoff/v4.Retry":        {0, untilNil},
	"github.com/cenkalti/backoff/v4.RetryNotify":  {0, untilNil},
	"github.com/cenkalti/backoff/v5.Retry":        {1, untilNil},
	"github.com/avast/retry-go.Do":                {0, untilNil},
	"github.com/avast/retry-go/v3.Do":             {0, untilNil},
	"github.com/avast/retry-go/v4.Do":             {0, untilNil},
	"(*golang.org/x/sync/errgroup.Group).Go":      {0, later},
	"(*sync.WaitGroup).Go":                        {0, later},
	"time.AfterFunc":                              {1, later},
	"(*testing.common).Cleanup":                   {0, later},
	"(*testing.T).Run":                            {1, once},
	"(*golang.org/x/sync/singleflight.Group).Do":  {1, once},
	"net/http.HandleFunc":                         {1, repeatedly},
	"(*net/http.ServeMux).HandleFunc":             {1, repeatedly},
	"net/http.Handle":                             {1, repeatedly},
	"(*net/http.ServeMux).Handle":                 {1, repeatedly},
	"(*github.com/gorilla/mux.Router).HandleFunc": {1, repeatedly},
	"(*github.com/robfig/cron.Cron).AddFunc":      {1, repeatedly},
	"(*github.com/robfig/cron/v3.Cron).AddFunc":   {1, repeatedly},
	"(*github.com/go-co-op/gocron.Scheduler).Do":  {0, repeatedly},
	"(*github.com/jasonlvhit/gocron.Job).Do":      {0, repeatedly},
	"sort.Slice":                                  {1, manyTimes},
	"slices.SortFunc":                             {1, manyTimes},
	"strings.Map":                                 {0, manyTimes},
}

// repeat calls function value f in s by a discipline, to the fixpoint.
func (r *run) repeat(s *state, cs *callSite, f value, mode discipline) []*state {
	if !r.a.u.isFunc(f) {
		return one(r.unknownArg(s, f, cs))
	}
	switch mode {
	case repeatedly:
		r.againAndAgain(s, cs, f)
		return one(r.asyncValue(s, f, cs.instr))
	case later:
		return one(r.asyncValue(s, f, cs.instr))
	case once:
		out, _ := r.callValue(s, cs, f)
		return out
	}
	var exits []*state
	if mode != untilNil && !r.a.u.node(f).loopBody() { // how many rounds a loop has is its iterator's secret: none is not held against it
		exits = append(exits, s)
	}
	seen := map[key]*state{}
	work := []*state{s}
	for round := range maxRounds {
		var next []*state
		for _, s := range work {
			if v, ok := cs.instr.(ssa.Value); ok && round > 0 {
				s = r.a.u.kill(s, v) // what the last call made is old now
			}
			out, result := r.callValue(s, cs, f)
			for _, o := range out {
				stop, goesOn := r.verdict(o, result, mode, cs)
				if stop != nil {
					exits = append(exits, stop)
				}
				if goesOn == nil {
					continue
				}
				k := r.a.u.keyOf(goesOn, unknown)
				if old, ok := seen[k]; ok && old.equal(goesOn) {
					continue
				} else if ok {
					goesOn = r.a.u.merge(old, goesOn, cs.instr.Block(), r.f.byNum, true)
					if goesOn.equal(old) {
						continue
					}
				}
				seen[k] = goesOn
				next = append(next, goesOn.note(Again, posOf(cs.instr), ""))
			}
		}
		if work = next; len(work) == 0 {
			break
		}
	}
	return r.compact(cs.instr.Block(), exits)
}

const maxRounds = 8

// againAndAgain reports what function value f does to the clients that its own last call has left
// behind. When it is called, and what other code does in between, is not known: only a client
// that nothing can reach is the same at the next call.
func (r *run) againAndAgain(s *state, cs *callSite, f value) {
	if !r.a.u.isFunc(f) {
		return
	}
	before := r.found
	r.found = nil
	r.repeat(s, cs, f, manyTimes)
	for _, v := range r.found {
		if v.Kind.loses() {
			before = append(before, v)
		}
	}
	r.found = before
}

// verdict splits the state after one call into the one in which the caller stops and the one
// in which it calls again.
func (r *run) verdict(s *state, result value, mode discipline, cs *callSite) (stop, goesOn *state) {
	u := r.a.u
	bound := func(s *state, f fact) *state {
		if cs.result == nil || s == nil {
			return s
		}
		e, isErr := r.errResult(cs)
		if !isErr {
			return s
		}
		return s.learn(e, f).link(e)
	}
	switch mode {
	case untilNil:
		f := u.factOf(s, result)
		if f.isNil != no {
			stop = bound(s, fact{isNil: yes})
		}
		if f.isNil != yes {
			goesOn = s
		}
		return stop, goesOn
	case untilFalse, untilTrue:
		if u.decide(s, result) != answerOf(mode == untilTrue) {
			goesOn = s
		}
		return s, goesOn // the elements may be at an end, or it is given up
	}
	return s, s
}

// callValue calls f with unknown arguments and returns the states after it and the symbol that
// stands for its first result.
func (r *run) callValue(s *state, cs *callSite, f value) ([]*state, value) {
	u := r.a.u
	n := u.node(f)
	fn := n.fn()
	args := u.unknownActuals(cs.instr, n)
	if fn.Blocks == nil {
		if obj, ok := origin(fn).Object().(*types.Func); ok && r.a.imported(obj) != nil {
			inner := &callSite{instr: cs.instr, common: cs.common, fn: f, args: args.params}
			return r.summarised(s, inner, r.a.imported(obj), args), 0
		}
		return one(s), 0
	}
	result := u.intern(vkey{kind: kCall, ptr: cs.instr, s: "result"}, resultType(fn, 0))
	inner := &callSite{instr: cs.instr, common: cs.common, fn: f, args: args.params, sym: result}
	s = s.learn(result, fact{})
	if obj, ok := origin(fn).Object().(*types.Func); ok && fn.Synthetic != "" && len(n.args) > 0 {
		if p, op := r.a.match.Func(obj); p != nil {
			inner.recv = n.args[0]
			return r.operation(s, inner, obj, fn, p, op), result
		}
	}
	return r.summarised(s, inner, &summary{r.a, r.a.info(fn, nil), r.exact}, args), result
}
