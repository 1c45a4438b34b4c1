// Package baseline remembers findings, so that only new ones are shown.
//
// A finding is recognised by what it is about, not by where: category, file, the text of its
// line, and its number among those that are alike. It stays the same when lines above it come
// or go, and when the words of a message change.
package baseline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hublint/hublint/cmd/hublint/output"
)

// version is that of the format.
const version = 1

// A file is what a baseline looks like on disk. Only fingerprints count; the rest is for those
// who read it.
type file struct {
	Version  int     `json:"version"`
	Findings []entry `json:"findings"`
}

type entry struct {
	Fingerprint string `json:"fingerprint"`
	Category    string `json:"category"`
	File        string `json:"file"`
	Message     string `json:"message"`
}

// Write writes the findings of a report to a file.
func Write(name string, r *output.Report) error {
	out := file{Version: version, Findings: []entry{}}
	prints, err := fingerprints(name, r)
	if err != nil {
		return err
	}
	for i, f := range r.Findings {
		rel, err := relative(name, f.Pos.Filename)
		if err != nil {
			return err
		}
		out.Findings = append(out.Findings, entry{prints[i], f.Category, rel, f.Message})
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return err
	}
	return os.WriteFile(name, buf.Bytes(), 0o666)
}

// New returns the findings of a report that are not in the baseline.
func New(name string, r *output.Report) ([]output.Finding, error) {
	known, err := read(name)
	if err != nil {
		return nil, err
	}
	prints, err := fingerprints(name, r)
	if err != nil {
		return nil, err
	}
	var fresh []output.Finding
	for i, f := range r.Findings {
		if !known[prints[i]] {
			fresh = append(fresh, f)
		}
	}
	return fresh, nil
}

// read returns the fingerprints in a file.
func read(name string) (map[string]bool, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w", err)
	}
	var in file
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, fmt.Errorf("reading the baseline %s: %w", name, err)
	}
	if in.Version != version {
		return nil, fmt.Errorf("reading the baseline %s: its version is %d, want %d; write it anew", name, in.Version, version)
	}
	known := map[string]bool{}
	for _, e := range in.Findings {
		known[e.Fingerprint] = true
	}
	return known, nil
}

// fingerprints returns one for each finding. File names are relative to the baseline: it
// holds wherever the repository lies and hublint is started.
func fingerprints(name string, r *output.Report) ([]string, error) {
	dir, err := filepath.Abs(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	there := *r
	there.Dir = dir
	there.Findings = slices.Clone(r.Findings)
	return there.Fingerprints(), nil
}

// relative returns a file name as seen from the baseline.
func relative(name, file string) (string, error) {
	dir, err := filepath.Abs(filepath.Dir(name))
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(file), nil
	}
	return filepath.ToSlash(rel), nil
}
