package metamorph

import (
	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/shrink"
)

// A Reach says how far apart the two connects of a mutant are.
type Reach string

// The reaches.
const (
	OneFunction    Reach = "one function"
	OnePackage     Reach = "one package"
	AcrossPackages Reach = "across packages"
)

// A Survivor is a mutant that is not reported.
type Survivor struct {
	Mutation string
	Reach    Reach
	Program  *program.Program
}

// Mutants makes mistakes in programs that are correct, and returns how many of those that
// the oracle confirms are reported, by mutation and by reach.
func (s *Study) Mutants() ([]Row, map[Reach]*Row, []Survivor, error) {
	rows := make([]Row, 0, len(Mutations()))
	for _, c := range Mutations() {
		rows = append(rows, Row{Name: c.Name})
	}
	reaches := make(map[Reach]*Row)
	for _, r := range []Reach{OneFunction, OnePackage, AcrossPackages} {
		reaches[r] = &Row{Name: string(r)}
	}
	var alive []Survivor
	done := 0
	for number := uint64(0); done < s.Count; number++ {
		l, err := generate.New(s.Judge.Lib, s.Seed, number)
		if err != nil {
			return nil, nil, nil, err
		}
		v, err := s.Judge.Judge(l)
		if err != nil {
			return nil, nil, nil, err
		}
		if v.Truth.Complete && len(v.Truth.Events) == 0 && len(v.Reports) == 0 {
			for i, c := range Mutations() {
				p, m := s.changed(c, l, number)
				if m == nil || m.Err != nil || !faulty(m) {
					continue
				}
				done++
				reach := s.reach(l, m)
				rows[i].add(m)
				reaches[reach].add(m)
				if len(m.True) == 0 {
					alive = append(alive, Survivor{c.Name, reach, p})
				}
			}
		}
		l.Close()
	}
	for i := range alive {
		if i < s.Show {
			alive[i].Program = s.smallest(alive[i].Program)
		}
	}
	return rows, reaches, alive, nil
}

func (r *Row) add(v *oracle.Verdict) {
	r.Tried++
	if len(v.True) > 0 {
		r.Hits++
	}
}

// faulty reports whether something needs a report, and no goroutine to happen.
func faulty(v *oracle.Verdict) bool {
	for _, s := range v.Sites {
		if !s.Across {
			return true
		}
	}
	return false
}

// reach returns how near the nearest of the second connects is.
func (s *Study) reach(l *program.Loaded, v *oracle.Verdict) Reach {
	main := l.Main().Path
	best := AcrossPackages
	for _, e := range v.Truth.Events {
		if !e.Required {
			continue
		}
		local := true
		for _, f := range e.Stack {
			local = local && f.Paren.Path == main
		}
		switch {
		case local && len(e.Stack) == 1:
			return OneFunction
		case local:
			best = OnePackage
		}
	}
	return best
}

func (s *Study) smallest(p *program.Program) *program.Program {
	return shrink.Shrink(s.Judge.Lib, p, 400, func(l *program.Loaded) bool {
		v, err := s.Judge.Judge(l)
		return err == nil && v.Err == nil && faulty(v) && len(v.True) == 0
	})
}
