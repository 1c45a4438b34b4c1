package evaluate

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// Stamp says what the figures were made with: the version of hublint in folder dir, and the
// machine.
func Stamp(ctx context.Context, dir string) (string, error) {
	version, err := output(ctx, dir, "git", "describe", "--always", "--dirty", "--abbrev=10")
	if err != nil {
		return "", fmt.Errorf("looking for the version of hublint: %w", err)
	}
	tools, err := output(ctx, dir, "go", "list", "-m", "-f", "{{.Version}}", "golang.org/x/tools")
	if err != nil {
		return "", fmt.Errorf("looking for the version of x/tools: %w", err)
	}
	return fmt.Sprintf("hublint %s, x/tools %s, %s, %s/%s, %d processors%s.",
		version, tools, runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), memory("/proc/meminfo")), nil
}

// memory returns how much of it the machine has, "" if the file does not say.
func memory(file string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		var kib int64
		if n, _ := fmt.Sscanf(line, "MemTotal: %d kB", &kib); n == 1 {
			return fmt.Sprintf(", %d GiB", (kib+1<<19)>>20)
		}
	}
	return ""
}

func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}
