package program

import (
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"
)

// Features returns the constructs that a program uses, sorted. Figures are given per construct.
func Features(l *Loaded) []string {
	set := make(map[string]bool)
	if len(l.Packages) > 1 {
		set["second package"] = true
	}
	for _, pkg := range l.Packages {
		f := &finder{pkg: pkg, set: set}
		f.globals()
		for _, d := range pkg.File.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				f.declaration(fd)
			}
		}
	}
	var out []string
	for name := range set {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

type finder struct {
	pkg   *Package
	set   map[string]bool
	loops int
	fn    *types.Func
	seen  []ast.Node
}

func (f *finder) globals() {
	for _, name := range f.pkg.Types.Scope().Names() {
		if v, ok := f.pkg.Types.Scope().Lookup(name).(*types.Var); ok && isClient(v.Type()) {
			f.set["global client"] = true
		}
	}
}

func (f *finder) declaration(fd *ast.FuncDecl) {
	fn, _ := f.pkg.Info.Defs[fd.Name].(*types.Func)
	f.fn = fn
	if fn != nil && f.takesClient(fn) {
		if fd.Name.Name == Entry {
			f.set["client of the caller"] = true
		} else {
			f.set["helper"] = true
		}
	}
	if fd.Recv != nil {
		f.set["method"] = true
		if _, star := fd.Recv.List[0].Type.(*ast.StarExpr); !star {
			f.set["value receiver"] = true
		}
	}
	if fd.Type.TypeParams != nil {
		f.set["generic helper"] = true
	}
	f.results(fd.Type)
	ast.Inspect(fd.Body, f.visit)
}

func (f *finder) takesClient(fn *types.Func) bool {
	for v := range fn.Signature().Params().Variables() {
		if isClient(v.Type()) {
			return true
		}
	}
	return false
}

func (f *finder) results(t *ast.FuncType) {
	if t.Results != nil && len(t.Results.List) > 1 {
		f.set["client result"] = true
	}
	if t.Results != nil && len(t.Results.List) > 0 && len(t.Results.List[0].Names) > 0 {
		f.set["named result"] = true
	}
}

// visit is called by ast.Inspect with each node, and with nil after its children.
func (f *finder) visit(n ast.Node) bool {
	if n == nil {
		last := f.seen[len(f.seen)-1]
		f.seen = f.seen[:len(f.seen)-1]
		switch last.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			f.loops--
		}
		return true
	}
	f.seen = append(f.seen, n)
	f.clients(n)
	switch n := n.(type) {
	case *ast.CompositeLit:
		if t := f.pkg.Info.TypeOf(n); t != nil && t.String() == "map[string]func() error" {
			f.set["func in map"] = true
		}
	case *ast.StructType:
		for _, field := range n.Fields.List {
			if _, ok := field.Type.(*ast.FuncType); ok {
				f.set["func in field"] = true
			}
		}
	case *ast.ForStmt:
		f.loops++
		f.set["for"] = true
	case *ast.RangeStmt:
		f.loops++
		f.rangeOver(n)
	case *ast.BranchStmt:
		if n.Tok == token.GOTO {
			f.set["goto"] = true
		} else if n.Label != nil {
			f.set["labelled "+n.Tok.String()] = true
		}
	case *ast.SwitchStmt:
		f.set["switch"] = true
	case *ast.SelectStmt:
		f.set["select"] = true
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			f.set["receive"] = true
		}
	case *ast.DeferStmt:
		f.deferred(n)
	case *ast.FuncLit:
		f.set["closure"] = true
	case *ast.BinaryExpr:
		f.binary(n)
	case *ast.AssignStmt:
		f.assign(n)
	case *ast.CallExpr:
		f.call(n)
	case *ast.SelectorExpr:
		f.selector(n)
	}
	return true
}

func (f *finder) rangeOver(n *ast.RangeStmt) {
	switch f.pkg.Info.TypeOf(n.X).Underlying().(type) {
	case *types.Signature:
		f.set["range over func"] = true
	case *types.Basic:
		f.set["range over int"] = true
	default:
		f.set["range over slice"] = true
	}
}

