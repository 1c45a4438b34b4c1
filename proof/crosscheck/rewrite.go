package crosscheck

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/world/drive"
)

const module = "example.com/"

// stands names what stands for a function of the standard library in a compiled program,
// which must neither end its process nor wait.
func stands(name string) string {
	switch name {
	case "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln":
		return "xenv.Exit"
	case "time.After":
		return "xenv.After"
	case "time.AfterFunc":
		return "xenv.AfterFunc"
	case "sync.WaitGroup":
		return "xenv.Group"
	case "time.Sleep":
		return "xenv.Sleep"
	case "log.Print", "log.Println", "log.Printf", "fmt.Print", "fmt.Println":
		return "xenv.Discard"
	}
	return ""
}

// An edit replaces a piece of source. Its text has no line break, so that lines stay.
type edit struct {
	from, to int
	text     string
}

// write writes the packages of program number i.
func write(dir string, i int, l *program.Loaded) error {
	for n, pkg := range l.Packages {
		src := rewrite(l, pkg, l.Program.Files[n].Source)
		if err := save(dir, local(i, pkg.Path), "p.go", relocate(i, l, src)); err != nil {
			return err
		}
	}
	return nil
}

// local returns the directory of a package of program number i.
func local(i int, path string) string {
	rest := ""
	if j := strings.IndexByte(path[len(module):], '/'); j >= 0 {
		rest = path[len(module)+j:]
	}
	return fmt.Sprintf("p%d%s", i, rest)
}

// relocate gives the imports within a program the paths they have in the compiled module.
func relocate(i int, l *program.Loaded, src string) string {
	for _, pkg := range l.Packages {
		src = strings.ReplaceAll(src, fmt.Sprintf("%q", pkg.Path), fmt.Sprintf("%q", module+local(i, pkg.Path)))
	}
	return src
}

func rewrite(l *program.Loaded, pkg *program.Package, src string) string {
	offset := func(p token.Pos) int { return l.Fset.Position(p).Offset }
	name := pkg.File.Name
	edits := []edit{{offset(name.End()), offset(name.End()), `; import xenv "example.com/env"; import xhub "example.com/hub"`}}
	ast.Inspect(pkg.File, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				if to := stands(id.Name + "." + n.Sel.Name); to != "" {
					edits = append(edits, edit{offset(n.Pos()), offset(n.End()), to})
				}
			}
		case *ast.GoStmt:
			edits = append(edits, spawn(n, offset)...)
		case *ast.UnaryExpr:
			if call, ok := n.X.(*ast.CallExpr); ok && n.Op == token.ARROW && !inSelect(pkg.File, n) {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
					edits = append(edits,
						edit{offset(call.Pos()), offset(call.Pos()), "xhub.Ended("},
						edit{offset(sel.X.End()), offset(call.End()), ")"})
				}
			}
		}
		return true
	})
	return apply(src, edits) + "\n" + footer(pkg, src, offset)
}

// spawn turns go f(x) into a call that starts f when the world says so.
func spawn(n *ast.GoStmt, offset func(token.Pos) int) []edit {
	between := ""
	if len(n.Call.Args) > 0 {
		between = ", "
	}
	return []edit{
		{offset(n.Go), offset(n.Call.Pos()), "xenv.Go("},
		{offset(n.Call.Lparen), offset(n.Call.Lparen) + 1, between},
	}
}

func inSelect(file *ast.File, recv ast.Expr) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		if cc, ok := n.(*ast.CommClause); ok {
			if s, ok := cc.Comm.(*ast.ExprStmt); ok && s.X == recv {
				found = true
			}
		}
		return !found
	})
	return found
}

func apply(src string, edits []edit) string {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].from < edits[j].from })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(src[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.WriteString(src[at:])
	return b.String()
}

// footer uses all imports, and declares how the variables of the package start again.
func footer(pkg *program.Package, src string, offset func(token.Pos) int) string {
	var b strings.Builder
	b.WriteString("var _, _ = xenv.Exit, xhub.Ended\n")
	for _, imp := range pkg.File.Imports {
		switch imp.Path.Value {
		case `"log"`:
			b.WriteString("var _ = log.Println\n")
		case `"os"`:
			b.WriteString("var _ = os.Exit\n")
		case `"fmt"`:
			b.WriteString("var _ = fmt.Println\n")
		case `"sync"`:
			b.WriteString("var _ sync.Once\n")
		case `"time"`:
			b.WriteString("var _ = time.Sleep\n")
		}
	}
	b.WriteString("\nfunc XReset() {\n")
	for _, d := range pkg.File.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			for _, name := range s.(*ast.ValueSpec).Names {
				if t := s.(*ast.ValueSpec).Type; t != nil {
					fmt.Fprintf(&b, "%s = *new(%s)\n", name.Name, src[offset(t.Pos()):offset(t.End())])
				}
			}
		}
	}
	for _, init := range pkg.Info.InitOrder {
		if len(init.Lhs) == 1 && init.Lhs[0].Name() != "_" {
			fmt.Fprintf(&b, "%s = %s\n", init.Lhs[0].Name(), src[offset(init.Rhs.Pos()):offset(init.Rhs.End())])
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// check returns the statement that checks program number i.
func check(l *program.Loaded, i int, b oracle.Bounds) string {
	var args []string
	run := l.Main().Types.Scope().Lookup(program.Entry).(*types.Func)
	var before strings.Builder
	for v := range run.Signature().Params().Variables() {
		arg := fmt.Sprintf("a%d", len(args))
		answer := "hub.Inherited(w)"
		switch v.Type().String() {
		case "bool":
			answer = "w.Cond()"
		case "int":
			answer = "w.Count()"
		}
		fmt.Fprintf(&before, "%s := %s\n", arg, answer)
		args = append(args, arg)
	}
	var reset strings.Builder
	for n := range l.Packages {
		fmt.Fprintf(&reset, "%s.XReset()\n", alias(i, n, len(l.Packages)))
	}
	return fmt.Sprintf("drive.Check(%d, %d, %d, func(w *env.World) {\n%sw.Start()\n%s%s.Run(%s)\n})",
		i, b.Answers, b.Runs, reset.String(), before.String(), alias(i, len(l.Packages)-1, len(l.Packages)), strings.Join(args, ", "))
}

func alias(i, n, packages int) string {
	if n == packages-1 {
		return fmt.Sprintf("p%d", i)
	}
	return fmt.Sprintf("p%dx%d", i, n)
}

// scaffold writes the module around the programs, and the library they import.
func scaffold(dir string, want map[int]*drive.Result, calls []string, programs []*program.Program) error {
	for _, f := range worldFiles() {
		if err := save(dir, f.Path[len(module):], f.Name, f.Source); err != nil {
			return err
		}
	}
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n\"example.com/drive\"\n\"example.com/env\"\n\"example.com/hub\"\n")
	for i, p := range programs {
		if want[i] == nil {
			continue
		}
		for n, f := range p.Files {
			fmt.Fprintf(&b, "%s %q\n", alias(i, n, len(p.Files)), module+local(i, f.Path))
		}
	}
	b.WriteString(")\n\nvar _ = hub.Inherited\n\nfunc main() {\n" + strings.Join(calls, "\n") + "\n}\n")
	if err := save(dir, "", "main.go", b.String()); err != nil {
		return err
	}
	return save(dir, "", "go.mod", "module example.com\n\ngo 1.26\n")
}
