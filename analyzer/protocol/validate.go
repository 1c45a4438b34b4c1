package protocol

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/semver"
)

// Validate reports every mistake in p, each naming the protocol and the operation.
func (p *Protocol) Validate() error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("protocol %s: "+format, append([]any{p.Name}, args...)...))
	}
	for _, f := range []struct{ key, value string }{
		{"name", p.Name}, {"client", p.Client}, {"package", p.Package},
	} {
		if f.value == "" {
			bad("%s is missing", f.key)
		}
	}
	if len(p.Types) == 0 {
		bad("no types")
	}
	opens := false
	for i := range p.Ops {
		if err := p.Ops[i].validate(p); err != nil {
			bad("op %s: %w", p.Ops[i].Func, err)
		}
		if p.Op(p.Ops[i].Func) != &p.Ops[i] {
			bad("op %s: it is there twice", p.Ops[i].Func)
		}
		opens = opens || p.Ops[i].Event == Connect || p.Ops[i].Event == Dial
	}
	if !opens {
		bad("no op connects or dials")
	}
	if len(p.Semantics) == 0 {
		bad("no semantics")
	}
	for i, s := range p.Semantics {
		if err := s.validate(); err != nil {
			bad("semantics since %q: %w", s.Since, err)
		}
		last := i == len(p.Semantics)-1
		switch {
		case last && s.Since != "":
			bad("the last semantics must have no since, it has %s", s.Since)
		case !last && !semver.IsValid(s.Since):
			bad("since %q is not a semantic version", s.Since)
		case i > 0 && !last && semver.Compare(s.Since, p.Semantics[i-1].Since) >= 0:
			bad("semantics must be ordered newest first, %s is out of order", s.Since)
		}
	}
	for _, s := range append(slices.Clone(p.Identity), p.Hub...) {
		if err := s.validate(p); err != nil {
			bad("source of %s: %w", s.Func, err)
		}
	}
	if f := p.Reconnect.Options; f != "" && !isName(f) {
		bad("reconnect: options %q is not the name of a function", f)
	}
	return errors.Join(errs...)
}

// A judgement is one of a library's judgements with its key.
type judgement struct {
	key string
	Wrong
}

func (s *Semantics) judgements() []judgement {
	return []judgement{
		{"again", s.Again}, {"afterClose", s.AfterClose}, {"twin", s.Twin}, {"lost", s.Lost},
		{"callback", s.Callback}, {"callbackNew", s.CallbackNew}, {"timeout", s.Timeout}, {"retry", s.Retry}, {"eager", s.Eager},
	}
}

// validate reports judgements that no message could be made of.
func (s *Semantics) validate() error {
	for _, w := range s.judgements() {
		switch {
		case w.Severity > Error:
			return fmt.Errorf("%s: invalid severity", w.key)
		case w.Severity != None && w.Consequence == "":
			return fmt.Errorf("%s: consequence is missing", w.key)
		case w.Severity == None && w.Consequence != "":
			return fmt.Errorf("%s: a consequence without a severity", w.key)
		case strings.HasSuffix(w.Consequence, ".") || strings.TrimSpace(w.Consequence) != w.Consequence:
			return fmt.Errorf("%s: consequence %q is not a clause without full stop", w.key, w.Consequence)
		}
	}
	return nil
}

func (s *Source) validate(p *Protocol) error {
	op := p.Op(s.Func)
	if op == nil {
		return errors.New("there is no such op")
	}
	switch op.Event {
	case Create, Connect, Dial, Child:
	default:
		return fmt.Errorf("a %s has no identity", op.Event)
	}
	if s.Operand.IsZero() {
		return errors.New("operand is missing")
	}
	if re, err := regexp.Compile(s.Pattern); err != nil {
		return err
	} else if s.Pattern != "" && re.NumSubexp() != 1 {
		return fmt.Errorf("pattern %q has %d groups, want one", s.Pattern, re.NumSubexp())
	}
	return nil
}

// isName reports whether s is a Go name, or a type's and a member's joined by a dot.
func isName(s string) bool {
	typ, member, ok := strings.Cut(s, ".")
	return token.IsIdentifier(typ) && (!ok || token.IsIdentifier(member))
}

// isCallOf reports whether s is the source of a call of the method named by op, without the
// receiver and with constant arguments only: a fix cannot know what else is in scope.
func isCallOf(s, op string) bool {
	expr, err := parser.ParseExpr(s)
	if err != nil {
		return false
	}
	call, ok := expr.(*ast.CallExpr)
	if !ok {
		return false
	}
	_, method, isMethod := strings.Cut(op, ".")
	name, ok := call.Fun.(*ast.Ident)
	return ok && isMethod && name.Name == method &&
		!slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { _, lit := arg.(*ast.BasicLit); return !lit })
}

func (op *Op) validate(p *Protocol) error {
	if op.Func == "" {
		return errors.New("func is missing")
	}
	if !isName(op.Func) {
		return errors.New("func is neither a function nor a method of a type")
	}
	recv, _, isMethod := strings.Cut(op.Func, ".")
	answers := op.True != Unknown || op.False != Unknown || len(op.Values) > 0
	switch {
	case op.Event == NoEvent:
		return errors.New("event is missing")
	case answers && op.Event != Check:
		return fmt.Errorf("a %s has no answers", op.Event)
	case op.Event != Handler && op.In != HandlerState{}:
		return fmt.Errorf("a %s is no handler, it has no in", op.Event)
	case op.Insert != "" && op.Event != Close:
		return fmt.Errorf("a %s is not inserted by fixes", op.Event)
	case op.Insert != "" && !isCallOf(op.Insert, op.Func):
		return fmt.Errorf("insert %q is not a call of it", op.Insert)
	case op.Const != "" && !op.Value.IsZero():
		return errors.New("a set has a value or a const, not both")
	case op.Object.Kind == Recv && !isMethod:
		return errors.New("a function has no receiver")
	case op.Event == Check && op.True == op.False && len(op.Values) == 0:
		return errors.New("a check whose answers prove the same state tells nothing")
	case (op.Event == Set || op.Event == Handler) && op.Setting == "":
		return errors.New("setting is missing")
	case (op.Event == Wait || op.Event == WaitTimeout || op.Event == Err || op.Event == Done) && isMethod && !slices.Contains(p.Tokens, recv):
		return fmt.Errorf("%s is not one of the tokens %v", recv, p.Tokens)
	}
	return nil
}

// Op returns p's operation of that name, or nil.
func (p *Protocol) Op(name string) *Op {
	for i := range p.Ops {
		if p.Ops[i].Func == name {
			return &p.Ops[i]
		}
	}
	return nil
}

// compareVersions orders module versions. A pseudo-version or a tag with a pre-release
// sorts by semver's rules; what is not a version sorts first, so the oldest semantics hold.
func compareVersions(a, b string) int { return semver.Compare(a, b) }
