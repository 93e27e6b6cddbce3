package chat

import (
	"math"
	"math/rand/v2"
	"time"

	"spar/internal/delivery"
	"spar/internal/system/traffic"
)

// An attempt is one try of a sender to have a message stored.
type attempt struct {
	draft        int32
	conversation int32
	gateway      int32
	sender       int32 // a user
	place        state // travels, atGateway or filing
}

// The outbox is the way of messages from their senders into the store.
type outbox struct {
	m                   *model
	attempts            traffic.Slots[attempt]
	toGateway, toSender *traffic.Delay // of attempts, and of their acknowledgements
	resend              delivery.Backoff
	media               *rand.Rand
	mediaShare          float64
	uploadMean          float64 // seconds
}

func newOutbox(m *model) outbox {
	p := m.Plan
	return outbox{
		m: m, media: m.Stream("media"), mediaShare: p.Number("media_fraction"), uploadMean: p.Number("upload_mean"),
		toGateway: traffic.NewDelay(&m.Sim, m.network, func(a int32) { m.outbox.enter(a) }),
		toSender:  traffic.NewDelay(&m.Sim, m.network, func(a int32) { m.outbox.tick(a) }),
		resend:    delivery.Backoff{First: m.retry, Most: max(m.retry, p.Duration("backoff_max"))},
	}
}

// The events of messages on that way.
const (
	sentBefore int32 = iota // a draft
	uploaded
)

// Handle carries out an event. It is called by the simulation.
func (o *outbox) Handle(what, who int32) {
	if what == uploaded {
		o.compose()
	} else {
		o.resent(who)
	}
}

// shardOf returns the shard of the conversation of an attempt.
func (o *outbox) shardOf(a int32) int32 {
	return o.m.store.shardOf(o.attempts.All[a].conversation)
}

// arrive lets somebody send a message, at once or after an upload.
func (o *outbox) arrive() {
	if o.mediaShare > 0 && o.media.Float64() < o.mediaShare {
		o.m.count.uploads++
		o.m.after(exponential(o.uploadMean, o.media), o, uploaded, 0)
		return
	}
	o.compose()
}

// compose picks who sends a message, and where.
func (o *outbox) compose() {
	if c, sender, ok := o.m.talks.pick(); ok {
		o.say(c, sender)
	}
}

// say lets a member send a message to a conversation.
func (o *outbox) say(c, sender int32) {
	from := o.m.talks.member(sender)
	d := o.m.messages.create(draft{arrived: o.m.Sim.Now(), conversation: c, sender: sender, number: from.numbers})
	from.numbers++
	o.m.count.sent += int64(o.m.talks.all[c].size - 1)
	o.send(d)
}

// send tries to have a message stored, and sees to it that this is tried again
// until there is an answer.
func (o *outbox) send(d int32) {
	draft := &o.m.messages.drafts.All[d]
	user := o.m.talks.member(draft.sender).user
	gateway, ok := o.m.people.reach(user)
	if !ok {
		o.hold(d, user)
		return
	}
	draft.due = o.m.Sim.Now() + o.resend.Wait(int(draft.tries), nil)
	if draft.tries == 0 {
		o.m.deadlines.await(d)
	} else {
		o.m.Sim.Schedule(draft.due, o, sentBefore, d)
	}
	draft.tries++
	draft.attempts++
	a := o.attempts.Put(attempt{draft: d, conversation: draft.conversation, gateway: gateway, sender: user, place: travels})
	o.toGateway.Begin(a)
}

// hold keeps a message in its sender's client, which is not connected.
func (o *outbox) hold(d, user int32) {
	held := &o.m.people.held[user]
	o.m.messages.drafts.All[d].heldBefore = nobody
	if held.first == nobody {
		held.first = d
	} else {
		o.m.messages.drafts.All[held.last].heldBefore = d
	}
	held.last = d
}

// sendHeld sends what a client that is connected again has kept.
func (o *outbox) sendHeld(user int32) {
	held := &o.m.people.held[user]
	d := held.first
	held.first = nobody
	for d != nobody {
		next := o.m.messages.drafts.All[d].heldBefore
		o.send(d)
		d = next
	}
}

// resent ends the wait of a sender for an answer to a second or later attempt.
func (o *outbox) resent(d int32) {
	if draft := &o.m.messages.drafts.All[d]; !draft.acked && draft.due == o.m.Sim.Now() {
		o.sendAgain(d)
	}
}

func (o *outbox) sendAgain(d int32) {
	o.m.count.resends++
	o.send(d)
}

// enter brings an attempt to its gateway.
func (o *outbox) enter(a int32) {
	at := &o.attempts.All[a]
	if !o.m.gateways.give(at.gateway, inbound.job(a), o.m.gateways.mean) {
		o.endAttempt(a)
		return
	}
	at.place = atGateway
}

// passOn takes an attempt from its gateway to the store.
func (o *outbox) passOn(a int32) {
	at := &o.attempts.All[a]
	at.place = filing
	if !o.m.gateways.answers(at.gateway) || !o.m.store.ask(o.shardOf(a), inbound.job(a)) {
		o.endAttempt(a)
	}
}

// accept takes a message into the store, which acknowledges it only then.
func (o *outbox) accept(a int32) {
	at := &o.attempts.All[a]
	at.place = travels
	draft := &o.m.messages.drafts.All[at.draft]
	next := o.m.talks.all[at.conversation].next
	if !o.m.store.reaches(o.shardOf(a)) ||
		next-uint32(o.m.talks.member(draft.sender).next) >= delivery.Ahead || next == math.MaxUint16 { // the sender must catch up first
		o.endAttempt(a)
		return
	}
	switch o.m.talks.accept(at.conversation, draft.sender, uint32(draft.number)) {
	case delivery.New:
		o.m.messages.append(at.draft)
	case delivery.Duplicate:
		if o.m.mistake == withoutDedupe {
			o.m.messages.appendGhost(at.conversation, draft.sender)
		}
	case delivery.TooFar:
		o.endAttempt(a)
		return
	}
	o.toSender.Begin(a)
}

// tick brings the store's acknowledgement to the sender, if that is still there.
func (o *outbox) tick(a int32) {
	at := o.attempts.All[a]
	if d := &o.m.messages.drafts.All[at.draft]; !d.acked {
		gateway, ok := o.m.people.reach(at.sender)
		if ok && gateway == at.gateway {
			d.acked = true
			o.m.deadlines.leave(at.draft)
			o.rate(d.arrived)
		}
	}
	o.endAttempt(a)
}

// rate files a message that arrived at a time under whether its first attempt was
// enough.
func (o *outbox) rate(arrived time.Duration) {
	if took := o.m.Sim.Now() - arrived; took > o.m.retry {
		o.m.sending.TimedOut(arrived, took)
	} else {
		o.m.sending.Served(arrived, o.m.Sim.Now())
	}
}

func (o *outbox) endAttempt(a int32) {
	d := o.attempts.All[a].draft
	o.attempts.All[a].place = over
	o.attempts.Drop(a)
	o.m.messages.drafts.All[d].attempts--
	o.m.messages.finish(d)
}
