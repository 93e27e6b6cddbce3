package chat

import (
	"math/rand/v2"

	"spar/internal/delivery"
)

// This file is what a receiver's client does.

// clients are those of the receivers.
type clients struct {
	m       *model
	ackLoss float64
	acks    *rand.Rand
}

func newClients(m *model) clients {
	return clients{m: m, ackLoss: m.Plan.Number("ack_loss"), acks: m.Stream("acknowledgements")}
}

// tell lets a user know of a receipt, if they are there.
func (cl *clients) tell(user int32) { cl.m.gateways.notify(user, receipt.job(user)) }

// receive brings a copy to its receiver's client, which acknowledges what it has.
func (cl *clients) receive(k int32) {
	cp := &cl.m.copies.All[k]
	msg := &cl.m.messages.All[cp.message]
	to := &cl.m.talks.members[cp.member]
	cl.m.count.arrivals++
	switch to.inbox.Accept(msg.sequence) {
	case delivery.TooFar:
		cl.m.copies.retryLater(k) // no room: it must come again
		return
	case delivery.Duplicate:
		if cl.m.mistake == withoutDedupe {
			cl.m.count.duplicated++
		}
	case delivery.New:
		cl.m.count.received++
		if !cp.live {
			to.unwatched |= 1 << (msg.sequence - to.inbox.Next())
		}
		// From now on its latency is known from the inbox.
		cp.live = false
		if cl.m.mistake == withoutNumbers {
			cl.show(cp.message, cp.member)
		}
		cl.advance(cp.message, cp.member)
	}
	if cl.m.mistake != checkThenAct && cl.ackLoss > 0 && cl.acks.Float64() < cl.ackLoss {
		cl.m.copies.retryLater(k)
		return
	}
	cl.m.copies.All[k].state = travels
	cl.m.after(cl.m.network, &cl.m.copies, acknowledged, k)
}

// skip tells a member's client that a message will not come: it has sent that
// itself, or nobody will send it.
func (cl *clients) skip(i, at int32) {
	member := &cl.m.talks.members[at]
	sequence := cl.m.messages.All[i].sequence
	if member.inbox.Accept(sequence) == delivery.New {
		member.skipped |= 1 << (sequence - member.inbox.Next())
		cl.advance(i, at)
	}
}

// advance shows what is next in a member's inbox, now that a message has come.
func (cl *clients) advance(i, at int32) {
	member := &cl.m.talks.members[at]
	for {
		if _, ok := member.inbox.Take(); !ok {
			return
		}
		if member.skipped&1 == 0 && cl.m.mistake != withoutNumbers {
			cl.show(i, at)
		}
		member.skipped >>= 1
		member.unwatched >>= 1
		msg := &cl.m.messages.All[i]
		following := msg.following
		msg.open--
		cl.m.messages.forget(i)
		i = following
	}
}

// show lets a member see a message.
func (cl *clients) show(i, at int32) {
	member := &cl.m.talks.members[at]
	msg := &cl.m.messages.All[i]
	if msg.sequence < member.shown {
		cl.m.count.outOfOrder++
	}
	member.shown = max(member.shown, msg.sequence+1)
	if msg.ghost {
		cl.m.count.duplicated++
		return
	}
	cl.m.count.delivered++
	cl.measure(msg, member)
	if cl.m.receipts == read {
		cl.m.gateways.notify(member.user, reading.job(cl.m.talks.members[msg.sender].user))
	}
}

// measure files the latency of a message that its receiver waited for.
func (cl *clients) measure(msg *message, member *member) {
	at := msg.sequence - member.inbox.Next() // what has just been taken was the first
	if cl.m.mistake != withoutNumbers {
		at++
	}
	if member.unwatched>>at&1 == 1 {
		return
	}
	cl.m.Rec.Served(msg.arrived, cl.m.Sim.Now())
	if msg.unseen--; msg.unseen == 0 {
		cl.m.fanOut.Served(msg.arrived, cl.m.Sim.Now())
	}
}
