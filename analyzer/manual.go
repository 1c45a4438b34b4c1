package analyzer

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
)

// This file takes the manual apart: it is the comment of this package, so that there is one text
// for the web, for go vet and for hublint explain.

// Doc is the analyzer's own section of the manual. Drivers refuse an analyzer that has none, and a
// test would.
var Doc, _ = section("Analyzer", "hublint")

// Manual returns the section on a category: one line of summary, an empty line, and the details.
func Manual(category string) (string, bool) {
	text, err := section("Category", category)
	return text, err == nil
}

// section returns the part of the manual under the heading "# kind name". It begins with a line
// "name: summary", of which the summary is returned.
func section(kind, name string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	heading := kind + " " + name + "\n"
	for part := range strings.SplitSeq(f.Doc.Text(), "\n# ") {
		if body, ok := strings.CutPrefix(part, heading); ok {
			text, ok := strings.CutPrefix(strings.TrimSpace(body), name+": ")
			if !ok {
				return "", fmt.Errorf("doc.go: the section on %s has no summary", name)
			}
			return text, nil
		}
	}
	return "", fmt.Errorf("doc.go: no section on %s", name)
}
