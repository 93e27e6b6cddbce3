package network

import (
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
)

// A visit is what one request does at one component: an attempt at a call, a part
// of one at a replica, or at a client the whole request.
type visit struct {
	sent       time.Duration // of a request: when it was meant to arrive
	key        uint64
	hits       uint64 // calls of this visit to caches that had the answer, by their number
	connection balance.Connection
	patience   sim.Timer // of whoever waits for it
	work       sim.Timer
	component  int32
	instance   int32 // nobody where it has none
	call       int32 // that it is an attempt at; nobody at a client
	edge       int32 // of that call; nobody likewise
	parent     int32 // whose part at a replica it is; nobody for others
	next       int32 // behind it in a queue
	pending    int32 // calls or parts that it waits for
	needed     int32 // parts that must still succeed
	group      int32 // of calls that begins next
	state      state
	write      bool
	worker     bool // it has one
	connected  bool // by the pool
	abandoned  bool // by its caller, who has gone
	failed     bool
	expired    bool // and that because a call timed out
	hit        bool // a cache has the answer
	held       bool // by an instance that hangs
	degraded   bool // a fallback stands in for a call of it, or of one that it made
}

// A state is where a visit is.
type state uint8

const (
	free       state = iota // the slot is
	travelling              // on its way to the component
	waiting                 // in a queue
	working
	calling   // others
	returning // with the answer
	leaving   // answered, with parts at replicas left
	lost      // the way is cut
)

// A call is what a visit, or nobody any more, waits for: its attempts.
type call struct {
	key      uint64
	caller   int32 // nobody for one that was handed over
	edge     int32
	attempts [2]int32 // under way; nobody in those that are not
	tries    int32    // made after the first one
	next     int32    // behind it in the backlog of a queue
	hedge    sim.Timer
	pause    sim.Timer
	write    bool
	used     bool // the slot is
}

// takeVisit returns a slot for a visit. It may move the others.
func (m *model) takeVisit(v visit) int32 {
	if n := len(m.freeVisits); n > 0 {
		i := m.freeVisits[n-1]
		m.freeVisits = m.freeVisits[:n-1]
		m.visits[i] = v
		return i
	}
	m.visits = append(m.visits, v)
	return int32(len(m.visits) - 1)
}

func (m *model) forget(i int32) {
	m.visits[i].state = free
	m.freeVisits = append(m.freeVisits, i)
}

func (m *model) takeCall(c call) int32 {
	c.used = true
	if n := len(m.freeCalls); n > 0 {
		k := m.freeCalls[n-1]
		m.freeCalls = m.freeCalls[:n-1]
		m.calls[k] = c
		return k
	}
	m.calls = append(m.calls, c)
	return int32(len(m.calls) - 1)
}

func (m *model) forgetCall(k int32) {
	m.calls[k].used = false
	m.freeCalls = append(m.freeCalls, k)
}

func (m *model) instanceOf(v *visit) *instance {
	return m.components[v.component].instances[v.instance]
}

// underWay returns how many visits and calls there are.
func (m *model) underWay() int {
	return len(m.visits) - len(m.freeVisits) + len(m.calls) - len(m.freeCalls)
}
