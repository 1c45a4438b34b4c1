// Package peer is the other end of AMQP connections for claims: just enough of
// a broker to open and close connections, sessions, links and channels with
// real frames. It never delivers a message. What it decides by itself (it
// accepts everything) is no evidence of what a broker would do; the claims made
// with it are about what the client puts on the wire and what it says of it.
package peer

import (
	"context"
	"fmt"
	"net"
	"sync"

	"github.com/hublint/hublint/proof/claims/proxy"
)

// A Peer accepts connections of one protocol.
type Peer struct {
	*proxy.Proxy
	listener net.Listener

	mu         sync.Mutex
	opened     int                   // connections opened so far
	conns      map[net.Conn]struct{} // those that are open now
	farewells  int                   // connections closed by the protocol's own close
	containers []string
}

// A protocol serves one connection until it ends.
type protocol func(*Peer, net.Conn) error

// start listens and serves every connection with the protocol.
func start(serve protocol) (*Peer, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("peer: %w", err)
	}
	front, err := proxy.New(listener.Addr().String(), nil)
	if err != nil {
		listener.Close()
		return nil, fmt.Errorf("peer: %w", err)
	}
	p := &Peer{Proxy: front, listener: listener, conns: make(map[net.Conn]struct{})}
	go p.accept(serve)
	return p, nil
}

func (p *Peer) accept(serve protocol) {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return
		}
		go func() {
			// The error is the end of the connection, whatever its reason.
			_ = serve(p, conn)
			conn.Close()
			p.mu.Lock()
			defer p.mu.Unlock()
			delete(p.conns, conn)
		}()
	}
}

// Close ends every connection.
func (p *Peer) Close() {
	p.Proxy.Close()
	p.listener.Close()
}

// Opened counts the connections that were opened so far.
func (p *Peer) Opened() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.opened
}

// Open counts the connections that are open now.
func (p *Peer) Open() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.conns)
}

// Farewells counts the connections whose client closed them by the protocol.
func (p *Peer) Farewells() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.farewells
}

// Containers are the names under which AMQP 1.0 clients opened connections.
func (p *Peer) Containers() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.containers...)
}

func (p *Peer) open(conn net.Conn, container string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opened++
	p.conns[conn] = struct{}{}
	p.containers = append(p.containers, container)
}

func (p *Peer) farewell() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.farewells++
}

// With makes a claim's Try out of a function that needs a peer.
func With(start func() (*Peer, error), try func(context.Context, *Peer) (string, error)) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		p, err := start()
		if err != nil {
			return "", err
		}
		defer p.Close()
		return try(ctx, p)
	}
}
