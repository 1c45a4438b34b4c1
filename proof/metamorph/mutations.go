package metamorph

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// Mutations returns the changes that make a mistake.
func Mutations() []Change {
	return []Change{
		{"close removed", closeRemoved},
		{"guard removed", guardRemoved},
		{"guard inverted", guardInverted},
		{"exit after success removed", exitRemoved},
		{"connect duplicated", connectDuplicated},
		{"client reused", clientReused},
		{"flag not set", flagNotSet},
	}
}

func closeRemoved(e *editor) bool {
	s, ok := e.statement(func(s ast.Stmt) bool {
		x, ok := s.(*ast.ExprStmt)
		if !ok {
			return false
		}
		text := strings.ToLower(e.text(x))
		return strings.Contains(text, ".close()") || strings.HasPrefix(text, "shut") || strings.Contains(text, ".shut")
	})
	if ok {
		e.replace(s, "")
	}
	return ok
}

// guard reports whether an if asks whether a client is connected.
func (e *editor) guard(s ast.Stmt) bool {
	i, ok := s.(*ast.IfStmt)
	if !ok || i.Init != nil || i.Else != nil {
		return false
	}
	text := e.text(i.Cond)
	for _, word := range []string{"IsConnected", "up", "Up", "phase", "opened", "nil"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func guardRemoved(e *editor) bool {
	s, ok := e.statement(e.guard)
	if ok {
		e.replace(s, "%s", e.text(s.(*ast.IfStmt).Body))
	}
	return ok
}

func guardInverted(e *editor) bool {
	s, ok := e.statement(e.guard)
	if ok {
		cond := s.(*ast.IfStmt).Cond
		e.replace(cond, "!(%s)", e.text(cond))
	}
	return ok
}

func exitRemoved(e *editor) bool {
	s, ok := e.statement(func(s ast.Stmt) bool {
		switch s := s.(type) {
		case *ast.BranchStmt:
			return s.Tok == token.BREAK
		case *ast.ReturnStmt:
			return len(s.Results) == 0 || e.text(s) == "return nil" || e.text(s) == "return true"
		}
		return false
	})
	if ok {
		e.replace(s, "")
	}
	return ok
}

func connectDuplicated(e *editor) bool {
	s, ok := e.statement(func(s ast.Stmt) bool {
		switch s := s.(type) {
		case *ast.ExprStmt, *ast.IfStmt:
			return strings.Contains(e.text(s), "Connect()")
		case *ast.AssignStmt:
			return s.Tok == token.ASSIGN && strings.Contains(e.text(s), "Connect()")
		}
		return false
	})
	if ok {
		e.insert(s.End(), "\n"+e.text(s))
	}
	return ok
}

// clientReused uses an older client in place of a new one.
func clientReused(e *editor) bool {
	var older []string
	s, ok := e.statement(func(s ast.Stmt) bool {
		a, ok := s.(*ast.AssignStmt)
		return ok && len(a.Rhs) == 1 && len(a.Lhs) == 1 && strings.HasPrefix(e.text(a.Rhs[0]), "hub.New(")
	})
	if !ok {
		return false
	}
	ast.Inspect(e.pkg.File, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && a.Pos() < s.Pos() && len(a.Rhs) == 1 && strings.HasPrefix(e.text(a.Rhs[0]), "hub.New(") {
			older = append(older, e.text(a.Lhs[0]))
		}
		return true
	})
	if len(older) == 0 {
		return false
	}
	e.replace(s.(*ast.AssignStmt).Rhs[0], "%s", older[e.r.IntN(len(older))])
	return true
}

func flagNotSet(e *editor) bool {
	s, ok := e.statement(func(s ast.Stmt) bool {
		text := e.text(s)
		switch s.(type) {
		case *ast.AssignStmt, *ast.IncDecStmt:
			return strings.HasSuffix(text, "= true") || strings.HasSuffix(text, "= online") || strings.HasSuffix(text, "++")
		}
		return false
	})
	if ok {
		e.replace(s, "")
	}
	return ok
}

// usedImports drops the imports that a file does not use.
func usedImports(src string) (string, bool) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		return "", false
	}
	for _, imp := range slices.Clone(f.Imports) {
		path := strings.Trim(imp.Path.Value, `"`)
		if !astutil.UsesImport(f, path) {
			astutil.DeleteImport(fset, f, path)
		}
	}
	var b strings.Builder
	if err := format.Node(&b, fset, f); err != nil {
		return "", false
	}
	return b.String(), true
}
