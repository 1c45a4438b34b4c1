package typestate

import (
	"go/types"
	"slices"
	"strings"
)

// This file defines what is lost to code that is not known. The policy: an object that unknown
// code can reach becomes unknown, and nothing is reported of it until the program itself opens
// or tests it again. All of it can only lose findings.

// escape returns s after v was put where unknown code may find it.
func (r *run) escape(s *state, v value) *state {
	r.handOut(s, v)
	r.retain(s, v, maxDepth)
	s = r.lend(s, v)
	if !s.born || v == 0 || !r.a.u.reaches(s, v, 0) {
		return s
	}
	c := s.clone()
	c.escaped = true
	return c
}

// send is what becomes of v when it goes to whoever receives from a channel.
func (r *run) send(s *state, v value) *state {
	r.handOut(s, v)
	r.retain(s, v, maxDepth)
	s = r.lend(s, v)
	if s.born && r.a.u.reaches(s, v, 0) {
		return r.share(s)
	}
	return s
}

// lend returns s with what v points to in other hands, and what that points to: what is stored
// there later is in them, too. Of what existed before the function began, its callers know more.
func (r *run) lend(s *state, v value) *state {
	u := r.a.u
	return r.mark(s, v, lentMark, maxDepth, func(v value) bool {
		return u.node(v).zero || u.isEntry(v) && r.a.match.holder(u.node(v).typ)
	})
}

// file returns s after v was put under a key that is not constant. The program may ask for that key
// before it makes another client, and the answer is not followed.
func (r *run) file(s *state, v value) *state {
	s = r.mark(s, v, filedMark, maxDepth, func(v value) bool {
		t := r.a.u.node(v).typ // unknown of what another package makes
		return v == s.focus || r.a.match.Type(t) != nil || r.a.match.holder(t)
	})
	return r.escape(s, v)
}

// Marks are kept in the memory of the object that they are about.
const (
	lentMark    = "#lent"
	filedMark   = "#filed"
	askedMark   = "#asked"
	contextMark = "#ctx"
)

// mark sets mark m of the object that v points to, if may says so, and of what that points to.
func (r *run) mark(s *state, v value, m string, depth int, may func(value) bool) *state {
	u := r.a.u
	n := u.node(v)
	if n.kind == kClosure {
		for _, a := range n.args {
			s = r.mark(s, a, m, 0, may) // its variables: what they hold now is the program's as well
		}
		return s
	}
	base := u.pointee(v)
	if l := u.sub(base, m, nil); l != 0 && s.mem.get(uint32(l)) == 0 && may(v) {
		s = u.write(s, l, u.boolean(true))
	} else if !n.zero {
		return s
	}
	var held []value
	if depth > 0 {
		for _, l := range u.known(s, base) {
			if x := s.mem.get(uint32(l)); u.constOf(x) == nil {
				held = append(held, x)
			}
		}
	}
	for _, x := range held {
		s = r.mark(s, x, m, depth-1, may)
	}
	return s
}

// marked reports whether l is part of an object with mark m.
func (u *universe) marked(s *state, l locID, m string) bool {
	for ; l != 0; l = u.locs[l].parent {
		if s.mem.get(uint32(u.sub(l, m, nil))) != 0 {
			return true
		}
	}
	return false
}

// isLent reports whether l is part of a new object that is in other hands: may.
func (u *universe) isLent(s *state, l locID) bool {
	return !u.isEntry(u.rootOf(l)) && u.marked(s, l, lentMark)
}

// isFiled reports whether the focus, or an object that holds it, was put under a key: may.
func (u *universe) isFiled(s *state) bool {
	found := u.marked(s, u.pointee(s.focus), filedMark)
	s.mem.each(func(k uint32, x value) {
		found = found || x == s.focus && u.marked(s, locID(k), filedMark)
	})
	return found
}

// refile notes in c, a copy of s that forgets some of it, that the focus was put under a key or has
// handlers, and which context it lives under.
func (u *universe) refile(c, s *state) {
	if !s.born {
		return
	}
	if l := u.sub(u.pointee(c.focus), filedMark, nil); l != 0 && u.isFiled(s) {
		c.mem = c.mem.set(uint32(l), u.boolean(true))
	}
	if l := u.sub(u.pointee(c.focus), askedMark, nil); l != 0 && u.wasAsked(s) {
		c.mem = c.mem.set(uint32(l), u.boolean(true))
	}
	if c.focus == s.focus && u.served(s) {
		c.mem = c.mem.set(uint32(u.sub(u.pointee(c.focus), servedMark, nil)), u.boolean(true))
	}
	if u.attended(s) {
		c.mem = c.mem.set(uint32(u.attendedAt(c)), u.boolean(true))
	}
	if ctx := u.contextOf(s); ctx != 0 && c.focus == s.focus && u.contextOf(c) == 0 {
		c.mem = c.mem.set(uint32(u.contextAt(s.focus)), ctx)
	}
}

