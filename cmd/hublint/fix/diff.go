package fix

import (
	"bytes"
	"fmt"
	"strings"
)

// context is the number of unchanged lines around a change.
const context = 3

// Diff returns the change as a unified diff, empty if there is none. It is made for edits:
// lines are matched from both ends of the file and, between, by the longest common
// subsequence.
func Diff(f File) string {
	if bytes.Equal(f.Old, f.New) {
		return ""
	}
	script := lineDiff(splitLines(f.Old), splitLines(f.New))
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s (old)\n+++ %s (new)\n", f.Name, f.Name)
	for len(script) > 0 {
		script = writeHunk(&b, script)
	}
	return b.String()
}

// A line of a diff: kept (' '), deleted ('-') or inserted ('+'), with the numbers, from 0,
// of the next line in the old and in the new file.
type line struct {
	op       byte
	text     string
	old, new int
}

// splitLines splits after each newline.
func splitLines(data []byte) []string {
	lines := strings.SplitAfter(string(data), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// lineDiff returns the lines of both files, in order.
func lineDiff(a, b []string) []line {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var out []line
	i, j := 0, 0
	emit := func(op byte) {
		l := line{op: op, old: i, new: j}
		if op == '+' {
			l.text = b[j]
		} else {
			l.text = a[i]
		}
		if op != '+' {
			i++
		}
		if op != '-' {
			j++
		}
		out = append(out, l)
	}
	for range head {
		emit(' ')
	}
	common := lcs(a[head:len(a)-tail], b[head:len(b)-tail])
	for i < len(a)-tail || j < len(b)-tail {
		switch {
		case i < len(a)-tail && j < len(b)-tail && a[i] == b[j]:
			emit(' ')
		case j >= len(b)-tail || i < len(a)-tail && common[i-head+1][j-head] >= common[i-head][j-head+1]:
			emit('-')
		default:
			emit('+')
		}
	}
	for range tail {
		emit(' ')
	}
	return out
}

// lcs returns, for all i and j, the length of the longest common subsequence of a[i:] and b[j:].
func lcs(a, b []string) [][]int {
	n := make([][]int, len(a)+1)
	for i := range n {
		n[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				n[i][j] = n[i+1][j+1] + 1
			} else {
				n[i][j] = max(n[i+1][j], n[i][j+1])
			}
		}
	}
	return n
}

// writeHunk writes the first hunk of the script and returns what follows it.
func writeHunk(b *strings.Builder, script []line) []line {
	first := 0
	for first < len(script) && script[first].op == ' ' {
		first++
	}
	if first == len(script) {
		return nil
	}
	end, kept := first, 0 // end is behind the last change; kept counts unchanged lines since
	for i := first; i < len(script) && kept <= 2*context; i++ {
		if script[i].op == ' ' {
			kept++
		} else {
			end, kept = i+1, 0
		}
	}
	hunk := script[max(first-context, 0):min(end+context, len(script))]
	olds, news := 0, 0
	for _, l := range hunk {
		if l.op != '+' {
			olds++
		}
		if l.op != '-' {
			news++
		}
	}
	fmt.Fprintf(b, "@@ -%s +%s @@\n", span(hunk[0].old, olds), span(hunk[0].new, news))
	for _, l := range hunk {
		b.WriteByte(l.op)
		b.WriteString(l.text)
		if !strings.HasSuffix(l.text, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
	return script[end:]
}

// span formats the place of a hunk: its first line, from 1, and its length.
func span(start, n int) string {
	if n == 0 {
		return fmt.Sprintf("%d,0", start)
	}
	return fmt.Sprintf("%d,%d", start+1, n)
}
