package program

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// This file defines the constructs that have to do with what a client is, and with whose turn
// it is: identities, handlers, one client in place of another, goroutines.

// clients notes the constructs of a node.
func (f *finder) clients(n ast.Node) {
	switch n := n.(type) {
	case *ast.GoStmt:
		f.set["go"] = true
		if f.loops > 0 {
			f.set["go in loop"] = true
		}
	case *ast.KeyValueExpr:
		f.option(n)
	case *ast.AssignStmt:
		f.replaced(n)
	case *ast.CallExpr:
		f.made(n)
	}
}

// option notes a field of the options' literal.
func (f *finder) option(n *ast.KeyValueExpr) {
	id, ok := n.Key.(*ast.Ident)
	if !ok {
		return
	}
	switch id.Name {
	case "ID":
		f.set["identity"] = true
	case "OnLost", "OnConnect":
		f.handler(id.Name, n.Value)
	}
}

func (f *finder) handler(name string, x ast.Expr) {
	f.set[map[string]string{"OnLost": "lost handler", "OnConnect": "connect handler"}[name]] = true
	switch x := ast.Unparen(x).(type) {
	case *ast.FuncLit:
		f.set["handler literal"] = true
	case *ast.Ident:
		f.set["handler function"] = true
	case *ast.SelectorExpr:
		if f.pkg.Info.Selections[x] != nil {
			f.set["handler method"] = true
		}
	}
}

// replaced notes a variable that is given another client, or none.
func (f *finder) replaced(n *ast.AssignStmt) {
	if n.Tok != token.ASSIGN {
		return
	}
	for i, l := range n.Lhs {
		if sel, ok := l.(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) && strings.HasPrefix(sel.Sel.Name, "On") {
			f.handler(sel.Sel.Name, n.Rhs[i])
		}
		if !isConnection(f.pkg.Info.TypeOf(l)) {
			continue
		}
		r := n.Rhs[min(i, len(n.Rhs)-1)]
		if _, ok := r.(*ast.CallExpr); ok {
			f.set["client replaced"] = true
		} else if f.pkg.Info.Types[r].IsNil() {
			f.set["client set to nil"] = true
		}
	}
}

// made notes calls that make clients, or set them up.
func (f *finder) made(n *ast.CallExpr) {
	name := ""
	switch fun := ast.Unparen(n.Fun).(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	}
	switch name {
	case "SetID":
		f.set["identity"], f.set["options builder"] = true, true
	case "Fresh", "Sprintf":
		f.set["fresh identity"] = true
	case "SetBroker":
		f.set["broker"] = true
	case "SetAutoReconnect":
		f.set["auto reconnect set"] = true
	case "SetOnLost", "SetOnConnect":
		f.handler(name[len("Set"):], n.Args[0])
	case "NewSession":
		f.set["session"] = true
	case "Dial":
		f.set["dial"] = true
	case "Channel":
		f.set["child"] = true
	case "AfterFunc":
		f.set["timer"] = true
	case "Wait":
		if t := f.pkg.Info.TypeOf(n.Fun.(*ast.SelectorExpr).X); t != nil && t.String() == "sync.WaitGroup" {
			f.set["wait group"] = true
		}
	case "retry", "times", "while":
		f.set["function repeated"] = true
	case "WaitTimeout":
		if f.loops > 0 {
			f.set["timeout in loop"] = true
		}
	}
	if name == "start" || strings.HasPrefix(name, "Setup") {
		f.set["set-up in steps"] = true
	}
}

func isConnection(t types.Type) bool {
	return isClient(t) || t != nil && strings.HasSuffix(t.String(), "example.com/hub.Session")
}
