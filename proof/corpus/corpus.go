// Package corpus measures hublint on pinned public projects whose connect calls were read and
// labelled by hand.
//
// The data (embedded, see the README beside it) says which projects at which commits, which
// packages of them, and what a reader found at each connect call. The projects' code is not
// kept here: checkouts are laid out in a folder of their own. [Run] has hublint analyse them,
// [Match] compares what it found with the labels, and [Print] says how good that was.
package corpus

import (
	"embed"
	"fmt"
	"path"
	"strings"
)

//go:embed data/*.tsv
var data embed.FS

// Verdicts of labels.
const (
	Bug     = "BUG"      // a path in the project opens twice
	Safe    = "SAFE"     // no path does
	Risk    = "API-RISK" // nothing guards an exported method, whose callers here call it once
	Unclear = "UNCLEAR"
)

// A Project is a checkout and the packages of it to analyse.
type Project struct {
	Name   string   // the folder that it is laid out in
	Origin string   // repository@commit
	Dirs   []string // slash-separated folders of packages
	Broken []string // folders that do not type-check at that commit
}

// A Label is a reader's verdict on a connect call.
type Label struct {
	Project   string
	File      string
	Line      int // of the call's opening parenthesis
	Library   string
	Operation string
	Verdict   string
	Pattern   string
	Function  string
	Reason    string
	Past      string // id, if it is a past bug
}

// A Judgement is a reader's verdict on a finding.
type Judgement struct {
	Project, Pos, Category string
	Verdict                string // right, false or debatable
	Reason                 string
}

// A Corpus is all the data.
type Corpus struct {
	Projects  []Project
	Labels    []Label
	Judged    []Judgement
	Expected  map[string]string // pattern -> category that is to catch it, "-" for none
	PastBugs  []Label
	PastRepos []Project
}

// Load reads the embedded data.
func Load() (*Corpus, error) {
	c := &Corpus{Expected: make(map[string]string)}
	for name, add := range map[string]func(row []string) error{
		"manifest.tsv":  c.addProject,
		"labels.tsv":    c.addLabel,
		"past-bugs.tsv": c.addPast,
		"judged.tsv":    c.addJudgement,
		"reach.tsv":     c.addExpectation,
	} {
		if err := rows(name, add); err != nil {
			return nil, err
		}
	}
	return c, c.check()
}

// rows calls add for each row of a table but the first, which names the columns.
func rows(name string, add func([]string) error) error {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		return err
	}
	width := 0
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		row := strings.Split(line, "\t")
		if i == 0 {
			width = len(row)
			continue
		}
		if len(row) != width {
			return fmt.Errorf("%s:%d: %d columns, want %d", name, i+1, len(row), width)
		}
		if err := add(row); err != nil {
			return fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return nil
}

func (c *Corpus) addProject(row []string) error {
	p := Project{Name: row[0], Origin: row[1]}
	for _, dir := range strings.Split(row[4], ",") {
		if d, broken := strings.CutSuffix(dir, "!"); broken {
			p.Broken = append(p.Broken, d)
		} else {
			p.Dirs = append(p.Dirs, d)
		}
	}
	c.Projects = append(c.Projects, p)
	return nil
}

func (c *Corpus) addLabel(row []string) error {
	file, line, err := place(row[1])
	c.Labels = append(c.Labels, Label{
		Project: row[0], File: file, Line: line, Library: row[2], Operation: row[3],
		Verdict: row[4], Pattern: row[5], Function: row[6], Reason: row[7],
	})
	return err
}

// addPast adds a bug at the commit that has it. Its checkout is named after its id.
func (c *Corpus) addPast(row []string) error {
	file, line, err := place(row[3] + ":" + row[4])
	name := row[0] + "-" + strings.Replace(row[1], "/", "+", 1)
	c.PastBugs = append(c.PastBugs, Label{
		Project: name, File: file, Line: line, Library: "past bugs", Verdict: Bug,
		Pattern: row[7], Function: row[5], Reason: row[8], Past: row[0],
	})
	c.PastRepos = append(c.PastRepos, Project{
		Name: name, Origin: "github.com/" + row[1] + "@" + row[2], Dirs: []string{path.Dir(file)},
	})
	return err
}

func (c *Corpus) addJudgement(row []string) error {
	switch row[3] {
	case "right", "false", "debatable":
	default:
		return fmt.Errorf("unknown verdict %q", row[3])
	}
	c.Judged = append(c.Judged, Judgement{row[0], row[1], row[2], row[3], row[4]})
	return nil
}

func (c *Corpus) addExpectation(row []string) error {
	c.Expected[row[0]] = row[1]
	return nil
}

// check makes sure that the tables fit together.
func (c *Corpus) check() error {
	known := make(map[string]bool)
	for _, p := range c.Projects {
		known[p.Name] = true
	}
	for _, l := range c.Labels {
		if !known[l.Project] {
			return fmt.Errorf("label of unknown project %s", l.Project)
		}
	}
	for _, l := range append(c.Labels[:len(c.Labels):len(c.Labels)], c.PastBugs...) {
		switch l.Verdict {
		case Safe, Risk, Unclear:
		case Bug:
			if c.Expected[l.Pattern] == "" {
				return fmt.Errorf("%s %s:%d: no category is to catch %q", l.Project, l.File, l.Line, l.Pattern)
			}
		default:
			return fmt.Errorf("%s %s:%d: unknown verdict %q", l.Project, l.File, l.Line, l.Verdict)
		}
	}
	return nil
}

// place splits file:line.
func place(s string) (file string, line int, err error) {
	i := strings.LastIndex(s, ":")
	if i < 0 {
		return "", 0, fmt.Errorf("no line in %q", s)
	}
	if _, err := fmt.Sscanf(s[i+1:], "%d", &line); err != nil {
		return "", 0, fmt.Errorf("no line in %q", s)
	}
	return s[:i], line, nil
}
