// Package described uses a client that another package describes by directives.
package described

import (
	"example.com/cases/described/link"
	"log"
	"time"
)

func badAfterError(l *link.Link, readings []string) {
	if err := l.Open(); err != nil {
		log.Fatal(err)
	}
	for _, r := range readings {
		if err := l.Send(r); err != nil {
			l.Open() // want `link.Link l is connected again while it is open`
		}
	}
}

func goodAfterError(l *link.Link, readings []string) {
	if err := l.Open(); err != nil {
		log.Fatal(err)
	}
	for _, r := range readings {
		if err := l.Send(r); err != nil && !l.Up() {
			l.Open()
		}
	}
}

func goodRetry(l *link.Link) {
	for l.Open() != nil {
		time.Sleep(time.Second)
	}
}

func badRetry(l *link.Link) {
	for l.Open() == nil { // want `link.Link l is connected again while it is open`
		time.Sleep(time.Second)
	}
}

func badTwins() error {
	a, b := link.New(&link.Options{Device: "thermostat"}), link.New(&link.Options{Device: "thermostat"})
	if err := a.Open(); err != nil {
		return err
	}
	return b.Open() // want `is connected beside another of the same identity`
}

func goodTwoNames() error {
	a, b := link.New(&link.Options{Device: "thermostat"}), link.New(&link.Options{Device: "valve"})
	if err := a.Open(); err != nil {
		return err
	}
	return b.Open()
}

func badTwin(o *link.Options) *link.Link {
	for {
		l := link.New(o)
		if l.Open() != nil { // want `(in place of one that was left open|beside another of the same identity)`
			time.Sleep(time.Second)
			continue
		}
		if l.Send("hello") == nil {
			return l
		}
	}
}

func goodNotLost(o *link.Options) *link.Link {
	for {
		l := link.New(o)
		if l.Open() != nil {
			time.Sleep(time.Second)
			continue
		}
		if l.Send("hello") == nil {
			return l
		}
		l.Close()
	}
}

func badLost(url string) *link.Link {
	for {
		l, err := link.Dial(url) // want `in place of one that was left open`
		if err == nil && l.Send("hello") == nil {
			return l
		}
		time.Sleep(time.Second)
	}
}

func goodDialled(url string) *link.Link {
	for {
		l, err := link.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if l.Send("hello") == nil {
			return l
		}
		l.Close()
	}
}

func badDialled(url string) error {
	l, err := link.Dial(url)
	if err != nil {
		return err
	}
	return l.Open() // want `link.Link l is connected again`
}

func badWrapped(l *link.Link) {
	if l.Ensure() == nil {
		l.Open() // want `link.Link l is connected again while it is open \(opened by Ensure on line 120\)`
	}
}

func goodWrapped(l *link.Link) {
	for range 3 {
		l.Ensure()
		l.Reset()
	}
}

func badToken(l *link.Link) {
	t := l.Start()
	if t.Wait() && t.Error() == nil {
		l.Open() // want `link.Link l is connected again`
	}
}

func goodToken(l *link.Link) {
	t := l.Start()
	if t.Wait() && t.Error() != nil {
		l.Open()
	}
}

func badDeferred(l *link.Link) {
	for range 3 {
		defer l.Close()
		l.Open() // want `link.Link l is connected again`
	}
}
