package output

import (
	"crypto/sha256"
	"fmt"
	"io"
)

type (
	gitlabIssue struct {
		Description string         `json:"description"`
		CheckName   string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}

	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}

	gitlabLines struct {
		Begin int `json:"begin"`
	}
)

// writeGitLab writes a GitLab Code Quality report. Of findings with the same fingerprint
// GitLab shows one, so the n-th of the same kind gets one of its own.
func writeGitLab(w io.Writer, r *Report) error {
	severity := map[Severity]string{Error: "critical", Warning: "major", Note: "info"}
	prints := fingerprints{read: r.ReadFile, files: make(map[string]map[int]string)}
	seen := make(map[string]int)
	issues := []gitlabIssue{}
	for _, f := range r.Findings {
		path := r.slash(f.Pos.Filename)
		id := fmt.Sprintf("%s\n%s\n%s\n%s", f.Category, path, prints.of(f.Pos), f.Message)
		seen[id]++
		issues = append(issues, gitlabIssue{
			Description: f.Message,
			CheckName:   f.Category,
			Fingerprint: fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s\n%d", id, seen[id]))),
			Severity:    severity[f.Severity],
			Location:    gitlabLocation{path, gitlabLines{max(f.Pos.Line, 1)}},
		})
	}
	return indented(w, issues)
}
