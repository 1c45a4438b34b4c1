package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
)

// guard asks the library whether the client is connected before it is connected again. A connect
// that is skipped must be like one that works at once. So all that is skipped with it is about
// its outcome, and only a failure leads elsewhere.
func guard(p *Package, v *typestate.Violation) []candidate {
	var out []candidate
	for _, s := range p.sites(v) {
		client, ok := p.client(s.call, v.Proto)
		if !ok || !s.unconditional() || !p.certain(s, client, v) || !p.onlyConnects(s, v) {
			continue
		}
		for _, check := range p.checks(client, v.Proto) {
			c := candidate{message: "Connect only if " + check.down}
			if c.edits, ok = p.guarded(s, check); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// onlyConnects reports whether the call of s is the operation itself, or calls a function of this
// package that does nothing else: what a helper does beside would be skipped, too.
func (p *Package) onlyConnects(s *site, v *typestate.Violation) bool {
	if p.operation(s.call, v.Proto) != nil {
		return true
	}
	inner, ok := p.site(v.Inner)
	if !ok || len(inner.up) < 2 || inner.n > 0 {
		return false
	}
	decl, ok := inner.up[1].(*ast.FuncDecl)
	if !ok || p.Info.Defs[decl.Name] != p.callee(s.call) {
		return false
	}
	last, _, ok := p.attempt(inner)
	if rest := inner.list[min(last+1, len(inner.list)):]; ok && len(rest) == 1 {
		ret, isReturn := rest[0].(*ast.ReturnStmt) // that it worked
		return isReturn && len(ret.Results) == 1 && p.isNil(ret.Results[0])
	}
	return ok && last == len(inner.list)-1
}

// callee returns the function that call names, or nil.
func (p *Package) callee(call *ast.CallExpr) types.Object {
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return p.Info.Uses[f]
	case *ast.SelectorExpr:
		return p.Info.Uses[f.Sel]
	}
	return nil
}

// guarded returns the edits that skip the statements about the connect at s while check.up.
func (p *Package) guarded(s *site, check condition) ([]edit, bool) {
	n, returns, ok := p.attempt(s)
	if !ok {
		return nil, false
	}
	b, ok := p.block(s.list[s.n : n+1]...)
	switch {
	case !ok:
		return nil, false
	case returns:
		return []edit{b.before("if "+check.up+" {", "\treturn nil", "}")}, true
	}
	return p.wrap(b, "if "+check.down+" {", "}"), true
}

// attempt returns the last of the statements that make the attempt of s and look at its
// outcome. They can be skipped: they define nothing that is used later, change nothing, and do
// something only if the attempt failed; or they end in returning the outcome.
func (p *Package) attempt(s *site) (last int, returns, ok bool) {
	if ret, isReturn := s.stmt.(*ast.ReturnStmt); isReturn {
		return s.n, true, len(ret.Results) == 1 && ast.Unparen(ret.Results[0]) == s.call && p.isError(s.call)
	}
	vars, ok := p.skippable(s.stmt, nil)
	if !ok {
		return 0, false, false
	}
	for n := s.n; ; n++ {
		if !p.mentioned(s.list[n+1:], vars...) {
			return n, false, true
		}
		next := s.list[n+1]
		if ret, isReturn := next.(*ast.ReturnStmt); isReturn {
			return n + 1, true, p.returnsOutcome(ret, vars)
		}
		more, ok := p.skippable(next, vars)
		if !ok || !p.mentions(next, vars...) {
			return 0, false, false // something else stands between
		}
		vars = append(vars, more...)
	}
}

// skippable returns the variables that stmt defines, if nothing else remains of it when the
// attempt works but lines of a log.
func (p *Package) skippable(stmt ast.Stmt, vars []types.Object) ([]types.Object, bool) {
	cond, ok := stmt.(*ast.IfStmt)
	if !ok {
		return p.defined(stmt)
	}
	good, _ := cond.Else.(*ast.BlockStmt)
	switch p.outcomeOf(cond.Cond) {
	case worked:
		good = cond.Body
	case unclear:
		return nil, false
	default:
		if cond.Else != nil && good == nil {
			return nil, false
		}
	}
	if good != nil && slices.ContainsFunc(good.List, func(s ast.Stmt) bool { return !p.idle(s) }) {
		return nil, false
	}
	if cond.Init == nil {
		return nil, true
	}
	_, ok = p.defined(cond.Init)
	return nil, ok
}

// returnsOutcome reports whether ret returns the error of the attempt that vars hold, and that
// only: the error itself, or a token's.
func (p *Package) returnsOutcome(ret *ast.ReturnStmt, vars []types.Object) bool {
	if len(ret.Results) != 1 || !p.isError(ret.Results[0]) {
		return false
	}
	e := ast.Unparen(ret.Results[0])
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 0 {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Error" {
			return false
		}
		e = ast.Unparen(sel.X)
	}
	id, ok := e.(*ast.Ident)
	return ok && p.mentions(id, vars...)
}

// closeFirst closes the client before it is connected again. A close is of no effect on a client
// that is not open, so it may stand wherever the connect begins. A library that ignores the
// second connect keeps the connection: there a close would drop what works. And a loop that
// does nothing but connect would go on connecting.
func closeFirst(p *Package, v *typestate.Violation) []candidate {
	if v.Wrong.Severity < protocol.Warning {
		return nil
	}
	var out []candidate
	for _, s := range p.sites(v) {
		if p.onlyRepeats(s, v) {
			continue
		}
		client, ok := p.client(s.call, v.Proto)
		if !ok || !s.unconditional() || !p.certain(s, client, v) {
			continue
		}
		closing := p.closing(client, v.Proto)
		b, ok := p.block(s.stmt)
		if closing == "" || !ok || p.usedBefore(s.stmt, client) {
			continue
		}
		out = append(out, candidate{message: "Close it first: " + closing, edits: []edit{b.before(closing)}})
	}
	return out
}

// usedBefore reports whether something in stmt uses client before it is connected there.
func (p *Package) usedBefore(stmt ast.Stmt, client ast.Expr) bool {
	used := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && e.Pos() < client.Pos() && types.ExprString(e) == types.ExprString(client) {
			used = true
		}
		return !used
	})
	return used
}

