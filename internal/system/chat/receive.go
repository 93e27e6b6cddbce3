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
	sequence := uint32(cl.m.messages.All[cp.message].sequence)
	conversation := cl.m.messages.All[cp.message].conversation
	to := cl.m.talks.progress(conversation, cp.member)
	cl.m.count.arrivals++
	switch to.inbox.Accept(sequence) {
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
			to.unwatched |= 1 << (sequence - to.inbox.Next())
		}
		// From now on its latency is known from the inbox.
		cp.live = false
		if cl.m.mistake == withoutNumbers {
			cl.show(cp.message, cp.member, &to)
		}
		cl.advance(cp.message, cp.member, to)
	}
	if cl.m.mistake != checkThenAct && cl.ackLoss > 0 && cl.acks.Float64() < cl.ackLoss {
		cl.m.copies.retryLater(k)
		return
	}
	cl.m.copies.All[k].state = travels
	cl.m.copies.acknowledgements.Begin(k)
}

// skip tells a member's client that a message will not come: it has sent that
// itself, or nobody will send it.
func (cl *clients) skip(i, at int32) {
	msg := &cl.m.messages.All[i]
	to := cl.m.talks.progress(msg.conversation, at)
	sequence := uint32(msg.sequence)
	if to.inbox.Accept(sequence) == delivery.New {
		to.skipped |= 1 << (sequence - to.inbox.Next())
		cl.advance(i, at, to)
	}
}

// advance shows what is next in a member's inbox, now that a message has come.
func (cl *clients) advance(i, at int32, to progress) {
	c, first, n := cl.m.messages.All[i].conversation, cl.m.messages.All[i].sequence, uint16(0)
	for ; ; n++ {
		if _, ok := to.inbox.Take(); !ok {
			break
		}
		if to.skipped&1 == 0 && cl.m.mistake != withoutNumbers {
			cl.show(cl.m.messages.numbered(c, first+n), at, &to)
		}
		to.skipped >>= 1
		to.unwatched >>= 1
	}
	cl.m.talks.keep(c, at, to)
	for passed := range n {
		i := cl.m.messages.numbered(c, first+passed)
		cl.m.messages.All[i].open--
		cl.m.messages.forget(i)
	}
}

// show lets a member see a message.
func (cl *clients) show(i, at int32, to *progress) {
	msg := &cl.m.messages.All[i]
	sequence := uint32(msg.sequence)
	if sequence < to.shown {
		cl.m.count.outOfOrder++
	}
	to.shown = max(to.shown, sequence+1)
	if msg.ghost {
		cl.m.count.duplicated++
		return
	}
	cl.m.count.delivered++
	cl.measure(i, to)
	if cl.m.receipts == read {
		if gateway, ok := cl.m.people.reach(cl.m.talks.member(at).user); ok {
			cl.m.gateways.give(gateway, reading.job(cl.m.talks.member(msg.sender).user), cl.m.gateways.mean)
		}
	}
}

// measure files the latency of a message that its receiver waited for.
func (cl *clients) measure(i int32, to *progress) {
	at := uint32(cl.m.messages.All[i].sequence) - to.inbox.Next() // what has just been taken was the first
	if cl.m.mistake != withoutNumbers {
		at++
	}
	if to.unwatched>>at&1 == 1 {
		return
	}
	arrived, now := cl.m.messages.waiting(i).arrived, cl.m.Sim.Now()
	cl.m.Rec.Served(arrived, now)
	if cl.m.messages.unwatch(i) {
		cl.m.fanOut.Served(arrived, now)
	}
}
