package weird_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
	"github.com/hublint/hublint/proof/weird"
)

// What the analysis of one program may take. The programs are small and twisted: the bounds are
// those of the engine for a package, not what such a program should take.
const (
	patience  = 5 * time.Minute // however busy the machine is
	maxCPU    = 30 * time.Second
	maxAllocs = 4 << 30 // bytes
)

var (
	programs = flag.Int("programs", 15, "how many random programs the engine is to look at")
	seed     = flag.Uint64("seed", 3, "of the random programs")
)

// A bench is an analyzer and what its programs import, and counts what they cost.
type bench struct {
	lib    *program.Library
	driver *static.Driver

	findings int
	slowest  time.Duration
	dearest  uint64 // bytes allocated
}

func newBench(t testing.TB) *bench {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	driver, err := static.New(lib, analyzer.New(analyzer.Config{
		Protocols: static.Protocols(),
		Checks:    []string{"all"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	return &bench{lib: lib, driver: driver}
}

// FuzzEngine has the analyzer look at programs that nobody would write.
func FuzzEngine(f *testing.F) {
	b := newBench(f)
	r := rand.New(rand.NewPCG(5, 6))
	for range 3 {
		f.Add(random(r))
	}
	f.Fuzz(b.check)
}

// TestPrograms does the same without a search for new paths, which is many times faster.
func TestPrograms(t *testing.T) {
	b := newBench(t)
	r := rand.New(rand.NewPCG(*seed, 0))
	for range *programs {
		b.check(t, random(r))
	}
	t.Logf("%d programs, %d findings; at most %v of CPU and %d MiB allocated for one", *programs, b.findings, b.slowest.Round(time.Millisecond), b.dearest>>20)
}

// check analyses the program that data stands for. The analyzer must not panic, must come to an
// end, must say the same again, and must have a witness for all that it says.
func (b *bench) check(t *testing.T, data []byte) {
	p := weird.Program(data)
	l, err := program.Load(b.lib, p)
	if err != nil {
		t.Fatalf("%v\n%s", err, p)
	}
	defer l.Close()
	first, err := b.examine(l)
	if err != nil {
		t.Fatalf("%v\n%s", err, p)
	}
	if err := witnessed(l, first); err != nil {
		t.Fatalf("%v\n%s", err, p)
	}
	b.findings += len(first.Diagnostics)
	again, err := b.examine(l)
	if err != nil {
		t.Fatalf("%v\n%s", err, p)
	}
	if fmt.Sprint(first.Diagnostics) != fmt.Sprint(again.Diagnostics) {
		t.Fatalf("findings differ:\n%v\n%v\n%s", first.Diagnostics, again.Diagnostics, p)
	}
	if !bytes.Equal(first.Facts, again.Facts) {
		t.Fatalf("facts differ:\n%q\n%q\n%s", first.Facts, again.Facts, p)
	}
}

// examine analyses a program within bounds.
func (b *bench) examine(l *program.Loaded) (x *static.Examination, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := cpu()
	done := make(chan struct{})
	go func() {
		x, err = b.driver.Examine(l)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(patience):
		panic(fmt.Sprintf("not through after %v:\n%s", patience, l.Program)) // nothing can stop it
	}
	runtime.ReadMemStats(&after)
	allocated := after.TotalAlloc - before.TotalAlloc
	used := cpu() - start
	b.slowest, b.dearest = max(b.slowest, used), max(b.dearest, allocated)
	if err == nil && (allocated > maxAllocs || used > maxCPU) {
		err = fmt.Errorf("%v of CPU, %d MiB allocated", used, allocated>>20)
	}
	return x, err
}

// cpu returns the CPU time of the process.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
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
