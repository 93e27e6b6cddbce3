package chat

import (
	"time"

	"spar/internal/sim"
)

// A job is what a gateway or a shard works on: a kind, and what it is about.
type job int32

const kindBits = 3

type kind int32

// The kinds of jobs.
const (
	inbound  kind = iota // an attempt
	outbound             // a copy
	connect              // a connection
	reading              // a receipt, from a receiver to a user
	receipt              // a receipt, at the gateway of the user whom it tells
	presence
	page // of history, for a user
)

func (k kind) job(who int32) int32 { return who<<kindBits | int32(k) }

func (j job) kind() kind { return kind(j & (1<<kindBits - 1)) }
func (j job) who() int32 { return int32(j >> kindBits) }

// A shard is one part of the store.
type shard struct {
	*sim.Station
	cut    bool
	errors float64 // the share of what it fails
}

// A gateway holds connections.
type gateway struct {
	*sim.Station
	cut         bool // down, but only for those who try to reach it
	connections int  // open ones, also those whose client has vanished
}

// elsewhere is the number that stands for all gateways which are not simulated. They
// always have a worker at hand, as there are so many of them.
const (
	elsewhere = -2
	ample     = 1 << 20
)

// gateway returns the gateway of a number.
func (m *model) gateway(i int32) *gateway {
	if i == elsewhere {
		return &m.outside
	}
	return &m.gateways[i]
}

func (m *model) addGateway() {
	m.gateways = append(m.gateways, gateway{Station: sim.NewStation(m.sim, m.plan.Int("gateway_concurrency"), m.plan.Int("queue_limit"), m.served)})
}

// work draws how long a gateway takes.
func (m *model) work(mean float64) time.Duration { return exponential(mean, m.draws.gateway) }

// served ends the work of a gateway.
func (m *model) served(id int32) {
	j := job(id)
	switch j.kind() {
	case inbound:
		m.passOn(j.who())
	case outbound:
		m.buffer(j.who())
	case connect:
		m.accept(j.who())
	case reading:
		m.tell(j.who())
	case receipt:
		m.count.receipts++
	case presence:
		m.count.presence++
	}
}

// ask sends a job to the store, and reports whether it takes it.
func (m *model) ask(at int32, id int32) bool {
	s := &m.shards[at]
	return !s.cut && s.Arrive(id, exponential(m.means.store, m.draws.store))
}

// stored ends the work of a shard.
func (m *model) stored(id int32) {
	j := job(id)
	switch j.kind() {
	case inbound:
		m.store(j.who())
	case outbound:
		m.file(j.who())
	case page:
		m.turn(j.who())
	}
}

// fails decides whether a shard fails what it was asked.
func (m *model) fails(at int32) bool {
	s := &m.shards[at]
	return s.cut || s.errors > 0 && m.draws.errors.Float64() < s.errors
}

// shardOf returns where a conversation, or the inbox of a user, lives.
func (m *model) shardOf(i int32) int32 { return i % int32(len(m.shards)) }
