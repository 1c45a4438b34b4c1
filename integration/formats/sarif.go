package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
)

// readSARIF reads SARIF by its schema, which is in the file that SARIF_SCHEMA names, and with what
// code scanning needs beyond that: complete rules, regions of one line, fingerprints, the way to
// each finding.
func readSARIF(data []byte) ([]place, error) {
	if err := validate(data, os.Getenv("SARIF_SCHEMA")); err != nil {
		return nil, err
	}
	report, err := sarif.FromBytes(data)
	if err != nil {
		return nil, err
	}
	var out []place
	for _, run := range report.Runs {
		rules := run.Tool.Driver.Rules
		for _, r := range rules {
			if err := checkRule(r); err != nil {
				return nil, err
			}
		}
		prints := map[string]bool{}
		for _, r := range run.Results {
			p, print, err := readResult(r, rules)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p, err)
			}
			if prints[print] {
				return nil, fmt.Errorf("%s: a fingerprint that is there twice", p)
			}
			prints[print] = true
			out = append(out, p)
		}
	}
	return out, nil
}

// validate reports what a schema has against a document. go-sarif would validate what it has made
// of the document, with its own defaults in it.
func validate(data []byte, schema string) error {
	text, err := os.ReadFile(schema)
	if err != nil {
		return err
	}
	result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(text), gojsonschema.NewBytesLoader(data))
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range result.Errors() {
		errs = append(errs, errors.New(e.String()))
	}
	return errors.Join(errs...)
}

// checkRule reports what code scanning would not show of a rule.
func checkRule(r *sarif.ReportingDescriptor) error {
	if r.ID == nil || r.ShortDescription == nil || r.FullDescription == nil || r.Help == nil || r.Help.Text == nil {
		return fmt.Errorf("an incomplete rule: %+v", r)
	}
	if text := r.FullDescription.Text; text == nil || len(*text) > 1024 {
		return fmt.Errorf("rule %s: no description, or one of more than 1024 bytes", *r.ID)
	}
	return nil
}

// readResult returns the place of a result, and what tells it from others.
func readResult(r *sarif.Result, rules []*sarif.ReportingDescriptor) (p place, print string, err error) {
	if len(r.Locations) != 1 || r.RuleID == nil || r.Message == nil || r.Message.Text == nil {
		return p, "", fmt.Errorf("not one location, no rule or no message")
	}
	at := r.Locations[0].PhysicalLocation
	uri, region := at.ArtifactLocation.URI, at.Region
	if uri == nil || region == nil || region.StartLine == nil || region.EndLine == nil || region.StartColumn == nil || region.EndColumn == nil {
		return p, "", fmt.Errorf("an incomplete location")
	}
	p = place{*uri, *region.StartLine, *r.RuleID}
	switch {
	case r.RuleIndex < 0 || r.RuleIndex >= len(rules) || *rules[r.RuleIndex].ID != *r.RuleID:
		return p, "", fmt.Errorf("another rule at index %d", r.RuleIndex)
	case *region.StartLine != *region.EndLine:
		return p, "", fmt.Errorf("a region of several lines, which no pull request shows")
	case *region.StartColumn >= *region.EndColumn:
		return p, "", fmt.Errorf("an empty region")
	case strings.Contains(*uri, ":") || strings.HasPrefix(*uri, "/") || strings.HasPrefix(*uri, "."):
		return p, "", fmt.Errorf("a path that is not relative")
	}
	return p, *uri + " " + r.PartialFingerprints["primaryLocationLineHash"], checkSteps(r)
}

// checkSteps reports that the way to a finding is missing, or not linked in its message.
func checkSteps(r *sarif.Result) error {
	if len(r.CodeFlows) != 1 || len(r.CodeFlows[0].ThreadFlows) != 1 || len(r.CodeFlows[0].ThreadFlows[0].Locations) < 2 {
		return fmt.Errorf("no way to the second connection")
	}
	for _, l := range r.RelatedLocations {
		if !strings.Contains(*r.Message.Text, fmt.Sprintf("](%d)", l.ID)) {
			return fmt.Errorf("no link to step %d", l.ID)
		}
	}
	return nil
}
