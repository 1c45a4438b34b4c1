// Package supervise repeats what another package tries.
package supervise

import (
	"log"
	"time"

	"example.com/cases/eager/link"
)

func badOpen(l *link.Link) {
	for {
		if err := l.Open(); err != nil { // want `\(eagerreconnect\)`
			log.Print(err)
			continue
		}
		return
	}
}

func goodOpen(l *link.Link) {
	for l.Open() != nil {
		time.Sleep(time.Second)
	}
}

func goodOpenSlowly(l *link.Link) {
	for l.OpenSlowly() != nil {
	}
}

func goodOpenSometimes(l *link.Link) {
	for l.OpenSometimes() != nil {
	}
}

func badTry(l *link.Link) {
	for !link.Try(l) { // want `\(eagerreconnect\)`
	}
}

func badRun(l *link.Link) {
	for {
		l.Run() // want `\(eagerreconnect\)`
	}
}

// Two packages away.
func open(l *link.Link) error { return l.Open() }

func badFar(l *link.Link) {
	for open(l) != nil { // want `\(eagerreconnect\)`
	}
}

// What is called meanwhile is known, too.
func badNamed(l *link.Link) {
	for l.Open() != nil { // want `\(eagerreconnect\)`
		log.Print(l.Name())
	}
}

func goodPaused(l *link.Link) {
	for l.Open() != nil {
		l.Pause()
	}
}
