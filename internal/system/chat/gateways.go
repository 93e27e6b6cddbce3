package chat

import (
	"math/rand/v2"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
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
	change               // of presence
	page                 // of history, for a user
)

func (k kind) job(who int32) int32 { return who<<kindBits | int32(k) }

func (j job) kind() kind { return kind(j & (1<<kindBits - 1)) }
func (j job) who() int32 { return int32(j >> kindBits) }

// gateways hold the connections.
type gateways struct {
	tier
	m           *model
	connections []int // of each station; open ones, also those whose client has vanished
	capacity    int
	pool        *balance.Pool // of stations
	picks       *rand.Rand    // of machines of a station
	mean        float64       // seconds that a message takes
	connectMean float64       // seconds that a new connection takes
}

func newGateways(m *model) (gateways, error) {
	p := m.Plan
	g := gateways{
		m: m, capacity: p.Int("gateway_capacity"), picks: m.Stream("machines"),
		mean:        float64(p.Number("gateway_service_mean") * m.size.gatewayStretch),
		connectMean: float64(p.Number("connect_service_mean") * m.size.gatewayStretch),
		connections: make([]int, m.size.gateways),
	}
	g.tier = newTier("gateway", p.Int("gateways"), m.size.gateways, g.newStation)
	g.work, g.errors = m.Stream("gateways"), m.Stream("gateway errors")
	policy, err := balance.New(p.Text("policy"), m.Stream("balancing"))
	if err != nil {
		return g, err
	}
	var weights []int
	for _, s := range g.stations {
		weights = append(weights, len(s.machines))
	}
	g.pool = balance.NewPool(policy, weights...)
	return g, nil
}

func (gs *gateways) newStation() *sim.Station {
	return sim.NewStation(&gs.m.Sim, gs.m.Plan.Int("gateway_workers"), gs.m.Plan.Int("queue_limit"), gs.m.gateways.served)
}

// full reports whether a gateway takes no more connections.
func (gs *gateways) full(i int32) bool {
	at := gs.at(i)
	return gs.connections[gs.machines[i].station]*len(at.machines) >= gs.capacity*at.standing
}

// connected notes that a gateway has so many more connections.
func (gs *gateways) connected(i int32, more int) {
	n := &gs.connections[gs.machines[i].station]
	*n += more
	gs.m.count.connectionsMax = max(gs.m.count.connectionsMax, *n)
}

// served ends the work of a gateway.
func (gs *gateways) served(id int32) {
	j := job(id)
	switch j.kind() {
	case inbound:
		gs.m.outbox.passOn(j.who())
	case outbound:
		gs.m.buffers.buffer(j.who())
	case connect:
		gs.m.links.accept(j.who())
	case reading:
		gs.m.clients.tell(j.who())
	case receipt:
		gs.m.count.receipts++
	case change:
		gs.m.count.presence++
	}
}

// notify lets the gateway of a user tell them something.
func (gs *gateways) notify(user, id int32) {
	if gateway, ok := gs.m.people.reach(user); ok {
		gs.occupy(gateway, id, gs.mean)
	}
}

// grow adds a gateway.
func (gs *gateways) grow() {
	one := newTier(gs.name, 1, 1, gs.newStation)
	number := int32(len(gs.machines))
	one.machines[0].station, one.machines[0].place = int32(len(gs.stations)), int(number)
	one.stations[0].machines[0] = number
	gs.machines = append(gs.machines, one.machines...)
	gs.stations = append(gs.stations, one.stations...)
	gs.of = append(gs.of, one.of...)
	gs.connections = append(gs.connections, 0)
	gs.pool.Add(1)
}

// setPolicy lets new connections find their gateways by another policy.
func (gs *gateways) setPolicy(name string) {
	if policy, err := balance.New(name, gs.m.Stream("balancing")); err == nil { // it was checked
		gs.pool.SetPolicy(policy)
	}
}

// strike lets a fault befall gateways, and breaks the connections of those that do not
// answer any more.
func (gs *gateways) strike(f system.Fault) {
	gs.befallen(f, func(at *machine) {
		if !at.Suffer(f) {
			return
		}
		at.falling = !at.Answers()
		more := 1
		if at.falling {
			more = -1
		}
		gs.stand(at.station, more)
		gs.weigh(int(at.station))
	})
	gs.m.outbox.gatewaysFell()
	gs.m.copies.gatewaysFell()
	gs.m.links.gatewaysFell()
	for i := range gs.machines {
		gs.machines[i].falling = false
	}
}

// weigh tells those who connect how many machines of a station answer.
func (gs *gateways) weigh(i int) {
	s := &gs.stations[i]
	// These fail for gateways that do not exist only.
	if s.standing == 0 {
		_ = gs.pool.Restart(i)
	} else {
		_ = gs.pool.SetWeight(i, s.standing)
	}
	_ = gs.pool.SetUp(i, s.standing > 0)
}
