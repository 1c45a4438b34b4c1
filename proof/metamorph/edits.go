package metamorph

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/hublint/hublint/proof/program"
)

// Edits returns the changes that keep the meaning of a program.
func Edits() []Change {
	return []Change{
		{"unrelated if", unrelatedIf},
		{"logging", logging},
		{"rename", rename},
		{"extract helper", extract},
		{"wrap in closure", wrap},
		{"wrap in block", wrapBlock},
		{"invert if", invert},
		{"loop form", loopForm},
		{"init of if", liftInit},
		{"copy client", copyClient},
		{"named condition", nameCondition},
		{"split package", split},
	}
}

func anyStatement(s ast.Stmt) bool {
	_, labelled := s.(*ast.LabeledStmt)
	return !labelled
}

func unrelatedIf(e *editor) bool {
	s, ok := e.statement(anyStatement)
	if ok {
		e.insert(s.Pos(), fmt.Sprintf("if env.Cond(%d) {\nlog.Println(\"unrelated\")\n}\n", 900+e.r.IntN(90)))
	}
	return ok
}

func logging(e *editor) bool {
	s, ok := e.statement(anyStatement)
	if ok {
		e.insert(s.Pos(), "log.Println(\"trace\")\n")
	}
	return ok
}

// rename gives a variable or a function another name.
func rename(e *editor) bool {
	id, ok := pick(e, func(id *ast.Ident) bool {
		obj := e.pkg.Info.Defs[id]
		if obj == nil || id.Name == "_" || id.Name == program.Entry || ast.IsExported(id.Name) {
			return false
		}
		v, isVar := obj.(*types.Var)
		_, isFunc := obj.(*types.Func)
		return isVar && !v.IsField() || isFunc && obj.(*types.Func).Signature().Recv() == nil
	})
	if !ok {
		return false
	}
	obj := e.pkg.Info.Defs[id]
	ast.Inspect(e.pkg.File, func(n ast.Node) bool {
		if u, ok := n.(*ast.Ident); ok && (e.pkg.Info.Defs[u] == obj || e.pkg.Info.Uses[u] == obj) {
			e.replace(u, "%sRenamed", u.Name)
		}
		return true
	})
	return true
}

// extract puts a call of the hub into a function of its own.
func extract(e *editor) bool {
	results := map[string]string{"Connect": " error", "TryConnect": " bool", "IsConnected": " bool", "Close": ""}
	call, ok := pick(e, func(c *ast.CallExpr) bool {
		m, _ := e.method(c)
		_, known := results[m]
		return known
	})
	if !ok {
		return false
	}
	m, client := e.method(call)
	body := "return c." + m + "()"
	if m == "Close" {
		body = "c.Close()"
	}
	e.appendText("func extracted(c *hub.Client)%s {\n%s\n}", results[m], body)
	e.replace(call, "extracted(%s)", e.text(client))
	return true
}

// selfContained reports whether control leaves s only at its end, and nothing that it
// declares is seen outside.
func selfContained(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.BlockStmt:
	default:
		return false
	}
	if a, ok := s.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
		return false
	}
	ok := true
	depth := 0
	var stack []ast.Node
	ast.Inspect(s, func(n ast.Node) bool {
		if n == nil {
			switch stack[len(stack)-1].(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				depth--
			}
			stack = stack[:len(stack)-1]
			return true
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt:
			depth++
		case *ast.ReturnStmt, *ast.DeferStmt, *ast.LabeledStmt, *ast.SwitchStmt, *ast.SelectStmt:
			ok = false
		case *ast.BranchStmt:
			ok = ok && depth > 0 && n.Label == nil
		case *ast.CallExpr:
			if id, isIdent := n.Fun.(*ast.Ident); isIdent && id.Name == "recover" {
				ok = false
			}
		}
		stack = append(stack, n)
		return true
	})
	return ok
}

func wrap(e *editor) bool {
	s, ok := e.statement(selfContained)
	if ok {
		e.replace(s, "func() {\n%s\n}()", e.text(s))
	}
	return ok
}

func wrapBlock(e *editor) bool {
	s, ok := e.statement(selfContained)
	if ok {
		e.replace(s, "{\n%s\n}", e.text(s))
	}
	return ok
}

func invert(e *editor) bool {
	s, ok := pick(e, func(s *ast.IfStmt) bool {
		_, chain := s.Else.(*ast.IfStmt)
		return !chain
	})
	if !ok {
		return false
	}
	other := "{\n}"
	if s.Else != nil {
		other = e.text(s.Else)
	}
	init := ""
	if s.Init != nil {
		init = e.text(s.Init) + "; "
	}
	e.replace(s, "if %s!(%s) %s else %s", init, e.text(s.Cond), other, e.text(s.Body))
	return true
}