// handOut notes clients that are handed to others, by v or by what v points to: the summary must
// say so.
func (r *run) handOut(s *state, v value) {
	u := r.a.u
	if v == 0 || r.focus != 0 {
		return
	}
	if p := r.a.match.Type(u.node(v).typ); p != nil {
		r.candidate(v, p)
		return
	}
	for _, l := range u.known(s, u.pointee(v)) {
		x := s.mem.get(uint32(l))
		if p := r.a.match.Type(u.node(x).typ); p != nil {
			r.candidate(x, p)
		}
	}
}

// reaches reports whether the focus can be reached from v, through memory, or may be: a
// value that paths were joined in says so.
func (u *universe) reaches(s *state, v value, depth int) bool {
	if v == 0 || depth > maxDepth {
		return false
	}
	if v == s.focus {
		return true
	}
	n := u.node(v)
	if n.kind == kClosure {
		for _, a := range n.args {
			if u.reaches(s, a, depth+1) {
				return true
			}
		}
		return false
	}
	if n.kind == kConst || n.kind == kFunc || n.kind == kCmp || n.kind == kNot {
		return false
	}
	base := u.pointee(v)
	if fn := u.node(s.focus); fn.kind == kInit && u.within(fn.loc, base) && s.mem.get(uint32(fn.loc)) == 0 {
		return true // still where it was on entry
	} else if fn.kind == kAddr && u.within(fn.loc, base) {
		return true
	}
	for _, l := range u.known(s, base) {
		if x := s.mem.get(uint32(l)); x != v && u.reaches(s, x, depth+1) {
			return true
		}
	}
	return fnChain(u, s.focus, v) || u.factOf(s, v).maybe
}

// fnChain reports whether focus is reached from v through entry values only.
func fnChain(u *universe, focus, v value) bool {
	for {
		n := u.node(focus)
		if n.kind != kInit && n.kind != kAddr {
			return false
		}
		focus = u.rootOf(n.loc)
		if focus == v {
			return true
		}
	}
}

// unknownArg returns s after unknown code was given v: what v reaches is unknown from now on.
func (r *run) unknownArg(s *state, v value, cs *callSite) *state {
	r.handOut(s, v)
	u := r.a.u
	n := u.node(v)
	switch n.kind {
	case kClosure, kFunc:
		return r.asyncValue(s, v, cs.instr)
	case kConst, kNone, kCmp, kNot:
		return s
	}
	r.hand(v)
	if s.born && r.a.u.reaches(s, v, 0) {
		s = s.givenAway()
	}
	if t := n.typ; t != nil && !mutable(t) {
		return s
	}
	return r.lend(u.forget(s, u.pointee(v), cs.instr), v)
}

// givenAway returns s after unknown code was given the focus.
func (s *state) givenAway() *state {
	c := s.moved(lostTrack(s.q), false)
	c.escaped = true
	return c
}

// mutable reports whether a callee that is given a t can change what the caller sees.
func mutable(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic, *types.Signature:
		return false
	case *types.Struct:
		for i := range t.NumFields() {
			if mutable(t.Field(i).Type()) {
				return true
			}
		}
		return false
	}
	return true
}

// external is a call of a function whose body is not here and of which no fact is known: in a
// package that cannot reach a tracked client, since all others are analysed first.
func (r *run) external(s *state, cs *callSite, obj *types.Func) []*state {
	if obj.Pkg() == nil {
		return one(s) // error.Error
	}
	if r.noReturn(obj) {
		return nil
	}
	if inv, ok := invokes(obj); ok && inv.arg < len(cs.args) {
		return r.repeatEach(s, cs, cs.args[inv.arg], inv.mode)
	}
	if cs.recv != 0 && hangsUp(obj) {
		return one(r.unknownArg(s, cs.recv, cs))
	}
	if r.a.match.declares(obj) {
		s = r.wrapped(s, cs, obj)
		s = r.messages(s, cs)
		return r.childClosed(r.chained(r.handlers(s, cs), cs, obj), cs, obj) // the library does to clients what its protocol says, no more
	}
	if p := r.a.match.Extension(obj.Pkg().Path()); p != nil {
		return r.extension(r.handlers(s, cs), cs, p)
	}
	if obj.FullName() == "time.Sleep" {
		return r.meanwhile(s, cs.instr)
	}
	if s.born && s.escaped && !r.harmless(obj) {
		s = s.moved(lostTrack(s.q), false)
	}
	if r.harmless(obj) {
		s = r.setAgain(s, cs, obj)
		for _, a := range cs.all() {
			switch u := r.a.u; {
			case u.isFunc(a):
				s = r.asyncValue(s, a, cs.instr) // as context.AfterFunc calls it, or slices.SortFunc
			case s.born && u.factOf(s, a).maybe:
				s = r.escape(s, a) // a list that comes back as another, as from slices.Clone
			case fills(obj):
				s = u.forgetAround(s, u.pointee(a), cs.instr)
			}
		}
		if cs.result != nil && elementType(cs.result.Type()) != cs.result.Type() {
			s = r.mixed(s, r.a.u.self(cs.result), cs.args)
		}
		return one(s)
	}
	inert := r.a.inert(obj)
	for _, a := range cs.all() {
		if n := r.a.u.node(a); inert && !r.a.u.isFunc(a) {
			// It may still change flags, but not the client, nor where it is held: whatever changes no
			// more than that is small, and has a summary.
			if t := n.typ; n.kind != kConst && (t == nil || mutable(t)) {
				s = r.a.u.forgetAround(s, r.a.u.pointee(a), cs.instr)
			}
			continue
		}
		s = r.unknownArg(s, a, cs)
	}
	return one(s)
}

