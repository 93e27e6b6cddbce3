package shortener

import (
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.RampLoad(f.Factor, f.Over, m.writer.abuse)
		return
	case system.Hot:
		m.draws.popularity.Heat(f.Share)
		return
	case system.Set:
		m.servers.setPolicy(f.Value)
		return
	}
	switch f.Part {
	case "ids":
		m.codes.mint.down = f.Verb == system.Kill
	case "clicks":
		m.clicks.strike(f)
	case "app":
		for i := range f.Among(len(m.servers.apps.Members)) {
			m.servers.strike(f, int32(i))
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

// each calls fn for every request under way.
func (m *model) each(fn func(i int32, r *request)) {
	for i := range m.requests.Where(func(r *request) bool { return r.stage != idle }) {
		fn(i, &m.requests.All[i])
	}
}

// A part is the stations of one component.
type part struct {
	name     string
	stations []*sim.Station
	members  []*fleet.Member // nil where no faults befall them
}

func (m *model) parts() []part {
	apps, shards := &m.servers.apps, &m.database.shards
	parts := []part{{"app", apps.Stations, apps.Members}, {"cache", m.tier.stations(), nil}, {"database", shards.Stations, shards.Members}}
	if balancer := m.servers.balancer; balancer != nil {
		parts = append([]part{{"balancer", []*sim.Station{balancer}, nil}}, parts...)
	}
	return parts
}