func (f *finder) deferred(n *ast.DeferStmt) {
	f.set["defer"] = true
	if f.loops > 0 {
		f.set["defer in loop"] = true
	}
	if _, ok := n.Call.Fun.(*ast.FuncLit); ok {
		f.set["deferred closure"] = true
	}
	if len(f.seen) > 2 {
		if _, ok := f.seen[len(f.seen)-3].(*ast.IfStmt); ok {
			f.set["conditional defer"] = true
		}
	}
}

func (f *finder) binary(n *ast.BinaryExpr) {
	switch n.Op {
	case token.LAND, token.LOR:
		f.set["short circuit"] = true
	case token.EQL, token.NEQ:
		t := f.pkg.Info.TypeOf(n.X)
		switch {
		case isClient(t):
			f.set["nil guard"] = true
		case isEnum(t):
			f.set["enum flag"] = true
		}
	}
}

func (f *finder) assign(n *ast.AssignStmt) {
	if len(n.Lhs) != 1 || len(n.Rhs) != 1 {
		return
	}
	t := f.pkg.Info.TypeOf(n.Rhs[0])
	_, field := n.Lhs[0].(*ast.SelectorExpr)
	if id, ok := ast.Unparen(n.Rhs[0]).(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
		f.set[map[bool]string{true: "bool field", false: "bool flag"}[field]] = true
	}
	if s, ok := t.(*types.Named); ok && n.Tok == token.DEFINE {
		if _, lit := n.Rhs[0].(*ast.CompositeLit); !lit && isStruct(s) {
			f.set["copied struct"] = true
		}
	}
	if isClient(t) {
		switch n.Rhs[0].(type) {
		case *ast.Ident, *ast.SelectorExpr:
			if !f.pkg.Info.Types[n.Rhs[0]].IsNil() {
				f.set["copied client"] = true
			}
		}
	}
	if n.Tok == token.ASSIGN && t != nil && t.String() == "error" {
		f.set["reassigned err"] = true
	}
}

func (f *finder) call(n *ast.CallExpr) {
	name := ""
	switch fun := ast.Unparen(n.Fun).(type) {
	case *ast.Ident:
		name = fun.Name
		if fn, ok := f.pkg.Info.Uses[fun].(*types.Func); ok && fn == f.fn {
			f.set["recursion"] = true
		}
	case *ast.SelectorExpr:
		name = fun.Sel.Name
		if id, ok := fun.X.(*ast.Ident); ok {
			if _, ok := f.pkg.Info.Uses[id].(*types.PkgName); ok {
				name = id.Name + "." + name
			}
		}
	}
	switch name {
	case "panic", "recover", "goto":
		f.set[name] = true
	case "os.Exit", "log.Fatal":
		f.set["exit"] = true
	case "fatal":
		f.set["noreturn helper"] = true
	case "fmt.Errorf":
		f.set["wrapped error"] = true
	case "ConnectToken":
		f.set["token"] = true
	case "WaitTimeout":
		f.set["token timeout"] = true
	case "TryConnect":
		f.set["bool result"] = true
	case "IsConnected":
		f.set["check"] = true
	case "Do", "sync.OnceFunc":
		f.set["sync.Once"] = true
	}
}

func (f *finder) selector(n *ast.SelectorExpr) {
	s := f.pkg.Info.Selections[n]
	if s == nil {
		return
	}
	switch s.Kind() {
	case types.MethodExpr:
		f.set["method expression"] = true
	case types.MethodVal:
		if len(s.Index()) > 1 {
			f.set["promoted method"] = true
		}
		if types.IsInterface(s.Recv()) && !strings.HasSuffix(s.Recv().String(), "hub.Token") && s.Recv().String() != "error" {
			f.set["interface"] = true
		}
		if call, ok := f.seen[len(f.seen)-2].(*ast.CallExpr); !ok || call.Fun != n {
			f.set["method value"] = true
		}
	case types.FieldVal:
		if isClient(s.Type()) {
			f.set["field"] = true
		}
		if b, ok := s.Type().(*types.Basic); ok && b.Kind() == types.Int {
			f.set["counter field"] = true
		}
		if isEnum(s.Type()) {
			f.set["enum field"] = true
		}
	}
}

func isClient(t types.Type) bool {
	return t != nil && strings.HasSuffix(t.String(), "example.com/hub.Client")
}

func isStruct(t types.Type) bool {
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

func isEnum(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Name() == "phase"
}
