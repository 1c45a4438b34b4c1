// Package settings turns flags and the configuration file into an analyzer, in the same way
// for every door.
package settings

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/catalog"
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/cmd/hublint/reach"
)

// Settings are what the user has asked for on the command line.
type Settings struct {
	Checks   string // comma-separated, see [analyzer.Config.Checks]
	Severity string // threshold
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
	fs.StringVar(&s.Severity, "severity", "", "report findings of this `severity` and above: note, warning or error")
}

// Load returns the analyzer that the settings and the configuration file for dir ask for,
// and the packages that it must see. An empty dir means that no file applies, which is so
// for packages that are not part of the user's own module.
func (s *Settings) Load(dir string) (*analysis.Analyzer, reach.Clients, error) {
	clients, err := s.Clients(dir)
	if err != nil {
		return nil, reach.Clients{}, err
	}
	a, err := s.Analyzer(dir)
	return a, clients, err
}

// Clients returns the packages that the analyzer for dir must see.
func (s *Settings) Clients(dir string) (reach.Clients, error) {
	cfg, err := s.file(dir)
	if err != nil {
		return reach.Clients{}, err
	}
	return reach.NewClients(append(catalog.All(), cfg.Protocols...)), nil
}

// Analyzer returns the analyzer for dir.
func (s *Settings) Analyzer(dir string) (*analysis.Analyzer, error) {
	cfg, err := s.file(dir)
	if err != nil {
		return nil, err
	}
	if s.Checks != "" {
		cfg.Checks = append(slices.Clone(cfg.Checks), strings.Split(s.Checks, ",")...)
	}
	if s.Severity != "" {
		if cfg.Severity, err = parseSeverity(s.Severity); err != nil {
			return nil, err
		}
	}
	return analyzer.New(cfg), nil
}

// file returns what the configuration file for dir says.
func (s *Settings) file(dir string) (analyzer.Config, error) {
	name := s.File
	if name == "" && dir != "" {
		name = Find(dir)
	}
	if name == "" {
		return analyzer.Config{}, nil
	}
	return readConfig(name)
}

func parseSeverity(s string) (protocol.Severity, error) {
	for _, level := range []protocol.Severity{protocol.Note, protocol.Warning, protocol.Error} {
		if level.String() == s {
			return level, nil
		}
	}
	return 0, fmt.Errorf("-severity: unknown severity %q (want note, warning or error)", s)
}
