package oracle

import (
	"fmt"
	"testing"
	"time"

	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/program"
)

func TestSmoke(t *testing.T) {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	bad, req, inc, div, runs, errs, pan := 0, 0, 0, 0, 0, 0, 0
	start := time.Now()
	n := 1000
	for i := range n {
		l, err := generate.New(lib, 1, uint64(i))
		if err != nil {
			t.Fatal(err)
		}
		p := l.Program
		ip, err := interp.Compile(l)
		if err != nil {
			t.Errorf("%d: %v\n%s", i, err, p)
			continue
		}
		tr := func() *Truth {
			defer func() {
				if r := recover(); r != nil {
					t.Fatalf("%v in %s", r, p)
				}
			}()
			return Run(ip, DefaultBounds())
		}()
		if len(tr.Events) > 0 {
			bad++
		}
		for _, e := range tr.Events {
			if e.Required {
				req++
			}
		}
		if !tr.Complete {
			inc++
		}
		if tr.Diverged {
			div++
		}
		if tr.Panicked {
			pan++
		}
		runs += tr.Runs
		if i < 0 {
			fmt.Println(p)
			for _, e := range tr.Events {
				fmt.Println(*e)
			}
		}
		l.Close()
	}
	t.Log("n", n, "bad", bad, "req", req, "incomplete", inc, "div", div, "pan", pan, "runs", runs, "load errors", errs, time.Since(start))
}
