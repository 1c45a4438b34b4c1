// Command stdvet is hublint as a vet tool that takes sync.Mutex for a hub client, Lock for its
// connect and Unlock for its close. Nearly every package of the standard library uses mutexes,
// so that the whole engine works on all of them: a test of its robustness. The time that a
// package takes goes to the file that STDVET_LOG names.
package main

import (
	"fmt"
	"os"
	"syscall"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
)

func main() {
	a := analyzer.New(analyzer.Config{Protocols: []protocol.Protocol{mutex()}})
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		start := cpu()
		res, err := run(pass)
		if err != nil {
			note("ERROR %s: %v\n", pass.Pkg.Path(), err)
		}
		note("%v %d %s\n", cpu()-start, memory(), pass.Pkg.Path())
		return res, err
	}
	unitchecker.Main(a)
}

func mutex() protocol.Protocol {
	return protocol.Protocol{
		Name:    "mutex",
		Client:  "mutex",
		Package: "sync",
		Types:   []string{"Mutex"},
		Ops: []protocol.Op{
			{Func: "Mutex.Lock", Event: protocol.Connect, Success: protocol.Always},
			{Func: "Mutex.Unlock", Event: protocol.Close},
		},
		Semantics: []protocol.Semantics{{
			Again:   protocol.Wrong{Severity: protocol.Error, Consequence: "it waits for ever"},
			Failure: protocol.NotOpen,
		}},
		Tier: 1,
	}
}

// cpu returns the CPU time of the process.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Round(time.Millisecond)
}

// memory returns the most that the process has had, in KiB.
func memory() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Maxrss
}

// note adds a line to the log. Lines are short enough to be written at once.
func note(format string, args ...any) {
	f, err := os.OpenFile(os.Getenv("STDVET_LOG"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return
	}
	defer f.Close()
	fmt.Fprintf(f, format, args...)
}
