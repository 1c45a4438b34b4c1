package claim

import (
	"fmt"
	"io"
	"path"
	"strings"
)

// WriteTable prints the results as a Markdown table: library, version, claim,
// expected, seen.
func WriteTable(w io.Writer, results []Result) error {
	var b strings.Builder
	b.WriteString("| library | version | claim | expected | seen |\n|---|---|---|---|---|\n")
	for _, r := range results {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n",
			ShortName(r.Library), r.Release(), cell(r.Text), cell(r.Expected), cell(seen(r)))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("claims table: %w", err)
	}
	return nil
}

// seen is the last column: the answer, where it was read if it was not run,
// and how it differs from what was held before.
func seen(r Result) string {
	var s string
	switch {
	case !r.Ran():
		s = "not run; from source " + r.Source
	case r.Err != nil:
		s = "COULD NOT BE ASKED: " + r.Err.Error()
	case r.Seen == r.Expected:
		s = "as expected"
	default:
		s = "OTHERWISE: " + r.Seen
	}
	if r.Also != "" && r.Also != r.Seen {
		s += "; in another attempt " + r.Also
	}
	if r.Differs != "" {
		s += " (differs from the notes: " + r.Differs + ")"
	}
	return s
}

func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(s)
}

// ShortName is the library's module path without its host and major version.
func ShortName(library string) string {
	if base := path.Base(library); len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		library = path.Dir(library)
	}
	return strings.TrimPrefix(library, "github.com/")
}

// Summary counts the results.
func Summary(results []Result) string {
	var ran, held, differs int
	for _, r := range results {
		if r.Ran() {
			ran++
			if r.Holds() {
				held++
			}
		}
		if r.Differs != "" {
			differs++
		}
	}
	return fmt.Sprintf("%d claims: %d run, %d of them as expected; %d read in the source only; %d differ from the notes",
		len(results), ran, held, len(results)-ran, differs)
}
