package eager

import (
	"go/token"
	"go/types"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/ssa"
)

// This file defines what counts as a pause: all that may take time, and all that is not known not
// to. A lock is none: it keeps goroutines apart, and whoever holds it goes on at once.

// pauses reports whether an instruction of w may take time.
func (w *world) pauses(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.Call:
		return w.a.waits(i.Common())
	case *ssa.UnOp:
		return i.Op == token.ARROW && !w.a.isDone(i.X)
	case *ssa.Select:
		return i.Blocking && w.a.awaited(i) < 0
	case *ssa.Send:
		return true // nobody may be there to receive
	}
	return false
}

// paced reports whether going from b to s means that something was received, by a select that
// does not wait for it: a ticker that is polled.
func (w *world) paced(b, s *ssa.BasicBlock) bool {
	test, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || b.Succs[0] != s {
		return false
	}
	cmp, ok := test.Cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	x, ok := cmp.X.(*ssa.Extract)
	if !ok || x.Index != 0 {
		return false
	}
	sel, ok := x.Tuple.(*ssa.Select)
	return ok && w.a.awaited(sel) < 0
}

// waits reports whether a call may take time while the hub is down.
func (a *Analysis) waits(c *ssa.CallCommon) bool {
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return false
	}
	if o := a.operation(c); o != nil {
		return a.operationWaits(c, o)
	}
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		return a.summary(fn).waits
	}
	obj := typestate.Callee(c)
	switch {
	case obj == nil:
		// The end of a context is told, not waited for; other function values may be anything.
		return !typestate.IsNamed(c.Value.Type(), "context", "CancelFunc", "CancelCauseFunc")
	case a.imported(c) != nil:
		return false
	case sleepsNot(c, obj):
		return false
	case obj.Pkg() != nil && a.match.Package(obj.Pkg().Path()) != nil:
		return !option(obj)
	}
	return !quick(obj)
}

// operationWaits: the outcome of an attempt that fails is there at once, and closing what did not
// open, too (paho.mqtt.golang v1.5.1 client.go:460-498 returns when it finds no connection).
// Others, as publishing or opening a channel, go to the hub.
func (a *Analysis) operationWaits(c *ssa.CallCommon, o *op) bool {
	if a.attempt(c) != nil {
		return false
	}
	if o.Op == nil {
		return true
	}
	switch o.Event {
	case protocol.Create, protocol.Set, protocol.Close, protocol.Gone,
		protocol.Wait, protocol.WaitTimeout, protocol.Err, protocol.Done:
		return false
	case protocol.Check:
		return o.Success == protocol.NilError // a ping
	case protocol.Handler:
		return a.match.Type(receiverType(c)) != nil // a subscription, and not an option
	}
	return true
}

// option reports whether a function of a library, which is none of its operations, only makes or
// changes a value: it cannot fail, and belongs to no type or returns what it is called on.
func option(obj *types.Func) bool {
	sig := obj.Signature()
	if sig.Recv() != nil {
		return sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), sig.Recv().Type())
	}
	for i := range sig.Results().Len() {
		if isError(sig.Results().At(i).Type()) {
			return false
		}
	}
	return true
}

func receiverType(c *ssa.CallCommon) types.Type {
	if r := receiver(c, protocol.Operand{}); r != nil {
		return r.Type()
	}
	return nil
}

// sleepsNot: a sleep of the constant zero is none.
func sleepsNot(c *ssa.CallCommon, obj *types.Func) bool {
	if obj.FullName() != "time.Sleep" || len(c.Args) != 1 {
		return false
	}
	d, ok := c.Args[0].(*ssa.Const)
	return ok && d.Value != nil && d.Int64() <= 0
}

// ends reports whether a call does not return: it ends the process, or it goes on for ever.
func (a *Analysis) ends(c *ssa.CallCommon) bool {
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		return !a.summary(fn).returns
	}
	obj := typestate.Callee(c)
	return obj != nil && obj.Signature().Results().Len() == 0 && noReturn(obj)
}

// noReturn reports whether obj ends the process or the goroutine: the known ones, and by their
// names what loggers and tests have for it.
func noReturn(obj *types.Func) bool {
	switch obj.FullName() {
	case "os.Exit", "runtime.Goexit", "syscall.Exit":
		return true
	}
	name := obj.Name()
	for _, verb := range []string{"Fatal", "Panic", "Exit"} {
		if rest, ok := strings.CutPrefix(name, verb); ok && suffix(rest) {
			return true
		}
	}
	return name == "FailNow" || name == "SkipNow" || name == "Skip" || name == "Skipf"
}

// quick reports whether a function of a package that is not analysed is known to take no time.
func quick(obj *types.Func) bool {
	if obj.Pkg() == nil {
		return true // error.Error
	}
	if logs(obj) {
		return true
	}
	path := obj.Pkg().Path()
	if slow, ok := quickPackages[path]; ok {
		return !slow[shortName(obj)]
	}
	if fast := quickFunctions[path]; fast != nil {
		return fast[shortName(obj)]
	}
	return quickModule(path)
}

// logs reports whether obj is a function by which loggers of all makes log: it has the name of
// one, and gives nothing back, or the logger itself.
func logs(obj *types.Func) bool {
	sig := obj.Signature()
	if n := sig.Results().Len(); n > 1 || n == 1 && (sig.Recv() == nil || !types.Identical(sig.Results().At(0).Type(), sig.Recv().Type())) {
		return false
	}
	for _, verb := range []string{"Print", "Debug", "Info", "Notice", "Warn", "Warning", "Error", "Err", "Critical", "Trace", "Log"} {
		if rest, ok := strings.CutPrefix(obj.Name(), verb); ok && suffix(rest) {
			return true
		}
	}
	return false
}

// suffix reports whether s is what loggers add to a verb.
func suffix(s string) bool {
	switch s {
	case "", "f", "ln", "w", "S", "Depth", "Context", "Ctx", "Msg", "Event":
		return true
	}
	return false
}

// shortName is the name within the package: Sleep, Cond.Wait.
func shortName(obj *types.Func) string {
	recv := obj.Signature().Recv()
	if recv == nil {
		return obj.Name()
	}
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name() + "." + obj.Name()
	}
	return obj.Name()
}
