// Package groups has goroutines that use a connection, and starters that wait for them.
package groups

import (
	"context"
	"log"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
	"golang.org/x/sync/errgroup"
)

func publish(ch *amqp.Channel) error {
	return ch.PublishWithContext(context.Background(), "", "readings", false, false, amqp.Publishing{})
}

func publishAll(conn *amqp.Connection) error {
	for {
		ch, err := conn.Channel()
		if err != nil {
			return err
		}
		if err := publish(ch); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

// When all goroutines that have the connection are at their end, it is lost.

func waited(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			log.Print(publishAll(conn))
		}()
	}
	wg.Wait()
	return nil
}

func badWaited(url string) {
	for {
		log.Print(waited(url)) // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func badGroupOfErrors(ctx context.Context, url string) {
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return
		}
		g, _ := errgroup.WithContext(ctx)
		g.Go(func() error { return publishAll(conn) })
		log.Print(g.Wait())
	}
}

func badGoOfGroup(url string) {
	var wg sync.WaitGroup
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return
		}
		wg.Go(func() { publishAll(conn) })
		wg.Wait()
	}
}

func badGiven(url string) {
	wg := &sync.WaitGroup{}
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return
		}
		wg.Add(1)
		go func(conn *amqp.Connection, wg *sync.WaitGroup) {
			defer wg.Done()
			publishAll(conn)
		}(conn, wg)
		wg.Wait()
	}
}

// Those that close it are another matter.

func goodClosed(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer conn.Close()
			publishAll(conn)
		}()
		wg.Wait()
	}
}

func goodClosedAfter(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		var g errgroup.Group
		g.Go(func() error { return publishAll(conn) })
		log.Print(g.Wait())
		conn.Close()
	}
}

// Who does not wait leaves it to them.

func goodNotWaited(url string) {
	for range 3 {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		go func() {
			log.Print(publishAll(conn))
		}()
		time.Sleep(time.Minute)
	}
}

func goodOthersWait(url string) {
	var mine, others sync.WaitGroup
	for range 3 {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		others.Add(1)
		go func() {
			defer others.Done()
			publishAll(conn)
		}()
		mine.Wait()
	}
	others.Wait()
}

func goodHeldByTwo(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		var wg sync.WaitGroup
		wg.Add(1)
		go publishAll(conn)
		go func() {
			defer wg.Done()
			publishAll(conn)
		}()
		wg.Wait()
	}
}

func goodHandedOn(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			go publishAll(conn) // it is no member
		}()
		wg.Wait()
	}
}

// The group of each round is another one, and only the last is waited for.
func goodLastOfMany(urls []string) {
	var last *sync.WaitGroup
	for _, url := range urls {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		wg := &sync.WaitGroup{}
		wg.Add(1)
		go func() {
			defer wg.Done()
			publishAll(conn)
		}()
		last = wg
	}
	if last != nil {
		last.Wait()
	}
}
