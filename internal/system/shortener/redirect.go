package shortener

// This file is what the way of a redirect has of its own: the cache, beside which
// the server asks the database.

func (m *model) enterCache(i int32) {
	r := &m.requests.All[i]
	if r.orphan {
		m.forget(i)
		return
	}
	r.node = m.place.node(r.code)
	node := m.caches[r.node]
	if node.off() {
		m.travel(i, toDatabase, m.half)
		return
	}
	r.stage = atCache
	if !node.station.Arrive(i, r.cacheTime) {
		m.refuse(i)
	}
}

func (m *model) cacheDone(i int32) {
	r := &m.requests.All[i]
	if r.orphan {
		m.forget(i)
		return
	}
	m.lookups++
	if m.caches[r.node].get(r.code, m.Sim.Now()) {
		m.hits++
		m.answer(i)
		return
	}
	m.travel(i, toDatabase, 2*m.half)
}

// found ends the query for a link, which then goes into the cache.
func (m *model) found(i int32) {
	code := m.requests.All[i].code
	if node := m.caches[m.place.node(code)]; !node.off() {
		node.put(code, m.Sim.Now()+m.ttl)
	}
	m.answer(i)
}

// answer sends the client to where the link leads, or says that it is gone.
func (m *model) answer(i int32) {
	r := &m.requests.All[i]
	m.count.answered++
	if m.expires && m.links.gone(r.code, m.Sim.Now()) {
		r.gone = true
		m.count.expired++
	}
	m.travel(i, toClient, 2*m.half)
}
