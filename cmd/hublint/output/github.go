package output

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// githubLimit is the number of annotations of each level that GitHub shows for one step.
const githubLimit = 10

// writeGitHub writes workflow commands, which annotate the lines of a pull request. Errors
// come first, because only the first ten of each level are shown; a notice counts the rest.
// The steps of a finding follow its message: separate annotations would eat up the ten.
//
// File names must be relative to the root of the repository.
func writeGitHub(w io.Writer, r *Report) error {
	b := bufio.NewWriter(w)
	levels := []struct {
		severity Severity
		command  string
	}{{Error, "error"}, {Warning, "warning"}, {Note, "notice"}}
	if len(r.Findings) > 0 {
		// Lines with file names in them would be annotated a second time by the problem
		// matcher that setup-go installs.
		fmt.Fprintln(b, "::remove-matcher owner=go::")
	}
	hidden := 0
	for _, level := range levels {
		of := slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Severity != level.severity })
		for _, f := range of {
			fmt.Fprintf(b, "::%s %s::%s\n", level.command, r.githubProperties(f), escapeData(r.githubMessage(f)))
		}
		hidden += max(len(of)-githubLimit, 0)
	}
	if hidden > 0 {
		fmt.Fprintf(b, "::notice title=hublint::%d more findings are in the log of this step\n", hidden)
	}
	return b.Flush()
}

func (r *Report) githubProperties(f Finding) string {
	props := []string{"file=" + escapeProperty(r.slash(f.Pos.Filename)), fmt.Sprintf("line=%d", f.Pos.Line)}
	if f.Pos.Column > 0 {
		props = append(props, fmt.Sprintf("col=%d", f.Pos.Column))
		if f.End.IsValid() && f.End.Line == f.Pos.Line {
			props = append(props, fmt.Sprintf("endLine=%d,endColumn=%d", f.End.Line, f.End.Column))
		}
	}
	return strings.Join(append(props, "title="+escapeProperty("hublint: "+f.Category)), ",")
}

func (r *Report) githubMessage(f Finding) string {
	lines := []string{f.Message}
	for i, rel := range f.Related {
		p := rel.Pos
		p.Filename = r.slash(p.Filename)
		lines = append(lines, fmt.Sprintf("%d. %s: %s", i+1, p, rel.Message))
	}
	return strings.Join(lines, "\n")
}

func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
