package oracle

import (
	"errors"
	"slices"
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
	// Category is what the site is counted by: the first that holds there, of those that can
	// be seen without following goroutines.
	Category string
	// Across is set if it takes a goroutine, or more than one call of a handler.
	Across bool
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
		if e.Required {
			v.Sites[e.Site()] = v.Sites[e.Site()].with(e)
		}
	}
	for line, site := range v.Sites {
		site.Reported = slices.ContainsFunc(v.Reports, func(r static.Report) bool { return v.Truth.means(line, r) })
		v.Sites[line] = site
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

// with returns what is known of a site when e, which needs a report there, is known, too.
func (f Found) with(e *Event) Found {
	rank := func(category string) int { return slices.Index(Categories(), category) }
	across := e.Across || e.Shared
	if f.Category == "" || f.Across && !across || f.Across == across && rank(e.Category()) < rank(f.Category) {
		f.Category, f.Across = e.Category(), across
	}
	return f
}

// means reports whether r is about the connect at a line: one report stands for all that is
// wrong there.
func (t *Truth) means(line program.Line, r static.Report) bool {
	return slices.ContainsFunc(t.Events, func(e *Event) bool {
		return e.Site() == line && e.At(r.Line) && e.Means(r.Category)
	})
}

func (t *Truth) confirms(r static.Report) bool {
	return slices.ContainsFunc(t.Events, func(e *Event) bool { return e.At(r.Line) && e.Means(r.Category) })
}

// judged reports whether the oracle knows what r is about.
func judged(r static.Report) bool { return slices.Contains(Categories(), r.Category) }

// Missed returns the number of sites without a report: those in one goroutine, and the others.
func (v *Verdict) Missed() (within, across int) {
	for _, s := range v.Sites {
		switch {
		case s.Reported:
		case s.Across:
			across++
		default:
			within++
		}
	}
	return within, across
}

// A Kind is a way for the analyzer and the oracle to disagree.
type Kind string

// The kinds. A false alarm or a missed site is followed by its category.
const (
	Failed       Kind = "analyzer failed"
	Slow         Kind = "analyzer too slow"
	FalseAlarm   Kind = "false alarm: "
	Missed       Kind = "missed: "
	MissedAcross Kind = "missed across goroutines"
	OtherAlarm   Kind = "report of another category"
)

// Kinds returns the disagreements of v, sorted.
func (v *Verdict) Kinds() []Kind {
	if errors.Is(v.Err, static.ErrSlow) {
		return []Kind{Slow}
	}
	if v.Err != nil {
		return []Kind{Failed}
	}
	var out []Kind
	for _, r := range v.Wrong {
		out = append(out, FalseAlarm+Kind(r.Category))
	}
	if len(v.Other) > 0 {
		out = append(out, OtherAlarm)
	}
	for _, s := range v.Sites {
		switch {
		case s.Reported:
		case s.Across:
			out = append(out, MissedAcross)
		default:
			out = append(out, Missed+Kind(s.Category))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
