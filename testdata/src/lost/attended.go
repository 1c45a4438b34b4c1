package lost

import (
	"log"
	"net/http"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

// -- connections that goroutines live on --

func ackAll(msgs <-chan amqp.Delivery) {
	for m := range msgs {
		_ = m.Ack(false)
	}
}

func deliveriesOf(url string) (<-chan amqp.Delivery, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	msgs, err := ch.Consume("q", "", false, false, false, false, nil)
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	return msgs, nil
}

// Each hub has a connection of its own.
func goodAttendedHubs(urls []string) {
	for _, url := range urls {
		conn, err := amqp.Dial(url)
		if err != nil {
			log.Fatal(err)
		}
		ch, err := conn.Channel()
		if err != nil {
			log.Fatal(err)
		}
		msgs, err := ch.Consume("q", "", false, false, false, false, nil)
		if err != nil {
			log.Fatal(err)
		}
		go ackAll(msgs)
	}
}

func goodAttendedWorkers(url string, wg *sync.WaitGroup) error {
	for range 4 {
		msgs, err := deliveriesOf(url)
		if err != nil {
			return err
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			ackAll(msgs)
		}()
	}
	return nil
}

func (w *attendant) start() error {
	msgs, err := deliveriesOf(w.url)
	if err != nil {
		return err
	}
	go ackAll(msgs)
	return nil
}

type attendant struct{ url string }

func goodAttendedFleet(ws []*attendant) error {
	for _, w := range ws {
		if err := w.start(); err != nil {
			return err
		}
	}
	return nil
}

// One that is opened again some time later takes the place of the last.
func badAttendedLater(url string) {
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			log.Fatal(err)
		}
		ch, err := conn.Channel()
		if err != nil {
			log.Fatal(err)
		}
		msgs, err := ch.Consume("q", "", false, false, false, false, nil)
		if err != nil {
			log.Fatal(err)
		}
		go ackAll(msgs)
		time.Sleep(time.Hour)
	}
}

func badAttendedChannel(url string) {
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			log.Fatal(err)
		}
		ch, err := conn.Channel()
		if err != nil {
			log.Fatal(err)
		}
		msgs, err := ch.Consume("q", "", false, false, false, false, nil)
		if err != nil {
			log.Fatal(err)
		}
		go ackAll(msgs)
		<-ch.NotifyClose(make(chan *amqp.Error, 1))
	}
}

// Nobody reads what comes by the one whose channel could not be opened.
func badUnattended(urls []string) {
	for _, url := range urls {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		ch, err := conn.Channel()
		if err != nil {
			continue
		}
		msgs, err := ch.Consume("q", "", false, false, false, false, nil)
		if err != nil {
			log.Fatal(err)
		}
		go ackAll(msgs)
	}
}

func badAttendedAgain(w *attendant) {
	for range time.Tick(time.Hour) {
		_ = w.start() // want `\(lostclient\)`
	}
}

func badAttendedByRequest(w *attendant) {
	http.HandleFunc("/start", func(http.ResponseWriter, *http.Request) {
		_ = w.start() // want `\(lostclient\)`
	})
}

func goodSubscribedHubs(urls []string, handle nats.MsgHandler) {
	for _, url := range urls {
		nc, err := nats.Connect(url)
		if err != nil {
			continue
		}
		if _, err := nc.Subscribe("telemetry", handle); err != nil {
			nc.Close()
		}
	}
	select {}
}

func badNotSubscribed(urls []string, handle nats.MsgHandler) {
	for _, url := range urls {
		nc, err := nats.Connect(url) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		if _, err := nc.Subscribe("telemetry", handle); err != nil {
			log.Print(err)
		}
	}
	select {}
}

func badSubscribedHubLater(url string, handle nats.MsgHandler) {
	for range time.Tick(time.Hour) {
		nc, err := nats.Connect(url) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		if _, err := nc.Subscribe("telemetry", handle); err != nil {
			nc.Close()
		}
	}
}

func goodPolledHubs(urls []string) {
	for _, url := range urls {
		nc, err := nats.Connect(url)
		if err != nil {
			continue
		}
		sub, err := nc.SubscribeSync("telemetry")
		if err != nil {
			nc.Close()
			continue
		}
		go func() {
			for {
				if m, err := sub.NextMsg(time.Second); err == nil {
					log.Print(m.Subject)
				}
			}
		}()
	}
}
