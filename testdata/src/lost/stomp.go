package lost

import (
	"log"
	"time"

	"github.com/go-stomp/stomp/v3"
)

// A broker that is asked every minute is asked over one more connection each time.
func badStompProbe(addr string) {
	for range time.Tick(time.Minute) {
		conn, err := stomp.Dial("tcp", addr) // want `a STOMP connection is connected in place of one that was left open .*\(lostclient\)`
		if err != nil {
			log.Print(err)
			continue
		}
		log.Print("up: ", conn != nil)
	}
}

func goodStompProbe(addr string) {
	for range time.Tick(time.Minute) {
		conn, err := stomp.Dial("tcp", addr)
		if err != nil {
			log.Print(err)
			continue
		}
		if err := conn.Disconnect(); err != nil {
			log.Print(err)
		}
	}
}

type stompFeed struct {
	addr string
	conn *stomp.Conn
	sub  *stomp.Subscription
}

func (f *stompFeed) badRotate(addresses []string) {
	for _, f.addr = range addresses {
		if f.open() == nil { // want `a STOMP connection .*\(lostclient\)`
			time.Sleep(time.Hour)
		}
	}
}

// The messages end when the connection does.
func (f *stompFeed) goodRotate(addresses []string) {
	for _, f.addr = range addresses {
		if f.open() == nil {
			f.read()
		}
	}
}

// What is subscribed in vain, a server has refused: it has closed the connection.
func (f *stompFeed) open() (err error) {
	if f.conn, err = stomp.Dial("tcp", f.addr); err != nil {
		return err
	}
	f.sub, err = f.conn.Subscribe("/queue/jobs", stomp.AckAuto)
	return err
}

func (f *stompFeed) read() {
	for m := range f.sub.C {
		log.Printf("%s", m.Body)
	}
}

func (f *stompFeed) goodRetry() {
	for f.open() != nil {
		time.Sleep(time.Minute)
	}
}

func goodStompSend(addr string, messages <-chan []byte) {
	conn, err := stomp.Dial("tcp", addr)
	for m := range messages {
		if err == nil {
			err = conn.Send("/queue/jobs", "text/plain", m)
		}
		if err != nil {
			time.Sleep(time.Minute)
			conn, err = stomp.Dial("tcp", addr)
		}
	}
}
