package chat

import (
	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.in.SetRate(m.size.rate * f.Factor)
		return
	case system.Set:
		if policy, err := balance.New(f.Value, sim.Stream(m.plan.Seed, "balancing")); err == nil { // it was checked
			m.pool.SetPolicy(policy)
		}
		return
	case system.Add:
		m.addGateway()
		m.pool.Add(1)
		return
	}
	if f.Part == "store" {
		for _, i := range members(f, m.plan.Int("store_shards"), m.size.shards, len(m.shards)) {
			m.strikeShard(f, &m.shards[i])
		}
		return
	}
	if f.Index == 0 && f.Fraction == 0 && (f.Verb == system.Kill || f.Verb == system.Cut) {
		m.outside.cut = f.Verb == system.Cut
		m.takeDown(elsewhere) // for good: from now on those who are simulated keep to themselves
	}
	for _, i := range members(f, m.plan.Int("gateways"), m.size.gateways, len(m.gateways)) {
		m.strikeGateway(f, i)
	}
}

// members returns which of the simulated parts a fault befalls, from zero. One of
// them stands for the number that a fault names. Those that were added come last.
func members(f system.Fault, real, simulated, all int) []int {
	switch i := f.Index - 1; {
	case i >= real:
		f.Index -= real - simulated
	case i >= 0:
		f.Index = i%simulated + 1
	}
	var members []int
	for i := range all {
		if f.Befalls(i, all) {
			members = append(members, i)
		}
	}
	return members
}

func (m *model) strikeShard(f system.Fault, s *shard) {
	switch f.Verb {
	case system.Slow:
		s.Slow(f.Factor)
	case system.Errors:
		s.errors = f.Share
	case system.Cut:
		s.cut = true
	case system.Heal:
		s.cut = false
	}
}

func (m *model) strikeGateway(f system.Fault, i int) {
	g := &m.gateways[i]
	switch f.Verb {
	case system.Slow:
		g.Slow(f.Factor)
	case system.Restart, system.Heal:
		if g.cut == (f.Verb == system.Heal) {
			g.cut = false
			g.Restore()
			_ = m.pool.SetUp(i, true)
		}
	case system.Kill, system.Cut:
		if !g.Down() {
			g.cut = f.Verb == system.Cut
			_ = m.pool.Restart(i) // both fail for gateways that do not exist only
			_ = m.pool.SetUp(i, false)
			m.takeDown(int32(i))
		}
	}
}

// takeDown breaks all connections of a gateway, and loses what it was at work on.
func (m *model) takeDown(i int32) {
	g := m.gateway(i)
	g.Fail()
	for a := range m.attempts.all {
		if at := &m.attempts.all[a]; at.atGateway && at.gateway == i {
			m.endAttempt(int32(a))
		}
	}
	for k := range m.copies.all {
		if cp := &m.copies.all[k]; cp.state == atGateway && cp.gateway == i {
			m.miss(int32(k))
		}
	}
	for c := range m.connections.all {
		if m.connections.all[c].gateway == i {
			m.crash(int32(c), g.cut)
		}
	}
}
