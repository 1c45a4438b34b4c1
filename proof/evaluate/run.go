package evaluate

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Run runs the part's command, in the folder proof, and returns the text of its section. What
// the command says on standard error is for who waits.
func (p Part) Run(ctx context.Context, stamp string) (string, error) {
	cmd := exec.CommandContext(ctx, p.Command[0], p.Command[1:]...)
	cmd.Dir = p.Dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, tail(string(out)))
	}
	text := strings.Trim(p.Keep(string(out)), "\n")
	if text == "" {
		return "", fmt.Errorf("%s prints nothing that belongs on the page", p.Shown)
	}
	for _, dir := range p.Private {
		text = strings.ReplaceAll(text, dir, filepath.Base(dir))
	}
	return body(p.About, p.Shown, text, stamp), nil
}

// tail returns the last lines of an output: why tests failed, for instance.
func tail(out string) string {
	const most = 2000
	if len(out) > most {
		out = out[len(out)-most:]
	}
	return out
}
