package chat

import "spar/internal/delivery"

// This file is what a receiver's client does.

// receive brings a copy to its receiver's client, which acknowledges what it has.
func (m *model) receive(k int32) {
	cp := &m.copies.All[k]
	msg := &m.messages.All[cp.message]
	to := &m.conversations.members[cp.member]
	m.count.arrivals++
	switch to.inbox.Accept(msg.sequence) {
	case delivery.TooFar:
		m.retryLater(k) // no room: it must come again
		return
	case delivery.Duplicate:
		if m.mistake == withoutDedupe {
			m.count.duplicated++
		}
	case delivery.New:
		m.count.received++
		if !cp.live {
			to.unwatched |= 1 << (msg.sequence - to.inbox.Next())
		}
		// From now on its latency is known from the inbox.
		cp.live = false
		if m.mistake == withoutNumbers {
			m.show(cp.message, cp.member)
		}
		m.advance(cp.message, cp.member)
	}
	if m.mistake != checkThenAct && m.ackLoss > 0 && m.draws.acks.Float64() < m.ackLoss {
		m.retryLater(k)
		return
	}
	m.copies.All[k].state = travels
	m.after(m.network, acknowledged, k)
}

// skip tells a member's client that a message will not come: it has sent that
// itself, or nobody will send it.
func (m *model) skip(i, at int32) {
	member := &m.conversations.members[at]
	sequence := m.messages.All[i].sequence
	if member.inbox.Accept(sequence) == delivery.New {
		member.skipped |= 1 << (sequence - member.inbox.Next())
		m.advance(i, at)
	}
}

// advance shows what is next in a member's inbox, now that a message has come.
func (m *model) advance(i, at int32) {
	member := &m.conversations.members[at]
	for {
		if _, ok := member.inbox.Take(); !ok {
			return
		}
		if member.skipped&1 == 0 && m.mistake != withoutNumbers {
			m.show(i, at)
		}
		member.skipped >>= 1
		member.unwatched >>= 1
		msg := &m.messages.All[i]
		following := msg.following
		msg.open--
		m.forget(i)
		i = following
	}
}

// show lets a member see a message.
func (m *model) show(i, at int32) {
	member := &m.conversations.members[at]
	msg := &m.messages.All[i]
	if msg.sequence < member.shown {
		m.count.outOfOrder++
	}
	member.shown = max(member.shown, msg.sequence+1)
	if msg.ghost {
		m.count.duplicated++
		return
	}
	m.count.delivered++
	m.measure(msg, member)
	if m.receipts == read {
		m.notify(member.user, reading.job(m.conversations.members[msg.sender].user))
	}
}

// measure files the latency of a message that its receiver waited for.
func (m *model) measure(msg *message, member *member) {
	at := msg.sequence - member.inbox.Next() // what has just been taken was the first
	if m.mistake != withoutNumbers {
		at++
	}
	if member.unwatched>>at&1 == 1 {
		return
	}
	m.delivery.Served(msg.arrived, m.sim.Now())
	if msg.unseen--; msg.unseen == 0 {
		m.fanOut.Served(msg.arrived, m.sim.Now())
	}
}
