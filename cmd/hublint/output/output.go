// Package output writes findings in the formats that people, editors and review systems
// read.
//
// A [Report] holds everything; a format is a function from it to bytes, and knows nothing
// of analysis. Equal reports give equal bytes.
package output

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// A Report is what one run has found.
type Report struct {
	Version  string // of hublint
	Dir      string // file names are written relative to it
	Rules    []Rule // all categories, in the order of the documentation
	Findings []Finding

	// ReadFile returns the contents of a source file, for formats that quote it.
	ReadFile func(name string) ([]byte, error)
}

// A Rule describes a category.
type Rule struct {
	ID    string // the category
	Title string // one line
	Help  string // some paragraphs, plain text or Markdown
	URL   string
}

// A Finding is one diagnostic with its positions resolved.
type Finding struct {
	Pos, End token.Position // End may be invalid
	Category string
	Severity Severity
	Client   string // the protocol of the client; may be empty
	Message  string
	Related  []Related
	Fixes    []Fix
}

// Related is a place that a finding refers to: a step of the path that leads to it.
type Related struct {
	Pos     token.Position
	Message string
}

// A Fix is a change that is suggested.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the text between two positions of one file.
type Edit struct {
	Pos, End token.Position
	NewText  string
}

// A Severity is "error", "warning" or "note".
type Severity string

// Severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// A format writes a report.
type format func(w io.Writer, r *Report) error

func formats() map[string]format {
	return map[string]format{
		"short":      writeShort,
		"text":       writeText,
		"json":       writeJSON,
		"sarif":      writeSARIF,
		"github":     writeGitHub,
		"gitlab":     writeGitLab,
		"checkstyle": writeCheckstyle,
		"rdjsonl":    writeRDJSONL,
		"html":       writeHTML,
	}
}

// Formats returns the names of all formats, sorted.
func Formats() []string {
	var names []string
	for name := range formats() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Known reports whether there is a format of that name.
func Known(name string) bool { return formats()[name] != nil }

// Write writes the report in the named format.
func (r *Report) Write(w io.Writer, name string) error {
	f, ok := formats()[name]
	if !ok {
		return fmt.Errorf("unknown format %q (want one of %s)", name, strings.Join(Formats(), ", "))
	}
	return f(w, r)
}

// Sort orders findings by position and drops those that say the same at the same place,
// as a package and its test variant do.
func Sort(list []Finding) []Finding {
	same := func(a, b Finding) int {
		return cmp.Or(
			strings.Compare(a.Pos.Filename, b.Pos.Filename),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			strings.Compare(a.Message, b.Message))
	}
	slices.SortStableFunc(list, same)
	return slices.CompactFunc(list, func(a, b Finding) bool { return same(a, b) == 0 })
}

// rel returns a file name relative to the report's directory, if that makes it shorter.
func (r *Report) rel(name string) string {
	if !filepath.IsAbs(name) || r.Dir == "" {
		return name
	}
	rel, err := filepath.Rel(r.Dir, name)
	if err != nil || len(rel) >= len(name) {
		return name
	}
	return rel
}

// slash is rel with forward slashes, as formats for servers want it.
func (r *Report) slash(name string) string { return filepath.ToSlash(r.rel(name)) }

// posn formats a position. Example: a/a.go:10:14
func (r *Report) posn(p token.Position) string {
	p.Filename = r.rel(p.Filename)
	return p.String()
}
