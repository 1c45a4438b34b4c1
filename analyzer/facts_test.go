package analyzer_test

import (
	"bytes"
	"encoding/gob"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/packages"
)

var update = flag.Bool("update", false, "write the golden files")

// helpers are functions that a device program may have in a package of its own.
const helpers = `
import "example.com/hub"

func Connect(c *hub.Client) error { return c.Connect() }

func Ensure(c *hub.Client) error {
	if c.IsConnected() {
		return nil
	}
	return Connect(c)
}

func Close(c *hub.Client) { c.Close() }

func New() (*hub.Client, error) {
	c := hub.New("x")
	return c, Connect(c)
}

func Twice(f func()) { f(); f() }

type Link struct {
	Client *hub.Client
	Up     bool
}

func (l *Link) Open() error {
	if l.Up {
		return nil
	}
	if err := l.Client.Connect(); err != nil {
		return err
	}
	l.Up = true
	return nil
}

func (l *Link) Close() { l.Client.Close(); l.Up = false }

var Shared = hub.New("shared")

func Global() { Shared.Connect() }

func Add(a, b int) int { return a + b }
`

// callers use them; what is bad is so only by what the helpers do.
const callers = `
func badConnect(c *hub.Client) { LIB.Connect(c); LIB.Connect(c) }
func goodConnect(c *hub.Client) { if LIB.Connect(c) != nil { LIB.Connect(c) } }
func goodEnsure(c *hub.Client) { LIB.Ensure(c); LIB.Ensure(c) }
func badEnsure(c *hub.Client) { if LIB.Ensure(c) == nil { LIB.Connect(c) } }
func goodClose(c *hub.Client) { LIB.Connect(c); LIB.Close(c); LIB.Connect(c) }
func badNew() { c, err := LIB.New(); if err == nil { c.Connect() } }
func goodNew() { c, err := LIB.New(); if err != nil { c.Connect() } }
func badTwice(c *hub.Client) { LIB.Twice(func() { c.Connect() }) }
func goodTwice(c *hub.Client) { LIB.Twice(func() { c.Close(); c.Connect() }) }
func goodLink(l *LIB.Link) { if l.Open() == nil { l.Open() } }
func badLink(l *LIB.Link) { if l.Open() == nil { l.Client.Connect() } }
func goodLinkClosed(l *LIB.Link) { if l.Open() == nil { l.Close(); l.Client.Connect() } }
func badGlobal() { LIB.Shared.Connect(); LIB.Global() }
func goodAdd(c *hub.Client) { c.Connect(); LIB.Add(1, 2); c.Close(); c.Connect() }
`

// apart is the program with the helpers in a package of their own.
func apart() string {
	return hubLibrary +
		"-- example.com/lib/lib.go --\npackage lib\n" + helpers +
		"-- example.com/app/app.go --\npackage app\nimport (\"example.com/hub\"; \"example.com/lib\")\n" + strings.ReplaceAll(callers, "LIB", "lib")
}

