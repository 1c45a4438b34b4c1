package bench

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Versions of the tools that are compared.
const (
	bodyclose   = "github.com/timakin/bodyclose@v0.0.0-20260723120731-857993a2939c"
	staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
	module      = "github.com/hublint/hublint"
	proof       = module + "/proof"
)

// vet runs a tool as go vet does.
func vet(exe string, patterns []string) []string {
	return append([]string{"go", "vet", "-vettool=" + exe}, patterns...)
}

// alone runs a tool that is a command.
func alone(exe string, patterns []string) []string { return append([]string{exe}, patterns...) }

// Install builds all tools into a folder. It must run in the module of this package.
func Install(ctx context.Context, bin string) ([]Tool, error) {
	root, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Dir}}", module)
	if err != nil {
		return nil, err
	}
	tools, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Version}}", "golang.org/x/tools")
	if err != nil {
		return nil, err
	}
	builds := []struct{ dir, name, pkg string }{
		{"", "empty", proof + "/bench/vettool/empty"},
		{"", "nilness", proof + "/bench/vettool/nilness"},
		{root, "hublint", module + "/cmd/hublint"},
	}
	for _, b := range builds {
		if _, err := output(ctx, b.dir, "go", "build", "-o", filepath.Join(bin, b.name), b.pkg); err != nil {
			return nil, err
		}
	}
	for _, pkg := range []string{bodyclose, staticcheck} {
		if _, err := output(ctx, "", "go", "install", pkg); err != nil {
			return nil, err
		}
	}
	exe := func(name string) string { return filepath.Join(bin, name) }
	xtools := "x/tools " + tools
	return []Tool{
		{Name: "empty vet tool", Command: vet, Exe: exe("empty"), Version: xtools},
		{Name: "nilness", Command: vet, Exe: exe("nilness"), Version: xtools},
		{Name: "bodyclose", Command: vet, Exe: exe("bodyclose"), Version: version(bodyclose)},
		{Name: "staticcheck", Command: alone, Exe: exe("staticcheck"), Cached: "STATICCHECK_CACHE", Version: version(staticcheck)},
		{Name: "hublint, go vet", Command: vet, Exe: exe("hublint"), Hublint: true},
		{Name: "hublint, standalone", Command: alone, Exe: exe("hublint"), Hublint: true},
	}, nil
}

func version(pkg string) string {
	_, v, _ := strings.Cut(pkg, "@")
	return v
}

// Warm compiles what the tools read, so that no measurement pays for it.
func (b *Bench) Warm(ctx context.Context, bin string) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"vet", "-vettool=" + filepath.Join(bin, "empty")}, b.Patterns...)...)
	cmd.Dir, cmd.Env = b.Dir, Environment(b.Dir)
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, text)
	}
	return nil
}

// output runs a command and returns what it prints. go install puts things into GOBIN.
func output(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = dir
	if os.Getenv("GOBIN") == "" {
		return "", fmt.Errorf("GOBIN is not set")
	}
	text, err := cmd.Output()
	if err != nil {
		detail := ""
		if exit, ok := err.(*exec.ExitError); ok {
			detail = string(exit.Stderr)
		}
		return "", fmt.Errorf("%s: %w\n%s", cmd, err, detail)
	}
	return strings.TrimSpace(string(text)), nil
}
