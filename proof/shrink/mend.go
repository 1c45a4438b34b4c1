package shrink

import (
	"errors"
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hublint/hublint/proof/program"
	"golang.org/x/tools/go/ast/astutil"
)

// mend repairs what an edit has broken: a variable that is not used any more goes, and so
// does an assignment to one that is gone, a label that is not used, and a missing
// return is put in. It returns nil if it does not know how.
func mend(p *program.Program, err error) *program.Program {
	var te *program.TypeError
	if !errors.As(err, &te) {
		return nil
	}
	pos := te.Line
	f := slices.IndexFunc(p.Files, func(f program.File) bool { return f.Path == pos.Path })
	if f < 0 {
		return nil
	}
	fset, file := parse(p.Files[f].Source)
	name, done := te.Msg[strings.LastIndexByte(te.Msg, ' ')+1:], false
	line := func(n ast.Node) int { return fset.Position(n.Pos()).Line }
	switch {
	case strings.HasPrefix(te.Msg, "declared and not used"):
		done = dropVariable(file, name, pos.Line, line)
	case strings.HasPrefix(te.Msg, "undefined: "):
		done = dropAssignment(file, name, pos.Line, line)
	case strings.HasPrefix(te.Msg, "label "):
		done = dropLabel(file, pos.Line, line)
	case strings.HasPrefix(te.Msg, "missing return"):
		done = addReturn(file, pos.Line, func(p token.Pos) int { return fset.Position(p).Line })
	}
	if !done {
		return nil
	}
	src, ok := render(fset, file)
	if !ok {
		return nil
	}
	return with(p, f, src)
}

func dropVariable(file *ast.File, name string, at int, line func(ast.Node) int) (done bool) {
	astutil.Apply(file, func(c *astutil.Cursor) bool {
		switch s := c.Node().(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE || line(s) != at || len(s.Lhs) != 1 || s.Lhs[0].(*ast.Ident).Name != name {
				return true
			}
			if c.Index() >= 0 {
				if _, call := s.Rhs[0].(*ast.CallExpr); call && !strings.HasPrefix(name, "c") {
					c.Replace(&ast.ExprStmt{X: s.Rhs[0]})
				} else {
					c.Delete()
				}
			} else {
				s.Lhs[0], s.Tok = ast.NewIdent("_"), token.ASSIGN
			}
			done = true
		case *ast.DeclStmt:
			if line(s) == at && c.Index() >= 0 {
				c.Delete()
				done = true
			}
		case *ast.RangeStmt:
			if line(s) == at && s.Value == nil {
				s.Key, s.Tok, done = nil, token.ILLEGAL, true
			}
		}
		return !done
	}, nil)
	return done
}

func dropAssignment(file *ast.File, name string, at int, line func(ast.Node) int) (done bool) {
	astutil.Apply(file, func(c *astutil.Cursor) bool {
		if s, ok := c.Node().(*ast.IncDecStmt); ok && line(s) == at && c.Index() >= 0 {
			c.Delete()
			done = true
		} else if s, ok := c.Node().(*ast.AssignStmt); ok && line(s) == at && c.Index() >= 0 {
			if id, ok := s.Lhs[0].(*ast.Ident); ok && (id.Name == "_" || id.Name == name) {
				c.Delete()
				done = true
			}
		}
		return !done
	}, nil)
	return done
}

func dropLabel(file *ast.File, at int, line func(ast.Node) int) (done bool) {
	astutil.Apply(file, func(c *astutil.Cursor) bool {
		if s, ok := c.Node().(*ast.LabeledStmt); ok && line(s) == at {
			c.Replace(s.Stmt)
			done = true
		}
		return !done
	}, nil)
	return done
}

func addReturn(file *ast.File, at int, line func(token.Pos) int) (done bool) {
	end := func(typ *ast.FuncType, body *ast.BlockStmt) {
		if body == nil || line(body.Rbrace) != at || typ.Results == nil || len(typ.Results.List) != 1 {
			return
		}
		val := "nil"
		if id, ok := typ.Results.List[0].Type.(*ast.Ident); ok && id.Name == "bool" {
			val = "true"
		}
		body.List = append(body.List, &ast.ReturnStmt{Results: []ast.Expr{ast.NewIdent(val)}})
		done = true
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			end(n.Type, n.Body)
		case *ast.FuncLit:
			end(n.Type, n.Body)
		}
		return !done
	})
	return done
}

// merged returns p as one package, or nil if it is one already.
func merged(p *program.Program) *program.Program {
	if len(p.Files) != 2 {
		return nil
	}
	linkSet, link := parse(p.Files[0].Source)
	mainSet, main := parse(p.Files[1].Source)
	astutil.Apply(main, func(c *astutil.Cursor) bool {
		if sel, ok := c.Node().(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && id.Name == link.Name.Name {
				c.Replace(ast.NewIdent(sel.Sel.Name))
				return false
			}
		}
		return true
	}, nil)
	mainSrc, ok1 := render(mainSet, main)
	linkSrc, ok2 := render(linkSet, link)
	if !ok1 || !ok2 {
		return nil
	}
	fset, file := parse(join(mainSrc, linkSrc))
	src, ok := render(fset, file)
	if !ok {
		return nil
	}
	return &program.Program{Files: []program.File{{Path: p.Files[1].Path, Source: src}}}
}

// join puts two files together. All imports that either may need stand at the top.
func join(a, b string) string {
	imports := regexp.MustCompile(`(?s)import \(.*?\n\)|import "[^"]*"`)
	paths := make(map[string]bool)
	for _, m := range regexp.MustCompile(`"[^"]*"`).FindAllString(strings.Join(append(imports.FindAllString(a, -1), imports.FindAllString(b, -1)...), "\n"), -1) {
		paths[m] = true
	}
	head, rest, _ := strings.Cut(imports.ReplaceAllString(a, ""), "\n")
	_, other, _ := strings.Cut(imports.ReplaceAllString(b, ""), "\n")
	var list []string
	for path := range paths {
		list = append(list, path)
	}
	slices.Sort(list)
	return head + "\n\nimport (\n" + strings.Join(list, "\n") + "\n)\n" + rest + "\n" + other
}

// Canonical renames what has a number in its name by the order of appearance, so that equal
// programs look equal.
func Canonical(lib *program.Library, p *program.Program, holds func(*program.Loaded) bool) *program.Program {
	numbered := regexp.MustCompile(`\b[a-zA-Z]+\d+\b|\bCond\(\d+\)|\bCount\(\d+\)`)
	names := make(map[string]string)
	count := make(map[string]int)
	q := &program.Program{}
	for _, f := range p.Files {
		src := numbered.ReplaceAllStringFunc(f.Source, func(old string) string {
			if names[old] == "" {
				prefix := strings.TrimRight(old, "0123456789)")
				if prefix == "p" {
					return old
				}
				count[prefix]++
				names[old] = prefix + strconv.Itoa(count[prefix])
				if strings.HasSuffix(old, ")") {
					names[old] += ")"
				}
			}
			return names[old]
		})
		q.Files = append(q.Files, program.File{Path: f.Path, Source: src})
	}
	l, err := program.Load(lib, q)
	if err != nil {
		return p
	}
	defer l.Close()
	if !holds(l) {
		return p
	}
	return q
}
