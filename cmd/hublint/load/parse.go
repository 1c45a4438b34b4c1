package load

import (
	"cmp"
	"context"
	"go/ast"
	"go/parser"
	"runtime"
	"sync"

	"github.com/hublint/hublint/cmd/hublint/outline"
	"github.com/hublint/hublint/cmd/hublint/reach"
)

// parse makes the tasks of all packages that must be type-checked, dependencies first, and
// parses their files. It begins with those that reach a client, and goes on, level by level,
// with what the parsed ones use.
func (prog *Program) parse(ctx context.Context) []*task {
	p := &search{prog: prog, tasks: make(map[*entry]*task)}
	for _, e := range prog.order {
		if e.reaches {
			p.want(e)
		}
	}
	for len(p.level) > 0 && ctx.Err() == nil {
		parsed := p.level
		p.level = nil
		parallel(parsed, (*task).parse)
		for _, t := range parsed {
			p.follow(t)
		}
	}
	var order []*task
	for _, e := range prog.order {
		if t := p.tasks[e]; t != nil {
			order = append(order, t)
		}
	}
	parallel(order, (*task).reduce)
	return order
}

// A search finds what of a program must be type-checked.
type search struct {
	prog  *Program
	tasks map[*entry]*task
	level []*task // to be parsed
	todo  []want  // in packages that have been parsed
}

// A want is a declaration that is needed.
type want struct {
	of *task
	id string
}

// want returns the task of a package that is needed.
func (p *search) want(e *entry) *task {
	t := p.tasks[e]
	if t == nil {
		t = &task{prog: p.prog, entry: e, imports: make(map[string]*task), wanted: make(map[string]bool), done: make(chan struct{})}
		p.tasks[e] = t
		p.level = append(p.level, t)
	}
	return t
}

// follow finds what t depends on, which has been parsed, and what that depends on in turn as far as
// it has been parsed, too.
func (p *search) follow(t *task) {
	if t.entry.full() {
		for path, imp := range t.entry.imports {
			dep := p.want(imp)
			t.imports[path] = dep
			dep.direct = true
			p.roots(dep) // nothing, unless it was parsed before
		}
		for _, f := range t.files {
			outline.Uses(f, t.importName, p.use(t))
		}
	}
	p.roots(t)
	for id := range t.wanted {
		p.todo = append(p.todo, want{t, id})
	}
	for len(p.todo) > 0 {
		w := p.todo[len(p.todo)-1]
		p.todo = p.todo[:len(p.todo)-1]
		if w.of.table != nil {
			w.of.table.Keep(w.id, p.use(w.of))
		}
	}
}

// roots asks for what the analyzer may look for in t, which a package imports that is analysed.
func (p *search) roots(t *task) {
	if t.direct && t.table != nil {
		for _, id := range t.table.Roots() {
			p.todo = append(p.todo, want{t, id})
		}
	}
}

// use notes what t depends on in what it imports.
func (p *search) use(t *task) outline.Use {
	return func(path, id string) {
		imp := t.entry.imports[path]
		if imp == nil {
			return // whoever type-checks the package says so
		}
		dep := p.want(imp)
		t.imports[path] = dep
		if !dep.wanted[id] && !imp.full() {
			dep.wanted[id] = true
			p.todo = append(p.todo, want{dep, id})
		}
	}
}

// parse reads the package's files. It keeps those that could be parsed, if only in part, and
// the first error.
func (t *task) parse() {
	needed := t.needed()
	for _, file := range t.prog.files(t.entry) {
		f, err := t.parseFile(file, needed)
		switch {
		case err == nil:
		case isTest(file):
			t.brokenTest = cmp.Or(t.brokenTest, err)
		default:
			t.parseErr = cmp.Or(t.parseErr, err)
		}
		if f != nil {
			t.files = append(t.files, f)
		}
	}
	if !t.entry.full() {
		t.table = outline.NewTable(t.files, t.importName)
	}
}

// importName returns the name of the package that is imported as path.
func (t *task) importName(path string) string {
	if e := t.entry.imports[path]; e != nil {
		return e.Name
	}
	return ""
}

// reduce drops the declarations that nothing depends on.
func (t *task) reduce() {
	if t.table != nil {
		t.table.Reduce()
		t.table, t.wanted = nil, nil
	}
}

// needed returns the functions of a package that is looked at for its helpers alone.
func (t *task) needed() map[string]bool {
	if !t.entry.helps {
		return nil
	}
	var texts [][]byte
	for _, file := range t.prog.files(t.entry) {
		if src, err := t.prog.cfg.readFile(file); err == nil { // parseFile reports it
			texts = append(texts, src)
		}
	}
	return outline.Needed(texts, reach.Helper(texts))
}

func (t *task) parseFile(name string, needed map[string]bool) (*ast.File, error) {
	src, err := t.prog.cfg.readFile(name)
	if err != nil {
		return nil, err
	}
	mode := parser.SkipObjectResolution
	switch {
	case t.entry.reaches:
		mode |= parser.ParseComments
	case t.entry.helps:
		src = outline.StripBut(src, needed)
	default:
		src = outline.Strip(src)
	}
	return parser.ParseFile(t.prog.fset, name, src, mode)
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
