package lsp_test

import (
	"context"
	"errors"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hublint/hublint/cmd/hublint/internal/lsptest"
	"github.com/hublint/hublint/cmd/hublint/lsp"
	"github.com/hublint/hublint/cmd/hublint/output"
)

const publish = "textDocument/publishDiagnostics"

// A desk is a server whose analysis finds the word BAD, an editor, and a module on the disk.
type desk struct {
	*lsptest.Editor
	dir string

	mu        sync.Mutex
	questions []lsp.Question
}

// newDesk returns a desk with a module that has one file in each of the packages a and b.
func newDesk(t *testing.T, check func(lsp.Question) (*lsp.Answer, error)) *desk {
	t.Helper()
	d := &desk{dir: t.TempDir()}
	for name, text := range map[string]string{"go.mod": "module m\n", "a/a.go": "package a\n", "b/b.go": "package b\n"} {
		path := filepath.Join(d.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	server := &lsp.Server{
		Rules: []output.Rule{{ID: "bad", Title: "what is bad", Help: "Do not.", URL: "https://example.com/bad"}},
		Pause: 20 * time.Millisecond,
		Log:   t.Output(),
		Check: func(_ context.Context, q lsp.Question) (*lsp.Answer, error) {
			d.mu.Lock()
			d.questions = append(d.questions, q)
			d.mu.Unlock()
			return check(q)
		},
	}
	d.Editor = lsptest.Start(t, server.Serve)
	return d
}

func (d *desk) uri(name string) string {
	return "file://" + filepath.ToSlash(filepath.Join(d.dir, name))
}

func (d *desk) initialize(relatedInformation bool) {
	d.Call("initialize", lsptest.Object{
		"workspaceFolders": []lsptest.Object{{"uri": d.uri("")}},
		"capabilities":     lsptest.Object{"textDocument": lsptest.Object{"publishDiagnostics": lsptest.Object{"relatedInformation": relatedInformation}}},
	}, nil)
}

// published waits for diagnostics, which must be those of a file.
func (d *desk) published(t *testing.T, name string) []lsptest.Diagnostic {
	t.Helper()
	var p lsptest.Published
	d.Hears(publish, &p)
	if p.URI != d.uri(name) {
		t.Fatalf("diagnostics of %s, want those of %s", p.URI, name)
	}
	return p.Diagnostics
}

// bad finds BAD in buffers, with a step one line above and a fix. A buffer with the word BROKEN
// makes its package broken.
func bad(q lsp.Question) (*lsp.Answer, error) {
	a := &lsp.Answer{Sound: make(map[string]bool)}
	for name, text := range q.Buffers {
		if strings.Contains(string(text), "BROKEN") {
			a.Broken = append(a.Broken, errors.New(filepath.Base(name)+" is broken"))
			continue
		}
		a.Sound[name] = true
		for i, line := range strings.Split(string(text), "\n") {
			if at := strings.Index(line, "BAD"); at >= 0 {
				pos := token.Position{Filename: name, Line: i + 1, Column: at + 1}
				end := token.Position{Filename: name, Line: i + 1, Column: at + 4}
				a.Findings = append(a.Findings, output.Finding{
					Pos: pos, End: end, Category: "bad", Severity: output.Note, Message: "this is bad (bad)",
					Related: []output.Related{{Pos: token.Position{Filename: name, Line: i, Column: 1}, Message: "begun here"}},
					Fixes:   []output.Fix{{Message: "make it good", Edits: []output.Edit{{Pos: pos, End: end, NewText: "GOOD"}}}},
				})
			}
		}
	}
	return a, nil
}

// Columns are counted in units of UTF-16: é is one and two bytes, the satellite two and four.
func TestColumnsAndFixes(t *testing.T) {
	d := newDesk(t, bad)
	d.initialize(true)
	d.Notify("textDocument/didOpen", lsptest.Opened(d.uri("a/a.go"), "package a\nvar é🛰 = BAD\n"))
	list := d.published(t, "a/a.go")
	want := lsptest.Range{}
	want.Start.Line, want.Start.Character = 1, 10
	want.End.Line, want.End.Character = 1, 13
	if len(list) != 1 || list[0].Range != want || list[0].Message != "this is bad" || list[0].Severity != 3 {
		t.Fatalf("%+v, want one at %+v", list, want)
	}
	var actions []struct {
		Title, Kind string
		Edit        struct {
			Changes map[string][]struct {
				Range   lsptest.Range
				NewText string
			}
		}
	}
	d.Call("textDocument/codeAction", lsptest.At(d.uri("a/a.go"), 1, 11), &actions)
	if len(actions) != 1 || actions[0].Title != "make it good" || actions[0].Kind != "quickfix" {
		t.Fatalf("%+v", actions)
	}
	if edits := actions[0].Edit.Changes[d.uri("a/a.go")]; len(edits) != 1 || edits[0].Range != want || edits[0].NewText != "GOOD" {
		t.Errorf("%+v", actions)
	}
	d.Call("textDocument/codeAction", lsptest.At(d.uri("a/a.go"), 0, 0), &actions)
	if len(actions) != 0 {
		t.Errorf("elsewhere: %+v", actions)
	}
}

// An editor that cannot show related places has the steps in the message.
func TestSteps(t *testing.T) {
	for _, can := range []bool{true, false} {
		d := newDesk(t, bad)
		d.initialize(can)
		d.Notify("textDocument/didOpen", lsptest.Opened(d.uri("a/a.go"), "package a\n// BAD\n"))
		list := d.published(t, "a/a.go")
		if len(list) != 1 || (len(list[0].RelatedInformation) == 1) != can || strings.HasSuffix(list[0].Message, "\na.go:1: begun here") == can {
			t.Errorf("related information %t: %+v", can, list)
		}
	}
}

// Edits that follow each other are analysed once, with what the file looks like in the end.
func TestPause(t *testing.T) {
	d := newDesk(t, bad)
	d.initialize(true)
	uri := d.uri("a/a.go")
	d.Notify("textDocument/didOpen", lsptest.Opened(uri, "package a\n"))
	for _, text := range []string{"B", "BA", "BAD"} {
		d.Notify("textDocument/didChange", lsptest.Changed(uri, "package a\n// "+text+"\n"))
	}
	if list := d.published(t, "a/a.go"); len(list) != 1 {
		t.Errorf("%+v", list)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	// A machine that stops for the length of a pause may have analysed what was on the way.
	last := d.questions[len(d.questions)-1]
	if len(d.questions) > 4 || string(last.Buffers[filepath.Join(d.dir, "a", "a.go")]) != "package a\n// BAD\n" || last.Dir != d.dir || !slices.Equal(last.Packages, []string{"./a"}) {
		t.Errorf("asked %d times, last %+v", len(d.questions), last)
	}
}

// A package in the middle of an edit keeps its findings, and another package does not lose its own.
func TestBrokenPackageKeepsFindings(t *testing.T) {
	d := newDesk(t, bad)
	d.initialize(true)
	d.Notify("textDocument/didOpen", lsptest.Opened(d.uri("a/a.go"), "package a\n// BAD\n"))
	if list := d.published(t, "a/a.go"); len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	d.Notify("textDocument/didChange", lsptest.Changed(d.uri("a/a.go"), "package a\n// BROKEN\n"))
	var said struct {
		Type    int
		Message string
	}
	d.Hears("window/logMessage", &said)
	if said.Type != 2 || !strings.Contains(said.Message, "a.go is broken") {
		t.Errorf("%+v", said)
	}
	d.Notify("textDocument/didOpen", lsptest.Opened(d.uri("b/b.go"), "package b\n// BAD\n"))
	if list := d.published(t, "b/b.go"); len(list) != 1 {
		t.Errorf("%+v", list)
	}
	d.Notify("textDocument/didChange", lsptest.Changed(d.uri("b/b.go"), "package b\n"))
	if list := d.published(t, "b/b.go"); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	d.Notify("textDocument/didChange", lsptest.Changed(d.uri("a/a.go"), "package a\n"))
	if list := d.published(t, "a/a.go"); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// What is closed is not shown any more.
func TestClose(t *testing.T) {
	d := newDesk(t, bad)
	d.initialize(true)
	d.Notify("textDocument/didOpen", lsptest.Opened(d.uri("a/a.go"), "package a\n// BAD\n"))
	if list := d.published(t, "a/a.go"); len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	d.Notify("textDocument/didClose", lsptest.File(d.uri("a/a.go"), nil))
	if list := d.published(t, "a/a.go"); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

// Files outside of the folder, and others than Go's, are none of the server's business.
func TestOtherFiles(t *testing.T) {
	d := newDesk(t, bad)
	d.initialize(true)
	for _, uri := range []string{"file:///elsewhere/a.go", d.uri("a/a.txt"), "untitled:Untitled-1"} {
		d.Notify("textDocument/didOpen", lsptest.Opened(uri, "BAD"))
		d.Notify("textDocument/didChange", lsptest.Changed(uri, "BAD BAD"))
	}
	d.Notify("textDocument/didOpen", lsptest.Opened(d.uri("a/a.go"), "package a\n// BAD\n"))
	if list := d.published(t, "a/a.go"); len(list) != 1 {
		t.Errorf("%+v", list)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, q := range d.questions {
		if len(q.Buffers) != 1 {
			t.Errorf("asked for %+v", q)
		}
	}
}

// A configuration that is wrong is said once, and findings stay until it is right again.
func TestFailure(t *testing.T) {
	wrong := true
	d := newDesk(t, func(q lsp.Question) (*lsp.Answer, error) {
		if wrong {
			return nil, errors.New(".hublint.yaml:1: unknown key")
		}
		return bad(q)
	})
	d.initialize(true)
	uri := d.uri("a/a.go")
	var said struct{ Message string }
	d.Notify("textDocument/didOpen", lsptest.Opened(uri, "package a\n// BAD\n"))
	d.Hears("window/showMessage", &said)
	if said.Message != "hublint: .hublint.yaml:1: unknown key" {
		t.Errorf("%+v", said)
	}
	wrong = false
	d.Notify("textDocument/didSave", lsptest.File(uri, nil))
	if list := d.published(t, "a/a.go"); len(list) != 1 {
		t.Errorf("%+v", list)
	}
}

func TestOrder(t *testing.T) {
	const notReady, invalidRequest, methodNotFound, invalidParams = -32002, -32600, -32601, -32602
	d := newDesk(t, bad)
	if code := d.Refused("textDocument/hover", lsptest.At(d.uri("a/a.go"), 0, 0)); code != notReady {
		t.Errorf("before initialize: %d", code)
	}
	d.initialize(true)
	d.Notify("$/setTrace", lsptest.Object{"value": "off"})
	d.Notify("workspace/didChangeConfiguration", lsptest.Object{"settings": nil})
	if code := d.Refused("initialize", lsptest.Object{}); code != invalidRequest {
		t.Errorf("initialize again: %d", code)
	}
	if code := d.Refused("textDocument/rename", lsptest.At(d.uri("a/a.go"), 0, 0)); code != methodNotFound {
		t.Errorf("unknown method: %d", code)
	}
	if code := d.Refused("textDocument/hover", []int{1}); code != invalidParams {
		t.Errorf("wrong parameters: %d", code)
	}
	if code := d.Refused("textDocument/hover", lsptest.At("untitled:x", 0, 0)); code != invalidParams {
		t.Errorf("hover on no file: %d", code)
	}
	d.Notify("exit", nil)
	if code := d.Code(); code != 1 {
		t.Errorf("exit code without shutdown: %d", code)
	}
}

// An editor that crashes takes the server with it.
func TestLeave(t *testing.T) {
	d := newDesk(t, bad)
	d.initialize(true)
	d.Notify("textDocument/didOpen", lsptest.Opened(d.uri("a/a.go"), "package a\n// BAD\n"))
	d.Leave()
	if code := d.Code(); code != 1 {
		t.Errorf("exit code: %d", code)
	}
}

// What is no message ends the conversation, and not in a panic.
func TestNoise(t *testing.T) {
	for _, in := range []string{"", "hello\r\n\r\n", "Content-Length: 5\r\n\r\nhello", "Content-Length: 99999\r\n\r\n{}"} {
		s := &lsp.Server{Log: io.Discard}
		if code := s.Serve(t.Context(), strings.NewReader(in), io.Discard); code != 1 {
			t.Errorf("%q: exit code %d", in, code)
		}
	}
}
