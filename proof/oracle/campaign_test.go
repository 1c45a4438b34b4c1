package oracle

import (
	"bytes"
	"testing"
	"time"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
)

func judge(t testing.TB) *Judge {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	d, err := static.New(lib, analyzer.New(analyzer.Config{Protocols: static.Protocols()}))
	if err != nil {
		t.Fatal(err)
	}
	return &Judge{Lib: lib, Driver: d, Bounds: DefaultBounds(), Patience: time.Minute}
}

// TestAnalyzer holds the analyzer to what execution says of some hundred programs.
func TestAnalyzer(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 60
	}
	c := &Campaign{Judge: judge(t), Seed: 11, Programs: n, Shrink: 3, Workers: 2}
	out, err := c.Run()
	if err != nil {
		t.Fatal(err)
	}
	f := out.Total
	if f.Precision() < 0.97 || f.Recall() < 0.95 || f.Failed > 0 {
		var b bytes.Buffer
		for _, d := range out.Disagreements {
			d.Print(&b)
		}
		t.Errorf("precision %s, recall %s, %d failed\n%s", percent(f.Precision()), percent(f.Recall()), f.Failed, &b)
	}
	if f.Faulty < n/10 || f.Faulty > n/2 {
		t.Errorf("%d of %d programs are faulty: the generator tells little", f.Faulty, n)
	}
}

// TestSameSeedSameOutcome runs a campaign twice, with different numbers of workers.
func TestSameSeedSameOutcome(t *testing.T) {
	j := judge(t)
	var tables [2]bytes.Buffer
	for i := range tables {
		out, err := (&Campaign{Judge: j, Seed: 5, Programs: 40, Workers: 1 + i}).Run()
		if err != nil {
			t.Fatal(err)
		}
		if err := out.Table(&tables[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(tables[0].Bytes(), tables[1].Bytes()) {
		t.Errorf("outcomes differ:\n%s\n%s", &tables[0], &tables[1])
	}
}
