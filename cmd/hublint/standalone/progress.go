package standalone

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// A progress tells a person who has to wait how far the work is. It says nothing if the work
// is short, and leaves nothing behind. A nil progress is silent.
type progress struct {
	mu   sync.Mutex
	w    io.Writer
	text string
	stop chan struct{}
	over chan struct{}
}

// When a progress begins to speak, and how often it does.
const (
	patience = 2 * time.Second
	interval = 200 * time.Millisecond
)

// newProgress returns a progress for w, nil if nobody looks there. It must be ended.
func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("TERM") == "dumb" {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return startProgress(w)
}

func startProgress(w io.Writer) *progress {
	p := &progress{w: w, text: "listing packages", stop: make(chan struct{}), over: make(chan struct{})}
	go p.run()
	return p
}

func (p *progress) run() {
	defer close(p.over)
	wait := time.NewTimer(patience)
	defer wait.Stop()
	for shown := false; ; shown = true {
		select {
		case <-p.stop:
			if shown {
				fmt.Fprint(p.w, "\r\x1b[K")
			}
			return
		case <-wait.C:
			p.mu.Lock()
			text := p.text
			p.mu.Unlock()
			fmt.Fprintf(p.w, "\r\x1b[Khublint: %s", text)
			wait.Reset(interval)
		}
	}
}

// packages says how many packages have been looked at.
func (p *progress) packages(done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = fmt.Sprintf("%d of %d packages", done, total)
}

// end makes the progress go away.
func (p *progress) end() {
	if p == nil {
		return
	}
	close(p.stop)
	<-p.over
}
