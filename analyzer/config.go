package analyzer

import (
	"go/token"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
)

// A Config selects what an analyzer made by [New] looks for. The zero Config is the default.
type Config struct {
	// Protocols are the user's own client types, beside the built-in ones.
	Protocols []protocol.Protocol `json:"protocols,omitempty"`
	// Contracts say which methods of the user's own interfaces are called again, beside the
	// built-in ones.
	Contracts []protocol.Contract `json:"contracts,omitempty"`
	// Checks lists categories: "name" turns one on, "-name" off, "all" every one.
	// abandoned is off unless it is turned on.
	Checks []string `json:"checks,omitempty"`
	// Severity is the threshold: findings below it are not reported. Default: note, that is all.
	Severity protocol.Severity `json:"severity,omitempty"`
	// Tests says whether findings in test files are reported. Default: true.
	Tests *bool `json:"tests,omitempty"`
}

// wants reports whether a finding is to be reported.
func (c *Config) wants(fset *token.FileSet, f Finding) bool {
	switch {
	case f.Severity < c.threshold(), !c.enabled(f.Category):
		return false
	case c.Tests != nil && !*c.Tests:
		return !strings.HasSuffix(fset.PositionFor(f.Pos, false).Filename, "_test.go")
	}
	return true
}

func (c *Config) threshold() protocol.Severity {
	if c.Severity == protocol.None {
		return protocol.Note
	}
	return c.Severity
}

// optional are the categories that are off until they are turned on: what they report is wrong
// only if code that is not in sight does what one would expect of it.
func optional(category string) bool { return category == typestate.Abandoned.String() }

// enabled reports whether a category is to be reported: the last mention decides.
func (c *Config) enabled(category string) bool {
	on := !optional(category)
	for _, name := range c.Checks {
		switch name {
		case "all", category:
			on = true
		case "-all", "-" + category:
			on = false
		}
	}
	return on
}
