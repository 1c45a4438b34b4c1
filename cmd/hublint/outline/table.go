package outline

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
)

// A Use is told that source depends on what is declared as id in the package that it imports as
// path.
type Use func(path, id string)

// A Table has the declarations of one package by name. It knows which of them are kept: those that
// somebody has asked for, and what they mention.
//
// Whatever the types of an expression in another package can lead to is named by a declaration on the
// way: a field's or a parameter's type, an embedded type, the function that gives a variable its
// value. So what no kept declaration mentions need not be there. A mention is any identifier of that
// name, which may keep too much.
type Table struct {
	files []*ast.File
	decls map[string][]*decl // methods go with the type of their receiver
	kept  map[ast.Node]bool
}

// A decl is one declaration: a function, a specification, or a group of constants, which depend on
// those before.
type decl struct {
	scope scope
	node  ast.Node
}

// A scope is what a file imports.
type scope struct {
	paths map[string]string // by local name
	dots  []string          // imports whose names are as if declared here
}

// scopeOf returns what f imports. The function name returns the name of the package that an import
// path stands for.
func scopeOf(f *ast.File, name func(path string) string) scope {
	s := scope{paths: make(map[string]string)}
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has complained
		}
		switch {
		case spec.Name == nil:
			s.paths[name(path)] = path
		case spec.Name.Name == ".":
			s.dots = append(s.dots, path)
		default:
			s.paths[spec.Name.Name] = path
		}
	}
	return s
}

// visit tells of every name that n mentions: with the import path it is looked up in, or without
// one if it has to be declared in the package itself.
func (s scope) visit(n ast.Node, own func(id string), use Use) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			s.selected(n, use)
			s.visit(n.X, own, use) // a variable may have the name of an import
			return false           // the selected field or method goes with its type
		case *ast.Field:
			s.visit(n.Type, own, use)
			return false
		case *ast.FuncDecl:
			if n.Recv != nil {
				s.visit(n.Recv, own, use)
			}
			s.visit(n.Type, own, use)
			return false // nobody looks at the bodies that Strip has left
		case *ast.Ident:
			own(n.Name)
			for _, path := range s.dots {
				use(path, n.Name)
			}
		}
		return true
	})
}

// selected tells of what n selects, if that is from a package.
func (s scope) selected(n *ast.SelectorExpr, use Use) {
	if x, ok := n.X.(*ast.Ident); ok {
		if path, ok := s.paths[x.Name]; ok {
			use(path, n.Sel.Name)
		}
	}
}

// Uses tells of all that f, which is kept as it is, depends on in other packages.
func Uses(f *ast.File, name func(path string) string, use Use) {
	s := scopeOf(f, name)
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			s.selected(n, use)
		case *ast.Ident:
			for _, path := range s.dots {
				use(path, n.Name)
			}
		}
		return true
	})
}

// NewTable returns the table of a package, of which nothing is kept yet.
func NewTable(files []*ast.File, name func(path string) string) *Table {
	t := &Table{files: files, decls: make(map[string][]*decl), kept: make(map[ast.Node]bool)}
	for _, f := range files {
		s := scopeOf(f, name)
		for _, d := range f.Decls {
			t.add(s, d)
		}
	}
	return t
}

func (t *Table) add(s scope, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		anonymise(d)
		id := d.Name.Name
		if d.Recv != nil && len(d.Recv.List) > 0 {
			id = receiver(d.Recv.List[0].Type)
		}
		t.bind(id, &decl{s, d})
	case *ast.GenDecl:
		group := &decl{s, d}
		for _, spec := range d.Specs {
			own := &decl{s, spec}
			if d.Tok == token.CONST {
				own = group
			}
			t.addSpec(spec, own)
		}
	}
}

func (t *Table) addSpec(spec ast.Spec, d *decl) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, id := range spec.Names {
			t.bind(id.Name, d)
		}
	case *ast.TypeSpec:
		t.bind(spec.Name.Name, d)
		if x, ok := spec.Type.(*ast.Ident); ok && spec.Assign.IsValid() {
			t.bind(x.Name, d) // methods may be declared under either name
		}
	}
}

func (t *Table) bind(id string, d *decl) {
	if id != "_" {
		t.decls[id] = append(t.decls[id], d)
	}
}

// receiver returns the name of a method's type.
func receiver(x ast.Expr) string {
	for {
		switch y := x.(type) {
		case *ast.StarExpr:
			x = y.X
		case *ast.ParenExpr:
			x = y.X
		case *ast.IndexExpr:
			x = y.X
		case *ast.IndexListExpr:
			x = y.X
		case *ast.Ident:
			return y.Name
		default:
			return "" // not valid Go
		}
	}
}

// Keep keeps what is declared as id, and what that depends on in the package. It tells of what it
// depends on in others.
func (t *Table) Keep(id string, use Use) {
	todo := []string{id}
	for len(todo) > 0 {
		id, todo = todo[len(todo)-1], todo[:len(todo)-1]
		list := t.decls[id]
		delete(t.decls, id) // it has been asked for
		for _, d := range list {
			if !t.kept[d.node] {
				t.kept[d.node] = true
				d.scope.visit(d.node, func(id string) { todo = append(todo, id) }, use)
			}
		}
	}
}

// Roots returns the exported variables and interfaces: what an analyzer may look for by name, though
// nothing mentions it.
func (t *Table) Roots() []string {
	var out []string
	for id, list := range t.decls {
		if ast.IsExported(id) && slices.ContainsFunc(list, (*decl).root) {
			out = append(out, id)
		}
	}
	return out
}

func (d *decl) root() bool {
	switch spec := d.node.(type) {
	case *ast.ValueSpec:
		return true
	case *ast.TypeSpec:
		_, ok := spec.Type.(*ast.InterfaceType)
		return ok || spec.Assign.IsValid()
	}
	return false
}

// Reduce drops from the files what is not kept.
func (t *Table) Reduce() {
	for _, f := range t.files {
		f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
			g, ok := d.(*ast.GenDecl)
			switch {
			case !ok || g.Tok == token.CONST:
				return !t.kept[d]
			case g.Tok == token.IMPORT:
				return false
			}
			g.Specs = slices.DeleteFunc(g.Specs, func(s ast.Spec) bool { return !t.kept[s] })
			return len(g.Specs) == 0
		})
	}
}

// anonymise takes the names that callers of a function cannot use.
func anonymise(fn *ast.FuncDecl) {
	unnamed := &ast.Ident{NamePos: fn.Name.NamePos, Name: "_"}
	for _, list := range []*ast.FieldList{fn.Recv, fn.Type.Params, fn.Type.Results} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			for i := range field.Names {
				field.Names[i] = unnamed
			}
		}
	}
}
