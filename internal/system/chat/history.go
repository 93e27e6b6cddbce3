package chat

// pageSize is how many messages a client asks for at a time.
const pageSize = 100

// catchingUp reports whether a user is reading history. Until they are through with
// it, what is new waits with the store too: it could only come too early, and fill
// the buffer.
func (u *user) catchingUp() bool { return u.pages > 0 || u.pulled > 0 }

// readHistory lets a user who is connected read what the store keeps for them, some
// messages at a time.
func (m *model) readHistory(u int32) {
	who := &m.people.all[u]
	if who.pages > 0 || who.connection == nobody || who.oldest == nobody {
		return
	}
	who.pages = m.pagesFor(u)
	m.fetch(u)
}

// pagesFor returns how many pages the next messages are on: one of the inbox, with
// fan-out on write, or else one of each conversation.
func (m *model) pagesFor(u int32) int32 {
	if m.onWrite {
		return 1
	}
	m.readings++
	pages := int32(0)
	k := m.people.all[u].oldest
	for n := 0; n < pageSize && k != nobody; n++ {
		c := &m.conversations.all[m.messages.All[m.copies.All[k].message].conversation]
		if c.read != m.readings {
			c.read = m.readings
			pages++
		}
		k = m.copies.All[k].newer
	}
	return pages
}

// fetch asks the store for the next page, now or later.
func (m *model) fetch(u int32) {
	if !m.ask(m.shardOf(u), page.job(u)) {
		m.after(m.retry, caughtUp, u)
	}
}

// turn ends the reading of a page. After the last the user is sent what was read, in
// its order and all at once.
func (m *model) turn(u int32) {
	if m.fails(m.shardOf(u)) {
		m.after(m.retry, caughtUp, u)
		return
	}
	m.count.pages++
	who := &m.people.all[u]
	if who.pages--; who.pages > 0 {
		m.fetch(u)
		return
	}
	if who.connection == nobody {
		return
	}
	d := m.way()
	k := who.oldest
	for n := 0; n < pageSize && k != nobody; n++ {
		next := m.copies.All[k].newer
		if cp := &m.copies.All[k]; cp.filed && (cp.state == parked || cp.state == waiting) {
			cp.pulled = true
			who.pulled++
			m.dispatchAfter(k, d)
		}
		k = next
	}
	m.readOn(u)
}

// unpull notes that a copy which its receiver asked for has come, or will not.
func (m *model) unpull(k int32) {
	if cp := &m.copies.All[k]; cp.pulled {
		cp.pulled = false
		u := m.user(k)
		m.people.all[u].pulled--
		m.readOn(u)
	}
}

// readOn lets a user who has come to the end of what was sent ask for more, if there
// is any.
func (m *model) readOn(u int32) {
	if who := &m.people.all[u]; who.pulled == 0 && who.parked > 0 {
		m.readHistory(u)
	}
}
