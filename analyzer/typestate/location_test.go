package typestate

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// What is known below a location is what a look at all that is known finds there.
func TestKnown(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	for range 1000 {
		u := newUniverse()
		s := randomState(u, rng)
		for base := range locID(len(u.locs)) {
			var want []locID
			s.mem.each(func(k uint32, _ value) {
				if u.within(locID(k), base) {
					want = append(want, locID(k))
				}
			})
			if got := u.known(s, base); !slices.Equal(got, want) {
				t.Fatalf("below %s: %v, want %v", u.locString(base), got, want)
			}
		}
	}
}

// The root of a path, and the pointers on the way, are those of the path it was made from.
func TestPaths(t *testing.T) {
	u := newUniverse()
	root := u.formal(nil, 0, nil)
	field := u.sub(u.pointee(root), "c", nil)
	if got := u.rootOf(u.sub(field, "x", nil)); got != root {
		t.Errorf("the root is v%d, want v%d", got, root)
	}
	held := u.init(field)
	if u.init(field) != held || u.pointee(held) != u.pointee(held) {
		t.Error("one place has two names")
	}
	if got := u.rootOf(u.pointee(held)); got != held {
		t.Errorf("the root behind a pointer is v%d, want the pointer, v%d", got, held)
	}
	l, pointers := u.pointee(root), 0
	for ; l != 0; pointers++ {
		l = u.pointee(u.init(u.sub(l, "next", nil)))
		if u.sub(l, "next", nil) == 0 {
			break
		}
	}
	if pointers+1 != maxDepth {
		t.Errorf("a path goes through %d pointers, want %d", pointers+1, maxDepth)
	}
}

// What was read of one exit's terms must not be taken for those of another, where the callee's object
// has another name.
func TestFollow(t *testing.T) {
	u := newUniverse()
	r := &run{a: &Analysis{u: u}}
	tr := r.translator(u.top(), &callSite{}, actuals{})
	made := u.intern(vkey{kind: kInstr, n: 1}, nil)
	former := u.old(made)
	tr.follow(endsWith(made), made)
	if got := tr.value(made); got != u.born(tr.cs.instr, made) {
		t.Errorf("the object is v%d", got)
	}
	tr.follow(endsWith(former), made)
	if got := tr.value(former); got != u.born(tr.cs.instr, made) {
		t.Errorf("the object of an earlier round is v%d", got)
	}
	if got := tr.value(made); got != u.born(tr.cs.instr, former) {
		t.Errorf("the object of the last round is v%d", got)
	}
	tr.follow(endsWith(made), made)
	if got := tr.value(made); got != u.born(tr.cs.instr, made) {
		t.Errorf("the object is v%d after another exit", got)
	}
}

// endsWith returns an exit at which the object has that name.
func endsWith(focus value) *exit { return &exit{st: &state{born: true, focus: focus}} }
