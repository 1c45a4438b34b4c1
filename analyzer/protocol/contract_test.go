package protocol

import (
	"strings"
	"testing"
)

func plugin() Contract {
	return Contract{Interface: "example.com/v2.1/fleet.Plugin", Owner: "the fleet", Start: "Open", Retry: true,
		Steps: []string{"Poll", "Send"}, Restart: []string{"ErrGone"}}
}

func TestContract(t *testing.T) {
	c := plugin()
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
	if c.Package() != "example.com/v2.1/fleet" || c.Type() != "Plugin" {
		t.Errorf("got %s and %s", c.Package(), c.Type())
	}
	if got := strings.Join(c.Methods(), " "); got != "Open Poll Send" {
		t.Errorf("got methods %s", got)
	}
	if got := c.String(); got != "Open until it returns nil, then Poll, Send; Open again after ErrGone" {
		t.Errorf("got %s", got)
	}
	for want, c := range map[string]Contract{
		"Poll":                      {Steps: []string{"Poll"}},
		"Open until it returns nil": {Start: "Open", Retry: true},
		"Open, then Poll":           {Start: "Open", Steps: []string{"Poll"}},
	} {
		if got := c.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestContractErrors(t *testing.T) {
	for _, c := range []struct {
		change func(*Contract)
		want   string
	}{
		{func(c *Contract) { c.Interface = "Plugin" }, "interface is not an import path and a name"},
		{func(c *Contract) { c.Interface = "example.com/fleet" }, "interface is not an import path and a name"},
		{func(c *Contract) { c.Interface = "" }, "interface is not an import path and a name"},
		{func(c *Contract) { c.Owner = "" }, "owner is missing"},
		{func(c *Contract) { c.Start = "Open()" }, `"Open()" is not the name of a method`},
		{func(c *Contract) { c.Steps[1] = "Open" }, "method Open is there twice"},
		{func(c *Contract) { c.Restart[0] = "fleet.ErrGone" }, `restart: "fleet.ErrGone" is not the name of a variable of package example.com/v2.1/fleet`},
		{func(c *Contract) { c.Start, c.Restart = "", nil }, "retry without a start"},
		{func(c *Contract) { c.Steps = nil }, "restart without a start and steps"},
		{func(c *Contract) { c.Steps, c.Restart, c.Retry = nil, nil, false }, "nothing is called again"},
	} {
		p := plugin()
		c.change(&p)
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestParseContracts(t *testing.T) {
	const text = `{"contracts": [
  {"interface": "example.com/fleet.Plugin", "owner": "the fleet", "steps": ["Poll"]},
  {"interface": "example.com/fleet.Plugin", "owner": "the fleet", "steps": ["Poll"]}
]}`
	for _, c := range []struct{ old, new, want string }{
		{`Plugin", "owner": "the fleet", "steps": ["Poll"]}` + "\n", `Sink", "owner": "the fleet", "steps": ["Poll"]}` + "\n", ""},
		{"", "", "x.json:3: contract example.com/fleet.Plugin is there already, on line 2"},
		{`"steps": ["Poll"]},`, `"steps": []},`, "x.json:2: contract example.com/fleet.Plugin: nothing is called again"},
		{`"steps"`, `"step"`, `x.json:2: contracts.step: unknown key; did you mean "steps"?`},
	} {
		var v struct {
			Contracts []Contract `json:"contracts"`
		}
		err := ParseWithin([]byte(strings.Replace(text, c.old, c.new, 1)), "x.json", &v, func() ([]Protocol, []Contract) { return nil, v.Contracts })
		switch {
		case c.want == "" && err != nil:
			t.Error(err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
