package fleet

import (
	"io"
	"net"
	"sync"
	"time"
)

// Proxy passes connections on to an address until it is told to break them: what
// happens when a firewall or a switch stands between a program and what it needs.
type Proxy struct {
	listener net.Listener
	to       string

	mutex sync.Mutex
	mode  mode
	delay time.Duration
	pairs map[net.Conn]struct{}
	moved *sync.Cond // the mode has changed
}

type mode int

const (
	open   mode = iota
	closed      // connections break, new ones are refused at once
	hung        // connections stay, and nothing passes
)

// newProxy listens on a free port and passes on to an address.
func newProxy(to string) (*Proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{listener: l, to: to, pairs: map[net.Conn]struct{}{}}
	p.moved = sync.NewCond(&p.mutex)
	go p.accept()
	return p, nil
}

// Address is where the proxy listens.
func (p *Proxy) Address() string { return p.listener.Addr().String() }

// Close breaks every connection and refuses new ones.
func (p *Proxy) Close() { p.set(closed, 0) }

// Hang lets connections stand and nothing through.
func (p *Proxy) Hang() { p.set(hung, 0) }

// Slow holds up everything that passes by a time.
func (p *Proxy) Slow(by time.Duration) { p.set(open, by) }

// Open lets everything through again.
func (p *Proxy) Open() { p.set(open, 0) }

func (p *Proxy) set(m mode, delay time.Duration) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.mode, p.delay = m, delay
	if m == closed {
		for c := range p.pairs {
			_ = c.Close()
		}
	}
	p.moved.Broadcast()
}

// stop ends the proxy.
func (p *Proxy) stop() {
	_ = p.listener.Close()
	p.Close()
}

func (p *Proxy) accept() {
	for {
		from, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.join(from)
	}
}

func (p *Proxy) join(from net.Conn) {
	defer p.drop(from)
	if !p.keep(from) {
		return
	}
	to, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer p.drop(to)
	if !p.keep(to) {
		return
	}
	ended := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{from, to}, {to, from}} {
		go func() {
			_, _ = io.Copy(gate{way[0], p}, way[1])
			ended <- struct{}{}
		}()
	}
	<-ended
}

func (p *Proxy) keep(c net.Conn) bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.pairs[c] = struct{}{}
	return p.mode != closed
}

func (p *Proxy) drop(c net.Conn) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	delete(p.pairs, c)
	_ = c.Close()
}

// gate lets bytes through as the proxy allows.
type gate struct {
	to net.Conn
	p  *Proxy
}

func (g gate) Write(data []byte) (int, error) {
	g.p.mutex.Lock()
	for g.p.mode == hung {
		g.p.moved.Wait()
	}
	delay := g.p.delay
	g.p.mutex.Unlock()
	time.Sleep(delay)
	return g.to.Write(data)
}
