// Command formats reads a report of hublint as its consumer does, and as strictly, and prints
// what it found in it, "file:line category" a line.
//
//	formats sarif|rdjsonl|gitlab|checkstyle|json FILE
//	formats MATCHERS.json LOG
package main

import (
	"fmt"
	"os"
)

// A place is where a report has a finding, and of which category.
type place struct {
	file     string
	line     int
	category string
}

func (p place) String() string { return fmt.Sprintf("%s:%d %s", p.file, p.line, p.category) }

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "formats:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: formats sarif|rdjsonl|gitlab|checkstyle|json|MATCHERS.json FILE")
	}
	read, err := reader(args[0])
	if err != nil {
		return err
	}
	data, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	places, err := read(data)
	if err != nil {
		return fmt.Errorf("%s: %w", args[1], err)
	}
	for _, p := range places {
		if p.file == "" || p.line < 1 || p.category == "" {
			return fmt.Errorf("%s: incomplete finding %+v", args[1], p)
		}
		fmt.Println(p)
	}
	return nil
}

// reader returns what reads a format, or the output that a problem matcher is for.
func reader(name string) (func([]byte) ([]place, error), error) {
	readers := map[string]func([]byte) ([]place, error){
		"sarif": readSARIF, "rdjsonl": rdjsonl, "gitlab": gitlab, "checkstyle": checkstyle, "json": plainJSON,
	}
	if read, ok := readers[name]; ok {
		return read, nil
	}
	m, err := newMatcher(name)
	if err != nil {
		return nil, err
	}
	return m.read, nil
}
