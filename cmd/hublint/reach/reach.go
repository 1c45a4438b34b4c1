// Package reach decides which packages can matter to hublint: those that declare a hub
// client, and those that import one, directly or not.
//
// Everything else is passed over at the price of reading a few bytes, so the question is
// asked before anything is parsed. A package also matters if its source carries a hublint
// directive, because directives make clients out of the user's own types.
package reach

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// Clients is the set of packages that declare hub clients.
type Clients struct {
	paths    map[string]bool
	suffixes []string
	own      [][]byte // the paths of those that a configuration describes
}

// NewClients returns the packages that the protocols describe, and their forks. Protocols
// of which nothing is ever reported do not count.
func NewClients(protocols []protocol.Protocol) Clients {
	c := Clients{paths: make(map[string]bool)}
	for _, p := range protocols {
		if p.NeverFlag {
			continue
		}
		c.paths[p.Package] = true
		if p.Tier == 0 {
			c.own = append(c.own, []byte(p.Package))
		}
		for _, fork := range p.Forks {
			if strings.HasPrefix(fork, "/") {
				c.suffixes = append(c.suffixes, fork)
			} else {
				c.paths[fork] = true
			}
		}
	}
	return c
}

// Has reports whether the package with the given path declares a client. A copy below a
// vendor directory counts as the original.
func (c Clients) Has(path string) bool {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		path = path[i+len("/vendor/"):]
	}
	if c.paths[path] {
		return true
	}
	for _, suffix := range c.suffixes {
		if strings.HasSuffix(path, suffix) {
			return true
		}
	}
	return false
}

// Configured reports whether a configuration describes any client.
func (c Clients) Configured() bool { return len(c.own) > 0 }

// Mentioned reports whether export data mentions a package that only a configuration makes one
// with clients, or one whose path begins or ends like it.
func (c Clients) Mentioned(exports []byte) bool {
	return slices.ContainsFunc(c.own, func(path []byte) bool { return bytes.Contains(exports, path) })
}

// directive begins every comment that hublint obeys.
var directive = []byte("//hublint:")

// HasDirective reports whether one of the files contains a hublint directive, or something
// that looks like one. Files that cannot be read count as having none: who parses them
// reports the error.
func HasDirective(read func(name string) ([]byte, error), files []string) bool {
	for _, name := range files {
		if data, err := read(name); err == nil && bytes.Contains(data, directive) {
			return true
		}
	}
	return false
}

// helper matches the signature of an exported function or method that is given a function, or of a
// function that maps an outcome to an outcome.
var helper = regexp.MustCompile(`(?m)^func (\([^)\n]*\) )?[A-Z]\w*[\[(][^\n]*\bfunc\(|^func [A-Z]\w*\([^\n]*\b(error|bool)\b[^\n]*\)[^\n]*\b(error|bool)\b`)

// functions matches a declaration of a type of functions, or of a field of such a type.
var functions = regexp.MustCompile(`(?m)^type [^\n]*\bfunc\(|^\t+\w+(?:, \w+)*(?:\[[^\n]*\])?[ \t]+(?:= )?func\((?:[^\n]*[^{\n])?$`)

// exported matches the signature of an exported function or method.
var exported = regexp.MustCompile(`^func (\([^)]*\) )?[A-Z]`)

// HasHelper reports whether one of the files seems to have a function that packages which reach
// a client may want to know, although this one does not: see the analyzer's helpers. It may say
// so of too many, and misses those whose parameters stand on several lines.
func HasHelper(read func(name string) ([]byte, error), files []string) bool {
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if data, err := read(name); err == nil && (helper.Match(data) || functions.Match(data)) {
			return true
		}
	}
	return false
}

// Helper returns whether a function of a package with these texts may be one that [HasHelper] looks for, by
// its signature, on however many lines. Where types hold functions, any that is exported may be given one.
func Helper(texts [][]byte) func(signature []byte) bool {
	if slices.ContainsFunc(texts, functions.Match) {
		return exported.Match
	}
	return func(signature []byte) bool {
		return helper.Match(bytes.ReplaceAll(signature, []byte("\n"), []byte(" ")))
	}
}
