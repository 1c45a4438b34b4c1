package proxy

import (
	"io"
	"net"
	"testing"

	"github.com/hublint/hublint/proof/claims/await"
)

// echo starts a server that answers what it is sent, until the client is done.
func echo(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = io.Copy(conn, conn)
			}()
		}
	}()
	return listener.Addr().String()
}

func start(t *testing.T) *Proxy {
	p, err := New(echo(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func dial(t *testing.T, p *Proxy) net.Conn {
	conn, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func TestHoldKeepsAnswersBack(t *testing.T) {
	p := start(t)
	release := p.Hold()
	conn := dial(t, p)
	if _, err := conn.Write([]byte{7}); err != nil {
		t.Fatal(err)
	}
	answer := make(chan byte, 1)
	go func() {
		var b [1]byte
		if _, err := io.ReadFull(conn, b[:]); err == nil {
			answer <- b[0]
		}
	}()
	if !await.Absent(t.Context(), 1e8, func() bool { return len(answer) > 0 }) {
		t.Fatal("the answer came through")
	}
	release()
	if got := <-answer; got != 7 {
		t.Errorf("answer %d, want 7", got)
	}
}

func TestCutAndRefuseEndLinks(t *testing.T) {
	p := start(t)
	cut := dial(t, p)
	if err := await.True(t.Context(), "a link", func() bool { return p.Links() == 1 }); err != nil {
		t.Fatal(err)
	}
	p.Cut()
	if _, err := cut.Read(make([]byte, 1)); err == nil {
		t.Error("a cut link can be read")
	}
	p.Refuse(true)
	if _, err := dial(t, p).Read(make([]byte, 1)); err == nil {
		t.Error("a refused link can be read")
	}
	if p.Dials() != 2 {
		t.Errorf("dials %d, want 2", p.Dials())
	}
}
