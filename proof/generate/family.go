package generate

import "math/rand/v2"

// A family is a set of parts of the grammar. The common part, one client and what is done with
// it, is in every program; most programs have one family besides, some two.
type family uint

const (
	naming     family = 1 << iota // clients with identities
	sessions                      // clients for one connection
	losing                        // connections that are set up in steps, or made again
	handlers                      // functions that the library calls
	goroutines                    // statements whose order is not known
	repeating                     // functions that are called more than once
	impatience                    // attempts that are given up

	families = 7
)

// familiesOf chooses the families of a program. A third of the programs have none.
func familiesOf(seed, number uint64) (f family) {
	r := rand.New(rand.NewPCG(^seed, number))
	for range r.IntN(3) {
		f |= 1 << r.IntN(families)
	}
	return f
}

// uses is 1 if programs draw from f, and else 0: a factor for weights.
func (g *gen) uses(f family) int {
	if g.families&f != 0 {
		return 1
	}
	return 0
}

// opening writes what a family is about, so that it is in the program for sure.
func (s *scope) opening() {
	g := s.g
	g.pick(
		choice{4 * g.uses(naming), s.pair},
		choice{3 * g.uses(losing), s.setUp},
		choice{2 * g.uses(losing), s.remade},
		choice{4 * g.uses(handlers), s.watching},
		choice{2 * g.uses(goroutines), s.goroutine},
		choice{2 * g.uses(repeating), s.repeated},
		choice{4 * g.uses(impatience), s.impatient},
		choice{2 * g.uses(sessions), func() { s.act(s.newClient()) }},
		choice{1, s.statement},
	)
}
