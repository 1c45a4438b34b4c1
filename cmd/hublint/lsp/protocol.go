package lsp

// This file has the part of the Language Server Protocol, version 3.17, that the server uses. See
// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/.

type (
	initializeParams struct {
		RootURI          string   `json:"rootUri"`
		WorkspaceFolders []folder `json:"workspaceFolders"`
		Capabilities     struct {
			TextDocument struct {
				PublishDiagnostics struct {
					RelatedInformation bool `json:"relatedInformation"`
				} `json:"publishDiagnostics"`
			} `json:"textDocument"`
		} `json:"capabilities"`
	}

	folder struct {
		URI string `json:"uri"`
	}

	initializeResult struct {
		Capabilities serverCapabilities `json:"capabilities"`
		ServerInfo   serverInfo         `json:"serverInfo"`
	}

	serverInfo struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}

	serverCapabilities struct {
		TextDocumentSync   syncOptions   `json:"textDocumentSync"`
		HoverProvider      bool          `json:"hoverProvider"`
		CodeActionProvider actionOptions `json:"codeActionProvider"`
	}

	syncOptions struct {
		OpenClose bool `json:"openClose"`
		Change    int  `json:"change"` // 1: the whole text
		Save      bool `json:"save"`
	}

	actionOptions struct {
		CodeActionKinds []string `json:"codeActionKinds"`
	}
)

type (
	documentParams struct {
		TextDocument struct {
			URI  string `json:"uri"`
			Text string `json:"text"` // of a file that is opened
		} `json:"textDocument"`
		ContentChanges []struct {
			Text string `json:"text"`
		} `json:"contentChanges"`
		Position position `json:"position"` // of a hover
		Range    span     `json:"range"`    // of a code action
	}

	// A position counts from 0, and in a line in units of UTF-16.
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"`
	}

	span struct {
		Start position `json:"start"`
		End   position `json:"end"`
	}

	location struct {
		URI   string `json:"uri"`
		Range span   `json:"range"`
	}
)

type (
	publishParams struct {
		URI         string       `json:"uri"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}

	diagnostic struct {
		Range              span             `json:"range"`
		Severity           int              `json:"severity"`
		Code               string           `json:"code"`
		CodeDescription    *codeDescription `json:"codeDescription,omitempty"`
		Source             string           `json:"source"`
		Message            string           `json:"message"`
		RelatedInformation []related        `json:"relatedInformation,omitempty"`
	}

	codeDescription struct {
		Href string `json:"href"`
	}

	related struct {
		Location location `json:"location"`
		Message  string   `json:"message"`
	}

	hoverResult struct {
		Contents markup `json:"contents"`
		Range    span   `json:"range"`
	}

	markup struct {
		Kind  string `json:"kind"` // "markdown"
		Value string `json:"value"`
	}

	codeAction struct {
		Title       string        `json:"title"`
		Kind        string        `json:"kind"`
		Diagnostics []diagnostic  `json:"diagnostics"`
		Edit        workspaceEdit `json:"edit"`
	}

	workspaceEdit struct {
		Changes map[string][]textEdit `json:"changes"`
	}

	textEdit struct {
		Range   span   `json:"range"`
		NewText string `json:"newText"`
	}

	messageParams struct {
		Type    int    `json:"type"` // 1: error, 2: warning
		Message string `json:"message"`
	}
)

// before reports whether p comes before q.
func (p position) before(q position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Character < q.Character
}

// touches reports whether two spans have a place in common, be it an end.
func (s span) touches(t span) bool { return !s.End.before(t.Start) && !t.End.before(s.Start) }
