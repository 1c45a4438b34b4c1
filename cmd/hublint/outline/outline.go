// Package outline reduces Go source to its declarations, fast.
//
// Of a dependency only the declarations matter to its importers, but most of the time that
// it takes to parse a file goes into function bodies and tables. [Strip] blanks them before
// the parser sees them, so that every position stays what it was: no type depends on them,
// but for the length of [...]T{}. Of the declarations, a [Table] keeps those that importers lead
// to: most programs use a small part of a large library. What only the others import need not be
// loaded at all.
//
// Limits: only functions whose keyword stands at the beginning of a line are reduced, and only
// [...] without spaces is recognised, which is how gofmt puts them. Other functions stay whole,
// which costs time and nothing else.
package outline

import "bytes"

// Strip returns src with the bodies of functions and the elements of composite literals
// blanked. It needs no valid Go: where it cannot tell, it leaves the text alone.
func Strip(src []byte) []byte {
	out := bytes.Clone(src)
	scan(src, func(f function) {
		blankInside(out, f.open, f.end)
	}, func(open, end int, _ bool) {
		blankInside(out, open, end)
	})
	return out
}

// scan calls declared with each function that has a body, and block with each composite literal outside
// of functions, by the places of its braces: but for those whose length is part of their type. What block
// is told may be the body of a function literal instead.
func scan(src []byte, declared func(function), block func(open, end int, literal bool)) {
	depth := 0       // of parentheses, brackets and braces
	word := ""       // the last one, if nothing but space came since
	counted := false // the next literal's type is [...]T
	literal := false // the next block may be the body of a function literal
	for i := 0; i < len(src); {
		if depth == 0 && (i == 0 || src[i-1] == '\n') && hasKeyword(src[i:], "func") {
			f, ok := functionAt(src, i)
			if ok {
				declared(f)
			}
			i, literal = f.end, false
			continue
		}
		if end := wordEnd(src, i); end > i {
			word, i = string(src[i:end]), end
			literal = literal || word == "func"
			continue
		}
		switch c := src[i]; {
		case c == '{' && word != "struct" && word != "interface":
			end := skipBlock(src, i)
			if !counted {
				block(i, end, literal)
			}
			word, counted, literal, i = "", false, false, end
			continue
		case c == '(' || c == '[' || c == '{':
			depth++
			counted = counted || bytes.HasPrefix(src[i:], []byte("[...]"))
		case c == ')' || c == ']' || c == '}':
			depth--
		}
		next := skipToken(src, i)
		if !isSpace(src[i]) && next == i+1 { // a comment leaves the word as it is
			word = ""
		}
		i = next
	}
}

// body returns the place of the brace that opens the body of the function whose signature
// begins at i, or -1 if the declaration has none.
func body(src []byte, i int) int {
	depth := 0
	word := "" // the last one, if nothing but space came since
	for i < len(src) {
		c := src[i]
		switch {
		case isLetter(c):
			end := wordEnd(src, i)
			word, i = string(src[i:end]), end
			continue
		case c == '{' && (word == "struct" || word == "interface"):
			word, i = "", skipBlock(src, i) // a type in the result
			continue
		case c == '{' && depth == 0:
			return i
		case c == '\n' && depth == 0:
			return -1
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		}
		if c != ' ' && c != '\t' {
			word = ""
		}
		i = skipToken(src, i)
	}
	return -1
}

// skipBlock returns the place behind the brace that closes the one at i.
func skipBlock(src []byte, i int) int { return skipPair(src, i, '{', '}') }

// skipPair returns the place behind what closes the block that opens at i.
func skipPair(src []byte, i int, opens, closes byte) int {
	depth := 0
	for i < len(src) {
		switch src[i] {
		case opens:
			depth++
		case closes:
			depth--
		}
		i = skipToken(src, i)
		if depth == 0 {
			break
		}
	}
	return i
}

// skipToken returns the place behind the literal or comment that begins at i, or behind the
// one byte there.
func skipToken(src []byte, i int) int {
	rest := src[i:]
	switch c := rest[0]; {
	case c == '"' || c == '\'':
		for j := 1; j < len(rest) && rest[j] != '\n'; j++ {
			if rest[j] == '\\' {
				j++
			} else if rest[j] == c {
				return i + j + 1
			}
		}
		return i + 1
	case c == '`':
		return i + 1 + upTo(rest[1:], "`")
	case bytes.HasPrefix(rest, []byte("//")):
		if n := bytes.IndexByte(rest, '\n'); n >= 0 {
			return i + n // the newline ends a signature
		}
		return len(src)
	case bytes.HasPrefix(rest, []byte("/*")):
		return i + 2 + upTo(rest[2:], "*/")
	}
	return i + 1
}

// upTo returns the length of text up to and with the mark, or of all text.
func upTo(text []byte, mark string) int {
	if n := bytes.Index(text, []byte(mark)); n >= 0 {
		return n + len(mark)
	}
	return len(text)
}

func hasKeyword(text []byte, word string) bool {
	return bytes.HasPrefix(text, []byte(word)) && len(text) > len(word) && !isLetter(text[len(word)])
}

// wordEnd returns the place behind the identifier that begins at i, or i if none does.
func wordEnd(src []byte, i int) int {
	for i < len(src) && isLetter(src[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// isLetter reports whether c can be part of an identifier.
func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c >= 0x80
}

// blankInside blanks what is between the brace at open and the one before end.
func blankInside(text []byte, open, end int) { blank(text[open+1 : max(end-1, open+1)]) }

// blank overwrites text with spaces, and leaves the ends of lines.
func blank(text []byte) {
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}