// onlyRepeats reports whether s stands in a loop whose rounds only connect: the connect is what
// the client was opened by, and nothing else in the round uses it.
func (p *Package) onlyRepeats(s *site, v *typestate.Violation) bool {
	client, ok := p.client(s.call, v.Proto)
	if !ok || !slices.Contains(openings(v.Opened), s.call.Lparen) {
		return false
	}
	id, ok := ast.Unparen(client).(*ast.Ident)
	if !ok {
		return true // not to be seen
	}
	for _, n := range s.up {
		if isLoop(n) {
			uses := 0
			ast.Inspect(n, func(n ast.Node) bool {
				if id2, ok := n.(*ast.Ident); ok && p.Info.Uses[id2] == p.Info.Uses[id] {
					uses++
				}
				return true
			})
			return uses < 2
		}
	}
	return false
}

// stopRetrying leaves a loop that repeats a connect once it has worked. It must be a loop of
// attempts: it counts them, and does nothing in a round but connect, wait and log. One without
// an end may be meant to watch over the connection.
func stopRetrying(p *Package, v *typestate.Violation) []candidate {
	s, ok := p.site(v.Pos)
	if !ok || len(s.up) < 2 || !p.counts(s.up[1]) {
		return nil
	}
	for n, stmt := range s.list {
		if n < s.n {
			if !p.idle(stmt) {
				return nil
			}
			continue
		}
		if cond, ok := stmt.(*ast.IfStmt); ok {
			return p.breaking(cond, s.list[n+1:])
		}
		if _, ok := p.defined(stmt); !ok {
			return nil
		}
	}
	return nil // nobody looks at the outcome
}

// counts reports whether n is a loop that ends by itself after so many rounds.
func (p *Package) counts(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ForStmt:
		return n.Cond != nil && n.Post != nil
	case *ast.RangeStmt:
		b, ok := p.Info.TypeOf(n.X).Underlying().(*types.Basic)
		return ok && b.Info()&types.IsInteger != 0
	}
	return false
}

// breaking returns the candidate that leaves the loop where cond tells that the attempt worked.
// rest is what follows in the round: on leaving it is skipped.
func (p *Package) breaking(cond *ast.IfStmt, rest []ast.Stmt) []candidate {
	for _, stmt := range rest {
		if !p.idle(stmt) {
			return nil
		}
	}
	c := candidate{message: "Leave the loop when it is connected"}
	switch {
	case cond.Else != nil:
		return nil
	case p.outcomeOf(cond.Cond) == worked && len(cond.Body.List) > 0 && !slices.ContainsFunc(cond.Body.List, p.counted):
		b, ok := p.block(cond.Body.List[len(cond.Body.List)-1])
		if !ok {
			return nil
		}
		c.edits = []edit{b.after("break")}
	case p.denialOf(cond.Cond) == worked && !p.terminates(cond.Body.List):
		if b, ok := p.block(cond); ok {
			file, end := p.locate(cond.End())
			c.edits = []edit{{file: file, start: end, end: end, text: " else {\n" + b.indent + "\tbreak\n" + b.indent + "}"}}
		}
	case p.denialOf(cond.Cond) == worked && len(rest) == 0:
		b, ok := p.block(cond)
		if !ok {
			return nil
		}
		c.edits = []edit{b.after("break")}
	}
	if c.edits == nil {
		return nil
	}
	return []candidate{c}
}

// counted reports whether it makes a difference how often stmt is executed. It does not if stmt
// prints, or stores a constant.
func (p *Package) counted(stmt ast.Stmt) bool {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.ASSIGN {
		return !p.idle(stmt)
	}
	return slices.ContainsFunc(assign.Rhs, func(e ast.Expr) bool { tv := p.Info.Types[e]; return tv.Value == nil && !tv.IsNil() })
}

// denialOf returns what cond says of an attempt when it is false.
func (p *Package) denialOf(cond ast.Expr) outcome {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return unclear
	}
	switch e.Op {
	case token.NEQ:
		if p.outcomeOf(e) == failed {
			return worked
		}
	case token.LOR: // false if both are
		return max(p.denialOf(e.X), p.denialOf(e.Y))
	case token.LAND:
		if p.alwaysTrue(e.X) {
			return p.denialOf(e.Y)
		}
	}
	return unclear
}

// alwaysTrue reports whether e waits without a limit.
func (p *Package) alwaysTrue(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && p.isWait(e) && len(call.Args) == 0
}

// idle reports whether stmt only pauses, or prints.
func (p *Package) idle(stmt ast.Stmt) bool {
	s, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := s.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	fn, ok := p.Info.Uses[sel.Sel].(*types.Func)
	if !ok || fn.Pkg() == nil || p.ends(call) {
		return false
	}
	switch fn.Pkg().Path() {
	case "log", "log/slog":
		return true
	case "fmt":
		return fn.Name() == "Print" || fn.Name() == "Printf" || fn.Name() == "Println"
	case "time":
		return fn.Name() == "Sleep"
	}
	return false
}
