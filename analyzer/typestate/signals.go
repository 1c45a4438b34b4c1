package typestate

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines by what a program learns from a goroutine that something has come to pass: that sends,
// closes a channel, cancels a context or calls what is not known, and the program waits for it. Both are must
// analyses of what does not. Variables that tell it are not among them: what a goroutine has not stored yet
// nobody reads.

// signals reports whether i may tell others that it was executed.
func (r *run) signals(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.Send:
		return true
	case *ssa.Select:
		return slices.ContainsFunc(i.States, func(st *ssa.SelectState) bool { return st.Dir == types.SendOnly })
	case ssa.CallInstruction:
		return r.callSignals(i.Common())
	}
	return false
}

func (r *run) callSignals(c *ssa.CallCommon) bool {
	if b, ok := c.Value.(*ssa.Builtin); ok {
		return b.Name() == "close"
	}
	obj, fn := Callee(c), c.StaticCallee()
	switch {
	case fn != nil && fn.Blocks != nil:
		return r.a.anywhere(fn, r.a.signalling, r.signals)
	case obj == nil:
		return true // as a context's cancel
	case obj.Pkg() != nil && obj.Pkg().Path() == "sync":
		return !slices.Contains([]string{"Lock", "Unlock", "RLock", "RUnlock", "TryLock"}, obj.Name())
	}
	return !r.a.match.declares(obj) && !r.harmless(obj)
}

// learns reports whether i may wait for what others tell, or ask for it. A lock is no news, nor is the time.
func (r *run) learns(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.UnOp:
		return i.Op == token.ARROW && !ticking(i.X.Type())
	case *ssa.Select:
		return slices.ContainsFunc(i.States, func(st *ssa.SelectState) bool { return st.Dir == types.RecvOnly && !ticking(st.Chan.Type()) })
	case *ssa.Call:
		return r.callLearns(&i.Call)
	}
	return false
}

func (r *run) callLearns(c *ssa.CallCommon) bool {
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return false
	}
	obj, fn := Callee(c), c.StaticCallee()
	switch {
	case fn != nil && fn.Blocks != nil:
		return r.a.anywhere(fn, r.a.learning, r.learns)
	case obj == nil:
		return true
	}
	switch obj.FullName() {
	case "(context.Context).Err", "context.Cause":
		return true
	case "(*sync.Mutex).Lock", "(*sync.RWMutex).Lock", "(*sync.RWMutex).RLock", "(sync.Locker).Lock":
		return false
	}
	return !r.quick(obj)
}
