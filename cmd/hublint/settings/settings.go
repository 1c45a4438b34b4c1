// Package settings turns flags and the configuration file into an analyzer, in the same way
// for every door.
package settings

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/catalog"
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/cmd/hublint/reach"
)

// Settings are what the user has asked for on the command line. What is empty or nil is left
// to the configuration file.
type Settings struct {
	Checks   string // comma-separated, see [analyzer.Config.Checks]
	Severity string // threshold
	Tests    *bool  // test files, too
	File     string // configuration file; found upwards if empty
}

// AllFlags declares all flags.
func (s *Settings) AllFlags(fs *flag.FlagSet) {
	s.Flags(fs)
	fs.StringVar(&s.File, "config", "", "configuration `file`, instead of the nearest "+fileName)
}

// Flags declares the flags that go vet may pass on.
//
// The configuration file is not among them. The go command keys its cache with the text of
// flags, not with what they name, so a file that is chosen by a flag could change unseen.
func (s *Settings) Flags(fs *flag.FlagSet) {
	fs.StringVar(&s.Checks, "checks", "", "comma-separated `categories` to turn on, or off with a leading minus; \"all\" for every one")
	fs.StringVar(&s.Severity, "severity", "", "report findings of this `severity` and above: note, warning or error (default note)")
	fs.BoolFunc("tests", "analyse test files, too (default true)", func(text string) error {
		on, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("want true or false")
		}
		s.Tests = &on
		return nil
	})
}

// Clients returns the packages that the analyzer for dir must see. It looks at no flags.
func (s *Settings) Clients(dir string) (reach.Clients, error) {
	cfg, err := s.file(dir)
	return reach.NewClients(Protocols(cfg)), err
}

// Analyzer returns the analyzer for dir.
func (s *Settings) Analyzer(dir string) (*analysis.Analyzer, error) {
	cfg, err := s.Config(dir)
	if err != nil {
		return nil, err
	}
	return analyzer.New(cfg), nil
}

// Config returns what the configuration file for dir says, overruled by the flags. An empty
// dir means that no file applies, which is so for packages that are not part of the user's own
// module.
func (s *Settings) Config(dir string) (analyzer.Config, error) {
	cfg, err := s.file(dir)
	if err != nil {
		return cfg, err
	}
	for name := range strings.SplitSeq(s.Checks, ",") {
		var c analyzer.Check
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if err := c.UnmarshalText([]byte(name)); err != nil {
			return cfg, fmt.Errorf("-checks: %w", err)
		}
		cfg.Checks = append(cfg.Checks, name)
	}
	if s.Severity != "" {
		var t analyzer.Threshold
		if err := t.UnmarshalText([]byte(s.Severity)); err != nil {
			return cfg, fmt.Errorf("-severity: %w", err)
		}
		cfg.Severity = protocol.Severity(t)
	}
	if s.Tests != nil {
		cfg.Tests = s.Tests
	}
	return cfg, nil
}

// Protocols returns the built-in protocols and those of a configuration.
func Protocols(cfg analyzer.Config) []protocol.Protocol {
	return append(catalog.All(), cfg.Protocols...)
}

// Contracts returns the built-in contracts and those of a configuration.
func Contracts(cfg analyzer.Config) []protocol.Contract {
	return append(catalog.Contracts(), cfg.Contracts...)
}

// file returns what the configuration file for dir says.
func (s *Settings) file(dir string) (analyzer.Config, error) {
	name := s.File
	switch {
	case name == "" && dir != "":
		name = Find(dir)
	case name != "" && !filepath.IsAbs(name):
		name = filepath.Join(dir, name)
	}
	if name == "" {
		return analyzer.Config{}, nil
	}
	return readConfig(name)
}
