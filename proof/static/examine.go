package static

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/proof/program"
)

// An Examination is all that comes out of the analysis of a program.
type Examination struct {
	Diagnostics []analysis.Diagnostic
	Facts       []byte // of all its packages, as they are written to files
}

// Examine analyses a program and returns all that comes out. A fact that is not itself after
// it has been written and read is an error.
func (d *Driver) Examine(l *program.Loaded) (*Examination, error) {
	f := newFacts(d.library)
	var x Examination
	for _, pkg := range l.Packages {
		diags, err := d.unit(pkg, f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pkg.Path, err)
		}
		x.Diagnostics = append(x.Diagnostics, diags...)
	}
	for _, e := range f.list { // decoded by seal
		once, err := encoded(e.fact)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(once, e.raw) {
			return nil, fmt.Errorf("fact %T about %v is another one after it was written and read", e.fact, e.key.about)
		}
		x.Facts = fmt.Appendf(x.Facts, "%v: ", e.key.about)
		x.Facts = append(x.Facts, once...)
	}
	return &x, nil
}

func encoded(fact analysis.Fact) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(fact)
	return b.Bytes(), err
}
