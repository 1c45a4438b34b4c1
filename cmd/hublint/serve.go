package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"time"

	"github.com/hublint/hublint/cmd/hublint/lsp"
	"github.com/hublint/hublint/cmd/hublint/settings"
	"github.com/hublint/hublint/cmd/hublint/standalone"
)

// pause is how long one must not have typed before an editor is told what hublint finds.
const pause = 300 * time.Millisecond

// serve is the door for editors.
func serve(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := new(settings.Settings)
	fs := flag.NewFlagSet("hublint lsp", flag.ContinueOnError)
	fs.SetOutput(stderr)
	s.AllFlags(fs)
	tags := fs.String("tags", "", "comma-separated build `tags`")
	fs.Bool("stdio", true, "for editors that say how they talk to a server; there is no other way")
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return standalone.ExitClean
	case err != nil:
		return standalone.ExitFailure // the flag set has said why
	}
	server := &lsp.Server{
		Version: version(),
		Rules:   rules(),
		Pause:   pause,
		Log:     stderr,
		Check: func(ctx context.Context, q lsp.Question) (*lsp.Answer, error) {
			a, err := analysisFor(s, q.Dir)
			if err != nil {
				return nil, err
			}
			cfg := a.Load
			cfg.Dir, cfg.Tags, cfg.Overlay = q.Dir, *tags, q.Buffers
			c, err := a.Check(ctx, cfg, q.Packages)
			return (*lsp.Answer)(c), err
		},
	}
	return server.Serve(ctx, stdin, stdout)
}
