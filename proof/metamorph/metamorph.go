// Package metamorph changes generated programs in two ways that say something about the
// analyzer without an oracle of their own.
//
// An [Edit] keeps the meaning of a program: another verdict is a mistake, in one of the two
// places (metamorphic testing; Chen, Cheung and Yiu, "Metamorphic Testing", 1998; for
// compilers, Le, Afshari and Su, "Compiler Validation via Equivalence Modulo Inputs", PLDI
// 2014). A [Mutation] makes the mistakes that people make in a correct program: a close, a
// guard, or the break after a success is lost. Those that package oracle confirms must be
// reported.
package metamorph

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"math/rand/v2"
	"sort"
	"strings"

	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/world"
)

// A Change makes a program of a program, or returns nil if it finds nothing to change.
type Change struct {
	Name  string
	apply func(*editor) bool
}

// Apply makes the change at a place that r picks.
func (c Change) Apply(r *rand.Rand, l *program.Loaded) *program.Program {
	e := &editor{r: r, l: l, n: r.IntN(len(l.Packages))}
	e.pkg = l.Packages[e.n]
	e.src = l.Program.Files[e.n].Source
	if !c.apply(e) {
		return nil
	}
	return e.finish()
}

// An editor changes the text of one file of a program.
type editor struct {
	r     *rand.Rand
	l     *program.Loaded
	n     int // of the file
	pkg   *program.Package
	src   string
	edits []splice
	added []program.File // packages to put before
}

type splice struct {
	from, to int
	text     string
}

func (e *editor) offset(p token.Pos) int { return e.l.Fset.Position(p).Offset }

// text returns the source of a node.
func (e *editor) text(n ast.Node) string { return e.src[e.offset(n.Pos()):e.offset(n.End())] }

func (e *editor) replace(n ast.Node, format string, args ...any) {
	e.edits = append(e.edits, splice{e.offset(n.Pos()), e.offset(n.End()), fmt.Sprintf(format, args...)})
}

func (e *editor) insert(p token.Pos, text string) {
	e.edits = append(e.edits, splice{e.offset(p), e.offset(p), text})
}

func (e *editor) appendText(format string, args ...any) {
	e.edits = append(e.edits, splice{len(e.src), len(e.src), "\n" + fmt.Sprintf(format, args...) + "\n"})
}

func (e *editor) finish() *program.Program {
	sort.SliceStable(e.edits, func(i, j int) bool { return e.edits[i].from < e.edits[j].from })
	var b strings.Builder
	at := 0
	for _, s := range e.edits {
		if s.from < at {
			return nil // they overlap
		}
		b.WriteString(e.src[at:s.from])
		b.WriteString(s.text)
		at = s.to
	}
	b.WriteString(e.src[at:])
	src, err := format.Source([]byte(imports(e.pkg.File.Name.Name, b.String())))
	if err != nil {
		return nil
	}
	p := &program.Program{Files: append([]program.File(nil), e.l.Program.Files...)}
	p.Files[e.n].Source = string(src)
	p.Files = append(e.added, p.Files...)
	return p
}

// imports adds the imports that an edit may have made necessary. One that is too many, or
// missing, is left to the type checker: the edit is then void.
func imports(name, src string) string {
	var add strings.Builder
	for qual, path := range map[string]string{"env.": world.Env, "hub.": world.Hub, "log.": "log"} {
		if strings.Contains(src, qual) && !strings.Contains(src, fmt.Sprintf("%q", path)) {
			fmt.Fprintf(&add, "import %q\n", path)
		}
	}
	head := "package " + name + "\n"
	return strings.Replace(src, head, head+add.String(), 1)
}

// pick returns a random node for which want is true, or nil.
func pick[T ast.Node](e *editor, want func(T) bool) (T, bool) {
	var all []T
	ast.Inspect(e.pkg.File, func(n ast.Node) bool {
		if t, ok := n.(T); ok && want(t) {
			all = append(all, t)
		}
		return true
	})
	if len(all) == 0 {
		var none T
		return none, false
	}
	return all[e.r.IntN(len(all))], true
}

// statement returns a random statement that stands in a list.
func (e *editor) statement(want func(ast.Stmt) bool) (ast.Stmt, bool) {
	var all []ast.Stmt
	ast.Inspect(e.pkg.File, func(n ast.Node) bool {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		for _, s := range list {
			switch s.(type) {
			case *ast.CaseClause, *ast.CommClause:
				continue
			}
			if want(s) {
				all = append(all, s)
			}
		}
		return true
	})
	if len(all) == 0 {
		return nil, false
	}
	return all[e.r.IntN(len(all))], true
}

// method returns the name of the hub method that a call calls, and its client.
func (e *editor) method(n ast.Node) (string, ast.Expr) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return "", nil
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", nil
	}
	if t := e.pkg.Info.TypeOf(sel.X); t == nil || t.String() != "*"+world.Hub+".Client" {
		return "", nil
	}
	return sel.Sel.Name, sel.X
}
