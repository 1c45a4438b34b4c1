package typestate

import (
	"go/token"
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines which instructions wait: what other goroutines do meanwhile is not followed.

// stays reports whether i waits for as long as it takes: for a time, or for others.
func stays(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.UnOp:
		return i.Op == token.ARROW
	case *ssa.Select:
		return i.Blocking
	case *ssa.Call:
		if obj := Callee(&i.Call); obj != nil {
			switch obj.FullName() {
			case "time.Sleep", "(*sync.WaitGroup).Wait":
				return true
			}
		}
	}
	return false
}

// staysIn reports whether i stays, or calls a function of this package in which anything does.
func (r *run) staysIn(i ssa.Instruction) bool {
	if call, ok := i.(*ssa.Call); ok {
		if fn := call.Call.StaticCallee(); fn != nil && fn.Blocks != nil {
			return r.a.anywhere(fn, r.a.staying, r.staysIn)
		}
	}
	return stays(i)
}

// waits reports whether i may wait for others, or for a time. It is a must analysis of what does not:
// a call waits unless all that it does is known to be quick.
func (r *run) waits(i ssa.Instruction) bool {
	if stays(i) {
		return true
	}
	switch i := i.(type) {
	case *ssa.Send:
		return true
	case *ssa.Call:
		return r.callWaits(&i.Call)
	}
	return false
}

// queues reports whether i may wait for what others of its kind do, as for a lock. What is read from a
// connection, or a file, each of them has for itself.
func (r *run) queues(i ssa.Instruction) bool {
	call, ok := i.(*ssa.Call)
	if !ok {
		return r.waits(i)
	}
	obj, fn := Callee(&call.Call), call.Call.StaticCallee()
	switch {
	case fn != nil && fn.Blocks != nil:
		return r.a.anywhere(fn, r.a.queueing, r.queues)
	case obj != nil && obj.Pkg() != nil && ownWait(obj.Pkg().Path()):
		return false
	case obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "sync" && collects(obj): // what another has stored there
		return true
	}
	return r.waits(i)
}

// ownWait reports whether what a function of package path waits for, each caller has for itself.
func ownWait(path string) bool {
	switch path {
	case "io", "io/ioutil", "bufio", "net", "net/http", "mime/multipart", "encoding/xml", "encoding/gob", "encoding/csv", "os/exec":
		return true
	}
	return false
}

// checks reports whether i asks a client whether it is connected, or looks whether there is one under a key
// that is not constant, or calls what does.
func (r *run) checks(i ssa.Instruction) bool {
	if l, ok := i.(*ssa.Lookup); ok {
		t := elementType(l.X.Type())
		return !isConst(l.Index) && (r.a.match.Type(t) != nil || r.a.match.holder(t) || r.a.match.holds(t, maxNestedCopy))
	}
	call, ok := i.(*ssa.Call)
	if !ok {
		return false
	}
	obj := Callee(&call.Call)
	if _, op := r.a.match.Func(obj); op != nil && op.Event == protocol.Check {
		return true
	}
	if obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "sync" && receiverName(obj) == "Map" && collects(obj) { // of anything
		return true
	}
	fn := call.Call.StaticCallee()
	return fn != nil && fn.Blocks != nil && r.a.anywhere(fn, r.a.checking, r.checks)
}

func (r *run) callWaits(c *ssa.CallCommon) bool {
	if b, builtin := c.Value.(*ssa.Builtin); builtin {
		return b.Name() == "close" // which others may be told by
	}
	obj, fn := Callee(c), c.StaticCallee()
	switch {
	case obj != nil && r.a.match.waits(obj):
		return true
	case fn != nil && fn.Blocks != nil:
		return r.a.anywhere(fn, r.a.waiting, r.waits)
	}
	return obj == nil || !r.quick(obj)
}

// quick reports whether obj, a function whose body is not at hand, is known not to wait.
func (r *run) quick(obj *types.Func) bool {
	if inv, _ := invokes(obj); obj.Pkg() == nil || r.a.match.declares(obj) || inv.mode == aside {
		return true
	}
	switch obj.Pkg().Path() {
	case "net", "io", "io/ioutil", "bufio", "os/exec", "testing":
		return false
	case "sync":
		switch obj.Name() {
		case "Lock", "RLock", "Do", "Wait":
			return false
		}
	}
	return r.harmless(obj)
}
