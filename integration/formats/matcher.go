package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strconv"
)

// A matcher reads a log as a runner does with a problem matcher: line by line, each line that
// matches becoming an annotation. The expression means the same to Go as to a runner, as long as
// Go takes it: what Go's expressions lack, Go refuses.
type matcher struct {
	re      *regexp.Regexp
	pattern pattern
}

// A pattern says which group of the expression is what.
type pattern struct {
	Regexp                            string
	File, Line, Column, Message, Code int
}

// newMatcher reads the one matcher of a file.
func newMatcher(name string) (*matcher, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var file struct {
		ProblemMatcher []struct {
			Owner, Severity string
			Pattern         []pattern
		}
	}
	if err := strict(data, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(file.ProblemMatcher) != 1 || file.ProblemMatcher[0].Owner != "hublint" || len(file.ProblemMatcher[0].Pattern) != 1 {
		return nil, fmt.Errorf("%s: want one matcher with one pattern", name)
	}
	p := file.ProblemMatcher[0].Pattern[0]
	re, err := regexp.Compile(p.Regexp)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &matcher{re, p}, nil
}

// read returns what would be annotated.
func (m *matcher) read(data []byte) ([]place, error) {
	var out []place
	for line := range bytes.Lines(data) {
		groups := m.re.FindSubmatch(bytes.TrimSuffix(line, []byte("\n")))
		if groups == nil {
			continue
		}
		at, err := strconv.Atoi(string(groups[m.pattern.Line]))
		if err != nil || len(groups[m.pattern.Column]) == 0 || len(groups[m.pattern.Message]) == 0 {
			return nil, fmt.Errorf("no line, column or message: %s", line)
		}
		out = append(out, place{string(groups[m.pattern.File]), at, string(groups[m.pattern.Code])})
	}
	return out, nil
}
