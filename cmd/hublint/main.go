// Hublint reports device code that opens a second connection to a hub while the first is
// still open. The hub then closes the first one: Azure IoT Hub logs 409002
// LinkCreationConflict, an MQTT broker "session taken over".
//
// It has doors for several uses:
//
//	go vet -vettool=$(which hublint) ./...    see package vetunit
//	hublint [flags] [packages]                see package standalone
//	hublint lsp                               see package lsp
//	hublint explain [category | file:line]    and other questions
//
// The findings are the same through each. Standalone, the exit code is 0 if there are none,
// 1 if there are some, and 2 if something could not be analysed.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/hublint/hublint/cmd/hublint/settings"
	"github.com/hublint/hublint/cmd/hublint/standalone"
	"github.com/hublint/hublint/cmd/hublint/vetunit"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run chooses the door.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if vetunit.Is(args) {
		return vetDoor(stdout, stderr).Run(args)
	}
	cmd := command(stdout, stderr)
	if len(args) == 0 {
		return cmd.Run(ctx, nil)
	}
	var err error
	switch args[0] {
	case "help":
		return cmd.Run(ctx, []string{"-h"})
	case "version":
		_, err = fmt.Fprintf(stdout, "hublint %s\n", version())
	case "explain":
		if places(args[1:]) {
			return cmd.Explain(ctx, args[1:])
		}
		err = explain(stdout, args[1:])
	case "catalog":
		err = printCatalog(stdout, args[1:])
	case "lsp":
		return serve(ctx, args[1:], os.Stdin, stdout, stderr)
	case "schema":
		_, err = io.WriteString(stdout, settings.Schema())
	default:
		return cmd.Run(ctx, args)
	}
	if err != nil {
		fmt.Fprintf(stderr, "hublint: %v\n", err)
		return standalone.ExitFailure
	}
	return standalone.ExitClean
}

// vetDoor returns the door for the go command.
func vetDoor(stdout, stderr io.Writer) *vetunit.Door {
	s := new(settings.Settings)
	return &vetunit.Door{
		Name:     "hublint",
		Flags:    s.Flags,
		Clients:  s.Clients,
		Analyzer: s.Analyzer,
		Identity: identity,
		Stdout:   stdout,
		Stderr:   stderr,
	}
}

// command returns the door for people and scripts.
func command(stdout, stderr io.Writer) *standalone.Command {
	s := new(settings.Settings)
	return &standalone.Command{
		Version:  version(),
		Rules:    rules(),
		Flags:    s.AllFlags,
		Analysis: func(dir string) (*standalone.Analysis, error) { return analysisFor(s, dir) },
		Stdout:   stdout,
		Stderr:   stderr,
	}
}
