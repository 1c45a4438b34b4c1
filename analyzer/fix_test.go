package analyzer_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// TestFixes compares what the fixes make of the cases for them with golden files.
func TestFixes(t *testing.T) {
	t.Parallel()
	for _, module := range []string{"src", "legacy"} {
		analysistest.RunWithSuggestedFixes(diagnosticsOnly{t}, casesOf(t, module), analyzer.New(analyzer.Config{}), "./fix/...")
	}
}

// testFixed applies the first fix of every finding of acts, which were made of the cases in dir,
// and analyses the result: it compiles, is formatted, what was fixed is found no more, and
// nothing is found that was not found before.
func testFixed(t *testing.T, dir string, a *analysis.Analyzer, acts []*checker.Action) {
	t.Helper()
	overlay, fixed := applyFirst(t, acts)
	before, after := places(acts, nil), places(analyse(t, dir, a, overlay), nil)
	t.Logf("%d of %d findings have a fix", sum(fixed), sum(before))
	for place, n := range before {
		if got, want := after[place], n-fixed[place]; got > want {
			t.Errorf("%s: %d findings, after %d fixes %d", place, n, fixed[place], got)
		}
		delete(after, place)
	}
	for place := range after {
		t.Errorf("%s: found only after fixing", place)
	}
}

func sum(m map[string]int) (n int) {
	for v := range maps.Values(m) {
		n += v
	}
	return n
}

// analyse returns a's actions on the cases in dir, with the given files in place of
// those on disk.
func analyse(t *testing.T, dir string, a *analysis.Analyzer, overlay map[string][]byte) []*checker.Action {
	t.Helper()
	cfg := &packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir, Overlay: overlay,
		Env: append(os.Environ(), "GOWORK=off", "PWD="+dir, "GOPROXY=off"),
	}
	pkgs, err := packages.Load(cfg, *cases)
	if err != nil || packages.PrintErrors(pkgs) > 0 {
		t.Fatalf("the cases do not compile: %v", err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
	}
	return graph.Roots
}

// places counts the findings that only wants, by function and category.
func places(acts []*checker.Action, only func(analysis.Diagnostic) bool) map[string]int {
	out := map[string]int{}
	for _, act := range acts {
		for _, d := range act.Diagnostics {
			if only == nil || only(d) {
				out[fmt.Sprintf("%s %s (%s)", act.Package.ID, function(act, d.Pos), d.Category)]++
			}
		}
	}
	return out
}

// function names the declaration around pos.
func function(act *checker.Action, pos token.Pos) string {
	for _, f := range act.Package.Syntax {
		for _, decl := range f.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
				name := filepath.Base(act.Package.Fset.Position(pos).Filename) + ":"
				if fd.Recv != nil {
					name += fmt.Sprint(act.Package.TypesInfo.TypeOf(fd.Recv.List[0].Type), ".")
				}
				return name + fd.Name.Name
			}
		}
	}
	return "?"
}

// applyFirst returns the files with the first fix of each finding applied, and how many there
// are at each place.
func applyFirst(t *testing.T, acts []*checker.Action) (map[string][]byte, map[string]int) {
	t.Helper()
	edits := map[string][]analysis.TextEdit{}
	for _, act := range acts {
		for _, d := range act.Diagnostics {
			if len(d.SuggestedFixes) == 0 {
				continue
			}
			for _, e := range d.SuggestedFixes[0].TextEdits {
				name := act.Package.Fset.File(e.Pos).Name()
				same := func(x analysis.TextEdit) bool {
					return x.Pos == e.Pos && x.End == e.End && bytes.Equal(x.NewText, e.NewText)
				}
				if !slices.ContainsFunc(edits[name], same) {
					edits[name] = append(edits[name], e)
				}
			}
		}
	}
	out := map[string][]byte{}
	for name, list := range edits {
		out[name] = applyTo(t, acts[0].Package.Fset, name, list)
	}
	return out, places(acts, func(d analysis.Diagnostic) bool { return len(d.SuggestedFixes) > 0 })
}

// unaligned returns text without the columns of comments at the ends of lines.
func unaligned(text []byte) []byte { return aligned.ReplaceAll(text, []byte(" //")) }

var aligned = regexp.MustCompile(`[ \t]+//`)

// applyTo returns the text of a file with edits applied: they must not overlap, and what was
// formatted must stay so.
func applyTo(t *testing.T, fset *token.FileSet, name string, edits []analysis.TextEdit) []byte {
	t.Helper()
	old, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(edits, func(a, b analysis.TextEdit) int { return int(a.Pos) - int(b.Pos) })
	var out []byte
	last := 0
	for _, e := range edits {
		start, end := fset.Position(e.Pos).Offset, fset.Position(e.End).Offset
		if start < last {
			t.Fatalf("%s: fixes overlap at %s", name, fset.Position(e.Pos))
		}
		out = append(append(out, old[last:start]...), e.NewText...)
		last = end
	}
	out = append(out, old[last:]...)
	was, err := format.Source(old)
	if err != nil {
		t.Fatal(err)
	}
	is, err := format.Source(out)
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	if bytes.Equal(was, old) && !bytes.Equal(unaligned(is), unaligned(out)) {
		t.Errorf("%s is not formatted any more:\n%s", name, out)
	}
	return out
}
