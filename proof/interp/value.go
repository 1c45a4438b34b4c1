// Package interp runs generated device programs without compiling them: an interpreter for
// the part of Go that package generate writes. It exists because a proof by execution runs
// each program thousands of times, and a shrinking disagreement is a new program at each
// step.
//
// It is independent of go/ssa, on which the analyzer is built, so that the two do not share
// their mistakes. Package crosscheck compares it with compiled Go.
package interp

import (
	"fmt"
	"go/types"
)

// Values are represented as follows:
//
//	bool, integers, string   bool, int, string
//	pointer                  *cell, or nil
//	struct                   *structure; copied when stored
//	slice, array             *sequence; arrays are copied when stored
//	map                      *table, or nil
//	func                     *closure or native, or nil
//	interface                the value in it, or nil
//	error                    an error of Go
//	hub, sync, channels      the value of Go itself
type value = any

// A cell is a variable. A pointer is the cell that it points to.
type cell struct{ v value }

type structure struct {
	typ    types.Type
	fields []*cell
}

type sequence struct {
	elems []*cell
	array bool
}

type table struct {
	keys []value
	m    map[value]*cell
}

type closure struct {
	code     *code
	captured []*cell
}

// A native is a function that is not interpreted.
type native func(m *machine, args []value) []value

// A bound is a native that holds other values: a method with its receiver.
type bound struct {
	native
	holds []value
}

// stored returns the value that a variable holds after v was assigned to it.
func stored(v value) value {
	switch v := v.(type) {
	case *structure:
		n := &structure{v.typ, make([]*cell, len(v.fields))}
		for i, f := range v.fields {
			n.fields[i] = &cell{stored(f.v)}
		}
		return n
	case *sequence:
		if v.array {
			n := &sequence{make([]*cell, len(v.elems)), true}
			for i, e := range v.elems {
				n.elems[i] = &cell{stored(e.v)}
			}
			return n
		}
	}
	return v
}

// zero returns a function that makes zero values of type t.
func zero(t types.Type) func() value {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil {
		if make := nativeZero(n.Obj().Pkg().Path() + "." + n.Obj().Name()); make != nil {
			return make
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		var v value
		switch {
		case u.Info()&types.IsBoolean != 0:
			v = false
		case u.Info()&types.IsInteger != 0:
			v = 0
		case u.Info()&types.IsString != 0:
			v = ""
		}
		return func() value { return v }
	case *types.Struct:
		fields := make([]func() value, u.NumFields())
		for i := range fields {
			fields[i] = zero(u.Field(i).Type())
		}
		return func() value {
			s := &structure{t, make([]*cell, len(fields))}
			for i, z := range fields {
				s.fields[i] = &cell{z()}
			}
			return s
		}
	case *types.Array:
		z := zero(u.Elem())
		return func() value {
			s := &sequence{make([]*cell, u.Len()), true}
			for i := range s.elems {
				s.elems[i] = &cell{z()}
			}
			return s
		}
	}
	return func() value { return nil }
}

func equal(a, b value) bool {
	switch x := a.(type) {
	case *structure:
		y := b.(*structure)
		for i := range x.fields {
			if !equal(x.fields[i].v, y.fields[i].v) {
				return false
			}
		}
		return true
	case native, *bound:
		return false // Go compares functions only with nil
	}
	if _, ok := b.(native); ok {
		return false
	}
	return a == b
}

// A goPanic is a panic of the interpreted program.
type goPanic struct {
	val value
	// runtime is set if the program did not call panic: it used a nil pointer, or the like.
	runtime bool
}

// exit ends a run; deferred calls do not run.
type exit struct{}

func fail(format string, args ...any) { panic(&goPanic{fmt.Errorf(format, args...), true}) }

func deref(v value) *cell {
	if c, ok := v.(*cell); ok {
		return c
	}
	fail("nil dereference")
	return nil
}

func truth(v value) bool { return v.(bool) }
