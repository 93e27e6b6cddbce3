package chat

import (
	"time"

	"spar/internal/delivery"
)

// This file is the way of a message from its sender into the store.

// A message is known to its sender from the moment it is sent, and to the store
// once it has a number in its conversation.
type message struct {
	arrived      time.Duration
	due          time.Duration // when its sender sends again
	conversation int32
	sender       int32  // a member
	number       uint32 // given by the sender
	sequence     uint32 // given by the store
	following    int32  // the next message of the conversation
	heldBefore   int32  // the next message that the sender's client keeps
	open         int32  // members whose inbox has not passed it
	unseen       int32  // receivers who are there and have not seen it
	pins         int32  // attempts and copies under way
	tries        int32
	inStore      bool
	acked        bool // the sender need not send it again
	// ghost is set where the store took a message a second time.
	ghost bool
}

// An attempt is one try of a sender to have a message stored.
type attempt struct {
	message   int32
	gateway   int32
	atGateway bool
}

// arrive lets somebody send a message, at once or after an upload.
func (m *model) arrive() {
	if share := m.plan.Number("media_fraction"); share > 0 && m.draws.media.Float64() < share {
		m.count.uploads++
		m.after(exponential(m.plan.Number("upload_mean"), m.draws.media), uploaded, 0)
		return
	}
	m.compose()
}

// compose picks who sends a message, and where.
func (m *model) compose() {
	if c, sender, ok := m.pick(); ok {
		m.say(c, sender)
	}
}

// say lets a member send a message to a conversation.
func (m *model) say(c, sender int32) {
	from := &m.conversations.members[sender]
	i := m.newMessage(message{arrived: m.sim.Now(), conversation: c, sender: sender, number: from.numbers})
	from.numbers++
	m.count.sent += int64(m.conversations.all[c].size - 1)
	m.send(i)
}

func (m *model) newMessage(msg message) int32 {
	c := &m.conversations.all[msg.conversation]
	c.live++
	msg.open = c.size
	msg.following = nobody
	i := m.messages.Take()
	m.messages.All[i] = msg
	return i
}

// send tries to have a message stored, and sees to it that this is tried again
// until there is an answer.
func (m *model) send(i int32) {
	msg := &m.messages.All[i]
	user := m.conversations.members[msg.sender].user
	gateway, ok := m.people.reach(user)
	if !ok {
		m.hold(i, user)
		return
	}
	msg.due = m.sim.Now() + m.resend.Wait(int(msg.tries), nil)
	if msg.tries == 0 {
		m.await(i)
	} else {
		m.sim.Schedule(msg.due, m, sentBefore, i)
	}
	msg.tries++
	msg.pins++
	a := m.attempts.Take()
	m.attempts.All[a] = attempt{message: i, gateway: gateway}
	m.after(m.network, reachedGateway, a)
}

// hold keeps a message in its sender's client, which is not connected.
func (m *model) hold(i, user int32) {
	who := &m.people.all[user]
	m.messages.All[i].heldBefore = nobody
	if who.firstHeld == nobody {
		who.firstHeld = i
	} else {
		m.messages.All[who.lastHeld].heldBefore = i
	}
	who.lastHeld = i
}

// sendHeld sends what a client that is connected again has kept.
func (m *model) sendHeld(user int32) {
	who := &m.people.all[user]
	i := who.firstHeld
	who.firstHeld = nobody
	for i != nobody {
		next := m.messages.All[i].heldBefore
		m.send(i)
		i = next
	}
}

// resent ends the wait of a sender for an answer to a second or later attempt.
func (m *model) resent(i int32) {
	if m.runsOut(deadline{i, m.sim.Now()}) {
		m.sendAgain(i)
	}
}

func (m *model) sendAgain(i int32) {
	m.count.resends++
	m.send(i)
}

// enter brings an attempt to its gateway.
func (m *model) enter(a int32) {
	at := &m.attempts.All[a]
	if !m.give(at.gateway, inbound.job(a), m.means.gateway) {
		m.endAttempt(a)
		return
	}
	at.atGateway = true
}

// passOn takes an attempt from its gateway to the store.
func (m *model) passOn(a int32) {
	at := &m.attempts.All[a]
	at.atGateway = false
	if m.gatewayMachines[at.gateway].down || !m.ask(m.shardOf(m.messages.All[at.message].conversation), inbound.job(a)) {
		m.endAttempt(a)
	}
}

// store takes a message into the store, which acknowledges it only then.
func (m *model) store(a int32) {
	i := m.attempts.All[a].message
	msg := &m.messages.All[i]
	if m.fails(m.shardOf(msg.conversation)) {
		m.endAttempt(a)
		return
	}
	sender := &m.conversations.members[msg.sender]
	if m.conversations.all[msg.conversation].next-sender.inbox.Next() >= delivery.Ahead {
		m.endAttempt(a) // the sender must catch up first
		return
	}
	verdict := sender.sent.Accept(msg.number)
	sender.sent.Settle()
	switch {
	case verdict == delivery.New:
		m.append(i)
	case verdict == delivery.TooFar:
		m.endAttempt(a)
		return
	case m.mistake == withoutDedupe:
		m.append(m.newMessage(message{
			arrived: msg.arrived, conversation: msg.conversation, sender: msg.sender, acked: true, ghost: true,
		}))
	}
	m.after(m.network, ticked, a)
}

// append gives a message the next number of its conversation.
func (m *model) append(i int32) {
	msg := &m.messages.All[i]
	c := &m.conversations.all[msg.conversation]
	msg.inStore = true
	msg.sequence = c.next
	c.next++
	if c.last != nobody {
		// The place may belong to another message by now. Then everybody has passed
		// the one that was there, and nobody comes here from it.
		if last := &m.messages.All[c.last]; last.inStore && last.conversation == msg.conversation && last.sequence+1 == msg.sequence {
			last.following = i
		}
	}
	c.last = i
	msg.pins++
	m.skip(i, msg.sender) // who has seen it
	m.spread(i)
	m.messages.All[i].pins--
	m.forget(i)
}

// tick brings the store's acknowledgement to the sender, if that is still there.
func (m *model) tick(a int32) {
	at := m.attempts.All[a]
	msg := &m.messages.All[at.message]
	gateway, ok := m.people.reach(m.conversations.members[msg.sender].user)
	if ok && gateway == at.gateway && !msg.acked {
		msg.acked = true
		m.rate(msg)
	}
	m.endAttempt(a)
}

// rate files a message under whether its first attempt was enough.
func (m *model) rate(msg *message) {
	if took := m.sim.Now() - msg.arrived; took > m.retry {
		m.sending.TimedOut(msg.arrived, took)
	} else {
		m.sending.Served(msg.arrived, m.sim.Now())
	}
}

func (m *model) endAttempt(a int32) {
	i := m.attempts.All[a].message
	m.attempts.All[a].atGateway = false
	m.attempts.Drop(a)
	m.messages.All[i].pins--
	m.forget(i)
}

// forget gives up the place of a message that everybody has and nothing is about.
func (m *model) forget(i int32) {
	msg := &m.messages.All[i]
	if !msg.inStore || !msg.acked || msg.open > 0 || msg.pins > 0 || msg.conversation == nobody {
		return
	}
	c := msg.conversation
	msg.conversation = nobody
	m.messages.Drop(i)
	m.conversations.all[c].live--
	m.release(c)
}
