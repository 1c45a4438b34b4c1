package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/report"
)

// A Settings is a [Config] as it stands in a file. Its types reject what a Config would ignore.
type Settings struct {
	// Checks are categories to turn on, or off with a leading minus; "all" stands for every one.
	// The last mention of a category decides.
	Checks []Check `json:"checks,omitempty"`
	// Severity is the threshold: findings below it are not reported.
	Severity Threshold `json:"severity,omitempty"`
	// Tests says whether test files are analysed.
	Tests *bool `json:"tests,omitempty"`
	// Protocols describe client types beside the built-in ones.
	Protocols []protocol.Protocol `json:"protocols,omitempty"`
	// Contracts describe interfaces whose owners call methods again, beside the built-in ones.
	Contracts []protocol.Contract `json:"contracts,omitempty"`
}

// ParseSettings reads settings in JSON. It is as strict as [protocol.Parse]: an error names
// source, line and key.
func ParseSettings(data []byte, source string) (Config, error) {
	var s Settings
	described := func() ([]protocol.Protocol, []protocol.Contract) { return s.Protocols, s.Contracts }
	if err := protocol.ParseWithin(data, source, &s, described); err != nil {
		return Config{}, err
	}
	cfg := Config{Protocols: s.Protocols, Contracts: s.Contracts, Severity: protocol.Severity(s.Severity), Tests: s.Tests}
	for _, c := range s.Checks {
		cfg.Checks = append(cfg.Checks, string(c))
	}
	return cfg, nil
}

// A Check is an entry of [Config.Checks].
type Check string

// Checks returns the categories and "all", which a [Check] can name.
func Checks() []string {
	return append(report.Categories(), report.Directive, "all")
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (c *Check) UnmarshalText(text []byte) error {
	minus, name := "", string(text)
	if rest, ok := strings.CutPrefix(name, "-"); ok {
		minus, name = "-", rest
	}
	if !slices.Contains(Checks(), name) {
		return fmt.Errorf("there is no category %q%s", name, protocol.Suggest(name, Checks()))
	}
	*c = Check(minus + name)
	return nil
}

// A Threshold is a severity that findings can have.
type Threshold protocol.Severity

// Thresholds returns the names of severities that findings can have.
func Thresholds() []string {
	var names []string
	for s := protocol.Note; s <= protocol.Error; s++ {
		names = append(names, s.String())
	}
	return names
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (t *Threshold) UnmarshalText(text []byte) error {
	i := slices.Index(Thresholds(), string(text))
	if i < 0 {
		return fmt.Errorf("unknown severity %q (want one of %s)", text, strings.Join(Thresholds(), ", "))
	}
	*t = Threshold(protocol.Note) + Threshold(i)
	return nil
}

// MarshalText implements [encoding.TextMarshaler].
func (t Threshold) MarshalText() ([]byte, error) { return protocol.Severity(t).MarshalText() }
