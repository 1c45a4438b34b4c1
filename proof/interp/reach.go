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
	if m.made[b.String()] == nil {
		m.made[b.String()] = slices.Clone(m.stack)
	}
	return b.String()
}

// overwrite notes that what is in a variable is about to be replaced.
func (m *machine) overwrite(p *cell) {
	if c, ok := p.v.(connection); ok {
		if m.past == nil {
			m.past = make(map[*cell][]env.Client)
		}
		m.past[p] = append(m.past[p], hub.Owner(c))
	}
}

// leave notes that the block of a variable has ended.
func (fr *frame) leave(slot int) {
	if p := fr.vars[slot]; p != nil {
		fr.m.overwrite(p)
		if past := fr.m.past[p]; past != nil {
			if fr.former == nil {
				fr.former = make(map[int][]env.Client)
			}
			fr.former[slot] = past
		}
	}
	fr.vars[slot] = nil
}

// declare makes a variable. In another round of a loop it has the place of that of the last one.
func (fr *frame) declare(slot int, v value) {
	p := &cell{v}
	fr.vars[slot] = p
	if past := fr.former[slot]; past != nil {
		fr.m.past[p] = slices.Clone(past)
	}
}

// inPlaceOf reports whether a variable that holds c has held the victim.
func (m *machine) inPlaceOf(c, victim env.Client) bool {
	for p, past := range m.past {
		if x, ok := p.v.(connection); ok && hub.Owner(x) == c && slices.Contains(past, victim) {
			return true
		}
	}
	return false
}

// follow notes that a client is connected while another one is in use: wrong if that one is out
// of reach and the new one has its place, now or as soon as the result is stored. It has its place
// if it was made by the same calls, or is in the same variable.
func (m *machine) follow(v env.Violation) {
	f := m.violation(v)
	if !m.lost(f, m.marks()) {
		m.follows = append(m.follows, f)
	}
}

// lost reports f if it is a violation.
func (m *machine) lost(f Violation, k *marking) bool {
	site := f.Victim.Site() == f.With.Site()
	place := m.inPlaceOf(f.With, f.Victim)
	if !site && !place || k.reaches(f.Victim) {
		return false
	}
	f.Kind = env.Lost
	if open, _ := f.Victim.InUse(); !open {
		f.Kind = env.LostPending
	}
	// Many clients of different identities may be meant.
	f.First = (place || f.Alike) && f.Victim.Blame()
	m.violated(f)
	return true
}

// step looks again at what was noted, once the call that connects has returned and its result
// is where it belongs.
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
		case slices.Contains(m.active, f.invoked), !marks.reaches(f.With):
			return false
		}
		return m.lost(f, marks)
	})
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
	case hub.Token: // by which nobody closes the client
	default:
		if c := hub.Owner(v); c != nil {
			k.clients[c] = true
		}
	}
}
