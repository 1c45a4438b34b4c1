package evaluate

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"text/tabwriter"
)

// This file keeps of an output what belongs on the page.

// logLine is what a test has logged, in the output of go test -v.
var logLine = regexp.MustCompile(`^\s+\w+_test\.go:\d+: (.*)`)

// testLog keeps the names of tests, how they ended, and what they logged.
func testLog(out string) string {
	var b strings.Builder
	for line := range strings.Lines(out) {
		line = strings.TrimRight(line, "\n")
		if m := logLine.FindStringSubmatch(line); m != nil {
			fmt.Fprintln(&b, "    "+m[1])
		} else if strings.HasPrefix(line, "--- ") {
			fmt.Fprintln(&b, line)
		}
	}
	return b.String()
}

var (
	shape    = regexp.MustCompile(`^\s*=== RUN\s+Test(?:Linear/(\S+)|(Bounded))`)
	sized    = regexp.MustCompile(`n=(\d+): \d+ allocations, ([\d.]+) each, \d+ MB, (\d+) ms`)
	exponent = regexp.MustCompile(`cost grows with n\^(-?[\d.]+)`)
)

// growthTable makes a table of what the growth tests logged: each shape at its largest size.
func growthTable(out string) string {
	var buf bytes.Buffer
	t := tabwriter.NewWriter(&buf, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "shape\tlargest n\tallocations each\tms\tgrowth")
	name, largest, bounded := "", "", false
	for line := range strings.Lines(out) {
		if m := shape.FindStringSubmatch(line); m != nil {
			name, largest = m[1], "-\t-\t-"
			bounded = m[2] != ""
		}
		if m := sized.FindStringSubmatch(line); m != nil {
			largest = m[1] + "\t" + m[2] + "\t" + m[3]
			if bounded {
				fmt.Fprintf(t, "together, beyond the bound\t%s\t-\n", largest)
			}
		}
		if m := exponent.FindStringSubmatch(line); m != nil && name != "" {
			fmt.Fprintf(t, "%s\t%s\tn^%s\n", name, largest, m[1])
			name = ""
		}
	}
	t.Flush()
	return buf.String()
}

// lastParagraph keeps what stands behind the last empty line.
func lastParagraph(out string) string {
	out = strings.TrimSpace(out)
	return out[strings.LastIndex(out, "\n\n")+1:]
}
