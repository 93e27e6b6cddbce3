package chat

import (
	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch {
	case f.Verb == system.Load:
		m.in.SetRate(m.size.rate * f.Factor)
	case f.Verb == system.Set:
		if policy, err := balance.New(f.Value, sim.Stream(m.plan.Seed, "balancing")); err == nil { // it was checked
			m.pool.SetPolicy(policy)
		}
	case f.Verb == system.Add:
		number := len(m.gatewayMachines)
		m.addGateway(int32(number))
		m.gatewayMachines = append(m.gatewayMachines, machine{station: int32(len(m.gateways) - 1), place: number, slow: 1})
		m.pool.Add(1)
	case f.Part == "store":
		befallen(m.shardMachines, f, func(at *machine) { at.strike(f) })
	default:
		befallen(m.gatewayMachines, f, func(at *machine) { m.strikeGateway(f, at) })
		m.breakConnections()
	}
}

func (at *machine) strike(f system.Fault) {
	switch f.Verb {
	case system.Slow:
		at.slow = f.Factor
	case system.Errors:
		at.errors = f.Share
	case system.Cut:
		at.cut = true
	case system.Heal:
		at.cut = false
	}
}

func (m *model) strikeGateway(f system.Fault, at *machine) {
	switch f.Verb {
	case system.Slow:
		at.slow = f.Factor
	case system.Restart, system.Heal:
		if at.down && at.cut == (f.Verb == system.Heal) {
			at.down, at.cut = false, false
			m.stand(at.station, 1)
		}
	case system.Kill, system.Cut:
		if !at.down {
			at.down, at.falling, at.cut = true, true, f.Verb == system.Cut
			m.stand(at.station, -1)
		}
	}
}

// stand notes how many more of the machines of a station are up. Those that are bear
// the users of all, for which each piece of work takes longer in place of more work.
func (m *model) stand(station int32, more int) {
	g := &m.gateways[station]
	g.standing += more
	up := g.standing > 0
	switch {
	case !up:
		g.Fail()
		_ = m.pool.Restart(int(station)) // these fail for gateways that do not exist only
	case g.Down():
		g.Restore()
	}
	if up {
		g.Slow(float64(len(g.machines)) / float64(g.standing))
		_ = m.pool.SetWeight(int(station), g.standing)
	}
	_ = m.pool.SetUp(int(station), up)
}

// breakConnections breaks those of gateways that go down, and loses what those whose
// stations are down were at work on. Elsewhere what is at work for machines that are
// down is found out when it ends.
func (m *model) breakConnections() {
	for a := range m.attempts.All {
		if at := &m.attempts.All[a]; at.atGateway && m.gateway(at.gateway).Down() {
			m.endAttempt(int32(a))
		}
	}
	for k := range m.copies.All {
		if cp := &m.copies.All[k]; cp.state == atGateway && m.gateway(cp.gateway).Down() {
			m.miss(int32(k))
		}
	}
	for c := range m.connections.All {
		i := m.connections.All[c].gateway
		if at := &m.gatewayMachines[i]; at.falling || m.gateway(i).Down() {
			m.crash(int32(c), at.cut)
		}
	}
	for i := range m.gatewayMachines {
		m.gatewayMachines[i].falling = false
	}
}
