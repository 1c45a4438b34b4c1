package analyzer_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
)

const fullSettings = `{
  "checks": ["all", "-reuseclosed"],
  "severity": "warning",
  "tests": false,
  "protocols": [
    {
      "name": "own", "client": "own client", "package": "example.com/own", "types": ["Client"],
      "ops": [{"func": "Client.Open", "event": "connect", "success": "nilerror"}],
      "semantics": [{"again": {"severity": "error", "consequence": "it fails"}}]
    }
  ],
  "contracts": [{"interface": "example.com/own.Plugin", "owner": "the fleet", "steps": ["Poll"]}]
}`

func TestParseSettings(t *testing.T) {
	got, err := analyzer.ParseSettings([]byte(fullSettings), "x.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Protocols) != 1 || got.Protocols[0].Ops[0].Func != "Client.Open" {
		t.Errorf("protocols: %v", got.Protocols)
	}
	if len(got.Contracts) != 1 || got.Contracts[0].Owner != "the fleet" {
		t.Errorf("contracts: %v", got.Contracts)
	}
	got.Protocols, got.Contracts = nil, nil
	no := false
	if want := (analyzer.Config{Checks: []string{"all", "-reuseclosed"}, Severity: protocol.Warning, Tests: &no}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, err := analyzer.ParseSettings([]byte("{}"), "x.json"); err != nil || !reflect.DeepEqual(got, analyzer.Config{}) {
		t.Errorf("empty: %+v, %v", got, err)
	}
}

func TestParseSettingsErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"checks"`, `"check"`, `x.json:2: check: unknown key; did you mean "checks"?`},
		{`"-reuseclosed"`, `"-reusedclosed"`, `x.json:2: checks: there is no category "reusedclosed"; did you mean "reuseclosed"?`},
		{`"all"`, `"ALL"`, `x.json:2: checks: there is no category "ALL"; did you mean "all"?`},
		{`["all", "-reuseclosed"]`, `"all"`, `x.json:2: checks: want an array`},
		{`"warning"`, `"none"`, `x.json:3: severity: unknown severity "none" (want one of note, warning, error)`},
		{`false`, `"false"`, `x.json:4: tests: want true or false`},
		{`"types"`, `"typs"`, `x.json:7: protocols.typs: unknown key; did you mean "types"?`},
		{`"func": "Client.Open", `, ``, `x.json:6: protocol own: op : func is missing`},
		{`"steps"`, `"retry": true, "steps"`, `x.json:12: contract example.com/own.Plugin: retry without a start`},
		{"\n}", "\n}{}", `x.json:13: there is more after the end of the object`},
	} {
		text := strings.Replace(fullSettings, c.old, c.new, 1)
		if _, err := analyzer.ParseSettings([]byte(text), "x.json"); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.new, err, c.want)
		}
	}
}
