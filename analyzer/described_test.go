package analyzer_test

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
)

// link is a client of a program's own, in a package of its own.
const link = `
-- example.com/link/link.go --
package link

import "example.com/hub"

// A Link is a connection that directives describe. How it connects is its own affair.
type Link struct {
	client *hub.Client
	up     bool
	id     string
	last   error
}

//hublint:identity id
func New(id string) *Link { return &Link{client: hub.New(id), id: id} }

//hublint:connect
func Dial(id string) (*Link, error) {
	l := New(id)
	if err := l.client.Connect(); err != nil {
		return nil, err
	}
	l.up = true
	return l, nil
}

// Open connects.
//
//hublint:connect
func (l *Link) Open() error {
	if err := l.client.Connect(); err != nil {
		return err
	}
	l.up = true
	return nil
}

//hublint:close
func (l *Link) Close() { l.client.Close(); l.up = false }

//hublint:check
func (l *Link) Up() bool { return l.up }

//hublint:check closed
func (l *Link) Down() bool { return !l.up }

//hublint:check
func (l *Link) Ping() error { return l.last }

func (l *Link) Ensure() error {
	if l.up {
		return nil
	}
	return l.Open()
}

func (l *Link) Restart() error { l.Close(); return l.Open() }

func (l *Link) Again() error { return l.Open() }
`

const linkUsers = `
func badTwice(l *LIB.Link) { l.Open(); l.Open() }
func badAfterSuccess(l *LIB.Link) { if l.Open() == nil { l.Open() } }
func goodAfterFailure(l *LIB.Link) { if l.Open() != nil { l.Open() } }
func goodClosed(l *LIB.Link) { l.Open(); l.Close(); l.Open() }
func goodChecked(l *LIB.Link) { l.Open(); if !l.Up() { l.Open() } }
func goodCheckedDown(l *LIB.Link) { l.Open(); if l.Down() { l.Open() } }
func badCheckedDown(l *LIB.Link) { l.Open(); if !l.Down() { l.Open() } }
func goodPinged(l *LIB.Link) { l.Open(); if l.Ping() != nil { l.Open() } }
func badPinged(l *LIB.Link) { l.Open(); if l.Ping() == nil { l.Open() } }
func badChecked(l *LIB.Link) { if l.Up() { l.Open() } }
func goodEnsured(l *LIB.Link) { l.Open(); l.Ensure(); l.Ensure() }
func badEnsured() { l := LIB.New("x"); if l.Ensure() == nil { l.Open() } }
func goodRestarted(l *LIB.Link) { l.Open(); l.Restart(); l.Restart() }
func badRestarted(l *LIB.Link) { l.Restart(); l.Open() }
func badAgain(l *LIB.Link) { l.Open(); l.Again() }
func badDialled() { l, err := LIB.Dial("x"); if err == nil { l.Open() } }
func goodDialled() { l, err := LIB.Dial("x"); if err == nil { l.Ensure() } }
func goodDialledAgain() { _, err := LIB.Dial("x"); if err != nil { LIB.Dial("x") } }
func badLoop() { for { LIB.Dial("x") } }
func goodLoop() *LIB.Link { for { if l, err := LIB.Dial("x"); err == nil { return l } } }
func badTwins() { a, b := LIB.New("x"), LIB.New("x"); a.Open(); b.Open() }
func goodTwins() { a, b := LIB.New("x"), LIB.New("y"); a.Open(); b.Open() }
func badDeferred(l *LIB.Link) { defer l.Close(); for { l.Open() } }
func badMethodValue(l *LIB.Link) { open := l.Open; l.Open(); open() }
func badOnce(l *LIB.Link) { l.Open(); func() { l.Open() }() }
func goodKept(l *LIB.Link) { l.Open(); keep(l); l.Open() }
var keep func(*LIB.Link)
`

// Directives make a client of a program's own type, in its own package and in others.
func TestDescribedClients(t *testing.T) {
	one := load(t, hubLibrary+strings.TrimPrefix(strings.ReplaceAll(link, "/link", "/app"), "\n")+strings.ReplaceAll(linkUsers, "LIB.", ""))
	two := load(t, hubLibrary+link+"-- example.com/app/app.go --\npackage app\nimport \"example.com/link\"\n"+strings.ReplaceAll(linkUsers, "LIB", "link"))
	cfg := hubConfig
	cfg.Checks = []string{"-eagerreconnect"} // the loops are short, to be read easily
	for name, p := range map[string]*program{"in one package": one, "in two": two} {
		got := p.findings(p.analyse(t, cfg))
		for line := range strings.Lines(linkUsers) {
			name, ok := strings.CutPrefix(line, "func ")
			name, _, _ = strings.Cut(name, "(")
			n := 0
			for _, f := range got {
				if strings.HasPrefix(f, name+":") {
					n++
				}
			}
			if ok && n != strings.Count(name[:3], "bad") {
				t.Errorf("%s: %d findings", name, n)
			}
		}
		if i := slices.IndexFunc(got, func(f string) bool { return !strings.HasPrefix(f, "bad") }); i >= 0 {
			t.Errorf("%s: %s", name, got[i])
		}
	}
}

