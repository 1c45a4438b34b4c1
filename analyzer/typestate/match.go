package typestate

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines how a call meets a protocol. It is the only place where names are
// compared with types.

// A Matcher finds the protocol operation that a function or method performs.
type Matcher struct {
	byPackage map[string][]*protocol.Protocol // import path -> protocols
	suffixes  []*protocol.Protocol            // those with forks that match by suffix
	byName    map[string]*protocol.Protocol
	own       map[string][]*protocol.Protocol // import path -> what its directives describe
	extended  map[string]*protocol.Protocol   // import path of an extension -> its client
	modules   map[string]bool
	cache     map[*types.Func]match
	narrowed  map[types.Type]*protocol.Protocol
}

type match struct {
	proto *protocol.Protocol
	op    *protocol.Op
}

// NewMatcher returns a matcher for protos.
func NewMatcher(protos []protocol.Protocol) *Matcher {
	m := &Matcher{
		byPackage: map[string][]*protocol.Protocol{}, byName: map[string]*protocol.Protocol{},
		own: map[string][]*protocol.Protocol{}, extended: map[string]*protocol.Protocol{}, modules: map[string]bool{}, cache: map[*types.Func]match{}, narrowed: map[types.Type]*protocol.Protocol{},
	}
	for i := range protos {
		p := &protos[i]
		m.byName[p.Name] = p
		if p.Tier > 0 { // a user's own client may live beside the programs that use it
			m.modules[p.Package] = true
			if p.Module != "" {
				m.modules[p.Module] = true
			}
		}
		m.byPackage[p.Package] = append(m.byPackage[p.Package], p)
		for _, path := range p.Extensions {
			m.extended[path] = p
		}
		for _, f := range p.Forks {
			if strings.HasPrefix(f, "/") {
				m.suffixes = append(m.suffixes, p)
			} else {
				m.byPackage[f] = append(m.byPackage[f], p)
			}
		}
	}
	return m
}

// Describe adds protocols that programs have of themselves, by directives. Their packages are
// analysed like any other: a method without a directive does what its body does.
func (m *Matcher) Describe(protos []protocol.Protocol) {
	for i := range protos {
		p := &protos[i]
		if m.byName[p.Name] == nil && m.Package(p.Package) == nil {
			m.byName[p.Name] = p
			m.own[p.Package] = append(m.own[p.Package], p)
		}
	}
}

// described reports whether p comes from directives.
func (m *Matcher) described(p *protocol.Protocol) bool { return slices.Contains(m.own[p.Package], p) }

// Protocol returns the protocol with that name, or nil.
func (m *Matcher) Protocol(name string) *protocol.Protocol { return m.byName[name] }

// Package returns the protocols of the package with that import path.
func (m *Matcher) Package(path string) []*protocol.Protocol {
	path = unvendored(path)
	if ps, ok := m.byPackage[path]; ok {
		return ps
	}
	for _, p := range m.suffixes {
		for _, f := range p.Forks {
			if strings.HasPrefix(f, "/") && strings.HasSuffix(path, f) {
				return m.byPackage[p.Package]
			}
		}
	}
	return nil
}

// declares reports whether a tracked library declares obj.
func (m *Matcher) declares(obj types.Object) bool {
	return obj.Pkg() != nil && m.Package(obj.Pkg().Path()) != nil
}

// Extension returns the protocol of the clients that the package with that import path is given to
// use, or nil.
func (m *Matcher) Extension(path string) *protocol.Protocol { return m.extended[unvendored(path)] }

// Library reports whether the package belongs to the module of a tracked library: its inner
// workings are not a device program's.
func (m *Matcher) Library(path string) bool {
	path = unvendored(path)
	if m.Package(path) != nil {
		return true
	}
	for p := path; p != ""; p = parentPath(p) {
		if m.modules[p] {
			return true
		}
	}
	return false
}

func parentPath(p string) string {
	if i := strings.LastIndex(p, "/"); i >= 0 {
		return p[:i]
	}
	return ""
}

func unvendored(path string) string {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		return path[i+len("/vendor/"):]
	}
	return path
}

// Func returns the operation that calling fn performs.
func (m *Matcher) Func(fn *types.Func) (*protocol.Protocol, *protocol.Op) {
	if fn == nil || fn.Pkg() == nil {
		return nil, nil
	}
	if c, ok := m.cache[fn]; ok {
		return c.proto, c.op
	}
	p, op := m.find(fn)
	m.cache[fn] = match{p, op}
	return p, op
}

func (m *Matcher) find(fn *types.Func) (*protocol.Protocol, *protocol.Op) {
	name, recv := fn.Name(), receiverName(fn)
	if recv != "" {
		name = recv + "." + name
	}
	for _, p := range m.own[unvendored(fn.Pkg().Path())] {
		if op := p.Op(name); op != nil {
			return p, op
		}
	}
	protos := m.Package(fn.Pkg().Path())
	for _, p := range protos {
		if op := p.Op(name); op != nil && makes(fn, p, op) {
			return p, op
		}
	}
	for _, p := range protos {
		if recv == "" && name == p.Reconnect.Options {
			return p, nil // sets the defaults
		}
		// A method of an unexported type that tokens embed.
		if recv != "" && !token.IsExported(recv) && len(p.Tokens) > 0 {
			if op := p.Op(p.Tokens[0] + "." + fn.Name()); op != nil {
				return p, op
			}
		}
		for _, t := range p.Types {
			if t == recv {
				return p, nil // a method that is not listed: a Use
			}
		}
	}
	if recv := fn.Signature().Recv(); recv != nil && len(protos) == 0 {
		return m.structural(fn, recv.Type())
	}
	return nil, nil
}

