package outline

import "bytes"

// This file keeps some bodies: those of functions that are to be looked at, in a package of which
// nothing else matters, and of what these may call.

// A function is where the declaration of one stands in a text: where it begins, where its body
// opens, and where that ends.
type function struct {
	name             string
	method, generic  bool
	start, open, end int
}

// functionAt returns the function whose declaration begins at i, and whether it has a body. If not,
// its end is behind the keyword.
func functionAt(src []byte, i int) (f function, ok bool) {
	i, start := i+len("func"), i
	open := body(src, i)
	if open < 0 {
		return function{end: i}, false
	}
	i = skipSpace(src, i)
	method := src[i] == '('
	if method {
		i = skipSpace(src, skipPair(src, i, '(', ')')) // the receiver
	}
	end := wordEnd(src, i)
	return function{string(src[i:end]), method, src[end] == '[', start, open, skipBlock(src, open)}, true
}

// skipSpace returns the place of what follows the spaces at i.
func skipSpace(src []byte, i int) int {
	for src[i] == ' ' {
		i++
	}
	return i
}

// Needed returns the names of the functions in a package's files whose signatures are wanted, and of
// all functions and methods that these may call: may, since any word that is a name of one counts.
func Needed(files [][]byte, wanted func(signature []byte) bool) map[string]bool {
	texts := make(map[string][][]byte)
	var todo []string
	for _, src := range files {
		scan(src, func(f function) {
			texts[f.name] = append(texts[f.name], src[f.start:f.end])
			if wanted(src[f.start:f.open]) {
				todo = append(todo, f.name)
			}
		}, func(int, int, bool) {})
	}
	needed := make(map[string]bool)
	for len(todo) > 0 {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if needed[name] {
			continue
		}
		needed[name] = true
		for _, text := range texts[name] {
			todo = append(todo, mentioned(text, texts)...)
		}
	}
	return needed
}

// mentioned returns the words of text that are names.
func mentioned(text []byte, names map[string][][]byte) (found []string) {
	for i := 0; i < len(text); {
		end := wordEnd(text, i)
		if _, ok := names[string(text[i:end])]; ok && end > i {
			found = append(found, string(text[i:end]))
		}
		i = max(end, i+1)
	}
	return found
}

// StripBut is [Strip] for a package whose functions of some names are needed whole. What is left can
// be type-checked: other functions have no body at all, as those that are written in assembly, and the
// literals of functions in package-level variables stay, since they have to return something. Only
// imports may be unused.
func StripBut(src []byte, needed map[string]bool) []byte {
	out := bytes.Clone(src)
	scan(src, func(f function) {
		switch {
		case needed[f.name] || f.generic:
		case !f.method && (f.name == "init" || f.name == "main"): // must have one
			blankInside(out, f.open, f.end)
		default:
			blank(out[f.open:f.end])
		}
	}, func(open, end int, literal bool) {
		if !literal {
			blankInside(out, open, end)
		}
	})
	return out
}
