package directive_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer/directive"
	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"//hublint:connect":                     "//hublint:connect",
		"//hublint:connect  l \t":               "//hublint:connect l",
		"//hublint:connect // opens":            "//hublint:connect",
		"//hublint:close\r":                     "//hublint:close",
		"//hublint:check":                       "//hublint:check open",
		"//hublint:check closed":                "//hublint:check closed",
		"//hublint:check l closed":              "//hublint:check l closed",
		"//hublint:check closed closed":         "//hublint:check closed closed",
		"//hublint:identity cfg.Device.ID":      "//hublint:identity cfg.Device.ID",
		"//hublint:assume open c.client // sic": "//hublint:assume open c.client",
		"//hublint:assume closed open":          "//hublint:assume closed open",
		"// hublint:connect":                    "",
		"//hublint":                             "",
		"//go:build linux":                      "",
		"//lint:ignore hublint reason":          "",
		"/*hublint:connect*/":                   "",
	} {
		d, err := directive.Parse(7, text)
		switch {
		case err != nil:
			t.Errorf("%q: %v", text, err)
		case d == nil && want != "":
			t.Errorf("%q is no directive", text)
		case d != nil && d.String() != want:
			t.Errorf("%q: got %s, want %q", text, d, want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"//hublint:":                       "there is no name after the colon",
		"//hublint:\tconnect":              "there is no name after the colon",
		"//hublint:Connect":                "there is no name after the colon",
		"//hublint:conn":                   `there is no directive "conn" (want one of connect, close, check, identity, assume)`,
		"//hublint:assumed open c":         `did you mean "assume"?`,
		"//hublint:nolint":                 "//lint:ignore hublint/CATEGORY reason",
		"//hublint:close a b":              "close takes one name at most",
		"//hublint:close a.b":              `close takes the name of a parameter or result, and "a.b" is a field`,
		"//hublint:check a b":              "check takes the name of the client and one of open and closed",
		"//hublint:check up open shut":     "check takes the name of the client",
		"//hublint:identity":               "identity takes one parameter, or a field of one",
		"//hublint:identity a b":           "identity takes one parameter, or a field of one",
		"//hublint:identity a..b":          `"a..b" is no name and no names joined by dots`,
		"//hublint:connect type":           `"type" is no name`,
		"//hublint:connect _":              `"_" is no name`,
		"//hublint:assume c":               "assume takes a state and a client",
		"//hublint:assume up c":            "where the state is open or closed",
		"//hublint:assume open":            "assume takes a state and a client",
		"//hublint:assume open *c":         `"*c" is no name`,
		"//hublint:assume open clients[0]": `"clients[0]" is no name`,
	} {
		if d, err := directive.Parse(7, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, %v, want an error with %q", text, d, err, want)
		}
	}
}

// bench is a program with a place for a directive above each kind of declaration and in each
// kind of statement.
const bench = `package p

type Link struct{ inner *Link; id string }
type Bus interface {
	%[1]s
	Open(name string) (l *Link, ok bool)
}
type Config struct{ *Link; Name string }

%[1]s
func New(id string, c *Config) (l *Link, err error) { return &Link{}, nil }

%[1]s
func (l *Link) Open(c Config) error {
	%[1]s
	for i := range 3 {
		l, x := l.inner, l //hublint:assume open l
		%[1]s
		defer func() {
			%[1]s
			x.inner = l
		}()
		switch {
		%[1]s
		case i > 1:
			l.id = x.id
			%[1]s
		default:
			%[1]s
			return nil
		}
	}
	select {
	%[1]s
	}
	l.inner.f(
		%[1]s
		c.Link)
	if c.inner == nil {
		return nil %[1]s
	}
	%[1]s
}

%[1]s
func (l *Link) f(x *Link) (up bool) { l, up = x, true; return up }

%[1]s
var v Link

%[1]s
`

// own knows the types of the program itself as clients.
type own struct{}

func (own) Type(t types.Type) *protocol.Protocol {
	if strings.HasSuffix(t.String(), "p.Link") {
		return &protocol.Protocol{}
	}
	return nil
}

func (own) Token(types.Type) bool { return false }

// FuzzDirective puts a comment in every place of a program. Whatever it is, what it makes is a
// protocol that validates, or a complaint about a place in the file; and the syntax with its
// assumptions can be made into SSA, while the program's own syntax is left as it is.
func FuzzDirective(f *testing.F) {
	for _, seed := range []string{"connect", "close", "check", "check closed", "identity id", "identity c.Name", "connect l", "identity c.Link.id",
		"assume open l", "assume closed c.Link", "assume open l.inner", "assume open v", "assume open x", "conect", "", " connect", "check l open // why", "connect result0", "connect arg1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		comment := "//hublint:" + text
		d, err := directive.Parse(1, comment)
		if d != nil && err == nil {
			back, err := directive.Parse(1, d.String())
			if err != nil {
				t.Fatalf("%q reads as %s, which does not read: %v", comment, d, err)
			}
			if back.End = d.End; !reflect.DeepEqual(d, back) {
				t.Fatalf("%q reads as %s, which reads as %s", comment, d, back)
			}
		}
		if strings.ContainsAny(text, "\n\r\x00") {
			return // not one comment
		}
		inProgram(t, comment)
	})
}

func inProgram(t *testing.T, comment string) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", fmt.Sprintf(bench, comment), parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return // not UTF-8
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Error: func(error) {}} // a return is missing
	pkg, _ := conf.Check("example.com/p", fset, []*ast.File{file}, info)
	before, known := count(file), len(info.Types)

	set := directive.Collect(pkg, []*ast.File{file}, info)
	for _, p := range set.Protocols(own{}) {
		if err := p.Validate(); err != nil {
			t.Errorf("%s: %v", comment, err)
		}
	}
	a := set.Assume(fset, []*ast.File{file}, info, own{})
	if len(a.At) == 0 {
		t.Errorf("%s: the assumption of the program itself is lost", comment)
	}
	for _, p := range set.Problems() {
		if p.Pos < file.FileStart || p.End > file.FileEnd || p.Pos >= p.End || p.Text == "" {
			t.Errorf("%s: a complaint without text or place: %+v", comment, p)
		}
	}
	if count(file) != before || len(info.Types) != known {
		t.Errorf("%s: the program was changed", comment)
	}
	if count(a.Files[0]) <= before {
		t.Errorf("%s: no assumption is in the syntax", comment)
	}
	prog := ssa.NewProgram(fset, ssa.SanityCheckFunctions)
	prog.CreatePackage(pkg, a.Files, a.Info, false).Build()
}

func count(f *ast.File) (n int) {
	ast.Inspect(f, func(ast.Node) bool { n++; return true })
	return n
}
