package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hublint/hublint/cmd/hublint/internal/lsptest"
)

// TestEditor is an hour with an editor: a file with a mistake is opened, the mistake is looked at,
// corrected, made again, and corrected for good.
func TestEditor(t *testing.T) {
	if testing.Short() {
		t.Skip("lists packages some times")
	}
	archive, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	sh := newShell(t, archive)
	name := filepath.Join(sh.dir, "device", "device.go")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	wrong := string(data)
	right := strings.Replace(wrong, "\treturn connect(c)\n", "\tc.Disconnect(250)\n\treturn connect(c)\n", 1)
	uri := "file://" + filepath.ToSlash(name)

	e := lsptest.Start(t, func(ctx context.Context, in io.Reader, out io.Writer) int {
		return serve(ctx, []string{"-severity", "error", "--stdio"}, in, out, os.Stderr)
	})
	var hello struct {
		Capabilities map[string]any
		ServerInfo   struct{ Name string }
	}
	e.Call("initialize", lsptest.Object{
		"rootUri":      "file://" + filepath.ToSlash(sh.dir),
		"capabilities": lsptest.Object{"textDocument": lsptest.Object{"publishDiagnostics": lsptest.Object{"relatedInformation": true}}},
	}, &hello)
	if hello.ServerInfo.Name != "hublint" || hello.Capabilities["hoverProvider"] != true {
		t.Errorf("initialize: %+v", hello)
	}
	e.Notify("initialized", lsptest.Object{})

	e.Notify("textDocument/didOpen", lsptest.Opened(uri, wrong))
	var p lsptest.Published
	e.Hears("textDocument/publishDiagnostics", &p)
	checkFinding(t, uri, p)
	checkAnswers(t, e, uri)

	// As one types, without a file being written.
	e.Notify("textDocument/didChange", lsptest.Changed(uri, right))
	e.Hears("textDocument/publishDiagnostics", &p)
	if len(p.Diagnostics) > 0 {
		t.Errorf("%+v is left after the correction", p)
	}
	e.Notify("textDocument/didChange", lsptest.Changed(uri, "\n\n"+wrong))
	e.Hears("textDocument/publishDiagnostics", &p)
	if len(p.Diagnostics) != 1 || p.Diagnostics[0].Range.Start.Line != 16 {
		t.Errorf("%+v after the mistake has been made again", p)
	}

	// For good.
	e.Notify("textDocument/didChange", lsptest.Changed(uri, right))
	if err := os.WriteFile(name, []byte(right), 0o644); err != nil {
		t.Fatal(err)
	}
	e.Notify("textDocument/didSave", lsptest.File(uri, nil))
	e.Hears("textDocument/publishDiagnostics", &p)
	if p.URI != uri || len(p.Diagnostics) > 0 {
		t.Errorf("%+v after saving", p)
	}

	e.Call("shutdown", nil, nil)
	const invalidRequest = -32600
	if code := e.Refused("textDocument/hover", lsptest.At(uri, 14, 10)); code != invalidRequest {
		t.Errorf("hover after shutdown: error %d", code)
	}
	e.Notify("exit", nil)
	if code := e.Code(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	e.HearsNothing()
}

// checkFinding checks what is published of the module's mistake: the command's finding, at the same
// place, with the way to it.
func checkFinding(t *testing.T, uri string, p lsptest.Published) {
	t.Helper()
	if p.URI != uri || len(p.Diagnostics) != 1 {
		t.Fatalf("%+v", p)
	}
	d := p.Diagnostics[0]
	if d.Range.Start.Line != 14 || d.Range.Start.Character != 8 || d.Code != "doubleconnect" || d.Severity != 1 ||
		!strings.HasSuffix(d.CodeDescription.Href, "doubleconnect") || !strings.Contains(d.Message, "connected again by connect") {
		t.Errorf("%+v", d)
	}
	if len(d.RelatedInformation) != 4 {
		t.Fatalf("%d steps: %+v", len(d.RelatedInformation), d)
	}
	for i, line := range []int{11, 5, 14, 5} {
		if at := d.RelatedInformation[i].Location; at.URI != uri || at.Range.Start.Line != line {
			t.Errorf("step %d is at %+v, want line %d", i, at, line)
		}
	}
}

// checkAnswers asks about the mistake: what it is, how it is corrected, and what nobody answers.
func checkAnswers(t *testing.T, e *lsptest.Editor, uri string) {
	t.Helper()
	var hover struct{ Contents struct{ Value string } }
	e.Call("textDocument/hover", lsptest.At(uri, 14, 10), &hover)
	for _, want := range []string{"2. [device.go:6](" + uri + "#L6): opened here", "**doubleconnect**: connect on", "(https://pkg.go.dev/"} {
		if !strings.Contains(hover.Contents.Value, want) {
			t.Errorf("hover has no %q: %s", want, hover.Contents.Value)
		}
	}
	var actions []struct {
		Title string
		Edit  struct {
			Changes map[string][]struct{ NewText string }
		}
	}
	e.Call("textDocument/codeAction", lsptest.At(uri, 14, 10), &actions)
	if len(actions) == 0 || len(actions[0].Edit.Changes[uri]) != 1 || !strings.Contains(actions[0].Edit.Changes[uri][0].NewText, "if c.IsConnected() {") {
		t.Errorf("code actions: %+v", actions)
	}
	const methodNotFound = -32601
	if code := e.Refused("textDocument/definition", lsptest.At(uri, 14, 10)); code != methodNotFound {
		t.Errorf("definition: error %d", code)
	}
}
