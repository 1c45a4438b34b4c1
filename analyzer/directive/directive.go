// Package directive reads what a program says of itself in comments: that a type of its own is
// a client, and what state a client is in where the analyzer cannot know it.
//
//	//hublint:connect [NAME]            above a function or a method: it opens the connection
//	//hublint:close [NAME]              … it ends the connection
//	//hublint:check [NAME] [open|closed] … it tells whether the client is open (or closed)
//	//hublint:identity PARAM[.FIELD]    … by this string the hub knows the client
//	//hublint:assume open|closed EXPR   in a body: from here on the client is in this state
//
// The first four are turned into the same data as the built-in clients ([protocol.Protocol]),
// the last into syntax that the interpreter understands. What is wrong about a directive is a
// [Problem], never an error: the rest of the program is analysed as if it were not there.
//
// The form is that of Go's directive comments, so gofmt moves them to the end of a doc comment
// and go doc does not show them. Text behind another // is for readers.
package directive

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// A Kind is what a directive is for.
type Kind string

// The kinds.
const (
	Connect  Kind = "connect"
	Close    Kind = "close"
	Check    Kind = "check"
	Identity Kind = "identity"
	Assume   Kind = "assume"
)

// Kinds returns the names of all directives.
func Kinds() []string {
	return []string{string(Connect), string(Close), string(Check), string(Identity), string(Assume)}
}

// prefix begins every comment that this package reads.
const prefix = "//hublint:"

// A Directive is one comment, taken apart.
type Directive struct {
	Kind Kind
	// Path is what the directive names, split at the dots: the client (nil if it is left out),
	// the parameter of an identity, the expression of an assumption.
	Path []string
	// State is what a check's true or nil answer proves, or what is assumed.
	State    protocol.State
	Pos, End token.Pos
}

// A Problem says what is wrong about a directive. Its text goes on from "but".
type Problem struct {
	Pos, End token.Pos
	Text     string
}

// Parse reads a comment. It returns nil and no error if the comment is not for hublint.
func Parse(pos token.Pos, text string) (*Directive, error) {
	text, _, _ = strings.Cut(text, "\n")
	text = strings.TrimRight(text, "\r")
	if !strings.HasPrefix(text, prefix) {
		return nil, nil
	}
	d := &Directive{Pos: pos, End: pos + token.Pos(len(text))}
	form, ok := ast.ParseDirective(pos, text)
	if !ok {
		return nil, fmt.Errorf("there is no name after the colon (want one of %s)", strings.Join(Kinds(), ", "))
	}
	d.Kind = Kind(form.Name)
	args := strings.Fields(form.Args)
	if i := slices.IndexFunc(args, func(s string) bool { return strings.HasPrefix(s, "//") }); i >= 0 {
		args = args[:i]
	}
	return d, d.parse(args)
}

// parse reads the words behind the name.
func (d *Directive) parse(args []string) error {
	switch d.Kind {
	case Connect, Close:
		if len(args) > 1 {
			return fmt.Errorf("%s takes one name at most, that of the client", d.Kind)
		}
	case Check:
		d.State = protocol.Open
		if n := len(args); n > 0 {
			if q, ok := stateOf(args[n-1]); ok {
				d.State, args = q, args[:n-1]
			}
		}
		if len(args) > 1 {
			return fmt.Errorf("check takes the name of the client and one of open and closed, which its answer true or nil means")
		}
	case Identity:
		if len(args) != 1 {
			return fmt.Errorf("identity takes one parameter, or a field of one, as in %sidentity deviceID", prefix)
		}
	case Assume:
		q, ok := protocol.Unknown, false
		if len(args) == 2 {
			q, ok = stateOf(args[0])
		}
		if !ok {
			return fmt.Errorf("assume takes a state and a client, as in %sassume open c.client, where the state is open or closed", prefix)
		}
		d.State, args = q, args[1:]
	default:
		return unknown(string(d.Kind))
	}
	if len(args) == 0 {
		return nil
	}
	d.Path = strings.Split(args[0], ".")
	for _, name := range d.Path {
		if !token.IsIdentifier(name) || name == "_" {
			return fmt.Errorf("%q is no name and no names joined by dots", args[0])
		}
	}
	if len(d.Path) > 1 && d.Kind != Identity && d.Kind != Assume {
		return fmt.Errorf("%s takes the name of a parameter or result, and %q is a field", d.Kind, args[0])
	}
	return nil
}

func unknown(name string) error {
	switch name {
	case "ignore", "file-ignore", "nolint", "disable":
		return fmt.Errorf("a finding is silenced by //lint:ignore hublint/CATEGORY reason")
	}
	if hint := protocol.Suggest(name, Kinds()); hint != "" {
		return fmt.Errorf("there is no directive %q%s", name, hint)
	}
	return fmt.Errorf("there is no directive %q (want one of %s)", name, strings.Join(Kinds(), ", "))
}

func stateOf(word string) (protocol.State, bool) {
	switch word {
	case "open":
		return protocol.Open, true
	case "closed":
		return protocol.NotOpen, true
	}
	return protocol.Unknown, false
}

// String returns the directive as it is written. Example: //hublint:check l closed
func (d *Directive) String() string {
	words := []string{prefix + string(d.Kind)}
	state := "open"
	if d.State == protocol.NotOpen {
		state = "closed"
	}
	if d.Kind == Assume {
		words = append(words, state)
	}
	if len(d.Path) > 0 {
		words = append(words, strings.Join(d.Path, "."))
	}
	if d.Kind == Check {
		words = append(words, state)
	}
	return strings.Join(words, " ")
}
