package settings

import (
	"strings"
	"testing"
)

func TestToJSON(t *testing.T) {
	for yaml, want := range map[string]string{
		"":                                    `{}`,
		"# nothing\n":                         `{}`,
		"a: 1":                                `{"a":1}`,
		"\na:\n- x\n- \"y\"\n\nb:":            "\n{\"a\":\n[\"x\",\n\"y\"],\n\n\"b\":null}",
		"{a: [true, off, 2.5],\n true: open}": "{\"a\":[true,\"off\",2.5],\n\"true\":\"open\"}",
		"a: |\n  one\n  two\nb: 2020-01-02":   "{\"a\":\"one\\ntwo\\n\",\n\n\n\"b\":\"2020-01-02\"}",
		"checks: [-all]":                      `{"checks":["-all"]}`,
	} {
		got, err := toJSON([]byte(yaml), "x.yaml")
		if err != nil || string(got) != want {
			t.Errorf("%q: got %q, %v, want %q", yaml, got, err, want)
		}
	}
}

func TestToJSONErrors(t *testing.T) {
	for yaml, want := range map[string]string{
		"a: b: c":          "x.yaml:1: mapping values are not allowed",
		"a: 1\n\tb: 2":     "x.yaml:2: found a tab character that violates indentation",
		"a: [1":            "x.yaml:2: did not find expected ',' or ']'",
		"a: 1\n---\nb: 2":  "x.yaml:2: want one document only",
		"\na: &x [*x]":     "x.yaml:2: anchors and aliases are not supported",
		"a: 1\n<<: {b: 1}": "x.yaml:2: merged keys are not supported",
		"a: 1\n[b]: 1":     "x.yaml:2: a key must be a name",
	} {
		if got, err := toJSON([]byte(yaml), "x.yaml"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %s, %v, want %q", yaml, got, err, want)
		}
	}
}

// FuzzToJSON looks for a panic, for an error without its source, and for JSON that is none.
func FuzzToJSON(f *testing.F) {
	f.Add([]byte("a: [b, {c: 1}]\n# x\nd: |\n  e\n"))
	f.Add([]byte("? [a]\n: b"))
	f.Add([]byte("!!map a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := parse(data, "fuzz"); err != nil && !strings.HasPrefix(err.Error(), "fuzz:") {
			t.Errorf("the error does not begin with the source: %v", err)
		}
	})
}
