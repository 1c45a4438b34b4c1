package typestate

// A factMap is a persistent map from values to facts. What paths teach is much the same wherever
// they do: a few hundred facts are known of millions of values. So the map itself holds numbers,
// which are cheap to copy and to compare, and a table that all maps of an analysis share says which
// fact each number stands for.
type factMap struct {
	ids   pmap[factID]
	table *factTable
}

// A factID is an interned [fact]. The zero factID is the zero fact.
type factID uint32

// A factTable interns facts.
type factTable struct {
	facts []fact
	index map[fact]factID
}

func newFactTable() *factTable {
	return &factTable{facts: make([]fact, 1), index: map[fact]factID{{}: 0}}
}

func (t *factTable) intern(f fact) factID {
	id, ok := t.index[f]
	if !ok {
		id = factID(len(t.facts))
		t.facts = append(t.facts, f)
		t.index[f] = id
	}
	return id
}

// get returns the fact at key, or the zero fact.
func (m factMap) get(key uint32) fact {
	if id := m.ids.get(key); id != 0 {
		return m.table.facts[id]
	}
	return fact{}
}

// set returns m with key bound to f, or without key if f is zero.
func (m factMap) set(key uint32, f fact) factMap {
	return factMap{m.ids.set(key, m.table.intern(f)), m.table}
}

// size returns how many bindings m has.
func (m factMap) size() int { return m.ids.size() }

// each calls f for every binding, keys ascending.
func (m factMap) each(f func(key uint32, x fact)) {
	m.ids.each(func(key uint32, id factID) { f(key, m.table.facts[id]) })
}

// only returns the map of the bindings for which keep says so.
func (m factMap) only(keep func(key uint32, x *fact) bool) factMap {
	ids := m.ids.change(func(key uint32, id factID) factID {
		if keep(key, &m.table.facts[id]) {
			return id
		}
		return 0
	})
	return factMap{ids, m.table}
}

// equal reports whether m and o bind the same keys to the same facts.
func (m factMap) equal(o factMap) bool { return m.ids.equal(o.ids) }

// merge returns the map of join(key, x, y) over all keys of m and o, as [pmap.merge] does.
func (m factMap) merge(o factMap, join func(key uint32, x, y fact) fact) factMap {
	ids := m.ids.merge(o.ids, func(key uint32, a, b factID) factID {
		x, y := m.table.facts[a], m.table.facts[b]
		switch z := join(key, x, y); z {
		case x:
			return a
		case y:
			return b
		default:
			return m.table.intern(z)
		}
	})
	return factMap{ids, m.table}
}