// Without the library that a client is made of, its directives are all there is.
func TestDescribedAlone(t *testing.T) {
	p := load(t, `
-- example.com/bus/bus.go --
package bus

type Bus interface {
	// Open connects.
	//
	//hublint:connect
	Open(name string) (n int, ok bool)
	//hublint:close
	Close()
}

func bad(b Bus) { b.Open("x"); b.Open("x") }
func badOk(b Bus) { if _, ok := b.Open("x"); ok { b.Open("x") } }
func goodOk(b Bus) { if _, ok := b.Open("x"); !ok { b.Open("x") } }
func goodClosed(b Bus) { b.Open("x"); b.Close(); b.Open("x") }

type Wire struct{ fd int }

//hublint:connect w
//hublint:identity o.Name
func Plug(o *Options, w *Wire) error { w.fd = 1; return nil }

//hublint:close
func Unplug(w *Wire) { w.fd = 0 }

type Options struct{ Base }
type Base struct{ Name string }

func badPlug(o *Options, w *Wire) { Plug(o, w); Plug(o, w) }
func goodPlug(o *Options, w *Wire) { Plug(o, w); Unplug(w); Plug(o, w) }
func badTwins(v, w *Wire) { o := &Options{}; o.Name = "x"; Plug(o, v); Plug(o, w) }
func goodTwins(v, w *Wire) { o := &Options{}; o.Name = "x"; Plug(o, v); o.Name = "y"; Plug(o, w) }
`)
	want := []string{"bad: doubleconnect", "badOk: doubleconnect", "badPlug: doubleconnect", "badTwins: sameidentity"}
	if got := p.findings(p.analyse(t, analyzer.Config{})); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The manual's program on clients of one's own is one.
func TestManualDirectives(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	_, src, _ := strings.Cut(f.Doc.Text(), "\n\tpackage link\n")
	src, _, _ = strings.Cut(src, "\nThey stand")
	p := load(t, "-- example.com/link/link.go --\npackage link\nimport \"net\"\n"+strings.ReplaceAll(src, "\n\t", "\n"))
	want := []string{"badTwice: doubleconnect", "badTwins: sameidentity"}
	if got := p.findings(p.analyse(t, analyzer.Config{})); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A client behind other constructs of the language.
func TestDescribedElsewhere(t *testing.T) {
	p := load(t, `
-- example.com/bus/bus.go --
package bus

import ("errors"; "sync")

type Line[T any] struct { last T; up bool }

//hublint:connect
func (l *Line[T]) Open(v T) error {
	if l.up {
		return errors.New("open")
	}
	l.last, l.up = v, true
	return nil
}

//hublint:close
func (l *Line[T]) Close() { l.up = false }

func badGeneric(l *Line[int]) { l.Open(1); l.Open(2) }
func goodGeneric(l *Line[int]) { l.Open(1); l.Close(); l.Open(2) }

type device struct { Line[string]; name string }

func badEmbedded(d *device) { d.Open("x"); d.Open("y") }
func goodEmbedded(d, e *device) { d.Open("x"); e.Open("y") }

type opener interface { Open(string) error; Close() }

func badInterface() { var o opener = &Line[string]{}; if o.Open("x") == nil { o.Open("x") } }
func goodInterface() { var o opener = &Line[string]{}; if o.Open("x") == nil { o.Close(); o.Open("x") } }

func badField(d *struct{ l *Line[int] }) { if d.l.Open(1) == nil { d.l.Open(1) } }
func goodFlag(d *struct{ l *Line[int]; on bool }) {
	for range 3 {
		if !d.on && d.l.Open(1) == nil { d.on = true }
	}
}
func goodOnce(l *Line[int]) {
	var once sync.Once
	for range 3 { once.Do(func() { l.Open(1) }) }
}
func badDeferred(l *Line[int]) { defer l.Open(1); l.Open(1) }
func goodDeferred(l *Line[int]) { defer l.Open(1); l.Open(1); l.Close() }

type pool struct{ lines []*Line[int] }

func (p *pool) stop() { for _, l := range p.lines { l.Close() } }
func goodPool(p *pool, l *Line[int]) { l.Open(1); p.lines = append(p.lines, l); p.stop(); l.Open(1) }

var watched []*Line[byte]

// The line is handed to those who watch it, and they may close it.
//
//hublint:connect l
func watch(l *Line[byte]) error { watched = append(watched, l); return nil }
var stop func()
func goodWatched(l *Line[byte]) { watch(l); stop(); watch(l) }
`)
	want := []string{"badDeferred: doubleconnect", "badEmbedded: doubleconnect", "badField: doubleconnect", "badGeneric: doubleconnect", "badInterface: doubleconnect"}
	if got := p.findings(p.analyse(t, analyzer.Config{})); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A configuration stands above directives.
func TestConfigurationStandsAbove(t *testing.T) {
	p := load(t, hubLibrary+`
//hublint:connect
func (c *Client) Reset() error { return nil }

func inLibrary(c *Client) { c.Reset(); c.Reset() }
-- example.com/app/app.go --
package app

import "example.com/hub"

func app(c *hub.Client) { c.Reset(); c.Reset() }
func bad(c *hub.Client) { c.Connect(); c.Connect() }
`)
	want := []string{"bad: doubleconnect"}
	if got := p.findings(p.analyse(t, hubConfig)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
