package gclplugin

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hublint/hublint/analyzer"
)

// decode turns the settings into a configuration, by the rules of a configuration file: a key,
// a category or a severity that does not exist and a protocol that contradicts itself are
// errors. register.DecodeSettings would take keys in any case and let contradictions pass.
func decode(settings any) (analyzer.Config, error) {
	if settings == nil {
		return analyzer.Config{}, nil
	}
	data, err := json.Marshal(settings)
	if err != nil {
		return analyzer.Config{}, fmt.Errorf("hublint: settings: %w", err)
	}
	const source = "settings"
	cfg, err := analyzer.ParseSettings(data, source)
	if err != nil {
		// It is all one line. Which one that was in the user's file is not known.
		return cfg, fmt.Errorf("hublint: settings: %s", strings.ReplaceAll(err.Error(), source+":1: ", ""))
	}
	return cfg, nil
}
