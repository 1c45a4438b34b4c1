package gclplugin

import (
	"fmt"
	"strings"

	"github.com/golangci/plugin-module-register/register"

	"github.com/hublint/hublint/analyzer"
)

// decode turns the settings into a configuration. It is strict: a key that does not exist, a
// category that does not exist and a protocol that contradicts itself are errors.
func decode(settings any) (analyzer.Config, error) {
	cfg, err := register.DecodeSettings[analyzer.Config](settings)
	if err != nil {
		return cfg, fmt.Errorf("hublint: %w", err)
	}
	for _, name := range cfg.Checks {
		category := strings.TrimPrefix(name, "-")
		if _, ok := analyzer.Manual(category); !ok && category != "all" {
			return cfg, fmt.Errorf("hublint: checks: there is no category %q", name)
		}
	}
	seen := map[string]bool{}
	for i := range cfg.Protocols {
		p := &cfg.Protocols[i]
		if err := p.Validate(); err != nil {
			return cfg, fmt.Errorf("hublint: protocols: %w", err)
		}
		if seen[p.Name] {
			return cfg, fmt.Errorf("hublint: protocols: %s is there twice", p.Name)
		}
		seen[p.Name] = true
	}
	return cfg, nil
}
