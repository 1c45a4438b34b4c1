// Package gclplugin is hublint as a module plugin of golangci-lint. A golangci-lint that has it
// is built with "golangci-lint custom" and a .custom-gcl.yml:
//
//	version: v2.15.0
//	plugins:
//	  - module: github.com/hublint/hublint
//	    import: github.com/hublint/hublint/analyzer/gclplugin
//	    version: latest
//
// The settings are those of [analyzer.Settings]:
//
//	linters:
//	  enable: [hublint]
//	  settings:
//	    custom:
//	      hublint:
//	        type: module
//	        settings:
//	          severity: warning
package gclplugin

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer"
)

func init() { register.Plugin("hublint", New) }

// New returns the plugin for the settings in the user's .golangci.yml, nil if there are none.
func New(settings any) (register.LinterPlugin, error) {
	cfg, err := decode(settings)
	if err != nil {
		return nil, err
	}
	return plugin{cfg}, nil
}

type plugin struct{ cfg analyzer.Config }

// BuildAnalyzers returns the analyzer.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{analyzer.OneLine(analyzer.New(p.cfg))}, nil
}

// GetLoadMode says what golangci-lint must load: sources with their types.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
