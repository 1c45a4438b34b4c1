// Package drive runs compiled programs with every string of answers, as package oracle does
// with interpreted ones. It is copied next to the programs and compiled with them.
package drive

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/hublint/hublint/proof/world/env"
)

// A Result is what happened to a program.
type Result struct {
	Program  int
	Runs     int
	Trace    uint64
	Sites    map[string]bool // connects that are one too many, by line and kind; true if some is a client's first
	Complete bool
}

// Check runs a program and prints its Result.
func Check(program, answers, runs int, run func(*env.World)) {
	r := Result{Program: program, Sites: make(map[string]bool)}
	w := &env.World{Limit: answers, Halt: env.Stop}
	w.Violated = func(v env.Violation) {
		site := fmt.Sprintf("%s %d %v", caller(w), v.Kind, v.Across)
		r.Sites[site] = r.Sites[site] || v.First
	}
	w.Died = func(any) {
		w.Note(0xbad)
		w.Exit()
	}
	env.Use(w)
	for {
		once(w, run)
		r.Runs++
		r.Trace = r.Trace*31 + w.Trace()
		if r.Complete = !w.Next(); r.Complete || r.Runs == runs {
			break
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// once makes one run, in a goroutine that the world can stop.
func once(w *env.World, run func(*env.World)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if r := recover(); r != nil {
				w.Note(0xbad)
			}
		}()
		run(w)
		w.Finish()
	}()
	<-done
}

// caller returns the innermost line of the program, or that of the go statement.
func caller(w *env.World) string {
	pcs := make([]uintptr, 64)
	pcs = pcs[:runtime.Callers(2, pcs)]
	if from := w.From(); from != 0 {
		pcs = append(pcs, from)
	}
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "example.com/p") {
			name := f.Function[len("example.com/"):]
			path, _, _ := strings.Cut(name[strings.LastIndexByte(name, '/')+1:], ".")
			return fmt.Sprintf("%s:%d", path, f.Line)
		}
		if !more {
			return ""
		}
	}
}
