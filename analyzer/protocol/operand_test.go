package protocol

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestOperandText(t *testing.T) {
	for text, want := range map[string]Operand{
		"":         {},
		"recv":     OnRecv,
		"arg0":     Arg0,
		"arg3":     Arg3,
		"arg63":    {Kind: Arg, Index: 63},
		"result0":  Result0,
		"result2":  Result2,
		"result10": {Kind: Result, Index: 10},
	} {
		var got Operand
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("UnmarshalText(%q) = %v, %v, want %v", text, got, err, want)
		}
		if back, _ := got.MarshalText(); string(back) != text {
			t.Errorf("MarshalText(%v) = %q, want %q", got, back, text)
		}
	}
}

func TestOperandTextErrors(t *testing.T) {
	for _, text := range []string{"Recv", "arg", "arg-1", "arg+1", "arg01", "arg64", "arg1 ", "result", "resultx", "param0", "recv0"} {
		var o Operand
		if err := o.UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), text) {
			t.Errorf("UnmarshalText(%q) = %v, %v, want an error that says so", text, o, err)
		}
	}
}

func TestNames(t *testing.T) {
	roundTrip(t, []State{Unknown, NotOpen, Pending, Open, Reconnecting, Dead, Reported})
	roundTrip(t, []Event{NoEvent, Create, Connect, Dial, Close, Check, Await, Use, Child, Gone, Wait, WaitTimeout, Err, Done, Set, Handler})
	roundTrip(t, []Success{Always, NilError, TokenOK, BoolTrue, Background})
	roundTrip(t, []Severity{None, Note, Warning, Error})
}

func roundTrip[T comparable](t *testing.T, values []T) {
	t.Helper()
	seen := map[string]bool{}
	for _, v := range values {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if seen[string(text)] {
			t.Errorf("%T: two values are called %s", v, text)
		}
		seen[string(text)] = true
		var back T
		if err := json.Unmarshal(text, &back); err != nil || back != v {
			t.Errorf("%T %v: text %s reads as %v, %v", v, v, text, back, err)
		}
	}
}

func TestUnknownNames(t *testing.T) {
	var (
		s State
		e Event
		u Success
		v Severity
	)
	for _, err := range []error{
		s.UnmarshalText([]byte("opened")), e.UnmarshalText([]byte("Connect")),
		u.UnmarshalText([]byte("nil")), v.UnmarshalText([]byte("fatal")),
	} {
		if err == nil || !strings.Contains(err.Error(), "want one of") {
			t.Errorf("got %v, want an error that lists the names", err)
		}
	}
	if got := State(200).String(); got != "invalid" {
		t.Errorf("State(200) is called %s", got)
	}
}
