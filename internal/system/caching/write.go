package caching

import "spar/internal/cache"

// write takes in a request that changes the value of a key.
func (m *model) write(key uint64, server int32) {
	if m.origin.back && !m.levels.fate.Down {
		m.latest[key] = m.Sim.Now()
		v := value{written: m.Sim.Now()}
		m.levels.keep(m.levels.shared.Write(key, v, m.Sim.Now()))
		m.levels.remember(server, key, v, m.levels.end())
		m.levels.most.unsaved = max(m.levels.most.unsaved, m.levels.shared.Dirty())
		m.Rec.Served(m.Sim.Now(), m.Sim.Now()+m.levels.way(0))
		return
	}
	m.ask(m.put(job{key: key, server: server, kind: write}))
}

// commit makes a write the latest, now that the origin has it.
func (m *model) commit(i int32) {
	j := m.jobs.All[i]
	v := value{written: m.Sim.Now()}
	m.origin.stored[j.key], m.latest[j.key] = v.written, v.written
	if !m.levels.fate.Down {
		m.levels.keep(m.levels.shared.Write(j.key, v, v.written))
	}
	switch {
	case m.levels.memories == nil:
	case m.Plan.Text("write") == string(cache.Through):
		m.levels.memories[j.server].Set(j.key, v, m.levels.end())
	default:
		m.levels.memories[j.server].Delete(j.key)
	}
	m.answer(i)
}

// crash empties the shared cache. Writes that the origin does not have are undone.
func (m *model) crash() {
	m.levels.lost += m.levels.shared.Crash()
	copy(m.latest, m.origin.stored)
}

// flushing is the kind of event that takes what only the cache has to the origin.
const flushing = 1

// Handle lets write-back catch up. It is called by the simulation.
func (l *levels) Handle(_, _ int32) {
	l.flush()
	l.run.Sim.Schedule(l.run.Sim.Now()+l.run.Plan.Duration("flush_interval"), l, flushing, 0)
}

// flush stops where the origin refuses more; the rest waits for the next time.
func (l *levels) flush() {
	if !l.fate.Down {
		_, _ = l.shared.Flush(l.shared.Dirty(), l.run.Sim.Now())
	}
}

// keep counts a value that could not be saved when it was evicted.
func (l *levels) keep(err error) {
	if err != nil {
		l.lost++
	}
}

// setPolicy lets the shared cache go on by another policy, which was checked. The
// most popular of its entries count as those used last.
func (l *levels) setPolicy(policy string) {
	next, err := l.newShared(policy)
	if err != nil {
		return
	}
	l.flush()
	l.lost += l.shared.Dirty()
	for rank := l.run.Plan.Int("keys"); rank >= 1; rank-- {
		if v, expires, ok := l.shared.Lookup(uint64(rank), l.run.Sim.Now()); ok {
			l.keep(next.Fill(uint64(rank), v, expires))
		}
	}
	l.shared = next
}
