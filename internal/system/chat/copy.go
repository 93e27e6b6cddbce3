package chat

import (
	"time"

	"spar/internal/sim"
)

// This file is the way of a message from the store to each receiver's client.

// A copy is what is still to be done to get a message to one receiver: it ends
// with the receiver's acknowledgement. It is in one place at a time.
type copied struct {
	message      int32
	member       int32
	older, newer int32 // among what the store keeps for the receiver
	behind       int32 // in the buffer of a connection
	gateway      int32 // that it is handed to
	state        state
	timers       int16 // pending retries
	// live is set while the receiver is there and waits for the message.
	live   bool
	filed  bool // in the receiver's inbox, with fan-out on write
	pushed bool
	// pulled is set where the client has asked for it, with a page of history. Then it
	// has room, and the bound of the buffer does not count.
	pulled bool
}

type state uint8

const (
	parked    state = iota // until the receiver comes back
	waiting                // for the next try
	travels                // to or from a client, or into the inbox
	atGateway              // in its queue
	buffered
	over // nothing is to be done any more
)

// spread makes copies of a message that the store has taken.
func (m *model) spread(i int32) {
	msg := m.messages.All[i]
	c := m.conversations.all[msg.conversation]
	group := c.size > 2
	if !msg.ghost {
		m.count.stored++
		m.count.recipients += int64(c.size - 1)
		m.count.widest = max(m.count.widest, int64(c.size-1))
	}
	for member := c.first; member < c.first+c.size; member++ {
		switch {
		case member == msg.sender:
		case group && m.mistake == groupToNobody:
			if !msg.ghost {
				m.count.lost++
			}
			m.skip(i, member)
		default:
			m.newCopy(i, member)
		}
	}
}

// newCopy sends a message on its way to a member.
func (m *model) newCopy(i, member int32) {
	k := m.copies.Take()
	user := m.conversations.members[member].user
	live := m.people.here(user)
	m.copies.All[k] = copied{message: i, member: member, state: travels, live: live, filed: !m.onWrite}
	m.people.keep(m, user, k)
	m.messages.All[i].pins++
	if live {
		m.messages.All[i].unseen++
	}
	m.dispatch(k)
}

// user returns the receiver of a copy.
func (m *model) user(k int32) int32 { return m.conversations.members[m.copies.All[k].member].user }

// way draws how long it takes from the store to a client. All of that counts as the
// way to the gateway; the link follows.
func (m *model) way() time.Duration {
	return m.network + exponential(m.means.jitter, m.draws.jitter)
}

// dispatch hands a copy to the gateway that the registry names. Without one it
// waits for its receiver, and a push tells them. It also waits for one who is still
// reading what came before.
func (m *model) dispatch(k int32) { m.dispatchAfter(k, m.way()) }

func (m *model) dispatchAfter(k int32, d time.Duration) {
	cp := &m.copies.All[k]
	user := m.user(k)
	who := &m.people.all[user]
	if cp.state == parked {
		who.parked--
	}
	if !cp.filed {
		cp.state = travels
		if !m.ask(m.shardOf(user), outbound.job(k)) {
			m.retryLater(k)
		}
		return
	}
	if who.connection != nobody && (cp.pulled || !who.catchingUp()) {
		cp.gateway, cp.state = m.connections.All[who.connection].gateway, travels
		m.after(d, handedOver, k)
		return
	}
	m.park(k)
}

// park leaves a copy with the store until its receiver reads it there.
func (m *model) park(k int32) {
	cp := &m.copies.All[k]
	user := m.user(k)
	who := &m.people.all[user]
	cp.state = parked
	who.parked++
	if !m.people.here(user) {
		m.unwatch(k)
	}
	if who.connection == nobody && !cp.pushed {
		cp.pushed = true
		m.count.pushes++
	}
	m.unpull(k)
}

// file ends the writing of a copy into the inbox of its receiver.
func (m *model) file(k int32) {
	if m.fails(m.shardOf(m.user(k))) {
		m.retryLater(k)
		return
	}
	m.copies.All[k].filed = true
	m.dispatch(k)
}

// handOver brings a copy to its gateway.
func (m *model) handOver(k int32) {
	cp := &m.copies.All[k]
	if !m.give(cp.gateway, outbound.job(k), m.means.gateway) {
		m.miss(k)
		return
	}
	cp.state = atGateway
}

// miss deals with a copy that did not get into a buffer, or not out of it: nobody
// will acknowledge it.
func (m *model) miss(k int32) {
	if m.mistake == checkThenAct && m.lose(k) {
		return
	}
	m.retryLater(k)
}

// retryLater lets the store wait for an acknowledgement that does not come.
func (m *model) retryLater(k int32) {
	cp := &m.copies.All[k]
	cp.state = waiting
	cp.timers++
	m.after(m.retry, retried, k)
	m.unpull(k)
}

// again sends a copy once more, if it still waits for that.
func (m *model) again(k int32) {
	cp := &m.copies.All[k]
	cp.timers--
	switch {
	case cp.timers > 0:
	case cp.state == over:
		m.copies.Drop(k)
	case cp.state == waiting:
		m.dispatch(k)
	}
}

// acknowledge ends a copy.
func (m *model) acknowledge(k int32) {
	cp := &m.copies.All[k]
	if m.receipts != sent {
		m.tell(m.conversations.members[m.messages.All[cp.message].sender].user)
	}
	m.end(k)
}

// tell lets a user know of a receipt, if they are there.
func (m *model) tell(user int32) {
	m.notify(user, receipt.job(user))
}

// notify gives the gateway of a user something to do for them.
func (m *model) notify(user, id int32) {
	if gateway, ok := m.people.reach(user); ok {
		m.give(gateway, id, m.means.gateway) // what is refused is not repeated
	}
}

func (m *model) end(k int32) {
	m.unwatch(k)
	m.unpull(k)
	cp := &m.copies.All[k]
	m.people.leave(m, m.user(k), k)
	cp.state = over
	if cp.timers == 0 {
		m.copies.Drop(k)
	}
	i := cp.message
	m.messages.All[i].pins--
	m.forget(i)
}

// unwatch leaves a copy out of latencies: its receiver is not there, or has it.
func (m *model) unwatch(k int32) {
	if cp := &m.copies.All[k]; cp.live {
		cp.live = false
		m.messages.All[cp.message].unseen--
	}
}

// lose gives up a copy. It reports false if the receiver's client could not know
// of that: then the copy must be tried again.
func (m *model) lose(k int32) bool {
	cp := m.copies.All[k]
	msg := &m.messages.All[cp.message]
	inbox := &m.conversations.members[cp.member].inbox
	switch {
	case inbox.Has(msg.sequence): // came before
	case !inbox.Within(msg.sequence):
		return false
	default:
		if !msg.ghost {
			m.count.lost++
		}
		m.skip(cp.message, cp.member)
	}
	m.end(k)
	return true
}

var _ sim.Handler = (*model)(nil)
