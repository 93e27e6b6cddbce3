package caching

import "spar/internal/cache"

// write takes in a request that changes the value of a key.
func (m *model) write(key uint64, server int32) {
	if m.origin.back && !m.down {
		m.latest[key] = m.Sim.Now()
		v := value{written: m.Sim.Now()}
		m.keep(m.shared.Write(key, v, m.Sim.Now()))
		m.remember(server, key, v, m.end())
		m.most.unsaved = max(m.most.unsaved, m.shared.Dirty())
		m.Rec.Served(m.Sim.Now(), m.Sim.Now()+m.way(0))
		return
	}
	m.ask(m.put(job{key: key, server: server, kind: write}))
}

// commit makes a write the latest, now that the origin has it.
func (m *model) commit(i int32) {
	j := m.jobs.All[i]
	v := value{written: m.Sim.Now()}
	m.origin.stored[j.key], m.latest[j.key] = v.written, v.written
	if !m.down {
		m.keep(m.shared.Write(j.key, v, v.written))
	}
	switch {
	case m.memories == nil:
	case m.Plan.Text("write") == string(cache.Through):
		m.memories[j.server].Set(j.key, v, m.end())
	default:
		m.memories[j.server].Delete(j.key)
	}
	m.answer(i)
}

// flushing is the kind of event that takes what only the cache has to the origin.
const flushing = 1

// Handle lets write-back catch up. It is called by the simulation.
func (m *model) Handle(_, _ int32) {
	m.flush()
	m.Sim.Schedule(m.Sim.Now()+m.Plan.Duration("flush_interval"), m, flushing, 0)
}

// flush stops where the origin refuses more; the rest waits for the next time.
func (m *model) flush() {
	if !m.down {
		_, _ = m.shared.Flush(m.shared.Dirty(), m.Sim.Now())
	}
}

// keep counts a value that could not be saved when it was evicted.
func (m *model) keep(err error) {
	if err != nil {
		m.lost++
	}
}

// crash empties the shared cache. Writes that the origin does not have are undone.
func (m *model) crash() {
	m.lost += m.shared.Crash()
	copy(m.latest, m.origin.stored)
}

// setPolicy lets the shared cache go on by another policy, which was checked. The
// most popular of its entries count as those used last.
func (m *model) setPolicy(policy string) {
	next, err := m.newShared(policy)
	if err != nil {
		return
	}
	m.flush()
	m.lost += m.shared.Dirty()
	for rank := m.Plan.Int("keys"); rank >= 1; rank-- {
		if v, expires, ok := m.shared.Lookup(uint64(rank), m.Sim.Now()); ok {
			m.keep(next.Fill(uint64(rank), v, expires))
		}
	}
	m.shared = next
}
