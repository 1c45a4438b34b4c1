package load

import (
	"context"
	"go/ast"
	"go/parser"
	"runtime"
	"sync"

	"github.com/hublint/hublint/cmd/hublint/outline"
)

// parse makes the tasks of all packages that must be type-checked, dependencies first, and
// parses their files. It begins with those that reach a client, and goes on, level by level,
// with what the parsed ones use.
func (prog *Program) parse(ctx context.Context) []*task {
	tasks := make(map[*entry]*task)
	var level []*task
	want := func(e *entry) *task {
		t := tasks[e]
		if t == nil {
			t = &task{prog: prog, entry: e, imports: make(map[string]*task), done: make(chan struct{})}
			tasks[e] = t
			level = append(level, t)
		}
		return t
	}
	for _, e := range prog.order {
		if e.reaches {
			want(e)
		}
	}
	for len(level) > 0 && ctx.Err() == nil {
		parsed := level
		level = nil
		parallel(parsed, (*task).parse)
		for _, t := range parsed {
			for path, imp := range t.entry.imports {
				if t.uses(path) {
					t.imports[path] = want(imp)
				}
			}
		}
	}
	var order []*task
	for _, e := range prog.order {
		if t := tasks[e]; t != nil {
			order = append(order, t)
		}
	}
	return order
}

// uses reports whether the package's types depend on what it imports as path.
func (t *task) uses(path string) bool { return t.entry.full() || t.used[path] }

// parse reads the package's files. It keeps those that could be parsed, if only in part, and
// the first error.
func (t *task) parse() {
	name := func(path string) string {
		if e := t.entry.imports[path]; e != nil {
			return e.Name
		}
		return ""
	}
	for _, file := range t.prog.files(t.entry) {
		f, err := t.parseFile(file)
		if err != nil && t.parseErr == nil {
			t.parseErr = err
		}
		if f != nil {
			t.files = append(t.files, f)
		}
	}
	if !t.entry.full() {
		outline.Reduce(t.files)
	}
	t.used = make(map[string]bool)
	for _, f := range t.files {
		for _, path := range outline.Imports(f, name) {
			t.used[path] = true
		}
	}
}

func (t *task) parseFile(name string) (*ast.File, error) {
	src, err := t.prog.cfg.readFile(name)
	if err != nil {
		return nil, err
	}
	if t.entry.full() {
		return parser.ParseFile(t.prog.fset, name, src, parser.SkipObjectResolution|parser.ParseComments)
	}
	return parser.ParseFile(t.prog.fset, name, outline.Strip(src), parser.SkipObjectResolution)
}

// parallel calls f with each of the list, on as many threads as there are processors.
func parallel[T any](list []T, f func(T)) {
	work := make(chan T)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for x := range work {
				f(x)
			}
		})
	}
	for _, x := range list {
		work <- x
	}
	close(work)
	wg.Wait()
}
