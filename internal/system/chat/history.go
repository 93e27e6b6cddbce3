package chat

import "slices"

// pageSize is how many messages a client asks for at a time.
const pageSize = 100

// history is what clients read of what the store kept for them.
type history struct {
	m        *model
	readings uint32  // up to now
	recalled []int32 // members
	missed   []int32 // messages
}

// Handle lets a user ask again. It is called by the simulation.
func (h *history) Handle(_, u int32) { h.fetch(u) }

// later lets a user ask again after a while.
func (h *history) later(u int32) {
	h.m.people.all[u].reading = false
	h.m.after(h.m.retry, h, 0, u)
}

// leave leaves a message with the store for a member who is away, of which nothing is
// to be done but a push until they come back, and reports whether it does so. With
// fan-out on write it must be written for them first.
func (h *history) leave(i, at int32) bool {
	mb := h.m.talks.member(at)
	if mb.behind == upToDate {
		if h.m.onWrite || h.m.people.here(mb.user) || h.m.people.registered(mb.user) {
			return false
		}
		latest := &h.m.people.behind[mb.user]
		mb.backlog, mb.behind, *latest = h.m.messages.All[i].sequence, *latest, at
	}
	h.m.count.pushes++
	return true
}

// recall makes copies of what was left for a user, who comes back, conversation by
// conversation, the first that they missed first.
func (h *history) recall(u int32) {
	h.recalled = h.recalled[:0]
	for at := h.m.people.behind[u]; at != nobody; at = h.m.talks.member(at).behind {
		h.recalled = append(h.recalled, at)
	}
	h.m.people.behind[u] = nobody
	for _, at := range slices.Backward(h.recalled) {
		mb := h.m.talks.member(at)
		mb.behind = upToDate
		c := h.m.talks.of(at)
		inbox := h.m.talks.progress(c, at).inbox
		h.missed = h.missed[:0]
		for i := h.m.talks.all[c].last; ; i = h.m.messages.All[i].previous {
			n := h.m.messages.All[i].sequence
			if !inbox.Has(uint32(n)) {
				h.missed = append(h.missed, i)
			}
			if n == mb.backlog {
				break
			}
		}
		for _, i := range slices.Backward(h.missed) {
			h.m.copies.recall(i, at)
		}
	}
}

// catchingUp reports whether a user is reading history. Until they are through with
// it, what is new waits with the store too: it could only come too early, and fill
// the buffer.
func (u *user) catchingUp() bool { return u.pages > 0 || u.pulled > 0 }

// readHistory lets a user who is connected read what the store keeps for them, some
// messages at a time.
func (h *history) read(u int32) {
	who := &h.m.people.all[u]
	if who.pages > 0 || who.connection == nobody || who.oldest == nobody {
		return
	}
	who.pages = h.pagesFor(u)
	h.fetch(u)
}

// pagesFor returns how many pages the next messages are on: one of the inbox, with
// fan-out on write, or else one of each conversation.
func (h *history) pagesFor(u int32) int32 {
	if h.m.onWrite {
		return 1
	}
	h.readings++
	pages := int32(0)
	k := h.m.people.all[u].oldest
	for n := 0; n < pageSize && k != nobody; n++ {
		c := &h.m.talks.all[h.m.messages.All[h.m.copies.All[k].message].conversation]
		if c.read != h.readings {
			c.read = h.readings
			pages++
		}
		k = h.m.copies.All[k].newer
	}
	return pages
}

// fetch asks the store for the next page, now or later.
func (h *history) fetch(u int32) {
	if !h.m.store.ask(h.m.store.shardOf(u), page.job(u)) {
		h.later(u)
		return
	}
	h.m.people.all[u].reading = true
}

// turn ends the reading of a page. After the last the user is sent what was read, in
// its order and all at once.
func (h *history) turn(u int32) {
	if !h.m.store.reaches(h.m.store.shardOf(u)) {
		h.later(u)
		return
	}
	h.m.people.all[u].reading = false
	h.m.count.pages++
	who := &h.m.people.all[u]
	if who.pages--; who.pages > 0 {
		h.fetch(u)
		return
	}
	if who.connection == nobody {
		return
	}
	d := h.m.copies.way()
	k := who.oldest
	for n := 0; n < pageSize && k != nobody; n++ {
		next := h.m.copies.All[k].newer
		if cp := &h.m.copies.All[k]; cp.filed && (cp.state == parked || cp.state == waiting) {
			cp.pulled = true
			who.pulled++
			h.m.copies.dispatchAfter(k, d)
		}
		k = next
	}
	h.readOn(u)
}

// unpull notes that a copy which its receiver asked for has come, or will not.
func (h *history) unpull(k int32) {
	if cp := &h.m.copies.All[k]; cp.pulled {
		cp.pulled = false
		u := h.m.copies.user(k)
		h.m.people.all[u].pulled--
		h.readOn(u)
	}
}

// readOn lets a user who has come to the end of what was sent ask for more, if there
// is any.
func (h *history) readOn(u int32) {
	if who := &h.m.people.all[u]; who.pulled == 0 && who.parked > 0 {
		h.read(u)
	}
}
