package oracle

import (
	"errors"
	"time"

	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
)

// A Verdict compares what a program does with what the analyzer says of it.
type Verdict struct {
	Features []string
	Truth    *Truth
	Reports  []static.Report
	// Err is set if the analyzer failed.
	Err error

	// Sites are the lines that need a report, and whether they have one.
	Sites map[program.Line]Found
	// Wrong are the reports that no run confirms, if every run was tried.
	Wrong []static.Report
	// True are the others.
	True []static.Report
	// Unjudged counts reports that no run confirms, while not every run was tried, or while
	// none has called the function.
	Unjudged int
	// Other are reports of categories that the oracle does not judge.
	Other []static.Report
}

// Found says what became of a site.
type Found struct {
	Reported bool
	// Open is set if the client is open there in some run, and not only pending.
	Open bool
}

// A Judge compares.
type Judge struct {
	Lib    *program.Library
	Driver *static.Driver
	Bounds Bounds
	// Patience is how long an analysis may take; 0 is without limit.
	Patience time.Duration
}

// Judge returns the verdict on a program.
func (j *Judge) Judge(l *program.Loaded) (*Verdict, error) {
	p, err := interp.Compile(l)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Truth: Run(p, j.Bounds), Sites: make(map[program.Line]Found)}
	v.Reports, v.Err = j.Driver.Within(j.Patience, l)
	v.match(p)
	return v, nil
}

func (v *Verdict) match(p *interp.Program) {
	for _, e := range v.Truth.Events {
		if !e.Required {
			continue
		}
		site := v.Sites[e.Site()]
		site.Open = site.Open || e.Open
		for _, r := range v.Reports {
			site.Reported = site.Reported || judged(r) && e.At(r.Line)
		}
		v.Sites[e.Site()] = site
	}
	for _, r := range v.Reports {
		switch {
		case !judged(r):
			v.Other = append(v.Other, r)
		case v.Truth.confirms(r):
			v.True = append(v.True, r)
		case v.Truth.Complete && p.Ran(r.Line):
			v.Wrong = append(v.Wrong, r)
		default:
			v.Unjudged++
		}
	}
}

func (t *Truth) confirms(r static.Report) bool {
	for _, e := range t.Events {
		if e.At(r.Line) {
			return true
		}
	}
	return false
}

// judged reports whether the oracle knows what r is about.
func judged(r static.Report) bool {
	return r.Category == "doubleconnect" || r.Category == "timeoutretry"
}

// Missed returns the number of sites without a report: those where the client is open, and
// those where it is only pending.
func (v *Verdict) Missed() (open, pending int) {
	for _, s := range v.Sites {
		switch {
		case s.Reported:
		case s.Open:
			open++
		default:
			pending++
		}
	}
	return open, pending
}

// A Kind is a way for the analyzer and the oracle to disagree.
type Kind string

// The kinds.
const (
	Failed        Kind = "analyzer failed"
	Slow          Kind = "analyzer too slow"
	FalseAlarm    Kind = "false alarm"
	Missed        Kind = "missed"
	MissedPending Kind = "missed (attempt pending)"
	OtherAlarm    Kind = "report of another category"
)

// Kinds returns the disagreements of v.
func (v *Verdict) Kinds() []Kind {
	var out []Kind
	if errors.Is(v.Err, static.ErrSlow) {
		return []Kind{Slow}
	}
	if v.Err != nil {
		return []Kind{Failed}
	}
	if len(v.Wrong) > 0 {
		out = append(out, FalseAlarm)
	}
	if len(v.Other) > 0 {
		out = append(out, OtherAlarm)
	}
	switch open, pending := v.Missed(); {
	case open > 0:
		out = append(out, Missed)
	case pending > 0:
		out = append(out, MissedPending)
	}
	return out
}