// loopForm moves the condition of a loop into it, or counts by hand.
func loopForm(e *editor) bool {
	if f, ok := pick(e, func(f *ast.ForStmt) bool { return f.Cond != nil && f.Init == nil && f.Post == nil }); ok {
		e.replace(f, "for {\nif !(%s) {\nbreak\n}\n%s", e.text(f.Cond), e.text(f.Body)[1:])
		return true
	}
	s, ok := pick(e, func(s *ast.RangeStmt) bool {
		_, lit := s.X.(*ast.BasicLit)
		return lit && s.Value == nil
	})
	if ok {
		i := "iteration"
		if s.Key != nil {
			i = e.text(s.Key)
		}
		e.replace(s, "for %s := 0; %s < %s; %s++ %s", i, i, e.text(s.X), i, e.text(s.Body))
	}
	return ok
}

// liftInit puts the first part of an if before it.
func liftInit(e *editor) bool {
	s, ok := e.statement(func(s ast.Stmt) bool {
		i, ok := s.(*ast.IfStmt)
		return ok && i.Init != nil
	})
	if !ok {
		return false
	}
	i := s.(*ast.IfStmt)
	init := e.text(i.Init)
	rest := e.src[e.offset(i.Cond.Pos()):e.offset(i.End())]
	e.replace(s, "{\n%s\nif %s\n}", init, rest)
	return true
}

func copyClient(e *editor) bool {
	s, ok := e.statement(func(s ast.Stmt) bool {
		a, ok := s.(*ast.AssignStmt)
		return ok && a.Tok == token.DEFINE && len(a.Rhs) == 1 && strings.HasPrefix(e.text(a.Rhs[0]), "hub.New(")
	})
	if ok {
		a := s.(*ast.AssignStmt)
		e.replace(s, "%sFirst := %s\n%s := %sFirst", e.text(a.Lhs[0]), e.text(a.Rhs[0]), e.text(a.Lhs[0]), e.text(a.Lhs[0]))
	}
	return ok
}

func nameCondition(e *editor) bool {
	s, ok := e.statement(func(s ast.Stmt) bool {
		i, ok := s.(*ast.IfStmt)
		return ok && i.Init == nil
	})
	if ok {
		i := s.(*ast.IfStmt)
		e.insert(s.Pos(), "condition := "+e.text(i.Cond)+"\n")
		e.replace(i.Cond, "condition")
	}
	return ok
}

// split moves a helper into a package of its own.
func split(e *editor) bool {
	var movable []*ast.FuncDecl
	for _, d := range e.pkg.File.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv == nil && fd.Name.Name != program.Entry && e.standsAlone(fd) {
			movable = append(movable, fd)
		}
	}
	if len(movable) == 0 || e.n != len(e.l.Packages)-1 {
		return false
	}
	fd := movable[e.r.IntN(len(movable))]
	name := "Moved" + fd.Name.Name
	src := "package part\n" + e.importDecls() + "\nfunc " + name + e.src[e.offset(fd.Name.End()):e.offset(fd.End())] + "\n"
	path := e.pkg.Path + "/part"
	src, ok := usedImports(strings.ReplaceAll(src, fd.Name.Name+"(", name+"("))
	if !ok {
		return false
	}
	src = strings.ReplaceAll(src, "MovedMoved", "Moved")
	e.added = append(e.added, program.File{Path: path, Source: src})
	e.replace(fd, "")
	obj := e.pkg.Info.Defs[fd.Name]
	ast.Inspect(e.pkg.File, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && e.pkg.Info.Uses[id] == obj {
			e.replace(id, "part.%s", name)
		}
		return true
	})
	e.insert(e.pkg.File.Name.End(), fmt.Sprintf("\nimport %q\n", path))
	return true
}

// standsAlone reports whether fd uses nothing else of its package.
func (e *editor) standsAlone(fd *ast.FuncDecl) bool {
	alone := true
	ast.Inspect(fd, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name != fd.Name.Name {
			if obj := e.pkg.Info.Uses[id]; obj != nil && obj.Parent() == e.pkg.Types.Scope() {
				alone = false
			}
		}
		return alone
	})
	return alone
}

func (e *editor) importDecls() string {
	var b strings.Builder
	for _, imp := range e.pkg.File.Imports {
		fmt.Fprintf(&b, "import %s\n", imp.Path.Value)
	}
	return b.String()
}
