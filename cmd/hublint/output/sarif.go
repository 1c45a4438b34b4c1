package output

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
)

// writeSARIF writes SARIF 2.1.0 as code scanning services want it: rules with their help,
// the steps of a finding as a code flow and as locations that its message links to,
// fingerprints, and regions of one line, because a service shows an alert in a pull request
// only if all its lines were changed.
func writeSARIF(w io.Writer, r *Report) error {
	s := &sarifWriter{
		Report: r,
		src:    source{read: r.ReadFile, files: make(map[string][]string)},
		prints: fingerprints{read: r.ReadFile, files: make(map[string]map[int]string)},
	}
	driver := sarifDriver{Name: "hublint", Version: numeric(r.Version), InfoURI: home, Rules: []sarifRule{}}
	index := make(map[string]int)
	for _, rule := range s.rules() {
		index[rule.ID] = len(driver.Rules)
		driver.Rules = append(driver.Rules, toSARIF(rule))
	}
	run := sarifRun{
		Tool:       sarifTool{driver},
		Results:    []sarifResult{},
		ColumnKind: "utf16CodeUnits",
		Automation: sarifAutomation{ID: "hublint/"},
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, s.result(f, index[f.Category]))
	}
	return indented(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// home is where the tool is described.
const home = "https://github.com/hublint/hublint"

// numeric returns a version that begins with a number, as services compare them.
func numeric(version string) string {
	if rest, ok := strings.CutPrefix(version, "v"); ok {
		return rest
	}
	return "0.0.0-devel"
}

// A sarifWriter adds what SARIF needs to know of sources.
type sarifWriter struct {
	*Report
	src    source
	prints fingerprints
}

// rules returns the report's rules and one for each category that has none.
func (s *sarifWriter) rules() []Rule {
	rules := slices.Clone(s.Rules)
	for _, f := range s.Findings {
		if !slices.ContainsFunc(rules, func(r Rule) bool { return r.ID == f.Category }) {
			rules = append(rules, Rule{ID: f.Category, Title: f.Category})
		}
	}
	return rules
}

func toSARIF(r Rule) sarifRule {
	help := cmp.Or(r.Help, r.Title)
	full, _, _ := strings.Cut(help, "\n\n")
	return sarifRule{
		ID:      r.ID,
		Short:   sarifText{Text: clip(r.Title)},
		Full:    sarifText{Text: clip(strings.ReplaceAll(full, "\n", " "))},
		Help:    sarifText{Text: help, Markdown: help},
		HelpURI: r.URL,
		Properties: sarifProperties{
			Tags: []string{"correctness", "connection"},
		},
	}
}

// clip shortens a description to what services accept.
func clip(s string) string {
	const limit = 1024
	if r := []rune(s); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return s
}

func (s *sarifWriter) result(f Finding, rule int) sarifResult {
	out := sarifResult{
		RuleID:    f.Category,
		RuleIndex: rule,
		Level:     f.Severity,
		Locations: []sarifLocation{s.location(f.Pos, f.End)},
	}
	if hash := s.prints.of(f.Pos); hash != "" {
		out.Fingerprints = map[string]string{"primaryLocationLineHash": hash}
	}
	text := []string{escapeLinks(f.Message)}
	var flow []sarifStep
	for i, rel := range f.Related {
		loc := s.location(rel.Pos, token.Position{})
		loc.Message = &sarifText{Text: rel.Message}
		flow = append(flow, sarifStep{loc})
		loc.ID = i + 1
		out.Related = append(out.Related, loc)
		text = append(text, fmt.Sprintf("%d. [%s](%d)", i+1, escapeLinks(rel.Message), i+1))
	}
	out.Message.Text = strings.Join(text, "\n")
	if len(flow) > 0 {
		end := s.location(f.Pos, f.End)
		end.Message = &sarifText{Text: f.Message}
		out.Flows = []sarifFlow{{[]sarifThread{{append(flow, sarifStep{end})}}}}
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, s.fix(fix))
	}
	return out
}

// fix returns a fix, with the edits of each file together.
func (s *sarifWriter) fix(f Fix) sarifFix {
	out := sarifFix{Description: sarifText{Text: f.Message}}
	for _, e := range f.Edits {
		name := s.artifact(e.Pos.Filename)
		i := slices.IndexFunc(out.Changes, func(c sarifChange) bool { return c.Artifact == name })
		if i < 0 {
			i = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{Artifact: name})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, sarifReplacement{
			Deleted:  sarifRegion{e.Pos.Line, s.column(e.Pos), e.End.Line, s.column(e.End)},
			Inserted: sarifText{Text: e.NewText},
		})
	}
	return out
}

// column returns the column of pos in UTF-16 code units, if its line can be had.
func (s *sarifWriter) column(pos token.Position) int {
	if text, ok := s.src.line(pos.Filename, pos.Line); ok {
		return column16(text, max(pos.Column, 1))
	}
	return max(pos.Column, 1)
}

// escapeLinks makes brackets in a message mean themselves.
func escapeLinks(s string) string {
	return strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`).Replace(s)
}

func (s *sarifWriter) location(pos, end token.Position) sarifLocation {
	var loc sarifLocation
	loc.Physical.Artifact = s.artifact(pos.Filename)
	if pos.Line < 1 {
		return loc
	}
	text, known := s.src.line(pos.Filename, pos.Line)
	start := max(pos.Column, 1)
	stop := start + 1
	switch {
	case end.Filename == pos.Filename && end.Line == pos.Line && end.Column > start:
		stop = end.Column
	case end.IsValid() && known:
		stop = max(len(text)+1, stop)
	}
	if known {
		start, stop = column16(text, start), column16(text, stop)
	}
	loc.Physical.Region = &sarifRegion{pos.Line, start, pos.Line, stop}
	return loc
}

// artifact names a file: below the root of the sources if possible.
func (s *sarifWriter) artifact(name string) sarifArtifact {
	rel := s.rel(name)
	if filepath.IsAbs(rel) || strings.HasPrefix(rel, "..") {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: filepath.ToSlash(rel)}).EscapedPath(), Base: "%SRCROOT%"}
}

// column16 turns a column that counts bytes into one that counts UTF-16 code units.
func column16(line string, column int) int {
	n := min(column-1, len(line))
	return len(utf16.Encode([]rune(line[:n]))) + 1 + (column - 1 - n)
}