// Where a helper stands makes no difference: the findings are those in one package.
func TestFactsCarryAll(t *testing.T) {
	one := load(t, hubLibrary+"-- example.com/app/app.go --\npackage app\n"+helpers+strings.ReplaceAll(callers, "LIB.", ""))
	two := load(t, apart())
	got, want := two.findings(two.analyse(t, hubConfig)), one.findings(one.analyse(t, hubConfig))
	if !slices.Equal(got, want) {
		t.Errorf("with a package for the helpers\n%s\nwithout\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for line := range strings.Lines(callers) {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "func "), "(")
		if reported := slices.Contains(got, name+": doubleconnect"); reported != strings.HasPrefix(name, "bad") {
			t.Errorf("%s: reported %t", name, reported)
		}
	}
}

// The golden file has what the helpers tell.
func TestFacts(t *testing.T) {
	const name = "testdata/facts.golden"
	all := facts(load(t, apart()+link).analyse(t, hubConfig))
	got := show(slices.DeleteFunc(all, func(f told) bool { return strings.Contains(f.about, "app") }))
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(name); err != nil || got != string(want) {
		t.Errorf("%s: %v; got (-update writes it)\n%s", name, err, got)
	}
}

// Equal code gives equal facts, byte by byte, whatever the order of maps and goroutines.
func TestFactsAreDeterministic(t *testing.T) {
	var first []byte
	for range 8 {
		data := encode(t, facts(load(t, apart()+link).analyse(t, hubConfig)))
		if first == nil {
			first = data
		} else if !bytes.Equal(first, data) {
			t.Fatal("facts differ from run to run")
		}
	}
}

// A fact that has been encoded and decoded is the same fact.
func TestFactsRoundTrip(t *testing.T) {
	for _, f := range facts(load(t, apart()+link).analyse(t, hubConfig)) {
		data := encode(t, []told{f})
		copied := reflect.New(reflect.TypeOf(f.fact).Elem())
		body := bytes.TrimPrefix(data, []byte(f.about+"\n"))
		if err := gob.NewDecoder(bytes.NewReader(body)).DecodeValue(copied); err != nil {
			t.Fatalf("%s: %v", f.about, err)
		}
		f.fact = copied.Interface().(interface{ AFact() })
		if !bytes.Equal(encode(t, []told{f}), data) {
			t.Errorf("the fact about %s does not survive its encoding", f.about)
		}
	}
}

// A package that cannot reach a client library has no facts: nothing was done for it.
func TestNothingWhereNoHubIs(t *testing.T) {
	p := load(t, hubLibrary+"-- example.com/far/far.go --\npackage far\nfunc Twice(f func()) { f(); f() }\n")
	for _, f := range facts(p.analyse(t, hubConfig)) {
		if f.about != "example.com/hub" {
			t.Errorf("%s: %s", f.about, f.fact)
		}
	}
}

// Nobody imports tests that are a package of their own, so they tell nothing but what they reach: only
// the findings are made. A package that merely goes by such a name is one as others.
func TestNothingOfTests(t *testing.T) {
	for file, want := range map[string]bool{"device_test.go": false, "device.go": true} {
		p := load(t, hubLibrary+"-- example.com/device_test/"+file+" --\npackage device_test\nimport \"example.com/hub\"\nfunc Connect(c *hub.Client) { c.Connect(); c.Connect() }\n")
		res := p.analyse(t, hubConfig)
		told := slices.ContainsFunc(facts(res), func(f told) bool {
			return strings.Contains(f.about, "device_test") && strings.Contains(f.about, "Connect")
		})
		if told != want || len(p.findings(res)) == 0 {
			t.Errorf("%s: facts %t, want %t; %d findings", file, told, want, len(p.findings(res)))
		}
	}
}

// The version of the library comes with the facts of its own package, over any distance.
func TestVersionDecides(t *testing.T) {
	for version, want := range map[string]string{
		"v2.1.0": "nothing happens", "v1.9.0": "the hub closes the first connection", "": "from v2.0.0 on nothing happens; before, the hub closes",
	} {
		p := load(t, apart())
		if version != "" {
			p.index["example.com/hub"].Module = &packages.Module{Path: "example.com/hub", Version: version}
		}
		n := 0
		for act := range p.analyse(t, hubConfig).All() {
			for _, d := range act.Diagnostics {
				n++
				if !strings.Contains(d.Message, ": "+want) {
					t.Errorf("%s: %s", version, d.Message)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: no findings", version)
		}
	}
}

// The threshold is that of the built version, too.
func TestSeverity(t *testing.T) {
	cfg := hubConfig
	cfg.Severity = protocol.Error
	for version, want := range map[string]bool{"v2.1.0": false, "v1.9.0": true} {
		p := load(t, apart())
		p.index["example.com/hub"].Module = &packages.Module{Path: "example.com/hub", Version: version}
		if got := len(p.findings(p.analyse(t, cfg))) > 0; got != want {
			t.Errorf("%s: findings %t, want %t", version, got, want)
		}
	}
}
