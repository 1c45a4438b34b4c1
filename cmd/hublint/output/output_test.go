package output_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/output"
)

var update = flag.Bool("update", false, "write the golden files")

const dir = "/src/m"

// at makes a position, with the offset of nothing in particular.
func at(file string, line, column int) token.Position {
	return token.Position{Filename: file, Line: line, Column: column, Offset: 10*line + column}
}

// sample has what formats trip over: bytes that are not characters, signs that need
// escapes, another directory, a finding of several lines, positions without columns.
func sample() *output.Report {
	a := dir + "/a b/a.go"
	return &output.Report{
		Version: "v1.2.3",
		Dir:     dir,
		Rules: []output.Rule{
			{ID: "doubleconnect", Title: "Connect twice", Help: "Connect on an open client.\n\nThe hub closes the first.", URL: "https://example.com/#doubleconnect"},
			{ID: "abandoned", Title: "Left open"},
		},
		Findings: output.Sort([]output.Finding{
			{
				Pos: at(a, 4, 14), End: at(a, 4, 25), Category: "doubleconnect", Severity: output.Error, Client: "client.example",
				Message: "second, with 100 % <certainty>: c[0] is open (doubleconnect)",
				Related: []output.Related{
					{Pos: at(a, 3, 2), Message: "opened here"},
					{Pos: at("/mod/client/client.go", 7, 1), Message: "declared [here]"},
				},
				Fixes: []output.Fix{{Message: "remove it", Edits: []output.Edit{{Pos: at(a, 4, 14), End: at(a, 4, 25), NewText: "// \"none\""}}}},
			},
			{
				Pos: at(a, 3, 2), End: at(a, 5, 1), Category: "unheardof", Severity: output.Note,
				Message: "over several lines (unheardof)",
			},
			{Pos: at(dir+"/z.go", 1, 0), Category: "abandoned", Severity: output.Warning, Message: "same (abandoned)"},
			{Pos: at(dir+"/z.go", 1, 0), Category: "abandoned", Severity: output.Warning, Message: "same (abandoned)"},
		}),
		ReadFile: func(name string) ([]byte, error) {
			if name == a {
				return []byte("package a\n\n\tc.Connect()\n\t/* wörld*/ c.Connect()\n}\n"), nil
			}
			return nil, fs.ErrNotExist
		},
	}
}

func TestFormats(t *testing.T) {
	for _, name := range output.Formats() {
		for variant, report := range map[string]*output.Report{"": sample(), "-empty": {Version: "v1.2.3"}} {
			t.Run(name+variant, func(t *testing.T) {
				var buf bytes.Buffer
				if err := report.Write(&buf, name); err != nil {
					t.Fatal(err)
				}
				golden := filepath.Join("testdata", name+variant+".golden")
				if *update {
					if err := os.WriteFile(golden, buf.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(buf.Bytes(), want) {
					t.Errorf("got:\n%s\nwant:\n%s", buf.Bytes(), want)
				}
			})
		}
	}
}

// GitHub shows ten annotations of each level for a step.
func TestGitHubOverflow(t *testing.T) {
	r := &output.Report{}
	for i := range 12 {
		severity := output.Warning
		if i == 11 {
			severity = output.Error
		}
		r.Findings = append(r.Findings, output.Finding{Pos: at("a.go", i+1, 1), Severity: severity, Message: fmt.Sprint(i)})
	}
	var buf bytes.Buffer
	if err := r.Write(&buf, "github"); err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(buf.Bytes()), []byte("\n"))
	if len(lines) != 14 || !bytes.HasPrefix(lines[1], []byte("::error ")) || !bytes.HasSuffix(lines[13], []byte("::1 more findings are in the log of this step")) {
		t.Errorf("got:\n%s", buf.Bytes())
	}
}

func TestUnknownFormat(t *testing.T) {
	if err := sample().Write(&bytes.Buffer{}, "pdf"); err == nil || output.Known("pdf") || !output.Known("sarif") {
		t.Error("pdf is not a format")
	}
}
