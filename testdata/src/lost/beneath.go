package lost

import (
	"bufio"
	"context"
	"crypto/tls"
	"net"

	"github.com/Azure/go-amqp"
	"github.com/eclipse/paho.golang/paho"
	rabbit "github.com/rabbitmq/amqp091-go"
	natiu "github.com/soypat/natiu-mqtt"
)

// Who closes the network connection ends what is connected over it.

func goodHangsUp(ctx context.Context, addr string) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		c := paho.NewClient(paho.ClientConfig{Conn: conn})
		if _, err := c.Connect(ctx, &paho.Connect{ClientID: "a"}); err != nil {
			return
		}
		conn.Close()
	}
}

func badHangsOn(ctx context.Context, addr string) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		c := paho.NewClient(paho.ClientConfig{Conn: conn})
		if _, err := c.Connect(ctx, &paho.Connect{ClientID: "a"}); err != nil { // want `\(lostclient\)`
			return
		}
	}
}

func beneathOnce(ctx context.Context, addr string) error {
	conn, err := tls.Dial("tcp", addr, nil)
	if err != nil {
		return err
	}
	defer conn.Close()
	c := paho.NewClient(paho.ClientConfig{Conn: conn})
	_, err = c.Connect(ctx, &paho.Connect{ClientID: "a"})
	return err
}

func goodHangsUpLater(ctx context.Context, addr string) {
	for range 3 {
		_ = beneathOnce(ctx, addr)
	}
}

type beneathSession struct {
	c    *paho.Client
	conn net.Conn
}

func (s *beneathSession) open(ctx context.Context, addr string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	c := paho.NewClient(paho.ClientConfig{Conn: conn})
	if _, err := c.Connect(ctx, &paho.Connect{ClientID: "a"}); err != nil {
		return err
	}
	s.c, s.conn = c, conn
	return nil
}

func (s *beneathSession) close() { _ = s.conn.Close() }

func goodSession(ctx context.Context, addr string) {
	s := &beneathSession{}
	for s.open(ctx, addr) == nil {
		s.close()
	}
}

func badSession(ctx context.Context, addr string) {
	s := &beneathSession{}
	for s.open(ctx, addr) == nil { // want `\(sameidentity\)`
		println(s.conn.LocalAddr())
	}
}

// What the client is given may wrap it.
type beneathCounting struct {
	net.Conn
	n int
}

func goodWrapped(ctx context.Context, addr string) {
	for range 3 {
		raw, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		c := paho.NewClient(paho.ClientConfig{Conn: &beneathCounting{Conn: tls.Client(raw, &tls.Config{})}})
		if _, err := c.Connect(ctx, &paho.Connect{ClientID: "a"}); err != nil {
			return
		}
		raw.Close()
	}
}

func goodRabbit(addr string) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		if _, err := rabbit.Open(conn, rabbit.Config{}); err == nil {
			conn.Close()
		}
	}
}

func badRabbit(addr string) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		if _, err := rabbit.Open(conn, rabbit.Config{}); err != nil { // want `\(lostclient\)`
			conn.Close()
		}
	}
}

func goodConn(ctx context.Context, addr string) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		hangUp := conn.Close
		if _, err := amqp.NewConn(ctx, conn, nil); err == nil {
			_ = hangUp()
		}
	}
}

func badConn(ctx context.Context, addr string, other net.Conn) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		if _, err := amqp.NewConn(ctx, conn, nil); err == nil { // want `\(lostclient\)`
			_ = other.Close()
		}
	}
}

func goodNatiu(ctx context.Context, c *natiu.Client, addr string) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		if err := c.Connect(ctx, conn, &natiu.VariablesConnect{}); err == nil {
			conn.Close()
		}
	}
}

func badNatiu(ctx context.Context, c *natiu.Client, addr string) {
	for range 3 {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		if err := c.Connect(ctx, conn, &natiu.VariablesConnect{}); err == nil { // want `\(doubleconnect\)`
			_, _ = bufio.NewReader(conn).ReadByte()
		}
	}
}
