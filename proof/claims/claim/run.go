package claim

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// Patience is the time one claim may take. It is generous: a verdict never
// depends on it unless the library hangs.
const Patience = 30 * time.Second

// Run puts the claim to the library.
func Run(ctx context.Context, c Claim) Result {
	r := Result{Claim: c}
	if c.Try == nil {
		return r
	}
	if err := Linked(c); err != nil {
		r.Err = err
		return r
	}
	if c.Alone && !InChild() {
		r.alone(ctx)
		return r
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	r.Seen, r.Err = c.Try(ctx)
	return r
}

// attempts is how often a process that died of a race is started again.
const attempts = 8

// alone runs the claim in a process of its own. If that dies where an answer
// is expected, it is asked again: the table then has both.
func (r *Result) alone(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 2*Patience)
	defer cancel()
	for range attempts {
		r.Seen, r.Err = runChild(ctx, r.Claim)
		if !died(r.Seen) || died(r.Expected) {
			return
		}
		r.Also = r.Seen
	}
}

// RunAll runs the claims, at most width at a time, and returns the results in
// the order of the claims.
func RunAll(ctx context.Context, claims []Claim, width int) []Result {
	results := make([]Result, len(claims))
	slots := make(chan struct{}, width)
	var running sync.WaitGroup
	for i, c := range claims {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			results[i] = Run(ctx, c)
		})
	}
	running.Wait()
	return results
}

// Linked reports an error if this binary holds another version of the claim's
// library than the one the claim is about: a table must not speak of v1.4.1
// when v1.5.1 was run. Test binaries carry no list of their modules; there the
// module file is asked instead (see the tests).
func Linked(c Claim) error {
	info, ok := debug.ReadBuildInfo()
	if !ok || len(info.Deps) == 0 {
		return nil
	}
	for _, dep := range info.Deps {
		if dep.Path != c.Library {
			continue
		}
		version := dep.Version
		if dep.Replace != nil {
			version = dep.Replace.Version
		}
		if version != c.Version {
			return fmt.Errorf("claim %s is about %s, this binary holds %s", c.ID, c.Version, version)
		}
		return nil
	}
	return fmt.Errorf("claim %s: %s is not part of this binary", c.ID, c.Library)
}

// Check reports claims that the table could not be trusted with: two of the
// same name, or one that is neither run nor read.
func Check(claims []Claim) error {
	seen := make(map[string]bool)
	for _, c := range claims {
		switch {
		case c.ID == "" || c.Library == "" || c.Version == "" || c.Text == "" || c.Expected == "":
			return fmt.Errorf("claim %s: incomplete", c.Name())
		case c.Try == nil && c.Source == "":
			return fmt.Errorf("claim %s: neither run nor read", c.Name())
		case seen[c.Name()]:
			return fmt.Errorf("claim %s: twice in the table", c.Name())
		}
		seen[c.Name()] = true
	}
	return nil
}
