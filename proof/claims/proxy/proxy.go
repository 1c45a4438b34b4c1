// Package proxy is a TCP proxy that misbehaves on demand. Client libraries are
// connected to a broker through it, so that a claim can have the link refused,
// its answers held back or cut, and can look at what the client really put on
// the wire.
package proxy

import (
	"fmt"
	"io"
	"net"
	"sync"
)

// A Proxy forwards every connection it accepts to one target.
type Proxy struct {
	target   string
	listener net.Listener
	newTap   func() io.Writer

	mu      sync.Mutex
	refuse  bool
	held    chan struct{} // while it is open, answers are held back
	release func()        // closes held
	links   map[*link]struct{}
	dials   int
}

// A link is one client connection and the connection to the target behind it.
type link struct{ client, target net.Conn }

// New starts a proxy in front of the target. Everything that a client sends on
// one connection is also written to one tap made by newTap, before it is
// forwarded; newTap may be nil.
func New(target string, newTap func() io.Writer) (*Proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	if newTap == nil {
		newTap = func() io.Writer { return io.Discard }
	}
	p := &Proxy{target: target, listener: listener, newTap: newTap, links: make(map[*link]struct{})}
	p.Hold()()
	go p.accept()
	return p, nil
}

// Addr is the address clients dial.
func (p *Proxy) Addr() string { return p.listener.Addr().String() }

// Refuse makes the proxy hang up on every new connection, or stop doing so.
func (p *Proxy) Refuse(refuse bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuse = refuse
}

// Hold keeps everything the target answers from the clients until release is
// called: the target has long decided, the client does not know.
func (p *Proxy) Hold() (release func()) {
	held := make(chan struct{})
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held, p.release = held, sync.OnceFunc(func() { close(held) })
	return p.release
}

// Dials counts the connections accepted, refused ones included.
func (p *Proxy) Dials() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dials
}

// Links counts the connections that are open now.
func (p *Proxy) Links() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.links)
}

// Cut ends every link that is open as a broken network would: the target is
// told first, and the client loses its link when the target has given it up.
// So the target never takes the client's next connection for a second one.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for l := range p.links {
		if half, ok := l.target.(*net.TCPConn); ok {
			_ = half.CloseWrite() // an error means that the link is gone already
		}
	}
}

// Close ends the proxy and every link through it.
func (p *Proxy) Close() {
	p.listener.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.release()
	for l := range p.links {
		l.close()
	}
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		p.dials++
		refuse := p.refuse
		p.mu.Unlock()
		if refuse {
			client.Close()
			continue
		}
		target, err := net.Dial("tcp", p.target)
		if err != nil {
			client.Close()
			continue
		}
		p.serve(&link{client: client, target: target})
	}
}

// serve forwards in both directions until one of them ends.
func (p *Proxy) serve(l *link) {
	p.mu.Lock()
	p.links[l] = struct{}{}
	p.mu.Unlock()
	tap := p.newTap()
	go func() {
		// The tap only looks on: what it thinks of the bytes is its own affair.
		_, _ = io.Copy(l.target, io.TeeReader(l.client, tap))
		p.drop(l)
	}()
	go func() {
		_, _ = io.Copy(gated{p, l.client}, l.target)
		p.drop(l)
	}()
}

func (p *Proxy) drop(l *link) {
	l.close()
	p.mu.Lock()
	delete(p.links, l)
	p.mu.Unlock()
}

func (l *link) close() {
	l.client.Close()
	l.target.Close()
}

// gated writes to the client once the proxy lets answers through.
type gated struct {
	proxy  *Proxy
	client net.Conn
}

func (g gated) Write(b []byte) (int, error) {
	g.proxy.mu.Lock()
	held := g.proxy.held
	g.proxy.mu.Unlock()
	<-held
	return g.client.Write(b)
}
