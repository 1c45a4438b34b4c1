package corpus

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func unitIn(dir string) Unit {
	return Unit{Project: "p", Root: dir, Dir: filepath.Join(dir), Patterns: []string{"./a", "./b"}}
}

func TestRun(t *testing.T) {
	r := tool(t, "finds").Run(t.Context(), unitIn(t.TempDir()))
	if r.Failed != nil || len(r.Findings) != 1 {
		t.Fatalf("%v, %d findings, want 1", r.Failed, len(r.Findings))
	}
	f := r.Findings[0]
	if f.Category != "lostclient" || f.Client != "amqp" || f.At.String() != "sub/p.go:3" || len(f.Path) != 1 {
		t.Errorf("got %+v", f)
	}
	if name := f.Path[0].File; !filepath.IsAbs(name) {
		t.Errorf("a file outside the checkout is called %s", name)
	}
	if r.Memory <= 0 || r.Wall <= 0 {
		t.Errorf("took %d bytes, %v", r.Memory, r.Wall)
	}
}

func TestRunArguments(t *testing.T) {
	r := tool(t, "prints its arguments").Run(t.Context(), unitIn(t.TempDir()))
	if len(r.Findings) != 1 {
		t.Fatal(r.Failed)
	}
	if got, want := r.Findings[0].Message, "-json -checks=-all,a,b -tests=true ./a ./b"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRunSilent(t *testing.T) {
	r := tool(t, "is silent").Run(t.Context(), unitIn(t.TempDir()))
	if r.Failed != nil || len(r.Findings)+len(r.Errors) > 0 {
		t.Errorf("got %+v", r)
	}
}

// Test files that do not type-check must not cost the package its findings.
func TestRunWithoutTests(t *testing.T) {
	r := tool(t, "fails with tests").Run(t.Context(), unitIn(t.TempDir()))
	if r.Failed != nil || len(r.Findings) != 1 || len(r.Errors) > 0 {
		t.Errorf("got %+v", r)
	}
}

func TestRunFails(t *testing.T) {
	for _, how := range []string{"prints nothing", "crashes"} {
		if r := tool(t, how).Run(t.Context(), unitIn(t.TempDir())); r.Failed == nil {
			t.Errorf("a tool that %s does not fail", how)
		}
	}
	hung := tool(t, "hangs")
	hung.Timeout = time.Second
	if r := hung.Run(t.Context(), unitIn(t.TempDir())); r.Failed == nil || !strings.Contains(r.Failed.Error(), "1s") {
		t.Errorf("a tool that hangs: %v", r.Failed)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r := tool(t, "finds").Run(ctx, unitIn(t.TempDir())); r.Failed == nil {
		t.Error("a cancelled run does not fail")
	}
}

func TestRunInternalError(t *testing.T) {
	r := tool(t, "has an internal error").Run(t.Context(), unitIn(t.TempDir()))
	if got := r.Internal(); len(got) != 1 || !strings.Contains(got[0], "oops") {
		t.Errorf("internal errors %q, want one", got)
	}
}

func TestRepeat(t *testing.T) {
	same := tool(t, "finds")
	same.Repeat = 3
	if r := same.Run(t.Context(), unitIn(t.TempDir())); r.Unstable != "" {
		t.Error(r.Unstable)
	}
	other := tool(t, "depends on processors")
	other.Repeat = 3
	if r := other.Run(t.Context(), unitIn(t.TempDir())); r.Unstable == "" {
		t.Error("a difference was not noticed")
	}
}

func TestCategories(t *testing.T) {
	got, err := Categories(t.Context(), tool(t, "has a schema").Path)
	if want := []string{"a", "b"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for _, path := range []string{tool(t, "has no schema").Path, filepath.Join(t.TempDir(), "missing")} {
		if _, err := Categories(t.Context(), path); err == nil {
			t.Errorf("%s has categories", path)
		}
	}
}

func TestUnion(t *testing.T) {
	at := func(line int, category, message string) Finding {
		return Finding{Category: category, Message: message, At: Place{File: "p.go", Line: line}}
	}
	got := union([]Finding{at(1, "a", "first"), at(2, "a", "")}, []Finding{at(1, "a", "second"), at(1, "b", ""), at(3, "a", "")})
	var texts []string
	for _, f := range got {
		texts = append(texts, f.At.String()+" "+f.Category+" "+f.Message)
	}
	if got, want := strings.Join(texts, ", "), "p.go:1 a first, p.go:2 a , p.go:1 b , p.go:3 a "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
