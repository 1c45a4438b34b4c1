package standalone

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := startProgress(&out)
		time.Sleep(patience / 2)
		p.end()
		if out.Len() > 0 {
			t.Errorf("short work: %q", &out)
		}

		p = startProgress(&out)
		time.Sleep(patience + interval/2)
		p.packages(3, 12)
		time.Sleep(interval)
		p.end()
		const want = "\r\x1b[Khublint: listing packages\r\x1b[Khublint: 3 of 12 packages\r\x1b[K"
		if out.String() != want {
			t.Errorf("got %q, want %q", &out, want)
		}
	})
}

// Only a terminal is told.
func TestNoTerminal(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if newProgress(f) != nil || newProgress(new(bytes.Buffer)) != nil {
		t.Error("something that is no terminal is told")
	}
	var p *progress
	p.packages(1, 2)
	p.end()
}
