package analyzer_test

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
)

const fleet = `
-- example.com/fleet/fleet.go --
package fleet

import "errors"

var (
	ErrGone  = errors.New("gone")
	ErrOther = errors.New("other")
)

type Plugin interface {
	Open() error
	Poll(name string) (n int, err error)
	Send(text string)
}

func Run(...Plugin) {}
`

// plugins have names that say what is right of them.
const plugins = `
-- example.com/app/app.go --
package app

import ("errors"; "strconv"; "example.com/fleet"; "example.com/hub")

type base struct { c *hub.Client; up bool; last string }

func (*base) Open() error { return nil }
func (*base) Poll(string) (int, error) { return 0, nil }
func (*base) Send(string) {}

type badRetried struct { base }
func (p *badRetried) Open() error { p.c.Connect(); return errors.New("x") }

type goodOnSuccess struct { base }
func (p *goodOnSuccess) Open() error { return p.c.Connect() }

type goodClosed struct { base }
func (p *goodClosed) Open() error { p.c.Connect(); p.c.Close(); return errors.New("x") }

type badStep struct { base }
func (p *badStep) Send(string) { p.c.Connect() }

type goodFlag struct { base }
func (p *goodFlag) Send(string) { if !p.up { p.up = p.c.Connect() == nil } }

type badFlag struct { base }
func (p *badFlag) Send(string) { if !p.up { p.c.Connect(); p.up = p.last != "" } }

type badBothWays struct { base }
func (p *badBothWays) Open() error { return p.c.Connect() }
func (p *badBothWays) Send(string) { p.c.Connect() }

type badGone struct { base }
func (p *badGone) Open() error { return p.c.Connect() }
func (p *badGone) Poll(string) (int, error) { return 0, fleet.ErrGone }

type goodGone struct { base }
func (p *goodGone) Open() error { return p.c.Connect() }
func (p *goodGone) Poll(string) (int, error) { p.c.Close(); return 0, fleet.ErrGone }

type goodOther struct { base }
func (p *goodOther) Open() error { return p.c.Connect() }
func (p *goodOther) Poll(string) (int, error) { return 0, fleet.ErrOther }

// Which error this is, nobody knows: it is not taken for the one.
type goodAny struct { base }
func (p *goodAny) Open() error { return p.c.Connect() }
func (p *goodAny) Poll(name string) (int, error) { return strconv.Atoi(name) }

// Two calls have nothing in common but the plugin.
type badByName struct { base }
func (p *badByName) Poll(name string) (int, error) { if name != p.last { p.last = name; p.c.Connect() }; return 0, nil }

type goodNoPlugin struct { base }
func (p *goodNoPlugin) Send(string) { p.c.Connect() }

func main() {
	fleet.Run(&badRetried{}, &goodOnSuccess{}, &goodClosed{}, &badStep{}, &goodFlag{}, &badFlag{}, &badBothWays{},
		&badGone{}, &goodGone{}, &goodOther{}, &goodAny{}, &badByName{})
}
`

// Plugins are judged by what their owner calls again.
func TestDriven(t *testing.T) {
	p := load(t, hubLibrary+fleet+plugins)
	cfg := hubConfig
	cfg.Contracts = []protocol.Contract{{Interface: "example.com/fleet.Plugin", Owner: "the fleet",
		Start: "Open", Retry: true, Steps: []string{"Poll", "Send"}, Restart: []string{"ErrGone"}}}
	got, want := p.receivers(t, cfg), []string(nil)
	for line := range strings.Lines(plugins) {
		if name, ok := strings.CutPrefix(line, "type bad"); ok {
			name, _, _ = strings.Cut(name, " ")
			want = append(want, "bad"+name)
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	cfg.Contracts = nil
	if got := p.receivers(t, cfg); got != nil {
		t.Errorf("without a contract: %q", got)
	}
}

// receivers returns the types of whose methods something is reported, sorted.
func (p *program) receivers(t *testing.T, cfg analyzer.Config) []string {
	t.Helper()
	var out []string
	for act := range p.analyse(t, cfg).All() {
		for _, d := range act.Diagnostics {
			for _, f := range act.Package.Syntax {
				for _, decl := range f.Decls {
					if fd, ok := decl.(*ast.FuncDecl); ok && fd.Recv != nil && fd.Pos() <= d.Pos && d.Pos < fd.End() {
						out = append(out, strings.TrimPrefix(types.ExprString(fd.Recv.List[0].Type), "*"))
					}
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
