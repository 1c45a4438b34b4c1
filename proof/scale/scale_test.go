package scale_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hublint/hublint/proof/scale"
)

var (
	full  = flag.Bool("full", false, "measure up to 2^12 elements, analyse the standard library, repeat 50 times")
	only  = flag.String("shape", "", "measure only this shape")
	child = os.Getenv("SCALE_SHAPE")
)

// Sizes are powers of two.
const (
	smallest = 4
	usual    = 8
	largest  = 12
)

// patience is how long one program may take, however busy the machine is.
const patience = 5 * time.Minute

// The cost must grow linearly: at no doubling may an element get dearer than by maxStep, and
// the exponent that fits the larger sizes is at most maxGrowth. That leaves room for the
// logarithm of persistent maps.
const (
	maxStep   = 1.5
	maxGrowth = 1.25
)

func TestMain(m *testing.M) {
	flag.Parse()
	if child != "" {
		os.Exit(measure(child))
	}
	os.Exit(m.Run())
}

// TestLinear measures each shape in a process of its own, so that one that takes too long, or
// too much memory, can be stopped.
func TestLinear(t *testing.T) {
	for _, s := range scale.Shapes() {
		if *only != "" && s.Name != *only {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			costs, err := costs(t, s.Name)
			for _, c := range costs {
				t.Log(c)
			}
			if err != nil {
				t.Errorf("after %d sizes: %v", len(costs), err)
			}
			linear(t, s.Name, costs)
		})
	}
}

// quadratic names the shapes whose cost may grow with the square of their size: each of n clients is
// simulated over a function in which all the others live as long as it does. Their sum of lifetimes
// grows so, and the cost with that, up to a bound: see TestBounded.
var quadratic = []string{"together", "guarded"}

func linear(t *testing.T, shape string, costs []scale.Cost) {
	t.Helper()
	maxStep, maxGrowth := maxStep, maxGrowth
	if slices.Contains(quadratic, shape) {
		maxStep, maxGrowth = 2*maxStep, 1+maxGrowth
	}
	for i := 1; i < len(costs); i++ {
		a, b := costs[i-1], costs[i]
		if step := float64(b.Allocs) / float64(a.Allocs) / 2; step > maxStep {
			t.Errorf("an element costs %.2f times more at n=%d than at n=%d", step, b.Size, a.Size)
		}
	}
	if len(costs) >= 4 {
		k := scale.Growth(costs)
		t.Logf("cost grows with n^%.2f", k)
		if k > maxGrowth {
			t.Errorf("cost grows with n^%.2f, want at most n^%.2f", k, maxGrowth)
		}
	}
}

// maxBounded is what a package may cost that has more clients at once than anybody writes: a twelfth of
// what the square of their number would come to.
const maxBounded = 100_000_000

// TestBounded measures the shape that is dearest by size beyond what the engine spends on a package.
func TestBounded(t *testing.T) {
	if !*full {
		t.Skip("takes minutes; -full runs it")
	}
	m, err := scale.NewMeter()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scale.Shapes() {
		if s.Name != quadratic[0] {
			continue
		}
		c, err := m.Measure(s, 1<<largest)
		t.Log(c)
		if err != nil || c.Allocs > maxBounded {
			t.Errorf("%d allocations, want at most %d: %v", c.Allocs, maxBounded, err)
		}
	}
}

// costs measures a shape in another process.
func costs(t *testing.T, shape string) (out []scale.Cost, err error) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	cmd := exec.CommandContext(ctx, os.Args[0], fmt.Sprintf("-full=%t", *full))
	cmd.Env = append(os.Environ(), "SCALE_SHAPE="+shape)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	watch := time.AfterFunc(patience, func() { cancel(errors.New("takes too long")) })
	for in := bufio.NewScanner(pipe); in.Scan(); {
		var c scale.Cost
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			break
		}
		watch.Reset(patience)
		out = append(out, c)
	}
	watch.Stop()
	if err := cmd.Wait(); err != nil {
		return out, fmt.Errorf("%w: %w\n%s", err, context.Cause(ctx), stderr.String())
	}
	return out, nil
}

// maxMemory is what one analysis may take.
const maxMemory = 1 << 30

// measure is the other process.
func measure(shape string) int {
	go func() {
		for range time.Tick(200 * time.Millisecond) {
			var m runtime.MemStats
			if runtime.ReadMemStats(&m); m.HeapAlloc > maxMemory {
				fmt.Fprintf(os.Stderr, "more than %d MB\n", maxMemory>>20)
				os.Exit(3)
			}
		}
	}()
	m, err := scale.NewMeter()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	last := usual
	if *full {
		last = largest
	}
	if slices.Contains(quadratic, shape) {
		last -= 2 // no less telling, and many times cheaper
	}
	for _, s := range scale.Shapes() {
		for e := smallest; e <= last && s.Name == shape; e++ {
			c, err := m.Measure(s, 1<<e)
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
			line, _ := json.Marshal(c)
			fmt.Println(string(line))
		}
	}
	return 0
}
