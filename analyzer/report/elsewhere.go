package report

import (
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// elsewhere returns the position of at, a place in another package in the form of [typestate.Step.At]: the
// start of that line. A file is told by its name and its folder's. It returns [token.NoPos] if no file that
// the build has read is that, or two may be.
func (p *Printer) elsewhere(at string) token.Pos {
	name, digits, _ := strings.Cut(at, ".go:")
	line, err := strconv.Atoi(digits)
	if err != nil {
		return token.NoPos
	}
	pos, likest, names := token.NoPos, 1, []string(nil)
	p.Fset.Iterate(func(f *token.File) bool {
		like := sharedEnd(f.Name(), name+".go")
		if like < likest || line > f.LineCount() || like == 1 {
			return true
		}
		if like > likest {
			likest, names = like, nil
		}
		if !slices.Contains(names, f.Name()) { // a package and its test variant have the same files
			names = append(names, f.Name())
			pos = f.LineStart(line)
		}
		return true
	})
	if len(names) != 1 {
		return token.NoPos
	}
	return pos
}

// sharedEnd returns how many elements two paths have in common at their ends.
func sharedEnd(a, b string) int {
	x, y := strings.Split(strings.ReplaceAll(a, `\`, "/"), "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[len(x)-1-n] == y[len(y)-1-n] {
		n++
	}
	return n
}
