package chat

import "spar/internal/sim"

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

// A shard is the station of parts of the store.
type shard struct {
	*sim.Station
	machines []int32
}

// A gateway is the station of those that hold connections.
type gateway struct {
	*sim.Station
	machines    []int32
	standing    int // machines that are up
	connections int // open ones, also those whose client has vanished
}

// gateway returns the station of a gateway.
func (m *model) gateway(i int32) *gateway { return &m.gateways[m.gatewayMachines[i].station] }

func (m *model) addGateway(machines ...int32) {
	m.gateways = append(m.gateways, gateway{
		Station:  sim.NewStation(m.sim, m.plan.Int("gateway_concurrency"), m.plan.Int("queue_limit"), m.served),
		machines: machines, standing: len(machines),
	})
}

// give gives a gateway a job that takes so long on average, and reports whether it
// takes it.
func (m *model) give(i, job int32, mean float64) bool {
	at := &m.gatewayMachines[i]
	return !at.down && m.gateways[at.station].Arrive(job, exponential(mean*at.slow, m.draws.gateway))
}

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
func (m *model) ask(i, job int32) bool {
	at := &m.shardMachines[i]
	return !at.cut && m.shards[at.station].Arrive(job, exponential(m.means.store*at.slow, m.draws.store))
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
func (m *model) fails(i int32) bool {
	at := &m.shardMachines[i]
	return at.cut || at.errors > 0 && m.draws.errors.Float64() < at.errors
}

// shardOf returns where a conversation, or the inbox of a user, lives.
func (m *model) shardOf(i int32) int32 { return i % int32(len(m.shardMachines)) }
