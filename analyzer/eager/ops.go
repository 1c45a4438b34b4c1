package eager

import (
	"go/constant"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/ssa"
)

// This file defines what operations of the libraries are and give while the hub is down.

// An op is an operation of a library.
type op struct {
	proto *protocol.Protocol
	*protocol.Op
}

// operation returns the operation that a call performs, nil if there is none. Its Op is nil if
// it is a method of a client that is not listed. What the program wrote itself is none, whatever
// it says of it: its body is at hand.
func (a *Analysis) operation(c *ssa.CallCommon) *op {
	obj := typestate.Callee(c)
	if obj == nil || a.imported(c) != nil {
		return nil
	}
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		return nil
	}
	if p, o := a.match.Func(obj); p != nil {
		return &op{p, o}
	}
	return nil
}

// attempt returns the operation of a call that tries to connect, and that fails at once when the
// hub is down.
func (a *Analysis) attempt(c *ssa.CallCommon) *op {
	o := a.operation(c)
	if o == nil || o.Op == nil || o.Event != protocol.Connect && o.Event != protocol.Dial {
		return nil
	}
	switch o.Success {
	case protocol.NilError, protocol.TokenOK, protocol.BoolTrue:
	default:
		return nil // it only begins: the library goes on by itself, in its own time
	}
	if o.proto.NeverFlag || a.patient[o.proto] || a.wrong(o.proto).Severity == protocol.None {
		return nil
	}
	return o
}

// wrong returns the judgement on attempts without a pause.
func (a *Analysis) wrong(p *protocol.Protocol) protocol.Wrong {
	version := ""
	if a.versions != nil {
		if version = a.versions(p.Module); version == "" {
			version = a.versions(p.Package)
		}
	}
	sem, _ := p.At(version)
	return sem.Eager
}

// findPatient notes the libraries that are told, somewhere in fns, to repeat a first attempt
// until it succeeds: they wait between attempts. For which client is not followed, so all of
// them are left alone.
func (a *Analysis) findPatient(fns []*ssa.Function) {
	for _, fn := range fns {
		for call := range callsIn(fn) {
			o := a.operation(call.Common())
			if o != nil && o.Op != nil && o.Event == protocol.Set && o.Setting == o.proto.Reconnect.Retry && o.Setting != "" {
				if v := operand(call.Common(), o.Value); v == nil || !isFalse(v) {
					a.patient[o.proto] = true
				}
			}
		}
		a.findPatientFields(fn)
	}
}

func (a *Analysis) findPatientFields(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			store, ok := i.(*ssa.Store)
			if !ok || isFalse(store.Val) {
				continue
			}
			f := fieldOf(store.Addr)
			if f == nil || f.Pkg() == nil {
				continue
			}
			for _, p := range a.match.Package(f.Pkg().Path()) {
				if p.Reconnect.Retry == f.Name() {
					a.patient[p] = true
				}
			}
		}
	}
}

// fieldOf returns the field that addr is the address of, or nil.
func fieldOf(addr ssa.Value) *types.Var {
	f, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	ptr, ok := f.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	s, ok := ptr.Elem().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	return s.Field(f.Field).Origin()
}

func isFalse(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && !constant.BoolVal(c.Value)
}

// operand returns an argument of a call, or nil.
func operand(c *ssa.CallCommon, o protocol.Operand) ssa.Value {
	args := c.Args
	if !c.IsInvoke() && c.Signature().Recv() != nil && len(args) > 0 {
		args = args[1:]
	}
	if o.Kind == protocol.Arg && o.Index < len(args) {
		return args[o.Index]
	}
	return nil
}

// receiver returns what a method is called on, or the operand that o names instead.
func receiver(c *ssa.CallCommon, o protocol.Operand) ssa.Value {
	switch {
	case o.Kind == protocol.Arg:
		return operand(c, o)
	case c.IsInvoke():
		return c.Value
	case c.Signature().Recv() != nil && len(c.Args) > 0:
		return c.Args[0]
	}
	return nil
}

