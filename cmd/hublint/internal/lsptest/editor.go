// Package lsptest is an editor for tests of the language server.
package lsptest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// patience is how long an answer may take. An analysis lists packages first, which takes seconds
// on a busy machine.
const patience = 2 * time.Minute

// An Editor is one end of a conversation.
type Editor struct {
	t     testing.TB
	conn  *jsonrpc2.Conn
	hears chan message
	code  chan int
}

// A message is a notification of the server.
type message struct {
	method string
	params json.RawMessage
}

// Start starts a server and returns its editor.
func Start(t testing.TB, serve func(ctx context.Context, in io.Reader, out io.Writer) int) *Editor {
	t.Helper()
	fromEditor, toServer := io.Pipe()
	fromServer, toEditor := io.Pipe()
	e := &Editor{t: t, hears: make(chan message, 100), code: make(chan int, 1)}
	go func() {
		e.code <- serve(t.Context(), fromEditor, toEditor)
		toEditor.Close()
	}()
	stream := jsonrpc2.NewBufferedStream(duplex{fromServer, toServer}, jsonrpc2.VSCodeObjectCodec{})
	e.conn = jsonrpc2.NewConn(context.Background(), stream, handler(e.hears))
	t.Cleanup(func() { e.conn.Close() })
	return e
}

type duplex struct {
	io.ReadCloser
	w io.WriteCloser
}

func (d duplex) Write(p []byte) (int, error) { return d.w.Write(p) }
func (d duplex) Close() error                { return errors.Join(d.w.Close(), d.ReadCloser.Close()) }

type handler chan message

func (h handler) Handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) {
	m := message{method: req.Method}
	if req.Params != nil {
		m.params = *req.Params
	}
	h <- m
}

// Call asks, and decodes the answer into result.
func (e *Editor) Call(method string, params, result any) {
	e.t.Helper()
	if err := e.conn.Call(e.t.Context(), method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// Refused asks for what must be refused, and returns the code of the error.
func (e *Editor) Refused(method string, params any) int64 {
	e.t.Helper()
	var refusal *jsonrpc2.Error
	if err := e.conn.Call(e.t.Context(), method, params, nil); !errors.As(err, &refusal) {
		e.t.Fatalf("%s: %v, want an error of the protocol", method, err)
	}
	return refusal.Code
}

// Notify tells the server something.
func (e *Editor) Notify(method string, params any) {
	e.t.Helper()
	if err := e.conn.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// Hears waits for the next notification, which must be of that method, and decodes it.
func (e *Editor) Hears(method string, params any) {
	e.t.Helper()
	select {
	case m := <-e.hears:
		if m.method != method {
			e.t.Fatalf("heard %s %s, want %s", m.method, m.params, method)
		}
		if err := json.Unmarshal(m.params, params); err != nil {
			e.t.Fatalf("%s: %v", m.params, err)
		}
	case <-time.After(patience):
		e.t.Fatalf("heard nothing, want %s", method)
	}
}

// HearsNothing checks that the server has said no more than what was heard.
func (e *Editor) HearsNothing() {
	e.t.Helper()
	select {
	case m := <-e.hears:
		e.t.Fatalf("heard %s %s", m.method, m.params)
	default:
	}
}

// Leave closes the connection without a word.
func (e *Editor) Leave() { e.conn.Close() }

// Code waits for the server to end.
func (e *Editor) Code() int {
	e.t.Helper()
	select {
	case code := <-e.code:
		return code
	case <-time.After(patience):
		e.t.Fatal("the server does not end")
		return -1
	}
}

// An Object is parameters or a result.
type Object = map[string]any

// File returns the parameters that are about a file, with more of them.
func File(uri string, more Object) Object {
	p := Object{"textDocument": Object{"uri": uri}}
	for key, value := range more {
		p[key] = value
	}
	return p
}

// Opened returns the parameters for a file that is opened.
func Opened(uri, text string) Object {
	return Object{"textDocument": Object{"uri": uri, "languageId": "go", "version": 1, "text": text}}
}

// Changed returns the parameters for a file whose text is another now.
func Changed(uri, text string) Object {
	return File(uri, Object{"contentChanges": []Object{{"text": text}}})
}

// At returns the parameters for a question about a place in a file.
func At(uri string, line, character int) Object {
	p := Object{"line": line, "character": character}
	return File(uri, Object{"position": p, "range": Object{"start": p, "end": p}, "context": Object{"diagnostics": []any{}}})
}

// Published is what a server says about a file.
type Published struct {
	URI         string
	Diagnostics []Diagnostic
}

// A Diagnostic is a part of it.
type Diagnostic struct {
	Range              Range
	Severity           int
	Code, Message      string
	CodeDescription    struct{ Href string }
	RelatedInformation []struct {
		Location struct {
			URI   string
			Range Range
		}
		Message string
	}
}

// A Range is a part of a line or of some.
type Range struct{ Start, End struct{ Line, Character int } }
