package lsp

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// This file has what the editor tells: what it can do, and what happens to files.

func (e *session) initialize(p *initializeParams) (any, error) {
	for _, f := range append(slices.Clone(p.WorkspaceFolders), folder{p.RootURI}) {
		if name, err := fileName(f.URI); err == nil && !slices.Contains(e.folders, name) {
			e.folders = append(e.folders, name)
		}
	}
	e.steps = p.Capabilities.TextDocument.PublishDiagnostics.RelatedInformation
	e.phase = ready
	return initializeResult{
		Capabilities: serverCapabilities{
			TextDocumentSync:   syncOptions{OpenClose: true, Change: 1, Save: true},
			HoverProvider:      true,
			CodeActionProvider: actionOptions{[]string{quickFix}},
		},
		ServerInfo: serverInfo{"hublint", e.server.Version},
	}, nil
}

func (e *session) opened(p *documentParams) (any, error) {
	name, err := fileName(p.TextDocument.URI)
	if err != nil || !e.concerns(name) {
		return nil, nil // not a file, or not one of the user's
	}
	e.docs[name] = &document{p.TextDocument.URI, []byte(p.TextDocument.Text)}
	e.later(moduleOf(name), e.server.Pause)
	return nil, nil
}

func (e *session) changed(p *documentParams) (any, error) {
	name, doc := e.open(p)
	if doc == nil || len(p.ContentChanges) == 0 {
		return nil, nil
	}
	doc.text = []byte(p.ContentChanges[len(p.ContentChanges)-1].Text)
	e.later(moduleOf(name), e.server.Pause)
	return nil, nil
}

// saved has the module analysed at once: other files, or the configuration, may have changed too.
func (e *session) saved(p *documentParams) (any, error) {
	if name, doc := e.open(p); doc != nil {
		e.later(moduleOf(name), 0)
	}
	return nil, nil
}

func (e *session) closed(p *documentParams) (any, error) {
	name, doc := e.open(p)
	if doc != nil {
		delete(e.docs, name)
		e.later(moduleOf(name), e.server.Pause)
	}
	return nil, nil
}

// open returns the open document that a notification is about, nil if there is none.
func (e *session) open(p *documentParams) (string, *document) {
	name, err := fileName(p.TextDocument.URI)
	if err != nil {
		return "", nil
	}
	return name, e.docs[name]
}

// concerns reports whether a file is Go of the user's own. Outside of the editor's folders is what
// one only looks at: the standard library, other modules.
func (e *session) concerns(name string) bool {
	if filepath.Ext(name) != ".go" {
		return false
	}
	return len(e.folders) == 0 || slices.ContainsFunc(e.folders, func(dir string) bool { return within(dir, name) })
}

// within reports whether a file is below a directory.
func within(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// moduleOf returns the directory of the module that a file belongs to, or its own directory if it
// belongs to none.
func moduleOf(name string) string {
	own := filepath.Dir(name)
	for dir := own; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && info.Mode().IsRegular() {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return own
		}
	}
}