// forgetAround is forget, but for what holds the focus.
func (u *universe) forgetAround(s *state, l locID, site any) *state {
	c := u.forget(s, l, site)
	if !s.born {
		return c
	}
	for _, at := range u.known(s, l) {
		if x := s.mem.get(uint32(at)); at != l && u.reaches(s, x, 0) {
			c.mem = c.mem.set(uint32(at), x)
		}
	}
	for v := s.focus; u.node(v).kind == kInit; v = u.rootOf(u.node(v).loc) {
		if at := u.node(v).loc; u.within(at, l) && s.mem.get(uint32(at)) == 0 {
			c.mem = c.mem.set(uint32(at), v)
		}
	}
	return c
}

// harmless reports whether obj's package is known to leave its arguments' connections alone.
func (r *run) harmless(obj *types.Func) bool {
	switch recv := obj.Signature().Recv(); {
	case obj.Pkg() == nil:
		return true // error.Error
	case recv != nil && obj.Name() == "Close" && types.IsInterface(recv.Type()), hangsUp(obj):
		return false // whoever implements io.Closer, or what a client connects through
	}
	path := obj.Pkg().Path()
	if path == "reflect" {
		return obj.Name() == "TypeOf" || obj.Name() == "DeepEqual" // what has the Value of a client can call its Close
	}
	if harmlessPackages[path] {
		return true
	}
	for _, p := range []string{"go.uber.org/zap", "github.com/sirupsen/logrus", "github.com/rs/zerolog", "k8s.io/klog", "github.com/prometheus/client_golang", "go.opentelemetry.io/"} {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return r.loggerLike(obj)
}

// fills reports whether obj writes to what it is given pointers to, as json.Unmarshal does, or will do so
// before anybody reads it, as flag.StringVar.
func fills(obj *types.Func) bool {
	if obj.Pkg().Path() == "flag" {
		return strings.HasSuffix(obj.Name(), "Var")
	}
	return slices.ContainsFunc([]string{"Unmarshal", "Decode", "Scan", "Sscan", "Fscan"}, func(p string) bool { return strings.HasPrefix(obj.Name(), p) })
}

// loggerLike reports whether obj is a method by which loggers of all makes log.
func (r *run) loggerLike(obj *types.Func) bool {
	if obj.Signature().Recv() == nil {
		return false
	}
	switch obj.Name() {
	case "Print", "Printf", "Println", "Debug", "Debugf", "Debugln", "Debugw", "Info", "Infof", "Infoln", "Infow",
		"Warn", "Warnf", "Warnln", "Warnw", "Warning", "Warningf", "Error", "Errorf", "Errorln", "Errorw", "Trace", "Tracef",
		"Log", "Logf", "Lock", "Unlock", "RLock", "RUnlock", "String":
		return true
	}
	return false
}

// harmlessPackages read their arguments at most. They may call String, Error or Format of what
// they print, which do not connect.
var harmlessPackages = map[string]bool{
	"fmt": true, "log": true, "log/slog": true, "errors": true, "time": true, "strconv": true, "strings": true,
	"bytes": true, "sync": true, "sync/atomic": true, "math": true, "math/rand": true, "math/rand/v2": true, "os": true,
	"context": true, "sort": true, "slices": true, "maps": true, "testing": true, "crypto/tls": true, "crypto/x509": true,
	"net": true, "net/url": true, "encoding/json": true, "encoding/hex": true, "encoding/base64": true, "regexp": true,
	"path": true, "path/filepath": true, "runtime": true, "runtime/debug": true, "unicode": true, "unicode/utf8": true,
	"bufio": true, "io": true, "io/ioutil": true, "os/signal": true, "os/exec": true, "flag": true,
	"github.com/pkg/errors": true, "github.com/stretchr/testify/require": true, "github.com/stretchr/testify/assert": true,
	"github.com/google/uuid": true, "gopkg.in/yaml.v2": true, "gopkg.in/yaml.v3": true,
}

// noReturn reports whether obj ends the process or the goroutine: the known ones, and logger
// methods by their name, since a path that goes on after Fatal would be a false alarm.
func (r *run) noReturn(obj *types.Func) bool {
	switch obj.FullName() {
	case "os.Exit", "runtime.Goexit", "syscall.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln":
		return true
	}
	switch obj.Name() {
	case "Fatal", "Fatalf", "Fatalln", "Fatalw", "FatalContext", "Exitf", "ExitDepth", "FailNow", "SkipNow", "Skip", "Skipf", "Panicf", "Panicln", "Panicw", "Panic":
		return obj.Signature().Results().Len() == 0
	}
	return false
}
