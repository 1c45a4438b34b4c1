package output

import (
	"go/scanner"
	"go/token"
	"html/template"
	"strings"
)

// highlight returns the lines of Go source as HTML in which keywords, comments and literals
// are marked. What is no Go comes out as it is.
func highlight(src string) []template.HTML {
	var out strings.Builder
	put := func(class, text string) {
		// A mark ends with its line: each line stands alone.
		for i, part := range strings.Split(text, "\n") {
			if i > 0 {
				out.WriteByte('\n')
			}
			part = template.HTMLEscapeString(part)
			if class != "" && part != "" {
				part = `<span class="` + class + `">` + part + `</span>`
			}
			out.WriteString(part)
		}
	}
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, []byte(src), func(token.Position, string) {}, scanner.ScanComments)
	done := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		class := class(tok)
		at := file.Offset(pos)
		if class == "" || at < done || at+len(lit) > len(src) || src[at:at+len(lit)] != lit {
			continue // the scanner takes carriage returns out of some literals
		}
		put("", src[done:at])
		put(class, lit)
		done = at + len(lit)
	}
	put("", src[done:])
	var lines []template.HTML
	for line := range strings.SplitSeq(strings.TrimSuffix(out.String(), "\n"), "\n") {
		lines = append(lines, template.HTML(line)) // escaped above
	}
	return lines
}

// class returns the class of a token; empty for most.
func class(tok token.Token) string {
	switch {
	case tok == token.COMMENT:
		return "c"
	case tok.IsKeyword():
		return "k"
	case tok == token.STRING, tok == token.CHAR:
		return "s"
	}
	return ""
}
