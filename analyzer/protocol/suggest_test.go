package protocol

import "testing"

func TestSuggest(t *testing.T) {
	known := []string{"checks", "severity", "tests", "protocols"}
	for name, want := range map[string]string{
		"check":     `; did you mean "checks"?`,
		"Severity":  `; did you mean "severity"?`,
		"sevreity":  `; did you mean "severity"?`,
		"protocol":  `; did you mean "protocols"?`,
		"tset":      "",
		"test":      `; did you mean "tests"?`,
		"":          "",
		"something": "",
	} {
		if got := Suggest(name, known); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
}
