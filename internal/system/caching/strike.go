package caching

import (
	"fmt"

	"spar/internal/system"
)

// entriesLost is what comes of a flush.
const entriesLost = "entries were lost"

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch f.Verb {
	case system.Load:
		m.RampLoad(f.Factor, f.Over)
	case system.Hot:
		m.popularity.Heat(f.Share)
	case system.Set:
		m.levels.setPolicy(f.Value)
	case system.Slow:
		if m.origin.station != nil {
			m.origin.fate.Befall(f, m.origin.station)
		}
	case system.Restart:
		m.levels.fate.Suffer(f)
	case system.Kill:
		m.levels.fate.Suffer(f)
		m.crash()
	case system.Flush:
		m.flush(f)
	}
}

// flush empties the shared cache, or the memory of servers.
func (m *model) flush(f system.Fault) {
	if f.Part == "cache" {
		m.levels.fate.Suffer(f)
		m.levels.fate.CountAll(system.Flush, m.levels.shared.Len())
		m.crash()
		return
	}
	for i := range f.Among(len(m.levels.memories)) {
		memory := m.levels.memories[i]
		m.emptied = append(m.emptied, system.Cause{Fault: f, Member: fmt.Sprintf("l1 %d", i+1), Met: memory.Len(), What: entriesLost})
		memory.Clear()
	}
}
