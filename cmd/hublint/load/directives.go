package load

import (
	"sync"

	"github.com/hublint/hublint/cmd/hublint/reach"
)

// directives returns the packages whose files contain directives. It reads the files of all
// packages but those of the standard library and those that declare clients anyway.
func (b *builder) directives() map[*entry]bool {
	var (
		mu    sync.Mutex
		found = make(map[*entry]bool)
		read  []*entry
	)
	for _, e := range b.all {
		if e.Module != nil && !b.clients.Has(e.PkgPath) {
			read = append(read, e)
		}
	}
	parallel(read, func(e *entry) {
		if reach.HasDirective(b.prog.cfg.readFile, e.GoFiles) {
			mu.Lock()
			found[e] = true
			mu.Unlock()
		}
	})
	return found
}
