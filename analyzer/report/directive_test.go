package report

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// In these sources each call of double is a finding of category doubleconnect, each call of
// reuse one of category reuseclosed, and each call of off one that the configuration hides.
var directives = []struct{ name, src, want string }{
	{"line", `
//lint:ignore hublint/doubleconnect the bench
double()
double()
`, "4 doubleconnect"},
	{"same line", `
double() //lint:ignore hublint/doubleconnect the bench
double()
`, "3 doubleconnect"},
	{"the whole tool", `
//lint:ignore hublint the bench
double(reuse())
`, ""},
	{"another category", `
//lint:ignore hublint/reuseclosed the bench
double()
`, "2 silences nothing; 3 doubleconnect"},
	{"one of two categories", `
//lint:ignore hublint/reuseclosed the bench
double(reuse())
`, "3 doubleconnect"},
	{"several checks", `
//lint:ignore SA4006,hublint/reuseclosed,hublint/doubleconnect the bench
double(reuse())
`, ""},
	{"a category and the tool", `
//lint:ignore hublint/reuseclosed,hublint the bench
double()
`, ""},
	{"comments in between", `
//lint:ignore hublint/doubleconnect the bench
// takes any number
// of connections.
double()
`, ""},
	{"a statement of several lines", `
//lint:ignore hublint/doubleconnect the bench
double(
	reuse(),
)
`, "4 reuseclosed"},
	{"not the line before", `
double()
//lint:ignore hublint/doubleconnect the bench
`, "2 doubleconnect; 3 silences nothing"},
	{"not what is above a block's end", `
if true {
	double()

	//lint:ignore hublint/doubleconnect the bench
}
`, "3 doubleconnect; 5 silences nothing"},
	{"no reason", `
//lint:ignore hublint/doubleconnect
double()
//lint:ignore hublint
double()
double() //lint:ignore hublint // what follows is no reason
`, "2 no reason; 3 doubleconnect; 4 no reason; 5 doubleconnect; 6 doubleconnect; 6 no reason"},
	{"unknown category", `
//lint:ignore hublint/doubleconect the bench
double()
//lint:ignore hublint/x,hublint/doubleconnect the bench
double()
`, `2 no category "doubleconect"; 3 doubleconnect; 4 no category "x"`},
	{"nothing to silence", `
//lint:ignore hublint/doubleconnect the bench
_ = 1
`, "2 silences nothing"},
	{"hidden by configuration", `
//lint:ignore hublint/doubleconnect the bench
off()
`, ""},
	{"other tools", `
//lint:ignore SA4006 is not ours
//lint:ignore SA4006
//lint:ignore
//lint:ignore hublinter/doubleconnect is not ours
//lint:ignore doubleconnect is not ours
//lint:disable hublint is unknown
// lint:ignore hublint is a comment
double()
`, "9 doubleconnect"},
	{"file", `
double()
//lint:file-ignore hublint/doubleconnect the bench
double(reuse())
`, "4 reuseclosed"},
	{"file with nothing to silence", `
//lint:file-ignore hublint the bench
`, ""},
	{"file without reason", `
double()
//lint:file-ignore hublint
`, "2 doubleconnect; 3 no reason"},
	{"two for one", `
//lint:ignore hublint/doubleconnect the bench
double() //lint:ignore hublint/doubleconnect the bench
`, ""},
}

func TestSuppress(t *testing.T) {
	for _, c := range directives {
		t.Run(c.name, func(t *testing.T) {
			for range 10 { // the comments come out of a map
				if got := suppressed(t, c.src); got != c.want {
					t.Fatalf("got  %s\nwant %s", got, c.want)
				}
			}
		})
	}
}

// suppressed returns what Suppress reports on the body of a function: lines, which count from
// the line before the body, and categories, or the complaint.
func suppressed(t *testing.T, body string) string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p; func _() {"+body+"}", parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found, hidden := findings(f)
	var out []string
	for _, d := range Suppress(&analysis.Pass{Fset: fset, Files: []*ast.File{f}}, found, hidden...) {
		text := d.Category
		if d.Category == Directive {
			text = complaint(d.Message)
		}
		out = append(out, fmt.Sprintf("%d %s", fset.Position(d.Pos).Line, text))
	}
	return strings.Join(out, "; ")
}

func findings(f *ast.File) (found, hidden []analysis.Diagnostic) {
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch fun := call.Fun.(*ast.Ident); fun.Name {
		case "double":
			found = append(found, analysis.Diagnostic{Pos: call.Pos(), Category: "doubleconnect"})
		case "reuse":
			found = append(found, analysis.Diagnostic{Pos: call.Pos(), Category: "reuseclosed"})
		case "off":
			hidden = append(hidden, analysis.Diagnostic{Pos: call.Pos(), Category: "doubleconnect"})
		}
		return true
	})
	return found, hidden
}

func complaint(message string) string {
	for _, s := range []string{"no reason", "silences nothing"} {
		if strings.Contains(message, s) {
			return s
		}
	}
	_, s, _ := strings.Cut(message, "there is ")
	s, _, _ = strings.Cut(s, ";")
	return s
}

// A directive stays within its file.
func TestSuppressOtherFile(t *testing.T) {
	fset := token.NewFileSet()
	var files []*ast.File
	var found []analysis.Diagnostic
	for name, src := range map[string]string{
		"a.go": "package p\n//lint:file-ignore hublint the bench\n\nvar _ = 1",
		"b.go": "package p\n\n\nvar _ = double()",
	} {
		f, err := parser.ParseFile(fset, name, src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		more, _ := findings(f)
		files, found = append(files, f), append(found, more...)
	}
	if got := Suppress(&analysis.Pass{Fset: fset, Files: files}, found); len(got) != 1 || got[0].Category != "doubleconnect" {
		t.Errorf("got %v, want the finding in b.go", got)
	}
}

// Without comments for hublint the findings are left as they are.
func TestSuppressNothing(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p\n//lint:ignore SA1000 x\nvar _ = double()", parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found, _ := findings(f)
	got := Suppress(&analysis.Pass{Fset: fset, Files: []*ast.File{f}}, found)
	if len(got) != 1 || &got[0] != &found[0] {
		t.Errorf("got %v, want %v itself", got, found)
	}
}

// Each kind of violation has a category that can be silenced.
func TestCategories(t *testing.T) {
	names := Categories()
	if slices.Contains(names, Directive) {
		t.Errorf("complaints about directives can be silenced")
	}
	for _, k := range typestate.Kinds() {
		if !slices.Contains(names, k.String()) {
			t.Errorf("%s cannot be silenced", k)
		}
	}
	defer func() {
		if recover() == nil {
			t.Errorf("a kind of violation is not among %v", names)
		}
	}()
	_ = typestate.Kind(len(typestate.Kinds())).String()
}