// makes reports whether a constructor's result is of one of p's types: two generations of a
// library may have constructors of the same name.
func makes(fn *types.Func, p *protocol.Protocol, op *protocol.Op) bool {
	if op.Event != protocol.Create && op.Event != protocol.Dial {
		return true
	}
	res, i := fn.Signature().Results(), op.Object.Index
	if i >= res.Len() {
		return true
	}
	n := namedOf(res.At(i).Type())
	return n == nil || slices.Contains(p.Types, n.Obj().Name()) || types.IsInterface(n)
}

// structural recognises a method of a user's own interface that narrows a client interface:
// Connect() mqtt.Token needs no import of the client type to be the client's Connect.
func (m *Matcher) structural(fn *types.Func, recv types.Type) (*protocol.Protocol, *protocol.Op) {
	iface, ok := recv.Underlying().(*types.Interface)
	if !ok {
		return nil, nil
	}
	p := m.narrows(recv, iface)
	if p == nil {
		return nil, nil
	}
	return p, p.Op(p.Types[0] + "." + fn.Name())
}

// narrows returns the protocol whose principal type has all methods of iface by name, if one
// of them says so in its signature: it mentions a type of the library's.
func (m *Matcher) narrows(t types.Type, iface *types.Interface) *protocol.Protocol {
	if p, ok := m.narrowed[t]; ok {
		return p
	}
	m.narrowed[t] = nil
	for i := range iface.NumMethods() {
		f := iface.Method(i)
		for _, p := range m.mentioned(f.Signature()) {
			op := p.Op(p.Types[0] + "." + f.Name())
			if op != nil && op.Event == protocol.Connect {
				m.narrowed[t] = p
				return p
			}
		}
	}
	return nil
}

// mentioned returns the protocols of the libraries whose types sig's results name.
func (m *Matcher) mentioned(sig *types.Signature) []*protocol.Protocol {
	for i := range sig.Results().Len() {
		if n := namedOf(sig.Results().At(i).Type()); n != nil && n.Obj().Pkg() != nil {
			if ps := m.Package(n.Obj().Pkg().Path()); ps != nil {
				return ps
			}
		}
	}
	return nil
}

// fluent reports whether obj, a method of a library's options that is not listed, returns its receiver:
// where one setter does so, those of the same form do.
func (m *Matcher) fluent(obj *types.Func) bool {
	recv, res := obj.Signature().Recv(), obj.Signature().Results()
	if recv == nil || res.Len() != 1 || !types.Identical(recv.Type(), res.At(0).Type()) {
		return false
	}
	return slices.ContainsFunc(m.Package(obj.Pkg().Path()), func(p *protocol.Protocol) bool {
		return slices.ContainsFunc(p.Ops, func(op protocol.Op) bool {
			return op.Fluent && strings.HasPrefix(op.Func, receiverName(obj)+".")
		})
	})
}

// waits reports whether calling obj waits for an attempt to end.
func (m *Matcher) waits(obj *types.Func) bool {
	_, op := m.Func(obj)
	return op != nil && (op.Event == protocol.Wait || op.Event == protocol.WaitTimeout || op.Event == protocol.Await)
}

// Type returns the protocol of clients of type t (a named type or a pointer to one).
func (m *Matcher) Type(t types.Type) *protocol.Protocol {
	if t == nil {
		return nil
	}
	n := namedOf(t)
	if n == nil || n.Obj().Pkg() == nil {
		return nil
	}
	path := n.Obj().Pkg().Path()
	for _, p := range slices.Concat(m.own[unvendored(path)], m.Package(path)) {
		for _, name := range p.Types {
			if name == n.Obj().Name() {
				return p
			}
		}
	}
	if iface, ok := n.Underlying().(*types.Interface); ok {
		return m.narrows(n, iface)
	}
	return nil
}

// Token reports whether a t stands for an attempt under way.
func (m *Matcher) Token(t types.Type) bool {
	n := namedOf(t)
	return n != nil && n.Obj().Pkg() != nil && slices.ContainsFunc(m.Package(n.Obj().Pkg().Path()), func(p *protocol.Protocol) bool {
		return slices.Contains(p.Tokens, n.Obj().Name())
	})
}

func namedOf(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}

// receiverName returns the name of the type that declares method fn, or "".
func receiverName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return ""
	}
	if n := namedOf(recv.Type()); n != nil {
		return n.Obj().Name()
	}
	return ""
}

// holder reports whether t points to a struct with a client in it, or with one that does.
func (m *Matcher) holder(t types.Type) bool {
	if t == nil {
		return false
	}
	p, ok := t.Underlying().(*types.Pointer)
	return ok && m.holds(p.Elem(), maxNestedCopy)
}

func (m *Matcher) holds(t types.Type, depth int) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth == 0 {
		return false
	}
	for i := range st.NumFields() {
		f := st.Field(i).Type()
		if m.Type(f) != nil || m.holds(f, depth-1) {
			return true
		}
		if p, ok := f.Underlying().(*types.Pointer); ok && m.holds(p.Elem(), depth-1) {
			return true
		}
	}
	return false
}

// IsNamed reports whether t is one of the types of those names in the package of that path.
func IsNamed(t types.Type, pkg string, names ...string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == pkg && slices.Contains(names, n.Obj().Name())
}
