// Command formats reads a report of hublint as its consumer does, and as strictly, and prints
// what it found in it, "file:line category" a line.
//
//	formats rdjsonl|gitlab|checkstyle|json FILE
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

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "formats:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	readers := map[string]func([]byte) ([]place, error){
		"rdjsonl": rdjsonl, "gitlab": gitlab, "checkstyle": checkstyle, "json": plainJSON,
	}
	if len(args) != 2 || readers[args[0]] == nil {
		return fmt.Errorf("usage: formats rdjsonl|gitlab|checkstyle|json FILE")
	}
	data, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	places, err := readers[args[0]](data)
	if err != nil {
		return fmt.Errorf("%s: %w", args[1], err)
	}
	for _, p := range places {
		if p.file == "" || p.line < 1 || p.category == "" {
			return fmt.Errorf("%s: incomplete finding %+v", args[1], p)
		}
		fmt.Printf("%s:%d %s\n", p.file, p.line, p.category)
	}
	return nil
}
