package shortener

import (
	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.in.SetRate(m.Plan.Number("redirects") * f.Factor)
		m.writer.in.SetRate(m.Plan.Number("writes") * f.Factor)
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
		m.codes.mint.down = f.Verb == system.Kill
	case "clicks":
		m.clicks.strike(f)
	}
	switch f.Part {
	case "app":
		for i := range f.Among(len(m.apps.Members)) {
			m.strikeApp(f, int32(i))
		}
	case "cache":
		for i := range f.Among(len(m.tier.nodes)) {
			m.tier.strike(f, int32(i))
		}
	case "database":
		for i := range f.Among(len(m.database.shards.Members)) {
			m.database.strike(f, int32(i))
		}
	}
}

// setPolicy lets the balancer go on by another policy, which was checked.
func (m *model) setPolicy(name string) {
	if policy, err := balance.New(name, sim.Stream(m.Plan.Seed, "balancing")); err == nil {
		m.pool.SetPolicy(policy)
	}
}

func (m *model) strikeApp(f system.Fault, server int32) {
	changed, ended := m.apps.Suffer(f, int(server))
	if f.Verb == system.Kill {
		m.codes.mint.crash(int(server))
	}
	if ended {
		m.each(func(i int32, r *request) {
			if r.server == server && r.stage >= atApp && r.stage != lost && !r.orphan {
				m.breakOff(i)
			}
		})
	}
	if f.Verb == system.Hang && changed {
		m.each(func(i int32, r *request) {
			if r.server == server && r.stage >= atApp && r.stage != lost && !r.orphan {
				m.stick(i)
			}
		})
	}
	if f.Verb == system.Restart {
		m.apps.Restarted(int(server))
	}
	if changed {
		m.apps.Notice(&m.Sim, int(server))
	}
}

// breakOff fails a request whose server's process ends. What the cache or the
// database still does for it is for nothing.
func (m *model) breakOff(i int32) {
	if r := &m.requests.All[i]; r.stage == atApp || r.stage == held {
		m.refuse(i)
		return
	}
	m.refuse(m.leaveBehind(i))
}

// stick lets a request wait in vain whose server hangs.
func (m *model) stick(i int32) {
	switch r := &m.requests.All[i]; r.stage {
	case held: // by a replica, which does not matter any more
		r.shard = nowhere
		return
	case atApp:
	default:
		i = m.leaveBehind(i)
	}
	m.lose(i, held)
}

// leaveBehind lets what others do for a request go on for nothing, and returns the
// request without that.
func (m *model) leaveBehind(i int32) int32 {
	r := m.requests.All[i]
	r.stage, r.timer, r.shard = atApp, 0, nowhere
	m.clients.calm(&m.requests.All[i])
	m.requests.All[i].orphan, m.requests.All[i].settled = true, true
	return m.requests.Put(r)
}

// each calls fn for every request under way.
func (m *model) each(fn func(i int32, r *request)) {
	for i := range m.requests.All {
		if r := &m.requests.All[i]; r.stage != idle {
			fn(int32(i), r)
		}
	}
}

// A part is the stations of one component.
type part struct {
	name     string
	stations []*sim.Station
	members  []*fleet.Member // nil where no faults befall them
}

func (m *model) parts() []part {
	shards := &m.database.shards
	parts := []part{{"app", m.apps.Stations, m.apps.Members}, {"cache", m.tier.stations(), nil}, {"database", shards.Stations, shards.Members}}
	if m.balancer != nil {
		parts = append([]part{{"balancer", []*sim.Station{m.balancer}, nil}}, parts...)
	}
	return parts
}
