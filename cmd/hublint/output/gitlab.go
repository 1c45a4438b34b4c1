package output

import "io"

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
// GitLab shows one.
func writeGitLab(w io.Writer, r *Report) error {
	severity := map[Severity]string{Error: "critical", Warning: "major", Note: "info"}
	prints := r.Fingerprints()
	issues := []gitlabIssue{}
	for i, f := range r.Findings {
		issues = append(issues, gitlabIssue{
			Description: f.Message,
			CheckName:   f.Category,
			Fingerprint: prints[i],
			Severity:    severity[f.Severity],
			Location:    gitlabLocation{r.slash(f.Pos.Filename), gitlabLines{max(f.Pos.Line, 1)}},
		})
	}
	return indented(w, issues)
}
