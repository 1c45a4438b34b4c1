package standalone

import (
	"context"

	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
)

// A Checked is the answer for one who asks again and again, as an editor does, and has to know of
// which files it is the whole truth.
type Checked struct {
	Findings []output.Finding
	Sound    map[string]bool // files of packages that were analysed
	Broken   []error         // packages that could not be
}

// Check analyses packages. The error says that none could be.
func (a *Analysis) Check(ctx context.Context, cfg load.Config, patterns []string) (*Checked, error) {
	cfg.Keep = true // the files of packages in which nothing is found
	prog, err := load.Load(ctx, cfg, patterns...)
	if err != nil {
		return nil, err
	}
	results, broken := prog.Analyse(ctx, a.Analyzer)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c := &Checked{Findings: a.findings(results), Sound: make(map[string]bool), Broken: broken}
	for _, r := range results {
		for _, f := range r.Files {
			c.Sound[r.Fset.Position(f.FileStart).Filename] = true
		}
	}
	return c, nil
}
