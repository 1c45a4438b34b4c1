// Package lsp is hublint as a language server: an editor shows findings while one types, and steps
// from place to place on the way to each.
//
// The server is thin. It keeps the texts of open files, and when they have not changed for a
// moment, it has the packages of all open files analysed, with these texts in place of those on
// the disk: that is the standalone command's own analysis, so the findings are the same. An edit
// cancels an analysis of what was before it. A package that cannot be type-checked, as one in the
// middle of an edit, keeps the findings that it had: the editor moves them along with the text,
// and gopls says what is wrong.
//
// Beside findings with their steps there are hover texts, which are the manual's, and the fixes
// that a finding suggests.
//
// JSON-RPC is that of github.com/sourcegraph/jsonrpc2, which is small and needs nothing else. The
// part of the protocol that is used is a page of types (protocol.go). The libraries that have all
// of it are many times larger than the server, and everyone who has hublint as a tool in go.mod
// would get them.
package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/hublint/hublint/cmd/hublint/output"
)

// A Server answers one editor.
type Server struct {
	Version string
	Rules   []output.Rule
	// Check analyses packages.
	Check func(context.Context, Question) (*Answer, error)
	// Pause is how long texts must not have changed before they are analysed.
	Pause time.Duration
	// Log gets what is wrong with messages.
	Log io.Writer
}

// A Question asks for the findings in some packages of a module.
type Question struct {
	Dir      string            // of the module
	Packages []string          // patterns, relative to it
	Buffers  map[string][]byte // files as the editor has them
}

// An Answer is what was found.
type Answer struct {
	Findings []output.Finding
	Sound    map[string]bool // files of packages that were analysed
	Broken   []error         // packages that could not be
}

// Exit codes, as the protocol wants them.
const (
	exitClean    = 0
	exitUnclean  = 1 // the editor went away without a word
	notReadyCode = -32002
)

// Serve talks to an editor until it goes away, and returns the exit code.
func (s *Server) Serve(ctx context.Context, in io.Reader, out io.Writer) int {
	ctx, cancel := context.WithCancel(ctx)
	e := &session{
		server:  s,
		ctx:     ctx,
		exit:    make(chan struct{}),
		docs:    make(map[string]*document),
		shown:   make(map[string]*shown),
		pending: make(map[string]bool),
		said:    make(map[string]string),
	}
	stream := jsonrpc2.NewBufferedStream(duplex{in, out}, jsonrpc2.VSCodeObjectCodec{})
	e.mu.Lock() // messages come before NewConn returns
	e.conn = jsonrpc2.NewConn(ctx, stream, jsonrpc2.HandlerWithError(e.handle).SuppressErrClosed(),
		jsonrpc2.SetLogger(log.New(s.Log, "hublint: ", 0)))
	e.mu.Unlock()
	select {
	case <-e.exit:
	case <-e.conn.DisconnectNotify():
	case <-ctx.Done():
	}
	e.mu.Lock()
	cancel() // no analysis begins from here on
	code := exitUnclean
	if e.phase == over {
		code = exitClean
	}
	e.mu.Unlock()
	e.running.Wait()
	e.conn.Close() // nobody is left to be told
	return code
}

// A duplex makes one stream of the two that a program has. Closing it closes neither.
type duplex struct {
	io.Reader
	io.Writer
}

func (duplex) Close() error { return nil }

// A session is what is known of the editor and its files.
type session struct {
	server *Server
	ctx    context.Context
	conn   *jsonrpc2.Conn
	exit   chan struct{} // closed when the editor says so

	mu      sync.Mutex
	phase   phase
	folders []string             // that the editor has open; none if it has files only
	steps   bool                 // the editor can show related places
	docs    map[string]*document // open files, by name
	shown   map[string]*shown    // what the editor has been told, by file name
	pending map[string]bool      // modules that have changed since they were analysed
	stop    context.CancelFunc   // ends the analysis under way
	said    map[string]string    // the last message of each kind
	running sync.WaitGroup
	one     sync.Mutex // held by the analysis under way
}

// A phase of a session.
type phase int

const (
	fresh phase = iota
	ready
	over // shut down, and not gone yet
)

// A document is a file that is open.
type document struct {
	uri  string // as the editor spells it
	text []byte
}

// handle answers a request or takes a notification. The library calls it for one after the other.
func (e *session) handle(_ context.Context, _ *jsonrpc2.Conn, req *jsonrpc2.Request) (any, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if req.Method == "exit" {
		select {
		case <-e.exit:
		default:
			close(e.exit)
		}
		return nil, nil
	}
	if err := e.admits(req); err != nil {
		if req.Notif {
			err = nil // the protocol has them dropped
		}
		return nil, err
	}
	switch req.Method {
	case "initialize":
		return take(req, e.initialize)
	case "shutdown":
		e.phase = over
		return nil, nil
	case "textDocument/didOpen":
		return take(req, e.opened)
	case "textDocument/didChange":
		return take(req, e.changed)
	case "textDocument/didSave":
		return take(req, e.saved)
	case "textDocument/didClose":
		return take(req, e.closed)
	case "textDocument/hover":
		return take(req, e.hover)
	case "textDocument/codeAction":
		return take(req, e.actions)
	}
	if req.Notif {
		return nil, nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "hublint has no method " + req.Method}
}

// admits returns an error for what may not be asked now.
func (e *session) admits(req *jsonrpc2.Request) error {
	switch {
	case e.phase == over:
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server has been shut down"}
	case e.phase == fresh && req.Method != "initialize":
		return &jsonrpc2.Error{Code: notReadyCode, Message: "the server has not been initialized"}
	case e.phase == ready && req.Method == "initialize":
		return &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server has been initialized already"}
	}
	return nil
}

// take decodes the parameters of a request for f.
func take[P any](req *jsonrpc2.Request, f func(*P) (any, error)) (any, error) {
	var p P
	if req.Params == nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: req.Method + " has no parameters"}
	}
	if err := json.Unmarshal(*req.Params, &p); err != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	result, err := f(&p)
	if err != nil && !errors.As(err, new(*jsonrpc2.Error)) {
		err = &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return result, err
}
