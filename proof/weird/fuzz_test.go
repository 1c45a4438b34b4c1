package weird_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
	"github.com/hublint/hublint/proof/weird"
)

// What the analysis of one program may take. The programs are small and twisted: the bounds are
// those of the engine for a package, not what such a program should take.
const (
	patience  = 60 * time.Second
	maxAllocs = 4 << 30 // bytes
)

// FuzzEngine has the analyzer look at programs that nobody would write. It must not panic, must
// come to an end, must say the same again, and must have a witness for all that it says.
func FuzzEngine(f *testing.F) {
	lib, err := program.NewLibrary()
	if err != nil {
		f.Fatal(err)
	}
	driver, err := static.New(lib, analyzer.New(analyzer.Config{Protocols: []protocol.Protocol{static.Hub()}}))
	if err != nil {
		f.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 16 {
		f.Add(random(r))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p := weird.Program(data)
		l, err := program.Load(lib, p)
		if err != nil {
			t.Fatalf("%v\n%s", err, p)
		}
		defer l.Close()
		first, err := examine(driver, l)
		if err != nil {
			t.Fatalf("%v\n%s", err, p)
		}
		if err := witnessed(l, first); err != nil {
			t.Fatalf("%v\n%s", err, p)
		}
		again, err := examine(driver, l)
		if err != nil {
			t.Fatalf("%v\n%s", err, p)
		}
		if fmt.Sprint(first.Diagnostics) != fmt.Sprint(again.Diagnostics) {
			t.Fatalf("findings differ:\n%v\n%v\n%s", first.Diagnostics, again.Diagnostics, p)
		}
		if !bytes.Equal(first.Facts, again.Facts) {
			t.Fatalf("facts differ:\n%q\n%q\n%s", first.Facts, again.Facts, p)
		}
	})
}

// examine analyses a program within bounds.
func examine(d *static.Driver, l *program.Loaded) (x *static.Examination, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	done := make(chan struct{})
	go func() {
		x, err = d.Examine(l)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		panic(fmt.Sprintf("not through after %v:\n%s", patience, l.Program)) // nothing can stop it
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; err == nil && n > maxAllocs {
		err = fmt.Errorf("%d MiB allocated", n>>20)
	}
	return x, err
}

// witnessed reports whether each finding has a path that ends with it.
func witnessed(l *program.Loaded, x *static.Examination) error {
	for _, d := range x.Diagnostics {
		at := l.LineOf(d.Pos)
		if len(d.Related) < 2 {
			return fmt.Errorf("%v: %s: a witness of %d steps", at, d.Message, len(d.Related))
		}
		for _, step := range d.Related {
			if !step.Pos.IsValid() || step.Message == "" {
				return fmt.Errorf("%v: %s: a step at %v: %q", at, d.Message, l.LineOf(step.Pos), step.Message)
			}
		}
	}
	return nil
}
