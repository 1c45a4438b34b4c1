package claim

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

func answering(answer string, err error) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return answer, err }
}

func sample(id string) Claim {
	return Claim{ID: id, Library: "github.com/x/y", Version: "v1.0.0", Text: "Connect twice", Expected: "nil", Try: answering("nil", nil)}
}

func TestRunTellsHeldFromOtherwise(t *testing.T) {
	read, wrong, unasked := sample("read"), sample("wrong"), sample("unasked")
	read.Try, read.Source = nil, "client.go:1"
	wrong.Try = answering("an error", nil)
	unasked.Try = answering("nil", errors.New("no broker"))
	for _, test := range []struct {
		claim Claim
		holds bool
		cell  string
	}{
		{sample("right"), true, "| as expected |"},
		{read, true, "| not run; from source client.go:1 |"},
		{wrong, false, "| OTHERWISE: an error |"},
		{unasked, false, "| COULD NOT BE ASKED: no broker |"},
	} {
		r := Run(t.Context(), test.claim)
		if r.Holds() != test.holds {
			t.Errorf("%s: Holds() = %t", test.claim.ID, r.Holds())
		}
		var table strings.Builder
		if err := WriteTable(&table, []Result{r}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(table.String(), test.cell) {
			t.Errorf("%s: the table lacks %q:\n%s", test.claim.ID, test.cell, &table)
		}
	}
}

func TestCheckFindsUntrustworthyClaims(t *testing.T) {
	if err := Check([]Claim{sample("a"), sample("b")}); err != nil {
		t.Error(err)
	}
	neither, incomplete := sample("a"), sample("a")
	neither.Try, incomplete.Expected = nil, ""
	for _, bad := range [][]Claim{{sample("a"), sample("a")}, {neither}, {incomplete}} {
		if Check(bad) == nil {
			t.Errorf("Check accepts %+v", bad)
		}
	}
}

func TestResultsSurviveJSON(t *testing.T) {
	with := sample("with")
	with.With, with.Differs = "paho v1.4.1", "they said otherwise"
	results := []Result{{Claim: with, Seen: "nil", Also: "a panic"}, {Claim: sample("failed"), Err: errors.New("no broker")}}
	var wire bytes.Buffer
	if err := WriteJSON(&wire, results); err != nil {
		t.Fatal(err)
	}
	back, err := ReadJSON(&wire)
	if err != nil {
		t.Fatal(err)
	}
	var before, after strings.Builder
	if err := errors.Join(WriteTable(&before, results), WriteTable(&after, back)); err != nil {
		t.Fatal(err)
	}
	if before.String() != after.String() {
		t.Errorf("before:\n%s\nafter:\n%s", &before, &after)
	}
}

func TestShortName(t *testing.T) {
	for library, short := range map[string]string{
		"github.com/eclipse/paho.mqtt.golang": "eclipse/paho.mqtt.golang",
		"github.com/x/y/v2":                   "x/y",
		"example.org/vault":                   "example.org/vault",
	} {
		if got := ShortName(library); got != short {
			t.Errorf("ShortName(%q) = %q, want %q", library, got, short)
		}
	}
}
