// Package weird writes Go programs that nobody would: whatever type-checks, in any order. They
// show that the analyzer is robust, not that it is right. Nothing runs them.
//
// A program is a function of a string of bytes, each of which decides one question: which
// statement comes next, which operand it has. That is how fuzzing engines want it: a byte
// changed is a small change of the program, and a string that runs out ends it. All that the
// language has is in reach: jumps, deferred and spawned calls, closures, recursion through
// packages, generics, type switches, selects, iterators, clients in maps, slices, channels,
// interfaces and promoted fields, aliases of types and variables.
package weird

import (
	"fmt"
	"strings"

	"github.com/hublint/hublint/proof/program"
)

// Program returns the program that data stands for. It type-checks.
func Program(data []byte) *program.Program {
	w := &writer{data: data}
	lower := w.pkg("lower", w.below(3), "")
	device := w.pkg("device", 1+w.below(4), "lower")
	return &program.Program{Files: []program.File{
		{Path: "example.com/kit", Source: kit},
		{Path: "example.com/lower", Source: lower},
		{Path: "example.com/device", Source: device},
	}}
}

// Limits on the size of a program.
const (
	maxStatements = 30 // in a function
	maxDepth      = 4  // of blocks
	maxOperands   = 5  // of operators in each other
)

// A writer writes one program.
type writer struct {
	data  []byte
	pkgs  []pkg // the last is being written
	fn    *function
	names int // that have been given out
}

type pkg struct {
	name  string
	funcs int
}

// A function is the one being written.
type function struct {
	left   int // statements that may be added
	labels int
	used   map[int]bool // labels that something jumps to
}

// below takes a number below n from the data, 0 if there are no more.
func (w *writer) below(n int) int {
	if len(w.data) == 0 {
		return 0
	}
	b := w.data[0]
	w.data = w.data[1:]
	return int(b) % n
}

// name returns a new name.
func (w *writer) name() string {
	w.names++
	return fmt.Sprint("v", w.names)
}

// pkg writes a package of n functions, which may call each other and those of the package
// written before.
func (w *writer) pkg(name string, n int, imports string) string {
	w.pkgs = append(w.pkgs, pkg{name, n})
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport (\n", name)
	for _, path := range []string{"errors", "fmt", "os", "sync", "time", "example.com/env", "example.com/hub", "example.com/kit"} {
		fmt.Fprintf(&b, "\t%q\n", path)
	}
	if imports != "" {
		fmt.Fprintf(&b, "\t\"example.com/%s\"\n", imports)
	}
	b.WriteString(")\n\nvar (\n\t_ = errors.New\n\t_ = fmt.Errorf\n\t_ = os.Exit\n\t_ sync.Mutex\n\t_ time.Time\n\t_ = env.Cond\n\t_ hub.Options\n\t_ kit.Dev\n)\n\n")
	if imports != "" {
		fmt.Fprintf(&b, "var _ = %s.Global\n\n", imports)
	}
	b.WriteString("var Global *hub.Client\n\n")
	for i := range n {
		b.WriteString(w.function(i))
	}
	return b.String()
}

// signature is that of every function: it is handed clients and returns one.
const signature = "(d *kit.Dev, c *hub.Client) (r *hub.Client, err error)"

// function writes function i: its variables, and blocks that may jump to each other.
func (w *writer) function(i int) string {
	w.fn = &function{left: 4 + w.below(maxStatements), labels: 1 + w.below(4), used: make(map[int]bool)}
	var blocks []string
	for range w.fn.labels {
		blocks = append(blocks, w.block(context{jumps: true}, maxDepth))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "func F%d%s {\n%s", i, signature, variables)
	for n, block := range blocks {
		if w.fn.used[n] {
			fmt.Fprintf(&b, "L%d:\n", n)
		}
		fmt.Fprintf(&b, "%s\n", block)
	}
	b.WriteString("return r, err\n}\n\n")
	return b.String()
}

// variables begins every function: jumps cannot go over declarations.
const variables = `	var (
		c1  *hub.Client
		e   error
		b   bool
		n   int
		t   hub.Token
		x   any
		i   kit.Conn
		f   func() error
		ch  chan *hub.Client
		p   = &c1
		arr [2]*hub.Client
		val kit.Dev
		mu  sync.Mutex
	)
	_, _, _, _, _, _, _, _, _, _, _, _ = c1, e, b, n, t, x, i, f, ch, p, arr, val
	mu.Lock()
	mu.Unlock()
`
