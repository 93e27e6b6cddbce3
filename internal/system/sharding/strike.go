package sharding

import "spar/internal/system"

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.in.SetRate(m.plan.Number("rate") * f.Factor)
		return
	case system.Hot:
		m.popularity.Heat(f.Share)
		return
	case system.Add, system.Remove:
		m.change(changeOf(f))
		return
	}
	for i, n := range m.shards {
		if !m.befalls(f, i) {
			continue
		}
		switch f.Verb {
		case system.Kill:
			m.kill(int32(i))
		case system.Restart:
			n.station.Restore()
		case system.Slow:
			n.station.Slow(f.Factor)
		}
	}
}

// befalls reports whether a shard is the one that a fault names, or in its zone.
func (m *model) befalls(f system.Fault, shard int) bool {
	if f.Part == "zone" {
		return f.Befalls(m.layout.zone(shard), m.plan.Int("zones"))
	}
	return f.Befalls(shard, len(m.shards))
}

// kill takes a shard down. What it had in hand is lost.
func (m *model) kill(shard int32) {
	m.shards[shard].station.Fail()
	for i := range m.requests {
		if m.requests[i].shard == shard {
			m.fail(int32(i))
		}
	}
}
