// Package balance picks a server for each request: in turns, at random, by the
// connections that are open, by latency, or by a key. [New] makes a policy by
// name; each is also a type of its own. A [Pool] keeps the servers and asks its
// policy.
//
// Nothing here reads a clock or draws a random number of its own: the time is
// told, as a duration since any fixed moment, and randomness is handed in. So the
// same requests with the same draws go to the same servers. A pick allocates
// nothing and takes constant time, except where a policy says otherwise.
//
// A Pool belongs to one goroutine; [Locked] is for many.
package balance

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Reasons why a request gets no server.
var (
	// ErrNoServer reports that no server is up.
	ErrNoServer = errors.New("no server is up")
	// ErrBusy reports that every server has as many connections as its policy
	// allows. The caller keeps the request and picks again when one is done.
	ErrBusy = errors.New("every server is busy")
)

// A Request is what a policy may look at.
type Request struct {
	Key uint64        // of the user, session or resource, where the policy goes by it
	Now time.Duration // where the policy goes by latency
}

// A Policy chooses among the servers of a [Pool], which calls it.
type Policy interface {
	// Reset tells of a change to the servers: one was added or removed, went down
	// or came up, changed its weight or lost its connections. The pool stays the
	// caller's; the policy may keep it to look at.
	Reset(p *Pool)
	// Pick returns the server of a request. At least one is up. The connection
	// counts as open from then on, unless there is an error.
	Pick(r Request) (server int, err error)
	// Done tells that a connection to a server that is up was closed, after so
	// long.
	Done(server int, now, latency time.Duration)
}

// A Connection is a request's claim on a server, from [Pool.Pick] to [Pool.Done].
type Connection struct {
	Server int
	epoch  uint32
}

// A Pool is the servers that one balancer sends requests to.
type Pool struct {
	policy  Policy
	servers []server
	live    []int // servers that are up, rising
}

type server struct {
	weight      int
	connections int
	epoch       uint32 // changes when connections are forgotten
	present, up bool
}

// NewPool returns a pool of servers with these weights, numbered from zero, all
// up. Weights below 1 count as 1.
func NewPool(policy Policy, weights ...int) *Pool {
	p := &Pool{policy: policy}
	for _, w := range weights {
		p.servers = append(p.servers, server{weight: max(1, w), present: true, up: true})
	}
	p.reset()
	return p
}

// Pick opens a connection for a request.
func (p *Pool) Pick(r Request) (Connection, error) {
	if len(p.live) == 0 {
		return Connection{}, ErrNoServer
	}
	i, err := p.policy.Pick(r)
	if err != nil {
		return Connection{}, err
	}
	s := &p.servers[i]
	s.connections++
	return Connection{i, s.epoch}, nil
}

// Done closes a connection after so long. It does nothing for one that the pool
// has forgotten, because the server restarted or was removed.
func (p *Pool) Done(c Connection, now, latency time.Duration) {
	s := &p.servers[c.Server]
	if s.epoch != c.epoch {
		return
	}
	s.connections--
	if s.up {
		p.policy.Done(c.Server, now, latency)
	}
}

// Add adds a server, up, and returns its number: the lowest that is free.
func (p *Pool) Add(weight int) int {
	i := slices.IndexFunc(p.servers, func(s server) bool { return !s.present })
	if i < 0 {
		i = len(p.servers)
		p.servers = append(p.servers, server{})
	}
	p.servers[i] = server{weight: max(1, weight), epoch: p.servers[i].epoch, present: true, up: true}
	p.reset()
	return i
}

// Remove removes a server and forgets its connections.
func (p *Pool) Remove(i int) error {
	return p.change("remove", i, func(s *server) { *s = server{epoch: s.epoch + 1} })
}

// SetUp marks a server as up or down. One that is down gets no requests; its
// connections stay open.
func (p *Pool) SetUp(i int, up bool) error {
	return p.change("mark", i, func(s *server) { s.up = up })
}

// SetWeight changes the weight of a server; below 1 counts as 1.
func (p *Pool) SetWeight(i, weight int) error {
	return p.change("weigh", i, func(s *server) { s.weight = max(1, weight) })
}

// Restart forgets the connections of a server, as when its process is replaced.
func (p *Pool) Restart(i int) error {
	return p.change("restart", i, func(s *server) { s.connections, s.epoch = 0, s.epoch+1 })
}

func (p *Pool) change(verb string, i int, to func(*server)) error {
	if i < 0 || i >= len(p.servers) || !p.servers[i].present {
		return fmt.Errorf("%s server %d: there is no such server", verb, i)
	}
	to(&p.servers[i])
	p.reset()
	return nil
}

// SetPolicy goes on with another policy. Connections stay open.
func (p *Pool) SetPolicy(policy Policy) {
	p.policy = policy
	p.reset()
}

// Policy returns the policy.
func (p *Pool) Policy() Policy { return p.policy }

func (p *Pool) reset() {
	p.live = p.live[:0]
	for i, s := range p.servers {
		if s.up {
			p.live = append(p.live, i)
		}
	}
	p.policy.Reset(p)
}

// Live returns the servers that are up, rising. It is valid until the next change
// and must not be changed.
func (p *Pool) Live() []int { return p.live }

// Len returns the number above that of the last server, removed ones included.
func (p *Pool) Len() int { return len(p.servers) }

// Weight returns the weight of a server; zero if it was removed.
func (p *Pool) Weight(i int) int { return p.servers[i].weight }

// Connections returns how many connections to a server are open.
func (p *Pool) Connections(i int) int { return p.servers[i].connections }

// Up reports whether a server is up.
func (p *Pool) Up(i int) bool { return p.servers[i].up }
