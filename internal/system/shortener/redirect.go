package shortener

// This file is what the way of a redirect has of its own: the cache, beside which
// the server asks the database.

// found ends the query for a link, which then goes into the cache.
func (m *model) found(i int32) {
	m.tier.keep(m.requests.All[i].code)
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
