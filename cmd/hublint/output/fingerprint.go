package output

import (
	"crypto/sha256"
	"fmt"
	"go/token"
	"strings"
	"unicode/utf16"
)

// fingerprints are the hashes of lines, by file.
type fingerprints struct {
	read  func(name string) ([]byte, error)
	files map[string]map[int]string
}

// of returns the hash of the line of a position, "" if it cannot be had.
func (p *fingerprints) of(pos token.Position) string {
	if p.read == nil || pos.Filename == "" {
		return ""
	}
	hashes, ok := p.files[pos.Filename]
	if !ok {
		if data, err := p.read(pos.Filename); err == nil {
			hashes = lineHashes(data)
		}
		p.files[pos.Filename] = hashes
	}
	return hashes[pos.Line]
}

// lineHashes returns, for each line of a file from 1 on, the fingerprint that GitHub's code
// scanning computes to recognise a line after the file has changed: a rolling hash of the
// hundred characters, white space left out, that begin with the line, and the number of
// times that this hash has occurred. The algorithm must be theirs to the letter, or alerts
// come and go when a result is uploaded by different tools.
func lineHashes(data []byte) map[int]string {
	h := &lineHasher{out: make(map[int]string), seen: make(map[uint64]int), lineStart: true, first: 1}
	for i := range h.lines {
		h.lines[i] = -1
		h.first *= hashFactor
	}
	for _, c := range utf16.Encode([]rune(string(data))) {
		h.add(c)
	}
	h.add(0xffff)
	for range hashWindow {
		h.emit()
		h.update(0)
	}
	return h.out
}

const (
	hashWindow = 100
	hashFactor = 37
)

// A lineHasher is the state of lineHashes.
type lineHasher struct {
	out       map[int]string
	seen      map[uint64]int
	window    [hashWindow]uint16
	lines     [hashWindow]int // of the line that begins at this place in the window, or -1
	at        int             // place in the window
	hash      uint64
	first     uint64 // weight of the character that leaves the window
	line      int
	lineStart bool
	afterCR   bool
}

func (h *lineHasher) add(c uint16) {
	if c == ' ' || c == '\t' || c == '\n' && h.afterCR {
		h.afterCR = false
		return
	}
	h.afterCR = c == '\r'
	if h.afterCR {
		c = '\n'
	}
	h.emit()
	if h.lineStart {
		h.line++
		h.lines[h.at] = h.line
	}
	h.lineStart = c == '\n'
	h.update(c)
}

// emit records the hash of the line that began a window ago, if one did.
func (h *lineHasher) emit() {
	if h.lines[h.at] < 0 {
		return
	}
	h.seen[h.hash]++
	h.out[h.lines[h.at]] = fmt.Sprintf("%x:%d", h.hash, h.seen[h.hash])
	h.lines[h.at] = -1
}

func (h *lineHasher) update(c uint16) {
	h.hash = h.hash*hashFactor + uint64(c) - h.first*uint64(h.window[h.at])
	h.window[h.at] = c
	h.at = (h.at + 1) % hashWindow
}

// Fingerprints returns for each finding what it can be recognised by when the lines around it
// have moved: a hash of category, file, client and the text of its line. Of several that are
// alike, each has its own. The message is not part of it, because it names lines.
func (r *Report) Fingerprints() []string {
	src := source{read: r.ReadFile, files: make(map[string][]string)}
	seen := make(map[string]int)
	var out []string
	for _, f := range r.Findings {
		text, _ := src.line(f.Pos.Filename, f.Pos.Line)
		id := fmt.Sprintf("%s\n%s\n%s\n%s", f.Category, r.slash(f.Pos.Filename), f.Client, strings.Join(strings.Fields(text), " "))
		seen[id]++
		out = append(out, fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s\n%d", id, seen[id])))[:32])
	}
	return out
}
