package shortener

import (
	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.in.SetRate(m.plan.Number("redirects") * f.Factor)
		m.writer.in.SetRate(m.plan.Number("writes") * f.Factor)
		return
	case system.Hot:
		m.draws.popularity.Heat(f.Share)
		return
	case system.Set:
		m.setPolicy(f.Value)
		return
	}
	switch f.Part {
	case "ids":
		m.mint.down = f.Verb == system.Kill
	case "clicks":
		m.clicks.strike(f)
	}
	for _, i := range m.members(f) {
		switch f.Part {
		case "app":
			m.strikeApp(f, i)
		case "cache":
			m.strikeCache(f, i)
		case "database":
			m.strikeDatabase(f, i)
		}
	}
}

// setPolicy lets the balancer go on by another policy, which was checked.
func (m *model) setPolicy(name string) {
	if policy, err := balance.New(name, sim.Stream(m.plan.Seed, "balancing")); err == nil {
		m.pool.SetPolicy(policy)
	}
}

// members returns which of the parts of a name a fault befalls, from zero.
func (m *model) members(f system.Fault) []int32 {
	var members []int32
	n := map[string]int{"app": len(m.apps), "cache": len(m.caches), "database": len(m.shards)}[f.Part]
	for i := range n {
		if f.Befalls(i, n) {
			members = append(members, int32(i))
		}
	}
	return members
}

func (m *model) strikeApp(f system.Fault, server int32) {
	app := m.apps[server]
	switch f.Verb {
	case system.Slow:
		app.Slow(f.Factor)
		return
	case system.Kill:
		m.killApp(server)
	case system.Restart:
		app.Restore()
		_ = m.pool.Restart(int(server)) // fails for servers that do not exist only
	}
	m.sim.After(m.plan.Duration("detection"), func() { _ = m.pool.SetUp(int(server), !app.Down()) })
}

// killApp loses every request that the server had begun: it times out, and what
// the cache or the database still does for it is for nothing.
func (m *model) killApp(server int32) {
	m.apps[server].Fail()
	m.mint.crash(int(server))
	m.each(func(i int32, r *request) {
		if r.server != server || r.stage < atApp || r.orphan {
			return
		}
		r.orphan = true
		working := r.stage == atApp
		m.settle(r)
		if working {
			m.forget(i)
		}
	})
}

func (m *model) strikeCache(f system.Fault, n int32) {
	node := m.caches[n]
	switch f.Verb {
	case system.Slow:
		node.station.Slow(f.Factor)
	case system.Flush:
		node.flush()
	case system.Restart:
		node.station.Restore()
	case system.Kill:
		node.station.Fail()
		node.flush()
		m.each(func(i int32, r *request) {
			switch {
			case r.stage != atCache || r.node != n:
			case r.orphan:
				m.forget(i)
			default:
				m.travel(i, toDatabase, 2*m.half)
			}
		})
	}
}

func (m *model) strikeDatabase(f system.Fault, n int32) {
	shard := m.shards[n]
	switch f.Verb {
	case system.Slow:
		shard.Slow(f.Factor)
	case system.Restart:
		shard.Restore()
		m.elect(n)
	case system.Kill:
		shard.Fail()
		m.sim.After(m.plan.Duration("detection"), func() { m.elect(n) })
		m.each(func(i int32, r *request) {
			switch {
			case r.stage != atDatabase || r.shard != n:
			case r.orphan:
				m.forget(i)
			default:
				m.settle(r)
				m.release(i)
			}
		})
	}
}

// each calls fn for every request under way.
func (m *model) each(fn func(i int32, r *request)) {
	for i := range m.requests {
		if r := &m.requests[i]; r.stage != idle {
			fn(int32(i), r)
		}
	}
}

// A part is the stations of one component.
type part struct {
	name     string
	stations []*sim.Station
}

func (m *model) parts() []part {
	caches := make([]*sim.Station, len(m.caches))
	for i, node := range m.caches {
		caches[i] = node.station
	}
	parts := []part{{"app", m.apps}, {"cache", caches}, {"database", m.shards}}
	if m.balancer != nil {
		parts = append([]part{{"balancer", []*sim.Station{m.balancer}}}, parts...)
	}
	return parts
}
