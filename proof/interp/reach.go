package interp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hublint/hublint/proof/world/env"
	"github.com/hublint/hublint/proof/world/hub"
)

// This file finds out when a client is lost: the mark phase of a garbage collector, from the
// variables of the functions that run, the global ones, the goroutines, and the handlers of
// clients that are in use. A variable counts until its block has ended, even if nothing reads
// it any more.

// site returns what tells apart the places where clients are made: the active calls.
func (m *machine) site() string {
	var b strings.Builder
	for _, f := range m.stack {
		fmt.Fprintf(&b, "%d,", f.pos)
	}
	return b.String()
}

// follow notes that a client is connected while another one from the same place is in use:
// wrong if that one is out of reach, or is so as soon as the new one has its place.
func (m *machine) follow(v env.Violation) {
	f := Violation{v, slices.Clone(m.stack), m.invoked}
	if !m.marks().reaches(v.Victim) {
		m.lose(f)
		return
	}
	m.follows = append(m.follows, f)
}

// step looks again at what was noted, once the call that was active then has returned and
// its result is where it belongs.
func (m *machine) step() {
	if len(m.follows) == 0 {
		return
	}
	marks := m.marks()
	m.follows = slices.DeleteFunc(m.follows, func(f Violation) bool {
		open, pending := f.Victim.InUse()
		switch {
		case !open && !pending:
			return true
		case m.invoked == f.invoked, marks.reaches(f.Victim), !marks.reaches(f.With):
			return false
		}
		m.lose(f)
		return true
	})
}

func (m *machine) lose(f Violation) {
	f.Kind = env.Lost
	if open, _ := f.Victim.InUse(); !open {
		f.Kind = env.LostPending
	}
	f.First = !f.Optional && f.Victim.Blame()
	m.violated(f)
}

// A marking holds the clients that can be reached.
type marking struct {
	clients map[env.Client]bool
	seen    map[value]bool
}

func (k *marking) reaches(c env.Client) bool { return k.clients[c] }

func (m *machine) marks() *marking {
	k := &marking{make(map[env.Client]bool), make(map[value]bool)}
	for _, c := range m.globals {
		k.mark(c)
	}
	for _, fr := range m.frames {
		for _, c := range fr.vars {
			if c != nil {
				k.mark(c)
			}
		}
		for _, d := range fr.defers {
			k.mark(d.fn)
			k.all(d.args)
		}
		k.all(fr.ret)
		if fr.panicking != nil {
			k.mark(fr.panicking.val)
		}
	}
	k.all(m.held)
	k.all(m.threads)
	for _, h := range m.handlers {
		if open, pending := h.client.InUse(); open || pending {
			k.all(h.fns)
		}
	}
	return k
}

func (k *marking) all(vs []value) {
	for _, v := range vs {
		k.mark(v)
	}
}

func (k *marking) mark(v value) {
	switch v.(type) {
	case nil, bool, int, string, native:
		return
	case *cell, *structure, *sequence, *table, *closure, *bound:
		if k.seen[v] {
			return
		}
		k.seen[v] = true
	}
	switch v := v.(type) {
	case *cell:
		k.mark(v.v)
	case *structure:
		for _, f := range v.fields {
			k.mark(f)
		}
	case *sequence:
		for _, e := range v.elems {
			k.mark(e)
		}
	case *table:
		for _, e := range v.m {
			k.mark(e)
		}
	case *closure:
		for _, c := range v.captured {
			k.mark(c)
		}
	case *bound:
		k.all(v.holds)
	default:
		if c := hub.Owner(v); c != nil {
			k.clients[c] = true
		}
	}
}
