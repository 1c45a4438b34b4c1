package lsp

import (
	"bytes"
	"fmt"
	"go/token"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// fileName returns the name of the file that a URI stands for.
func fileName(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", err
	}
	if u.Scheme != "file" || u.Path == "" {
		return "", fmt.Errorf("%s is not a file", uri)
	}
	path := u.Path
	if len(path) > 2 && path[2] == ':' { // /c:/x of Windows
		path = path[1:]
	}
	return filepath.Clean(filepath.FromSlash(path)), nil
}

// fileURI returns the URI of a file.
func fileURI(name string) string {
	path := filepath.ToSlash(name)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// A reader knows the lines of files. It reads each file once.
type reader struct {
	read  func(name string) ([]byte, error)
	lines map[string][][]byte
}

func newReader(read func(string) ([]byte, error)) *reader {
	return &reader{read, make(map[string][][]byte)}
}

// position converts a position, whose columns count bytes from 1.
func (r *reader) position(p token.Position) position {
	lines, ok := r.lines[p.Filename]
	if !ok {
		data, _ := r.read(p.Filename) // without the text, columns are as if it were ASCII
		lines = bytes.Split(data, []byte("\n"))
		r.lines[p.Filename] = lines
	}
	at := position{max(p.Line-1, 0), max(p.Column-1, 0)}
	if at.Line < len(lines) && at.Character <= len(lines[at.Line]) {
		at.Character = units(lines[at.Line][:at.Character])
	}
	return at
}

// span converts the range between two positions, the second of which may be invalid.
func (r *reader) span(pos, end token.Position) span {
	start := r.position(pos)
	if !end.IsValid() || end.Filename != pos.Filename {
		return span{start, start}
	}
	return span{start, r.position(end)}
}

// units counts the units of UTF-16 in a text.
func units(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		n += utf16.RuneLen(r) // of an invalid byte, what an editor shows for it
		text = text[size:]
	}
	return n
}
