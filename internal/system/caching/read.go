package caching

import (
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
)

// read takes in a request for the value of a key.
func (m *model) read(key uint64, server int32) {
	m.tallies.now.reads++
	v, expires, level := m.look(key, server)
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
		m.Rec.Served(m.Sim.Now(), m.Sim.Now()+m.way(level))
	}
}

// look asks the levels for a key, and returns which has it: 1, 2, or 0 if none.
func (m *model) look(key uint64, server int32) (v value, expires time.Duration, level int) {
	ok := false
	if m.memories != nil {
		if v, expires, ok = m.memories[server].Lookup(key, m.Sim.Now()); ok {
			if m.slides {
				m.memories[server].Renew(key, v, m.extended(expires))
			}
			return v, expires, 1
		}
		level = 1
	}
	if m.down {
		return v, 0, 0
	}
	m.tallies.now.asked++
	if v, expires, ok = m.shared.Lookup(key, m.Sim.Now()); !ok {
		return v, 0, 0
	}
	if m.slides {
		expires = m.extended(expires)
		m.shared.Renew(key, v, expires)
	}
	m.remember(server, key, v, expires)
	return v, expires, level + 1
}

// extended returns when an entry expires that is read now.
func (m *model) extended(expires time.Duration) time.Duration {
	if expires == cache.Never {
		return expires
	}
	return m.end()
}

// way returns how long it takes to ask the levels up to one; zero means all, as
// before a question to the origin.
func (m *model) way(level int) time.Duration {
	way := time.Duration(0)
	if m.memories != nil {
		way = m.nearby
	}
	if (level != 1 || m.memories == nil) && !m.down {
		way += m.away
	}
	return way
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
	return m.memories == nil || m.down || !m.renewed(key, server, expires)
}

// renewed reports whether another server has renewed an entry already, or is about
// to, which the shared cache knows.
func (m *model) renewed(key uint64, server int32, expires time.Duration) bool {
	v, until, ok := m.shared.Lookup(key, m.Sim.Now())
	switch {
	case !ok:
		return false
	case v.state != ready:
		return true
	case until > expires:
		m.remember(server, key, v, until)
		return true
	}
	return false
}

// load asks the origin for a value. If one is there that it renews early, that
// stays until then.
func (m *model) load(j job, old value, expires time.Duration) {
	j.began = m.Sim.Now()
	j.coalesced = m.coalesce && !m.down // reads find each other by way of the shared cache
	i := m.put(j)
	m.jobs.All[i].lead = m.flights.Join(j.flight(i), i)
	if j.coalesced {
		m.announce(i, old, expires)
	}
	m.ask(i)
}

// announce leaves a note that a job loads a value.
func (m *model) announce(i int32, old value, expires time.Duration) {
	j := &m.jobs.All[i]
	if j.early {
		old.lead, old.state = i, renewing
		m.shared.Renew(j.key, old, expires)
		if m.memories != nil {
			m.memories[j.server].Renew(j.key, old, expires)
		}
		return
	}
	note := value{lead: i, state: onItsWay}
	m.keep(m.shared.Fill(j.key, note, cache.Never))
	m.remember(j.server, j.key, note, cache.Never)
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
	m.landing = landing{tell: m.landing.tell, lead: i, value: v, expires: m.end(), coalesced: j.coalesced}
	switch {
	case !j.lead:
		m.finish(i) // the first has filled the shared cache
		return
	case j.coalesced:
		settle(m.shared, j.key, i, v, m.landing.expires)
	case !m.down:
		m.keep(m.shared.Fill(j.key, v, m.landing.expires))
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
	case m.memories == nil:
	case m.landing.coalesced:
		settle(m.memories[j.server], j.key, m.landing.lead, v, m.landing.expires)
	default:
		m.memories[j.server].Set(j.key, v, m.landing.expires)
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
	m.most.stampede = max(m.most.stampede, size)
}
