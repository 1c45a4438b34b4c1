package typestate

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines the printed forms of values and locations.

// valueString prints v. Examples: formal0, init(formal0.client), t3, nil, !(t3 == nil)
func (u *universe) valueString(v value) string {
	n := u.node(v)
	switch n.kind {
	case kNone:
		return "absent"
	case kConst:
		if n.c == nil {
			return "nil"
		}
		return n.c.String()
	case kFormal, kFree:
		return fmt.Sprintf("%s%d", map[kind]string{kFormal: "formal", kFree: "free"}[n.kind], n.n)
	case kBound:
		return fmt.Sprintf("bound%d.%d", n.n>>16, n.n&0xffff)
	case kGlobal:
		if n.s != "" {
			return n.s
		}
		return n.ptr.(*types.Var).Name()
	case kInstr:
		name := n.ptr.(interface{ Name() string }).Name() // an instruction, or the imported function that made it
		if n.n > 0 {
			return fmt.Sprintf("%s#%d", name, n.n)
		}
		return name
	case kInit:
		return "init(" + u.locString(n.loc) + ")"
	case kJoin:
		return "join(" + u.locString(n.loc) + ")"
	case kHavoc:
		return "havoc(" + u.locString(n.loc) + ")"
	case kOld:
		return "old(" + u.valueString(n.a) + ")"
	case kCall:
		return "born(" + u.valueString(n.a) + ")"
	case kAddr:
		return "&" + u.locString(n.loc)
	case kFunc, kClosure:
		return n.ptr.(*ssa.Function).Name()
	case kCmp:
		return fmt.Sprintf("(%s %s %s)", u.valueString(n.a), n.op, u.valueString(n.b))
	case kNot:
		return "!" + u.valueString(n.a)
	case kAdd:
		return fmt.Sprintf("(%s%+d)", u.valueString(n.a), n.n)
	case kObserve:
		return n.s + "(" + u.valueString(n.a) + ")"
	}
	return "invalid"
}

// locString prints l. Examples: *free0, formal0.client, *init(formal0.s).up
func (u *universe) locString(l locID) string {
	x := u.locs[l]
	if x.root == 0 {
		dot := "."
		if strings.HasPrefix(x.sel, "[") {
			dot = ""
		}
		return u.locString(x.parent) + dot + x.sel
	}
	return "*" + u.valueString(x.root)
}

// valueKey identifies v among values.
func (u *universe) valueKey(v value) string { return fmt.Sprintf("%d,", v) }

// valueKeys identifies a list of values.
func (u *universe) valueKeys(vs []value) string {
	out := ""
	for _, v := range vs {
		out += u.valueKey(v)
	}
	return out
}
