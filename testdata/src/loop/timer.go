package loop

import (
	"log"
	"time"

	"github.com/nats-io/nats.go"
)

// A timer fires once. Whoever has received from it receives nothing more before it is set again.
func goodTimer(url string, stop chan bool) {
	var conn *nats.Conn
	timer := time.NewTimer(time.Millisecond)
	for {
		select {
		case <-stop:
			return
		case <-timer.C:
			c, err := nats.Connect(url)
			if err != nil {
				timer.Reset(time.Minute)
				continue
			}
			conn = c
			log.Print(conn.ConnectedUrl())
		}
	}
}

func badTimerSetAgain(url string, stop chan bool) {
	var conn *nats.Conn
	timer := time.NewTimer(time.Millisecond)
	for {
		select {
		case <-stop:
			return
		case <-timer.C:
			c, err := nats.Connect(url) // want `\(lostclient\)`
			if err == nil {
				conn = c
				log.Print(conn.ConnectedUrl())
			}
			timer.Reset(time.Minute)
		}
	}
}

// A ticker fires again by itself.
func badTicker(url string, stop chan bool) {
	var conn *nats.Conn
	ticker := time.NewTicker(time.Minute)
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
			c, err := nats.Connect(url) // want `\(lostclient\)`
			if err == nil {
				conn = c
				log.Print(conn.ConnectedUrl())
			}
		}
	}
}

// This is another timer in each round.
func badTimers(url string) {
	var conn *nats.Conn
	for {
		timer := time.NewTimer(time.Minute)
		<-timer.C
		c, err := nats.Connect(url) // want `\(lostclient\)`
		if err == nil {
			conn = c
			log.Print(conn.ConnectedUrl())
		}
	}
}

type linkup struct {
	url     string
	conn    *nats.Conn
	timer   *time.Timer
	hourly  *time.Ticker
	changed chan string
	stop    chan bool
}

func (l *linkup) open() (err error) {
	l.conn, err = nats.Connect(l.url)
	return err
}

func (l *linkup) close() {
	if l.conn != nil {
		l.conn.Close()
		l.conn = nil
	}
}

func (l *linkup) again() { l.timer.Reset(time.Millisecond) }

func (l *linkup) goodSetElsewhere() {
	l.timer = time.NewTimer(time.Millisecond)
	for {
		select {
		case <-l.stop:
			l.close()
			return
		case <-l.timer.C:
			if l.open() != nil {
				l.timer.Reset(time.Minute)
			}
		case l.url = <-l.changed:
			l.close()
			l.again()
		}
	}
}

func (l *linkup) badSetElsewhere() {
	l.timer = time.NewTimer(time.Millisecond)
	for {
		select {
		case <-l.timer.C:
			if l.open() != nil { // want `\(lostclient\)`
				l.timer.Reset(time.Minute)
			}
		case <-l.hourly.C:
			l.again()
		}
	}
}

// What unknown code is given may be set again.
func (l *linkup) badHandedOut(f func(*time.Timer)) {
	l.timer = time.NewTimer(time.Millisecond)
	for {
		<-l.timer.C
		if l.open() != nil { // want `\(lostclient\)`
			return
		}
		f(l.timer)
	}
}

// A ticker that was stopped fires no more.
func goodTickerStopped(url string, stop chan bool) {
	var conn *nats.Conn
	ticker := time.NewTicker(time.Minute)
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
			c, err := nats.Connect(url)
			if err == nil {
				conn = c
				log.Print(conn.ConnectedUrl())
				ticker.Stop()
			}
		}
	}
}

// The stop is in the function that connects, and the loop in a goroutine.
func (l *linkup) goodTickerStoppedAside() {
	ticker := time.NewTicker(time.Minute)
	go func() {
		for range ticker.C {
			if l.openAndStop(ticker) != nil {
				log.Print("no link yet")
			}
		}
	}()
}

func (l *linkup) openAndStop(ticker *time.Ticker) (err error) {
	if l.conn, err = nats.Connect(l.url); err == nil {
		ticker.Stop()
	}
	return err
}

func badTickerSetAgain(url string) {
	var conn *nats.Conn
	ticker := time.NewTicker(time.Minute)
	for range ticker.C {
		ticker.Stop()
		c, err := nats.Connect(url) // want `\(lostclient\)`
		if err == nil {
			conn = c
			log.Print(conn.ConnectedUrl())
		}
		ticker.Reset(time.Hour)
	}
}

func badOtherTickerStopped(url string) {
	var conn *nats.Conn
	ticker, idle := time.NewTicker(time.Minute), time.NewTicker(time.Hour)
	for range ticker.C {
		c, err := nats.Connect(url) // want `\(lostclient\)`
		if err == nil {
			conn = c
			log.Print(conn.ConnectedUrl())
			idle.Stop()
		}
	}
}

// To stop it late is too late.
func badTickerStoppedAtTheEnd(url string) {
	var conn *nats.Conn
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for range ticker.C {
		c, err := nats.Connect(url) // want `\(lostclient\)`
		if err == nil {
			conn = c
			log.Print(conn.ConnectedUrl())
		}
	}
}