// token reports whether t is a type of tokens, which stand for an attempt.
func (a *Analysis) token(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if ptr, isPtr := types.Unalias(t).(*types.Pointer); isPtr {
		n, ok = types.Unalias(ptr.Elem()).(*types.Named)
	}
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	return slices.ContainsFunc(a.match.Package(n.Obj().Pkg().Path()), func(p *protocol.Protocol) bool {
		return slices.Contains(p.Tokens, n.Obj().Name())
	})
}

// outcome returns the results of an operation while the hub is down.
func (a *Analysis) outcome(w *world, c *ssa.CallCommon, o *op, results []value) {
	if o.Op == nil {
		return
	}
	n := len(results) - 1
	if o.Result.Kind == protocol.Result {
		n = o.Result.Index
	}
	if n < 0 || n >= len(results) {
		return
	}
	switch o.Event {
	case protocol.Connect, protocol.Dial:
		a.failure(o, n, results)
	case protocol.Create:
		results[0] = value{kind: notNil}
	case protocol.Wait:
		results[n] = boolean(true)
	case protocol.WaitTimeout:
		// The attempt ends before the time is over. That it does not would be a pause.
		results[n] = boolean(true)
		if o.Success == protocol.NilError {
			results[n] = value{kind: notNil}
		}
	case protocol.Err:
		results[n] = w.tokenError(receiver(c, o.Object))
	case protocol.Check:
		results[n] = down(o.Op)
	}
}

// failure sets the results of an attempt.
func (a *Analysis) failure(o *op, n int, results []value) {
	if o.Event == protocol.Dial && n > 0 {
		results[0] = value{kind: isNil} // by Go's convention, and so it is in all that are listed
	}
	switch o.Success {
	case protocol.NilError:
		results[n] = value{kind: notNil}
	case protocol.TokenOK:
		results[n] = value{kind: failed}
	case protocol.BoolTrue:
		results[n] = boolean(false)
	}
}

// tokenError is the error of a token: it has one when the attempt has ended, and that is known
// to whoever waits for it. The error of a token that this function does not wait for is nil.
func (w *world) tokenError(token ssa.Value) value {
	if token == nil || w.value(token).kind != failed {
		return anything
	}
	if _, ok := token.(*ssa.Parameter); ok {
		return value{kind: notNil}
	}
	for call := range callsIn(w.fn) {
		o := w.a.operation(call.Common())
		if o == nil || o.Op == nil {
			continue
		}
		switch o.Event {
		case protocol.Wait, protocol.WaitTimeout, protocol.Done:
			return value{kind: notNil}
		}
	}
	return value{kind: isNil}
}

// down is the answer of a check while there is no connection: not the one that proves that there
// is.
func down(o *protocol.Op) value {
	if o.Success == protocol.NilError { // an error says that there is none
		if o.True == protocol.Open {
			return value{kind: notNil}
		}
		return anything
	}
	switch protocol.Open {
	case o.True:
		return boolean(false)
	case o.False:
		return boolean(true)
	}
	return anything
}

// awaited returns the case of sel that an attempt's end brings about, or -1.
func (a *Analysis) awaited(sel *ssa.Select) int {
	return slices.IndexFunc(sel.States, func(s *ssa.SelectState) bool {
		return s.Dir == types.RecvOnly && a.isDone(s.Chan)
	})
}

// isDone reports whether ch is the channel that tells of an attempt's end.
func (a *Analysis) isDone(ch ssa.Value) bool {
	if c, ok := ch.(*ssa.ChangeType); ok {
		ch = c.X
	}
	call, ok := ch.(*ssa.Call)
	if !ok {
		return false
	}
	o := a.operation(call.Common())
	return o != nil && o.Op != nil && o.Event == protocol.Done
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}
