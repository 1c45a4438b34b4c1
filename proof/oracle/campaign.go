package oracle

import (
	"slices"
	"strings"
	"sync"

	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/shrink"
)

// A Campaign compares many generated programs.
type Campaign struct {
	Judge     *Judge
	Seed      uint64
	Programs  int
	Construct string // only programs that use it; empty: all
	Shrink    int    // how many disagreements of each kind to shrink
	Workers   int
}

// A Disagreement is a program, as small as possible, on which the analyzer is wrong.
type Disagreement struct {
	Kind    Kind
	Number  uint64
	Program *program.Program
	Verdict *Verdict
}

// An Outcome is the result of a campaign.
type Outcome struct {
	Total         Figures
	Categories    map[string]*Figures
	Constructs    map[string]*Figures
	Disagreements []Disagreement
	Incomplete    int
}

type candidate struct {
	kind    Kind
	number  uint64
	program *program.Program
}

// Run runs the campaign. Its outcome depends on the seed, not on the number of workers.
func (c *Campaign) Run() (*Outcome, error) {
	out := &Outcome{Categories: make(map[string]*Figures), Constructs: make(map[string]*Figures)}
	verdicts := make([]*Verdict, c.Programs)
	programs := make([]*program.Program, c.Programs)
	err := c.each(c.Programs, func(i int) (err error) {
		verdicts[i], programs[i], err = c.one(uint64(i))
		return err
	})
	if err != nil {
		return nil, err
	}
	taken := make(map[Kind]int)
	var wrong []candidate
	for i, v := range verdicts {
		if v == nil {
			continue
		}
		out.count(v)
		for _, k := range v.Kinds() {
			if taken[k]++; taken[k] <= c.Shrink {
				wrong = append(wrong, candidate{k, uint64(i), programs[i]})
			}
		}
	}
	out.Disagreements = make([]Disagreement, len(wrong))
	err = c.each(len(wrong), func(i int) error {
		d, err := c.small(wrong[i])
		out.Disagreements[i] = d
		return err
	})
	return out, err
}

// one judges a program. Its text is returned if there is a disagreement, and the verdict is
// nil if the program does not use the construct.
func (c *Campaign) one(number uint64) (*Verdict, *program.Program, error) {
	l, err := generate.New(c.Judge.Lib, c.Seed, number)
	if err != nil {
		return nil, nil, err
	}
	defer l.Close()
	features := program.Features(l)
	if c.Construct != "" && !slices.Contains(features, c.Construct) {
		return nil, nil, nil
	}
	v, err := c.Judge.Judge(l)
	if err != nil {
		return nil, nil, err
	}
	v.Features = features
	if v.Kinds() == nil {
		return v, nil, nil
	}
	return v, l.Program, nil
}

// small shrinks a disagreement.
func (c *Campaign) small(w candidate) (Disagreement, error) {
	if w.kind == Slow { // each step would take long
		return Disagreement{w.kind, w.number, w.program, &Verdict{Truth: new(Truth)}}, nil
	}
	quick := *c.Judge
	quick.Bounds = Bounds{Answers: quick.Bounds.Answers, Runs: 2000}
	p := shrink.Shrink(c.Judge.Lib, w.program, 800, func(l *program.Loaded) bool {
		if strings.HasPrefix(string(w.kind), string(FalseAlarm)) && !quick.reports(l) {
			return false // spares an execution
		}
		v, err := quick.Judge(l)
		return err == nil && !v.Truth.Crashed && slices.Contains(v.Kinds(), w.kind)
	})
	l, err := program.Load(c.Judge.Lib, p)
	if err != nil {
		return Disagreement{}, err
	}
	defer l.Close()
	v, err := c.Judge.Judge(l)
	if err != nil {
		return Disagreement{}, err
	}
	v.Features = program.Features(l)
	return Disagreement{w.kind, w.number, p, v}, nil
}

func (j *Judge) reports(l *program.Loaded) bool {
	reports, err := j.Driver.Within(j.Patience, l)
	return err == nil && len(reports) > 0
}

// each calls f with 0 to n-1, by several workers, and returns the first error.
func (c *Campaign) each(n int, f func(i int) error) error {
	var wg sync.WaitGroup
	jobs := make(chan int)
	errs := make([]error, n)
	for range max(1, c.Workers) {
		wg.Go(func() {
			for i := range jobs {
				errs[i] = f(i)
			}
		})
	}
	for i := range n {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
