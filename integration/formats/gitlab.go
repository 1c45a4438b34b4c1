package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// gitlab reads a Code Quality report. GitLab shows only one of the issues that have the same
// fingerprint, and only paths that are relative and do not begin with a dot.
func gitlab(data []byte) ([]place, error) {
	var issues []struct {
		Description string `json:"description"`
		CheckName   string `json:"check_name"`
		Fingerprint string `json:"fingerprint"`
		Severity    string `json:"severity"`
		Location    struct {
			Path  string `json:"path"`
			Lines struct {
				Begin int `json:"begin"`
			} `json:"lines"`
		} `json:"location"`
	}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		return nil, fmt.Errorf("want an array, also of nothing")
	}
	if err := strict(data, &issues); err != nil {
		return nil, err
	}
	var out []place
	seen := map[string]bool{}
	for _, i := range issues {
		switch {
		case seen[i.Fingerprint] || i.Fingerprint == "":
			return nil, fmt.Errorf("fingerprint %q is empty or there twice", i.Fingerprint)
		case i.Description == "":
			return nil, fmt.Errorf("no description in %+v", i)
		case !slices.Contains([]string{"info", "minor", "major", "critical", "blocker"}, i.Severity):
			return nil, fmt.Errorf("unknown severity %q", i.Severity)
		case strings.HasPrefix(i.Location.Path, ".") || strings.HasPrefix(i.Location.Path, "/"):
			return nil, fmt.Errorf("path %q", i.Location.Path)
		}
		seen[i.Fingerprint] = true
		out = append(out, place{i.Location.Path, i.Location.Lines.Begin, i.CheckName})
	}
	return out, nil
}

// strict decodes JSON, and takes a key that v does not have for an error.
func strict(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}
