package caching

import (
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
)

// read takes in a request for the value of a key.
func (m *model) read(key uint64, server int32) {
	m.tallies.now.reads++
	v, expires, level := m.levels.look(key, server, m.tallies.now)
	switch {
	case level == 0:
		m.load(job{key: key, server: server, kind: load}, value{}, 0)
	case v.state == onItsWay:
		m.tallies.now.hit(level)
		m.tallies.now.waiting++
		m.flights.Join(^uint64(v.lead), m.put(job{key: key, server: server, kind: wait}))
	case m.renews(key, server, v, expires):
		m.load(job{key: key, server: server, kind: load, early: true}, v, expires)
	default:
		m.tallies.now.hit(level)
		if m.latest != nil && v.written < m.latest[key] {
			m.tallies.now.stale++
		}
		m.Rec.Served(m.Sim.Now(), m.Sim.Now()+m.levels.way(level))
	}
}

// renews reports whether a read is to load a value again that has not expired.
func (m *model) renews(key uint64, server int32, v value, expires time.Duration) bool {
	if m.beta == 0 || expires == cache.Never || v.state == renewing {
		return false
	}
	draw := sim.Exponential{Mean: 1}.Sample(m.eagerness)
	if !cache.RenewEarly(m.Sim.Now(), expires, v.took, m.beta, draw) {
		return false
	}
	return m.levels.memories == nil || m.levels.fate.Down || !m.levels.renewed(key, server, expires)
}

// load asks the origin for a value, which may renew an old one early.
func (m *model) load(j job, old value, expires time.Duration) {
	j.began = m.Sim.Now()
	j.coalesced = m.coalesce && !m.levels.fate.Down // reads find each other by way of the shared cache
	i := m.put(j)
	m.jobs.All[i].lead = m.flights.Join(j.flight(i), i)
	if j.coalesced {
		m.levels.announce(i, m.jobs.All[i], old, expires)
	}
	m.ask(i)
}

// A landing is a load that has come back.
type landing struct {
	tell      func(job int32)
	lead      int32
	value     value
	expires   time.Duration
	coalesced bool
	size      int // of those who loaded or waited
}

// land brings a value from the origin.
func (m *model) land(i int32) {
	j := m.jobs.All[i]
	v := value{written: j.version, took: m.Sim.Now() - j.began}
	if m.latest != nil && !m.blind {
		v.written = max(v.written, m.latest[j.key]) // the cache knows what was written meanwhile
	}
	m.landing = landing{tell: m.landing.tell, lead: i, value: v, expires: m.levels.end(), coalesced: j.coalesced}
	switch {
	case !j.lead:
		m.finish(i) // the first has filled the shared cache
		return
	case j.coalesced:
		settle(m.levels.shared, j.key, i, v, m.landing.expires)
	case !m.levels.fate.Down:
		m.levels.keep(m.levels.shared.Fill(j.key, v, m.landing.expires))
	}
	m.flights.Land(j.flight(i), m.landing.tell)
	if !j.coalesced {
		m.finish(i)
	}
	m.count(j)
}

// told hears of everyone who joined the flight that lands.
func (m *model) told(i int32) {
	m.landing.size++
	if m.landing.coalesced {
		m.finish(i)
	}
}

// finish answers a read with the value that has landed.
func (m *model) finish(i int32) {
	j := m.jobs.All[i]
	v := m.landing.value
	switch {
	case m.levels.memories == nil:
	case m.landing.coalesced:
		settle(m.levels.memories[j.server], j.key, m.landing.lead, v, m.landing.expires)
	default:
		m.levels.memories[j.server].Set(j.key, v, m.landing.expires)
	}
	if v.written < j.newest {
		m.tallies.at(j.arrived).stale++
	}
	m.answer(i)
}

// count notes the size of a stampede.
func (m *model) count(j job) {
	size := m.landing.size
	if j.coalesced {
		size = 1
	}
	t := m.tallies.at(j.arrived)
	t.stampedes++
	t.stampeded += int64(size)
	if j.early {
		t.early++
	}
	m.stampede = max(m.stampede, size)
}
