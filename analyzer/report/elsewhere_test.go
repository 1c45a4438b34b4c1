package report

import (
	"go/token"
	"testing"
)

func TestElsewhere(t *testing.T) {
	fset := token.NewFileSet()
	for _, name := range []string{"/src/device/hub/dial.go", "/src/device/hub/dial.go", "/src/device/hub/v2/dial.go", "/src/device/main.go", `C:\src\link\dial.go`, "/a/twin/dial.go", "/b/twin/dial.go"} {
		f := fset.AddFile(name, -1, 1000)
		for line := range 20 {
			f.AddLine(line * 10)
		}
	}
	p := &Printer{Fset: fset}
	for at, want := range map[string]string{
		"example.com/device/hub/dial.go:12": "/src/device/hub/dial.go:12:1",
		"example.com/hub/v2/dial.go:3":      "/src/device/hub/v2/dial.go:3:1",
		"example.com/link/dial.go:7":        `C:\src\link\dial.go:7:1`,
		"example.com/device/hub/dial.go:21": "-", // it has no such line
		"example.com/other/main.go:1":       "-", // the name alone says nothing
		"example.com/twin/dial.go:1":        "-", // which of the two?
		"example.com/hub/gone.go:1":         "-",
		"":                                  "-",
	} {
		if got := fset.Position(p.elsewhere(at)).String(); got != want {
			t.Errorf("%q is at %s, want %s", at, got, want)
		}
	}
}
