package output

import (
	"bufio"
	"fmt"
	"go/token"
	"io"
	"strings"
	"unicode/utf8"
)

// writeText writes findings for reading: the source line with a caret, then the steps that
// lead to it, numbered, each with its line, and what would repair it.
func writeText(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	src := source{read: r.ReadFile, files: make(map[string][]string)}
	for i, f := range r.Findings {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintf(b, "%s: %s: %s\n", r.posn(f.Pos), f.Severity, f.Message)
		src.quote(b, f.Pos, f.End)
		for i, rel := range f.Related {
			fmt.Fprintf(b, "  %d. %s: %s\n", i+1, r.posn(rel.Pos), rel.Message)
			src.quote(b, rel.Pos, token.Position{})
		}
		for _, fix := range f.Fixes {
			fmt.Fprintf(b, "  fix: %s\n", fix.Message)
		}
	}
	if len(r.Findings) > 0 {
		fmt.Fprintf(b, "\n%s\n", r.summary())
	}
	return b.Flush()
}

// summary counts the findings. Example: 2 errors, 1 note
func (r *Report) summary() string {
	counts := make(map[Severity]int)
	for _, f := range r.Findings {
		counts[f.Severity]++
	}
	var parts []string
	for _, s := range []Severity{Error, Warning, Note} {
		switch n := counts[s]; n {
		case 0:
		case 1:
			parts = append(parts, fmt.Sprintf("1 %s", s))
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	return strings.Join(parts, ", ")
}

// source quotes lines of files.
type source struct {
	read  func(name string) ([]byte, error)
	files map[string][]string
}

// line returns a line of a file, without its end, or false if it cannot be had.
func (s *source) line(name string, n int) (string, bool) {
	if s.read == nil || name == "" {
		return "", false
	}
	lines, ok := s.files[name]
	if !ok {
		if data, err := s.read(name); err == nil {
			lines = strings.Split(string(data), "\n")
		}
		s.files[name] = lines
	}
	if n < 1 || n > len(lines) {
		return "", false
	}
	return strings.TrimSuffix(lines[n-1], "\r"), true
}

// quote writes the line of a position, and marks the text up to end, if that is on the line.
func (s *source) quote(w io.Writer, pos, end token.Position) {
	text, ok := s.line(pos.Filename, pos.Line)
	if !ok {
		return
	}
	number := fmt.Sprintf("%6d", pos.Line)
	fmt.Fprintf(w, "%s | %s\n", number, text)
	at := pos.Column - 1
	if at < 0 || at > len(text) {
		return
	}
	width := 1
	if end.Filename == pos.Filename && end.Line == pos.Line && end.Column-1 <= len(text) && end.Column > pos.Column {
		width = utf8.RuneCountInString(text[at : end.Column-1])
	}
	fmt.Fprintf(w, "%s | %s%s\n", strings.Repeat(" ", len(number)), blank(text[:at]), strings.Repeat("^", width))
}

// blank returns white space as wide as text: tabs stay tabs.
func blank(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}
