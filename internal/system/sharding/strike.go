package sharding

import "spar/internal/system"

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.RampLoad(f.Factor, f.Over)
	case system.Hot:
		m.popularity.Heat(f.Share)
	case system.Add, system.Remove:
		m.change(changeOf(f))
	default:
		for i := range m.shards {
			if m.befalls(f, i) {
				m.strike(f, int32(i))
			}
		}
	}
}

// befalls reports whether a shard is the one that a fault names, or in its zone.
func (m *model) befalls(f system.Fault, shard int) bool {
	if f.Part == "zone" {
		return f.Befalls(m.layout.zone(shard), m.Plan.Int("zones"))
	}
	return f.Befalls(shard, len(m.shards))
}

// strike carries out a fault that befalls a shard.
func (m *model) strike(f system.Fault, shard int32) {
	n := m.shards[shard]
	if _, ended := n.Befall(f, n.station); ended {
		for i := range m.requests.Where(func(r *request) bool { return r.shard == shard }) {
			m.fail(i)
		}
	}
}
