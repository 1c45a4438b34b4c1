package protocol

import (
	"strings"
	"testing"
)

func TestAt(t *testing.T) {
	three := Protocol{Semantics: []Semantics{{Since: "v1.4.3"}, {Since: "v1.4.2"}, {}}}
	one := Protocol{Semantics: []Semantics{{}}}
	for _, c := range []struct {
		p       *Protocol
		version string
		since   string
		decided bool
	}{
		{&three, "v1.5.1", "v1.4.3", true},
		{&three, "v1.4.3", "v1.4.3", true},
		{&three, "v1.4.2", "v1.4.2", true},
		{&three, "v1.4.1", "", true},
		{&three, "v0.0.1", "", true},
		{&three, "v2.0.0+incompatible", "v1.4.3", true},
		// A pre-release comes before its release.
		{&three, "v1.4.3-rc.1", "v1.4.2", true},
		{&three, "v1.4.2-rc.1", "", true},
		// Pseudo-versions: after a tag, after a pre-release, and with no tag before them.
		{&three, "v1.4.4-0.20240102030405-0123456789ab", "v1.4.3", true},
		{&three, "v1.4.3-0.20221111111111-0123456789ab", "v1.4.2", true},
		{&three, "v1.4.2-rc.1.0.20220101010101-0123456789ab", "", true},
		{&three, "v0.0.0-20290102030405-0123456789ab", "", true},
		// What is not a version sorts first.
		{&three, "(devel)", "", true},
		{&three, "1.5.1", "", true},
		// Not known: the newest, and not decided.
		{&three, "", "v1.4.3", false},
		{&one, "", "", true},
		{&one, "v1.0.0", "", true},
		{&Protocol{}, "v1.0.0", "", false},
	} {
		got, decided := c.p.At(c.version)
		if got.Since != c.since || decided != c.decided {
			t.Errorf("At(%q) = since %q, %v, want since %q, %v", c.version, got.Since, decided, c.since, c.decided)
		}
	}
}

// valid returns a protocol with no mistakes.
func valid() Protocol {
	return Protocol{
		Name: "x", Client: "x client", Package: "example.com/x", Types: []string{"Client"}, Tokens: []string{"Token"},
		Ops: []Op{
			{Func: "New", Event: Create},
			{Func: "Client.Connect", Event: Connect, Success: TokenOK},
			{Func: "Client.Up", Event: Check, True: Open, False: NotOpen},
			{Func: "Token.Wait", Event: Wait},
			{Func: "Options.SetID", Event: Set, Setting: "ID", Value: Arg0},
		},
		Identity:  []Source{{Func: "New", Operand: Arg0, Setting: "ID"}},
		Semantics: []Semantics{{Since: "v1.1.0"}, {Again: Wrong{Error, "it fails"}}},
	}
}

func TestValidate(t *testing.T) {
	p := valid()
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want   string
		change func(*Protocol)
	}{
		{"name is missing", func(p *Protocol) { p.Name = "" }},
		{"client is missing", func(p *Protocol) { p.Client = "" }},
		{"package is missing", func(p *Protocol) { p.Package = "" }},
		{"no types", func(p *Protocol) { p.Types = nil }},
		{"no op connects", func(p *Protocol) { p.Ops = p.Ops[:1] }},
		{"no semantics", func(p *Protocol) { p.Semantics = nil }},
		{"must have no since", func(p *Protocol) { p.Semantics[1].Since = "v1.0.0" }},
		{"not a semantic version", func(p *Protocol) { p.Semantics[0].Since = "1.1" }},
		{"out of order", func(p *Protocol) {
			p.Semantics = []Semantics{{Since: "v1.1.0"}, {Since: "v1.2.0"}, {}}
		}},
		{"out of order", func(p *Protocol) {
			p.Semantics = []Semantics{{Since: "v1.1.0"}, {Since: "v1.1.0"}, {}}
		}},
		{"again: consequence is missing", func(p *Protocol) { p.Semantics[1].Again.Consequence = "" }},
		{"again: a consequence without a severity", func(p *Protocol) { p.Semantics[1].Again.Severity = None }},
		{"without full stop", func(p *Protocol) { p.Semantics[1].Again.Consequence = "It fails." }},
		{"func is missing", func(p *Protocol) { p.Ops[0].Func = "" }},
		{"neither a function nor a method", func(p *Protocol) { p.Ops[0].Func = "x.Client.Connect" }},
		{"event is missing", func(p *Protocol) { p.Ops[0].Event = NoEvent }},
		{"a function has no receiver", func(p *Protocol) { p.Ops[0].Object = OnRecv }},
		{"tells nothing", func(p *Protocol) { p.Ops[2].True = NotOpen }},
		{"a create has no answers", func(p *Protocol) { p.Ops[0].True = Open }},
		{"is no handler", func(p *Protocol) { p.Ops[0].In.Auto = Open }},
		{"not both", func(p *Protocol) { p.Ops[4].Const = "false" }},
		{"setting is missing", func(p *Protocol) { p.Ops[4].Setting = "" }},
		{"a connect is not inserted", func(p *Protocol) { p.Ops[1].Insert = "Connect()" }},
		{"is not a call of it", func(p *Protocol) { p.Ops = append(p.Ops, Op{Func: "Client.Close", Event: Close, Insert: "Stop()"}) }},
		{"is not a call of it", func(p *Protocol) { p.Ops = append(p.Ops, Op{Func: "Client.Close", Event: Close, Insert: "Close(ctx)"}) }},
		{"is not a call of it", func(p *Protocol) { p.Ops = append(p.Ops, Op{Func: "Client.Close", Event: Close, Insert: "Close"}) }},
		{"not one of the tokens", func(p *Protocol) { p.Ops[3].Func = "Future.Wait" }},
		{"it is there twice", func(p *Protocol) { p.Ops[0].Func = "Client.Up" }},
		{"there is no such op", func(p *Protocol) { p.Identity[0].Func = "Make" }},
		{"a set has no identity", func(p *Protocol) { p.Identity[0].Func = "Options.SetID" }},
		{"operand is missing", func(p *Protocol) { p.Identity[0].Operand = Operand{} }},
		{"there is no such op", func(p *Protocol) { p.Hub = []Source{{Func: "Make", Operand: Arg0}} }},
		{"missing closing", func(p *Protocol) { p.Identity[0].Pattern = "devices/(" }},
		{"has 0 groups", func(p *Protocol) { p.Identity[0].Pattern = "devices/" }},
		{"not the name of a function", func(p *Protocol) { p.Reconnect.Options = "new options" }},
	} {
		p := valid()
		c.change(&p)
		if err := p.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want an error with %q", err, c.want)
		}
	}
}

// All mistakes are reported, not only the first.
func TestValidateAll(t *testing.T) {
	p := valid()
	p.Client, p.Ops[0].Event, p.Semantics[0].Since = "", NoEvent, "new"
	err := p.Validate()
	for _, want := range []string{"client is missing", "op New: event is missing", "semantic version"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

func TestString(t *testing.T) {
	p := valid()
	const want = `protocol x (x client), tier 0
	package example.com/x
	types Client
	tokens Token
	create New
	connect Client.Connect tokenok
	check Client.Up true=open false=notopen
	wait Token.Wait
	set Options.SetID setting=ID value=arg0
	identity New arg0.ID
	since v1.1.0
	from the first version on
		again error: it fails
`
	if got := p.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
