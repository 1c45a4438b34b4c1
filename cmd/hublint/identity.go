package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/hublint/hublint/cmd/hublint/settings"
)

// identity digests all that a result depends on beside the sources: the executable, and the
// configuration file that the working directory leads to.
func identity() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	config, err := settings.Digest(dir)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(h, "configuration %s", config)
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// version returns the version of the module that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
