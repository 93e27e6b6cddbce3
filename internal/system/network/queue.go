package network

import (
	"time"

	"spar/internal/sim"
)

// A queue is messages that wait for consumers, each of which has a backlog of its own.
type queue struct {
	limit     int64 // of each backlog
	consumers []*edge
	edges     []*edge       // those, and what takes in what they leave
	rec       *sim.Recorder // of messages until their consumer has finished; nil without consumers
	oldest    time.Duration // age of any that waited, since measuring began
}

// isFull reports whether there is no room for a message.
func (q *queue) isFull() bool {
	for _, e := range q.consumers {
		waiting := int64(e.backlog.Len()) + e.held
		if e.polite != nil {
			waiting += e.polite.waits
		}
		if waiting >= q.limit {
			return true
		}
	}
	return false
}

// backlog returns the longest that the messages waited in, and how many do now.
func (q *queue) backlog() (longest, now int64) {
	for _, e := range q.edges {
		longest = max(longest, e.backlog.Waiting.Max())
		now += e.backlog.Waiting.Value()
	}
	return longest, now
}

// publish puts a message into the backlog of each consumer, if there is room.
func (c *component) publish(i int32) {
	if v := &c.net.visits.All[i]; c.queue.isFull() {
		v.failed = true
		c.instances[v.instance].refused++
		c.instances[v.instance].backlog(c.net.Sim.Now())
		return
	}
	for _, e := range c.queue.consumers {
		if k := c.net.calls.open(i, e); k != nobody {
			c.net.calls.launch(k, e)
		}
	}
}

// pull gives messages that wait to idle workers of a component.
func (c *component) pull() {
	if c.pulling || len(c.feeds) == 0 { // by this very loop, further up
		return
	}
	c.pulling = true
	for _, e := range c.feeds {
		for e.backlog.Len() > 0 && c.net.components[e.from].isUp() && c.idleInstance() != nobody {
			now := c.net.Sim.Now()
			k := e.backlog.Pop(now)
			c.net.later.delivers(c.net.components[e.from].queue, k, now)
			c.net.calls.attempt(k)
		}
	}
	c.pulling = false
}

// isUp reports whether any instance can be reached.
func (c *component) isUp() bool {
	for _, s := range c.instances {
		if s.reachable() {
			return true
		}
	}
	return false
}

// idleInstance returns an instance with a worker that has nothing to do, nobody if
// there is none. They take turns: the search begins after the last that was given work.
func (c *component) idleInstance() int32 {
	for offset := range c.instances {
		i := (c.turn + offset) % len(c.instances)
		if s := c.instances[i]; s.reachable() && s.idle() {
			return int32(i)
		}
	}
	return nobody
}
