// Package scale measures how the cost of an analysis grows with the size of a program, and
// that the analysis is robust and repeatable.
//
// A [Shape] generates functions of one form in any size. [Measure] counts what the analyzer
// allocates for one: that is repeatable where time is not, and every step of the analyzer
// allocates. [Growth] says whether that is linear.
package scale

import (
	"fmt"
	"math"
	"runtime"
	"time"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
)

// A Cost is that of analysing one program.
type Cost struct {
	Size    int
	Allocs  uint64
	Bytes   uint64
	Elapsed time.Duration
	Reports int
}

// String formats the cost. Example: n=64: 12000 allocations, 187.5 each, 3 MB, 12 ms
func (c Cost) String() string {
	return fmt.Sprintf("n=%d: %d allocations, %.1f each, %d MB, %d ms, %d reports",
		c.Size, c.Allocs, float64(c.Allocs)/float64(c.Size), c.Bytes>>20, c.Elapsed.Milliseconds(), c.Reports)
}

// A Meter measures. It knows one client library, the fictional hub.
type Meter struct {
	lib    *program.Library
	driver *static.Driver
}

// NewMeter returns a meter.
func NewMeter() (*Meter, error) {
	lib, err := program.NewLibrary()
	if err != nil {
		return nil, err
	}
	d, err := static.New(lib, analyzer.New(analyzer.Config{Protocols: static.Protocols()}))
	return &Meter{lib, d}, err
}

// Measure analyses the program of s of size n. The cost leaves out parsing and type-checking.
func (m *Meter) Measure(s Shape, n int) (Cost, error) {
	p := &program.Program{Files: []program.File{{Path: "example.com/device", Source: s.Source(n)}}}
	l, err := program.Load(m.lib, p)
	if err != nil {
		return Cost{}, fmt.Errorf("%s of size %d: %w", s.Name, n, err)
	}
	defer l.Close()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	reports, err := m.driver.Analyze(l)
	c := Cost{Size: n, Elapsed: time.Since(start), Reports: len(reports)}
	runtime.ReadMemStats(&after)
	c.Allocs, c.Bytes = after.Mallocs-before.Mallocs, after.TotalAlloc-before.TotalAlloc
	return c, err
}

// Growth fits cost = a * size^k to the upper half of the costs and returns k: 1 is linear.
func Growth(costs []Cost) float64 {
	costs = costs[len(costs)/2:]
	var n, sx, sy, sxx, sxy float64
	for _, c := range costs {
		x, y := math.Log(float64(c.Size)), math.Log(float64(c.Allocs))
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}
