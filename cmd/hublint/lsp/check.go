package lsp

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/hublint/hublint/cmd/hublint/output"
)

// shown is what the editor has been told of a file.
type shown struct {
	module      string
	findings    []output.Finding
	diagnostics []diagnostic // of the findings, in their order
	text        *reader      // of the files as they were
}

// later has a module analysed after a pause, together with those that wait already. What is under
// way is given up: it is about texts that are no more. The caller holds e.mu.
func (e *session) later(module string, pause time.Duration) {
	e.pending[module] = true
	if e.ctx.Err() != nil {
		return // the editor has gone
	}
	if e.stop != nil {
		e.stop()
	}
	ctx, stop := context.WithCancel(e.ctx)
	e.stop = stop
	e.running.Go(func() {
		defer stop()
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			e.one.Lock()
			defer e.one.Unlock()
			e.checkAll(ctx)
		}
	})
}

// checkAll analyses the modules that wait.
func (e *session) checkAll(ctx context.Context) {
	e.mu.Lock()
	modules := slices.Sorted(maps.Keys(e.pending))
	e.mu.Unlock()
	for _, module := range modules {
		if ctx.Err() != nil {
			return
		}
		e.check(ctx, module)
	}
}

// check analyses the packages of a module's open files, and tells the editor.
func (e *session) check(ctx context.Context, module string) {
	q := e.question(module)
	answer, err := new(Answer), error(nil)
	if len(q.Packages) > 0 {
		answer, err = e.server.Check(ctx, q)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if ctx.Err() != nil {
		return // something has changed meanwhile, and is going to be analysed
	}
	delete(e.pending, module)
	if err != nil {
		e.say("window/showMessage", 1, err.Error())
		return
	}
	e.say("window/showMessage", 1, "")
	broken := ""
	for _, err := range answer.Broken {
		broken += err.Error() + "\n"
	}
	e.say("window/logMessage", 2, broken)
	e.tell(module, q, answer)
}

// question returns what to ask for a module. There are no packages in it if no file is open.
func (e *session) question(module string) Question {
	e.mu.Lock()
	defer e.mu.Unlock()
	q := Question{Dir: module, Buffers: make(map[string][]byte)}
	for _, name := range slices.Sorted(maps.Keys(e.docs)) {
		if moduleOf(name) != module {
			continue
		}
		q.Buffers[name] = e.docs[name].text
		if rel, err := filepath.Rel(module, filepath.Dir(name)); err == nil {
			q.Packages = append(q.Packages, "./"+filepath.ToSlash(rel))
		}
	}
	q.Packages = slices.Compact(q.Packages)
	return q
}

// tell publishes an answer: the findings of each file that has any, and none for those that had
// some and are known to have none now.
func (e *session) tell(module string, q Question, answer *Answer) {
	text := newReader(func(name string) ([]byte, error) {
		if data, ok := q.Buffers[name]; ok {
			return data, nil
		}
		return os.ReadFile(name)
	})
	fresh := make(map[string]*shown)
	for _, f := range answer.Findings {
		s := fresh[f.Pos.Filename]
		if s == nil {
			s = &shown{module: module, text: text}
			fresh[f.Pos.Filename] = s
		}
		s.findings = append(s.findings, f)
		s.diagnostics = append(s.diagnostics, e.diagnostic(text, f))
	}
	for _, name := range slices.Sorted(maps.Keys(e.shown)) {
		if e.shown[name].module == module && fresh[name] == nil && (answer.Sound[name] || len(answer.Broken) == 0) {
			delete(e.shown, name)
			e.publish(name, []diagnostic{})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fresh)) {
		e.shown[name] = fresh[name]
		e.publish(name, fresh[name].diagnostics)
	}
}

// publish tells the editor what there is to see in a file.
func (e *session) publish(name string, list []diagnostic) {
	e.notify("textDocument/publishDiagnostics", publishParams{e.uri(name), list})
}

// say tells the editor something, unless it was the last thing said in this way.
func (e *session) say(method string, kind int, text string) {
	if e.said[method] == text {
		return
	}
	e.said[method] = text
	if text != "" {
		e.notify(method, messageParams{kind, "hublint: " + text})
	}
}

// notify sends a notification. An editor that is gone has no use for it, and that it is gone shows
// elsewhere.
func (e *session) notify(method string, params any) { _ = e.conn.Notify(e.ctx, method, params) }

// uri returns the URI of a file, in the editor's spelling if the file is open.
func (e *session) uri(name string) string {
	if doc := e.docs[name]; doc != nil {
		return doc.uri
	}
	return fileURI(name)
}
