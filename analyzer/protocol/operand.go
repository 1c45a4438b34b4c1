package protocol

import (
	"fmt"
	"strconv"
	"strings"
)

// An Operand names one value of a call. The zero Operand means "the default of the field".
//
// Text form: recv, arg0, arg1, …, result0, …
type Operand struct {
	Kind  OperandKind
	Index int
}

// An OperandKind is the role of an [Operand].
type OperandKind uint8

// The roles.
const (
	Default OperandKind = iota
	Recv
	Arg
	Result
)

// Shorthands for catalogues.
var (
	OnRecv  = Operand{Kind: Recv}
	Arg0    = Operand{Kind: Arg}
	Arg1    = Operand{Kind: Arg, Index: 1}
	Arg2    = Operand{Kind: Arg, Index: 2}
	Arg3    = Operand{Kind: Arg, Index: 3}
	Result0 = Operand{Kind: Result}
	Result1 = Operand{Kind: Result, Index: 1}
	Result2 = Operand{Kind: Result, Index: 2}
)

// IsZero reports whether o is left to its default.
func (o Operand) IsZero() bool { return o == Operand{} }

// String returns the text form. Example: arg1
func (o Operand) String() string {
	switch o.Kind {
	case Recv:
		return "recv"
	case Arg:
		return "arg" + strconv.Itoa(o.Index)
	case Result:
		return "result" + strconv.Itoa(o.Index)
	}
	return ""
}

// MarshalText implements [encoding.TextMarshaler].
func (o Operand) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (o *Operand) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "" {
		*o = Operand{}
		return nil
	}
	if s == "recv" {
		*o = OnRecv
		return nil
	}
	for prefix, kind := range map[string]OperandKind{"arg": Arg, "result": Result} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			if n, err := strconv.Atoi(rest); err == nil && n >= 0 && n < 64 && strconv.Itoa(n) == rest {
				*o = Operand{Kind: kind, Index: n}
				return nil
			}
		}
	}
	return fmt.Errorf("unknown operand %q (want recv, argN or resultN)", s)
}

func marshalName(name string) ([]byte, error) { return []byte(name), nil }

func unmarshalName[T ~uint8](names []string, what string, text []byte, v *T) error {
	for i, n := range names {
		if n == string(text) {
			*v = T(i)
			return nil
		}
	}
	return fmt.Errorf("unknown %s %q (want one of %s)", what, text, strings.TrimPrefix(strings.Join(names, ", "), ", "))
}

// The text forms of the enumerations are their names, so that a protocol reads the same in
// Go, JSON and YAML.

// MarshalText implements [encoding.TextMarshaler].
func (s State) MarshalText() ([]byte, error) { return marshalName(s.String()) }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *State) UnmarshalText(b []byte) error { return unmarshalName(stateNames[:], "state", b, s) }

// MarshalText implements [encoding.TextMarshaler].
func (e Event) MarshalText() ([]byte, error) { return marshalName(e.String()) }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (e *Event) UnmarshalText(b []byte) error { return unmarshalName(eventNames[:], "event", b, e) }

// MarshalText implements [encoding.TextMarshaler].
func (s Success) MarshalText() ([]byte, error) { return marshalName(s.String()) }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Success) UnmarshalText(b []byte) error {
	return unmarshalName(successNames[:], "success", b, s)
}

// MarshalText implements [encoding.TextMarshaler].
func (s Severity) MarshalText() ([]byte, error) { return marshalName(s.String()) }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (s *Severity) UnmarshalText(b []byte) error {
	return unmarshalName(severityNames[:], "severity", b, s)
}
