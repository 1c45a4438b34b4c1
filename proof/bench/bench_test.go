package bench

import (
	"slices"
	"testing"
)

// TestFindings has the same finding as both doors print it.
func TestFindings(t *testing.T) {
	want := []string{"a/a.go:3 doubleconnect"}
	for _, text := range []string{
		"# m/a\na/a.go:3:5: client is connected again (doubleconnect)\na/a.go:1:1: \topened here\n",
		"/m/a/a.go:3:5: client is connected again (doubleconnect)\n\t/m/a/a.go:1:1: opened here\n",
	} {
		if got := findings("/m", text); !slices.Equal(got, want) {
			t.Errorf("findings of %q: %q, want %q", text, got, want)
		}
	}
}

func TestMedian(t *testing.T) {
	m := median([]Sample{{CPU: 3}, {CPU: 1}, {CPU: 2}})
	if m.CPU != 2 {
		t.Errorf("got %d, want 2", m.CPU)
	}
}
