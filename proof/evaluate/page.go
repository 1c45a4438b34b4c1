// Package evaluate writes the page of figures, EVALUATION.md: each section is what a command
// printed, with the command above it and what it ran on below.
//
// The sections stand alone. A part that is not run keeps the section that it has, so that the
// page can be renewed piece by piece; each section says which version it was made with.
package evaluate

import (
	"fmt"
	"slices"
	"strings"
)

// A Page is a document of sections.
type Page struct {
	Head     string // what stands before the first section
	Sections []Section
}

// A Section begins with a heading.
type Section struct {
	Title string
	Body  string // all that follows the heading
}

// Head begins every page.
const Head = `# Evaluation

Every figure here is what a command printed: this page is written by

    cd proof && go run ./cmd/evaluate -dir CHECKOUTS -past CHECKOUTS -module MODULE -packages PACKAGES -large MODULE -largest PACKAGE

which runs the commands below. With -parts it renews some of the sections.

`

// heading begins a section.
const heading = "## "

// Parse reads a page. A heading within a block of output is none.
func Parse(text string) *Page {
	p := new(Page)
	var b strings.Builder
	end := func() {
		if n := len(p.Sections); n > 0 {
			p.Sections[n-1].Body = b.String()
		} else {
			p.Head = b.String()
		}
		b.Reset()
	}
	fenced := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, fence) {
			fenced = !fenced
		}
		if title, ok := strings.CutPrefix(line, heading); ok && !fenced {
			end()
			p.Sections = append(p.Sections, Section{Title: strings.TrimSpace(title)})
			continue
		}
		b.WriteString(line)
	}
	end()
	return p
}

// String returns the text of the page.
func (p *Page) String() string {
	var b strings.Builder
	b.WriteString(p.Head)
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "%s%s\n%s", heading, s.Title, s.Body)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// Renew returns a page of the given titles in their order: with the new body where there is
// one, with that of the old page where it has one, else without the section. Sections of the
// old page that have other titles were written by hand: they stay, at the end.
func Renew(old *Page, titles []string, bodies map[string]string) *Page {
	kept := make(map[string]string)
	for _, s := range old.Sections {
		kept[s.Title] = s.Body
	}
	p := &Page{Head: Head}
	for _, title := range titles {
		body, ok := bodies[title]
		if !ok {
			body, ok = kept[title]
		}
		if ok {
			p.Sections = append(p.Sections, Section{title, strings.TrimRight(body, "\n") + "\n\n"})
		}
	}
	for _, s := range old.Sections {
		if !slices.Contains(titles, s.Title) {
			p.Sections = append(p.Sections, s)
		}
	}
	return p
}

// fence stands before and behind output.
const fence = "```"

// body is the text of a section.
func body(about, command, output, stamp string) string {
	return fmt.Sprintf("\n    %s\n\n%s\n\n%s\n%s\n%s\n\n%s\n", command, about, fence, strings.Trim(output, "\n"), fence, stamp)
}
