package output_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/output"
)

// The page needs nothing else, each step can be addressed, and what links name exists.
func TestPage(t *testing.T) {
	var buf bytes.Buffer
	r := sample()
	if err := r.Write(&buf, "html"); err != nil {
		t.Fatal(err)
	}
	page := buf.String()
	for _, external := range []string{"<link", " src=", "@import", "url("} {
		if strings.Contains(page, external) {
			t.Errorf("the page has %q", external)
		}
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %s is there twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("there is no element %s", m[1])
		}
	}
	steps := 0
	for _, f := range r.Findings {
		steps += len(f.Related) + 1
	}
	if n := strings.Count(page, `<div class="step`); n != steps {
		t.Errorf("%d steps, want %d", n, steps)
	}
}

// Source that means something to a browser, or is no Go, is shown as it is.
func TestPageSource(t *testing.T) {
	for src, want := range map[string]string{
		"x := \"<b>\" // <i>":       `x := <span class="s">&#34;&lt;b&gt;&#34;</span> <span class="c">// &lt;i&gt;</span>`,
		"`a\nb`":                    `<span class="s">` + "`a</span></code></div>",
		"\"unterminated <b>\nfunc ": `<span class="k">func</span>`,
		"<script>\x00\xff":          `&lt;script&gt;`,
		"`a\r\nb`\r\nfunc":          `<span class="k">func</span>`,
	} {
		r := &output.Report{
			Findings: []output.Finding{{Pos: at("/a.go", 1, 1), Message: "m"}},
			ReadFile: func(string) ([]byte, error) { return []byte(src), nil },
		}
		var buf bytes.Buffer
		if err := r.Write(&buf, "html"); err != nil || !strings.Contains(buf.String(), want) {
			t.Errorf("%q: no %q in\n%s", src, want, buf.String()[strings.Index(buf.String(), "<main>"):])
		}
	}
}
