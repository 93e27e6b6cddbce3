package balancing

import (
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
)

// A job is one attempt at a request.
type job struct {
	arrived    time.Duration // of the request, as it was meant to
	sent       time.Duration // of this attempt
	service    time.Duration // at speed 1
	key        uint64
	connection balance.Connection
	timer      sim.Timer // of the time-out
	server     int32     // that it was sent to
	user       int32     // whose request it is; nobody in an open loop
	tries      int32     // attempts before this one
	balancer   uint16
	state      state
	abandoned  bool // by its client
}

// A state is where a job is.
type state uint8

const (
	idle      state = iota // the slot is free
	queued                 // at its balancer
	withdrawn              // from there, though its place is still taken
	atServer               // it waits or is worked on
	lost                   // the way to the server is cut
	held                   // its server hangs
	paused                 // before a retry
	closing                // answered, which the balancer does not know yet
)

// awaited reports whether its client waits for an answer to it, or to try again.
func (j *job) awaited() bool {
	return j.state != idle && j.state != withdrawn && j.state != closing && !j.abandoned
}

func (m *model) forget(i int32) {
	m.jobs.All[i].state = idle
	m.jobs.Drop(i)
}
