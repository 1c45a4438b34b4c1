package protocol

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

const one = `[
  {
    "name": "x",
    "client": "x client",
    "package": "example.com/x",
    "types": ["Client"],
    "ops": [
      {"func": "Client.Connect", "event": "connect", "success": "nilerror"},
      {"func": "Client.State", "event": "check",
       "values": {"Up": "open", "Down": "notopen"}}
    ],
    "tier": 2,
    "semantics": [{"again": {"severity": "error", "consequence": "it fails"}}]
  }
]`

func TestParse(t *testing.T) {
	got, err := Parse([]byte(one), "x.json")
	if err != nil {
		t.Fatal(err)
	}
	want := []Protocol{{
		Name: "x", Client: "x client", Package: "example.com/x", Types: []string{"Client"},
		Ops: []Op{
			{Func: "Client.Connect", Event: Connect, Success: NilError},
			{Func: "Client.State", Event: Check, Values: map[string]State{"Up": Open, "Down": NotOpen}},
		},
		Tier:      2,
		Semantics: []Semantics{{Again: Wrong{Error, "it fails"}}},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got, err := Parse([]byte(" [] "), "x.json"); err != nil || len(got) != 0 {
		t.Errorf("empty array: got %v, %v", got, err)
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"client":`, `"Client":`, "x.json:4: Client: unknown key"},
		{`"event": "connect"`, `"evnt": "connect"`, "x.json:8: ops.evnt: unknown key"},
		{`"again":`, `"twice":`, "x.json:13: semantics.twice: unknown key"},
		{`"tier": 2`, `"name": "y"`, "x.json:12: name: the key is there twice"},
		{`"connect", "succ`, `"open", "succ`, `x.json:8: ops.event: unknown event "open"`},
		{`"error"`, `"fatal"`, `x.json:13: semantics.again.severity: unknown severity "fatal"`},
		{`"notopen"`, `"closed"`, `x.json:10: ops.values.Down: unknown state "closed"`},
		{`"tier": 2`, `"tier": "2"`, "x.json:12: tier: want a whole number"},
		{`"tier": 2`, `"tier": 2.5`, "x.json:12: tier: want a whole number"},
		{`"tier": 2`, `"neverFlag": 1`, "x.json:12: neverFlag: want true or false"},
		{`"tier": 2`, `"forks": null`, "x.json:12: forks: want an array"},
		{`["Client"]`, `"Client"`, "x.json:6: types: want an array"},
		{`["Client"]`, `["Client", 1]`, "x.json:6: types: want a string"},
		{`{"func": "Client.Connect"`, `["func"`, "x.json:8: ops: want an object"},
		{`"x client"`, `null`, "x.json:4: client: want a string"},
		{`"nilerror"`, `0`, "x.json:8: ops.success: want a string"},
		{`"tier": 2,`, `"tier": 2`, "x.json:13: invalid character"},
		{"\n]", "", "x.json:14: unexpected EOF"},
		{"\n]", "\n][]", "x.json:15: there is more"},
		{"[\n", "\n", "x.json:2: want an array"},
		{`"types": ["Client"]`, `"types": []`, "x.json:2: protocol x: no types"},
		{"\n]", ",\n" + strings.TrimPrefix(one, "[\n"), "x.json:15: protocol x is there already, on line 2"},
	} {
		text := strings.Replace(one, c.old, c.new, 1)
		if text == one {
			t.Errorf("no %s in the text", c.old)
		}
		if _, err := Parse([]byte(text), "x.json"); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error that begins with %q", c.new, err, c.want)
		}
	}
}

// FuzzParse looks for a panic, for an error without its source, and for a protocol that is not
// the same after writing and reading.
func FuzzParse(f *testing.F) {
	f.Add([]byte(one))
	f.Add([]byte(`[{"name":"x","hub":[{"func":"New","operand":"arg0","pattern":"a(b)"}]}]`))
	f.Add([]byte(`[{"ops":[{"in":{"auto":"open"},"deadline":"arg0","values":{}}],"reconnect":{"default":true}}]`))
	f.Add([]byte(`[[[[{"x":1e99}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Parse(data, "fuzz")
		if err != nil {
			if !strings.HasPrefix(err.Error(), "fuzz:") {
				t.Errorf("the error does not begin with the source: %v", err)
			}
			return
		}
		text, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Parse(text, "back")
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		for i := range got {
			if got[i].String() != back[i].String() {
				t.Errorf("got\n%s\nback\n%s", got[i].String(), back[i].String())
			}
		}
	})
}
