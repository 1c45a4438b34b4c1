package catalog

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestValid(t *testing.T) {
	for _, p := range All() {
		if err := p.Validate(); err != nil {
			t.Error(err)
		}
		if p.Tier < 1 || p.Tier > 3 {
			t.Errorf("protocol %s: tier %d", p.Name, p.Tier)
		}
		if p.NeverFlag && !reflect.DeepEqual(p.Semantics, []protocol.Semantics{{}}) {
			t.Errorf("protocol %s is never flagged, so it needs no judgements", p.Name)
		}
	}
}

func TestSorted(t *testing.T) {
	var names []string
	for _, p := range All() {
		names = append(names, p.Name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("not sorted: %q", names)
	}
	if unique := slices.Compact(slices.Clone(names)); len(unique) != len(names) {
		t.Errorf("not unique: %q", names)
	}
}

// Whoever changes what All returned changes nothing for the next.
func TestNotShared(t *testing.T) {
	want := All()
	for _, p := range All() {
		p.Ops[0].Func, p.Types[0], p.Semantics[0].Since = "x", "x", "x"
		for _, op := range p.Ops {
			clear(op.Values)
		}
	}
	if got := All(); !reflect.DeepEqual(got, want) {
		t.Error("a change to the result of All is seen by the next call")
	}
}

// The built-in protocols read the same in the form in which users write theirs.
func TestRoundTrip(t *testing.T) {
	want := All()
	text, err := json.MarshalIndent(want, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got, err := protocol.Parse(text, "catalog.json")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		for i := range want {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("got\n%s\nwant\n%s", got[i].String(), want[i].String())
			}
		}
	}
}

// The words of a consequence are said to users as they stand: "…: " + consequence.
func TestConsequences(t *testing.T) {
	for _, p := range All() {
		for _, s := range p.Semantics {
			for _, w := range []protocol.Wrong{s.Again, s.AfterClose, s.Twin, s.Lost, s.Callback, s.CallbackNew, s.Timeout, s.Retry, s.Eager} {
				if c := w.Consequence; c != "" && (strings.ToLower(c[:1]) != c[:1] || strings.Contains(c, "  ") || strings.Contains(c, "\n")) {
					t.Errorf("protocol %s: consequence %q", p.Name, c)
				}
			}
			if (s.Callback.Severity != protocol.None || s.CallbackNew.Severity != protocol.None) && !p.HasHandlers() {
				t.Errorf("protocol %s since %q judges handlers and has none", p.Name, s.Since)
			}
			// With an identity, a second client of it is wrong.
			if twin := s.Twin.Severity != protocol.None; twin != (len(p.Identity) > 0) {
				t.Errorf("protocol %s since %q: identity and twin do not fit", p.Name, s.Since)
			}
		}
	}
}

// The golden file shows the whole catalogue, so that a change to it is seen as one.
func TestGolden(t *testing.T) {
	var b bytes.Buffer
	for _, p := range All() {
		b.WriteString(p.String() + "\n")
	}
	file := filepath.Join("testdata", "catalog.golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("the catalogue is not that of %s; if the change is meant, run go test -update", file)
	}
}
