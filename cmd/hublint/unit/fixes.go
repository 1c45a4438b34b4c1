package unit

import (
	"cmp"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// validFixes reports whether every fix can be applied: distinct messages, and edits that lie
// within one file each and do not overlap. It sorts the edits, and fills in missing ends.
func validFixes(fset *token.FileSet, fixes []analysis.SuggestedFix) bool {
	messages := make(map[string]bool)
	for _, fix := range fixes {
		if messages[fix.Message] || !validEdits(fset, fix.TextEdits) {
			return false
		}
		messages[fix.Message] = true
	}
	return true
}

func validEdits(fset *token.FileSet, edits []analysis.TextEdit) bool {
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	last := token.NoPos
	for i := range edits {
		e := &edits[i]
		if !e.End.IsValid() {
			e.End = e.Pos
		}
		file := fset.File(e.Pos)
		if file == nil || e.End < e.Pos || int(e.End) > file.Base()+file.Size() || e.Pos < last {
			return false
		}
		last = e.End
	}
	return true
}
