package env

// threads are the goroutines of a run. They are not interleaved: one runs to its end at the
// statement that starts it, or after the entry has returned. Both are tried. What needs a
// switch in between is not seen.
type threads struct {
	current int
	last    int
	later   []func()
	endings []func()
	from    uintptr
}

// Thread returns the number of what runs: 0 for the entry, another one for each goroutine and
// each call of a handler.
func (w *World) Thread() int { return w.threads.current }

// Go starts a goroutine.
func (w *World) Go(f func()) {
	if w.Choose(2) == 0 {
		w.Inside(f)
		return
	}
	w.Later(f)
}

// Later runs f after the entry has returned.
func (w *World) Later(f func()) {
	w.Live()
	w.threads.later = append(w.threads.later, f)
}

// Inside runs f as a goroutine of its own, to its end.
func (w *World) Inside(f func()) {
	before := w.threads.current
	w.threads.last++
	w.threads.current = w.threads.last
	defer func() {
		w.threads.current = before
		if r := recover(); r != nil {
			w.Died(r)
		}
	}()
	f()
}

// AtEnd has f called when the program is idle: the entry has returned and all goroutines have
// ended.
func (w *World) AtEnd(f func()) { w.threads.endings = append(w.threads.endings, f) }

// rounds is how often what may happen to an idle program happens to it.
const rounds = 2

// Finish goes on after the entry has returned.
func (w *World) Finish() {
	w.drain()
	for range rounds {
		for _, f := range w.threads.endings {
			f()
			w.drain()
		}
	}
}

// Await runs the goroutines that have been put off: somebody waits for them.
func (w *World) Await() {
	w.Live()
	w.drain()
}

// Sleep is the time in which timers and goroutines that have been put off run, or do not.
func (w *World) Sleep() {
	w.Live()
	if len(w.threads.later) > 0 && w.Choose(2) == 1 {
		w.drain()
	}
}

func (w *World) drain() {
	for len(w.threads.later) > 0 {
		f := w.threads.later[0]
		w.threads.later = w.threads.later[1:]
		w.Inside(f)
	}
}
