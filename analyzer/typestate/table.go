package typestate

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines tables of functions: maps from constants, one of whose functions is called. A key
// that is not known may be any of those that are there: each is a path of its own.

// lookups returns the states after i.
func (r *run) lookups(s *state, i *ssa.Lookup) []*state {
	m, ok := i.X.Type().Underlying().(*types.Map)
	if !ok || !isFuncType(m.Elem()) {
		return one(r.lookup(s, i))
	}
	u := r.a.u
	key, of := r.val(s, i.Index), r.val(s, i.X)
	var out []*state
	rest := s
	each := func(sel string, f value) {
		c := u.literal(sel[1 : len(sel)-1])
		if rest == nil || c == 0 || !u.isFunc(f) {
			return
		}
		same := u.cmp(token.EQL, key, c)
		if t := u.assume(rest, same, true); t != nil {
			out = append(out, r.entryOf(t, i, f))
		}
		rest = u.assume(rest, same, false)
	}
	for _, l := range u.known(s, u.pointee(of)) {
		if u.locs[l].parent == u.pointee(of) {
			each(u.locs[l].sel, s.mem.get(uint32(l)))
		}
	}
	for _, e := range r.a.table(of) {
		each(e.sel, u.fn(e.fn))
	}
	if rest != nil {
		out = append(out, r.lookup(rest, i))
	}
	return out
}

// entryOf returns s where i has found function f.
func (r *run) entryOf(s *state, i *ssa.Lookup, f value) *state {
	if !i.CommaOk {
		return r.inTurn(r.bind(s, i, f), i)
	}
	s = r.results(s, i, []value{f, r.a.u.boolean(true)})
	for _, ref := range *i.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == 0 {
			s = r.inTurn(s, e)
		}
	}
	return s
}

// A tableEntry is a function that a package variable of a map type holds under a constant.
type tableEntry struct {
	sel string
	fn  *ssa.Function
}

// table returns what map v holds: a package variable that its declaration fills, and nothing else
// changes.
func (a *Analysis) table(v value) []tableEntry {
	n := a.u.node(v)
	if n.kind != kInit || a.u.locs[n.loc].root == 0 {
		return nil
	}
	obj, _ := a.u.node(a.u.locs[n.loc].root).ptr.(*types.Var)
	return a.relevance.tables[obj]
}

// findTables notes the tables of functions among the package's variables. Who looks into one calls
// what is there.
func (r *relevance) findTables() {
	scope := r.a.pkg.Pkg.Scope()
	for _, name := range scope.Names() {
		v, ok := scope.Lookup(name).(*types.Var)
		if !ok || v.Exported() || len(r.loads[v]) == 0 {
			continue
		}
		m, ok := v.Type().Underlying().(*types.Map)
		if g := r.a.pkg.Var(name); ok && isFuncType(m.Elem()) && r.onlyRead(g) {
			r.tables[v] = r.a.filled(g)
		}
		for _, e := range r.tables[v] {
			r.callers[e.fn] = append(r.callers[e.fn], r.loads[v]...)
		}
	}
}

// onlyRead reports whether all that is done with the map in g, after the package was initialised, is
// to look into it.
func (r *relevance) onlyRead(g *ssa.Global) bool {
	for _, fn := range r.all {
		if fn == r.a.pkg.Func("init") {
			continue
		}
		for i := range instructions(fn) {
			for _, op := range i.Operands(nil) {
				if *op != ssa.Value(g) {
					continue
				}
				load, ok := i.(*ssa.UnOp)
				if !ok || !onlyUsed(load, looksUp) {
					return false
				}
			}
		}
	}
	return true
}

func looksUp(i ssa.Instruction, m ssa.Value) bool {
	switch i := i.(type) {
	case *ssa.Lookup:
		return i.X == m
	case *ssa.Range:
		return true
	}
	return false
}

// filled returns what the declaration of g puts there.
func (a *Analysis) filled(g *ssa.Global) []tableEntry {
	var made *ssa.MakeMap
	for i := range instructions(a.pkg.Func("init")) {
		if st, ok := i.(*ssa.Store); ok && st.Addr == ssa.Value(g) {
			m, ok := st.Val.(*ssa.MakeMap)
			if !ok || made != nil {
				return nil
			}
			made = m
		}
	}
	if made == nil {
		return nil
	}
	var out []tableEntry
	for _, ref := range *made.Referrers() {
		up, ok := ref.(*ssa.MapUpdate)
		if !ok {
			continue
		}
		key, isConst := up.Key.(*ssa.Const)
		fn := functionOf(up.Value)
		if !isConst || key.Value == nil || fn == nil {
			return nil
		}
		out = append(out, tableEntry{"[" + key.Value.ExactString() + "]", fn})
	}
	return out
}

// functionOf returns the function that v is, under whatever type, or nil.
func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.ChangeType:
		return functionOf(v.X)
	}
	return nil
}
