package caching

import "spar/internal/system"

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.SetLoad(f.Factor)
	case system.Hot:
		m.popularity.Heat(f.Share)
	case system.Set:
		m.levels.setPolicy(f.Value)
	case system.Slow:
		if m.origin.station != nil {
			m.origin.station.Slow(f.Factor)
		}
	case system.Restart:
		m.levels.down = false
	case system.Kill:
		m.crash()
		m.levels.down = true
	case system.Flush:
		if f.Part == "cache" {
			m.crash()
			return
		}
		for i := range f.Among(len(m.levels.memories)) {
			m.levels.memories[i].Clear()
		}
	}
}
