package metamorph

import (
	"math/rand/v2"

	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/shrink"
)

// A Study changes generated programs and watches the analyzer.
type Study struct {
	Judge *oracle.Judge
	Seed  uint64
	Count int // of changes
	Show  int // disagreements to shrink
}

// A Flip is a program on which an edit without a meaning changes the verdict.
type Flip struct {
	Edit   string
	Before *program.Program
	After  *program.Program
	// WrongBefore is set if the verdict on the original is the wrong one.
	WrongBefore bool
}

// A Row counts one kind of change.
type Row struct {
	Name  string
	Tried int
	Hits  int // flips, or mutants that are reported
}

// Flips makes edits that keep the meaning and returns those that change the verdict.
func (s *Study) Flips() ([]Row, []Flip, error) {
	rows := make([]Row, 0, len(Edits()))
	for _, c := range Edits() {
		rows = append(rows, Row{Name: c.Name})
	}
	var flips []Flip
	done := 0
	for number := uint64(0); done < s.Count; number++ {
		l, err := generate.New(s.Judge.Lib, s.Seed, number)
		if err != nil {
			return nil, nil, err
		}
		before, err := s.Judge.Judge(l)
		if err != nil {
			return nil, nil, err
		}
		for i, edit := range Edits() {
			after, v := s.changed(edit, l, number)
			if v == nil || len(before.Truth.Events) > 0 != (len(v.Truth.Events) > 0) || v.Err != nil || before.Err != nil {
				continue
			}
			done++
			rows[i].Tried++
			if flipped(before, v) {
				rows[i].Hits++
				f := Flip{edit.Name, l.Program, after, len(before.Kinds()) > 0}
				if len(flips) < s.Show {
					f = s.small(edit, f, number)
				}
				flips = append(flips, f)
			}
		}
		l.Close()
	}
	return rows, flips, nil
}

func flipped(a, b *oracle.Verdict) bool { return len(a.Reports) > 0 != (len(b.Reports) > 0) }

// changed makes a change and judges the result. The verdict is nil if the change is void.
func (s *Study) changed(c Change, l *program.Loaded, number uint64) (*program.Program, *oracle.Verdict) {
	p := c.Apply(rand.New(rand.NewPCG(s.Seed, number)), l)
	if p == nil {
		return nil, nil
	}
	q, err := program.Load(s.Judge.Lib, p)
	if err != nil {
		return nil, nil
	}
	defer q.Close()
	v, err := s.Judge.Judge(q)
	if err != nil {
		return nil, nil
	}
	v.Features = program.Features(q)
	return p, v
}

// small shrinks a flip: the original, as long as some place for the edit flips the verdict.
func (s *Study) small(edit Change, f Flip, number uint64) Flip {
	try := func(l *program.Loaded) *Flip {
		before, err := s.Judge.Judge(l)
		if err != nil || before.Err != nil {
			return nil
		}
		for k := range uint64(6) {
			after, v := s.changed(edit, l, number+k)
			if v != nil && v.Err == nil && flipped(before, v) && len(before.Truth.Events) > 0 == (len(v.Truth.Events) > 0) {
				return &Flip{edit.Name, l.Program, after, len(before.Kinds()) > 0}
			}
		}
		return nil
	}
	p := shrink.Shrink(s.Judge.Lib, f.Before, 300, func(l *program.Loaded) bool { return try(l) != nil })
	l, err := program.Load(s.Judge.Lib, p)
	if err != nil {
		return f
	}
	defer l.Close()
	if g := try(l); g != nil {
		return *g
	}
	return f
}
