package analyzer_test

import (
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
	for name, p := range map[string]*program{"in one package": one, "in two": two} {
		got := p.findings(p.analyse(t, hubConfig))
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
