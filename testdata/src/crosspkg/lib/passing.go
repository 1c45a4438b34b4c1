package lib

import (
	"errors"
	"fmt"
	"log"
)

// Do calls f and returns what it does.
func Do(f func() error) error { return f() }

// Try calls f, and says why it has failed.
func Try(name string, f func() error) error {
	if name == "" {
		return errors.New("no name")
	}
	if err := f(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// Works calls f and says whether it has worked.
func Works(f func() error) bool { return f() == nil }

// Log calls f, and logs what has failed.
func Log(f func() error) error {
	if err := f(); err != nil {
		log.Print(err)
	}
	return nil
}
