package chat

import (
	"math/rand/v2"

	"spar/internal/delivery"
	"spar/internal/system/traffic"
)

// An attempt is one try of a sender to have a message stored.
type attempt struct {
	message int32
	gateway int32
	place   state // travels, atGateway or filing
}

// The outbox is the way of messages from their senders into the store.
type outbox struct {
	m          *model
	attempts   traffic.Slots[attempt]
	resend     delivery.Backoff
	media      *rand.Rand
	mediaShare float64
	uploadMean float64 // seconds
}

func newOutbox(m *model) outbox {
	p := m.Plan
	return outbox{
		m: m, media: m.Stream("media"), mediaShare: p.Number("media_fraction"), uploadMean: p.Number("upload_mean"),
		resend: delivery.Backoff{First: m.retry, Most: max(m.retry, p.Duration("backoff_max"))},
	}
}

// The events of messages on that way.
const (
	reachedGateway int32 = iota // an attempt
	ticked                      // an attempt
	sentBefore                  // a message
	uploaded
)

// Handle carries out an event. It is called by the simulation.
func (o *outbox) Handle(what, who int32) {
	switch what {
	case reachedGateway:
		o.enter(who)
	case ticked:
		o.tick(who)
	case sentBefore:
		o.resent(who)
	case uploaded:
		o.compose()
	}
}

// shardOf returns the shard of the conversation of an attempt.
func (o *outbox) shardOf(a int32) int32 {
	return o.m.store.shardOf(o.m.messages.All[o.attempts.All[a].message].conversation)
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
	from := &o.m.talks.members[sender]
	i := o.m.messages.create(message{arrived: o.m.Sim.Now(), conversation: c, sender: sender, number: from.numbers})
	from.numbers++
	o.m.count.sent += int64(o.m.talks.all[c].size - 1)
	o.send(i)
}

// send tries to have a message stored, and sees to it that this is tried again
// until there is an answer.
func (o *outbox) send(i int32) {
	msg := &o.m.messages.All[i]
	user := o.m.talks.members[msg.sender].user
	gateway, ok := o.m.people.reach(user)
	if !ok {
		o.hold(i, user)
		return
	}
	msg.due = o.m.Sim.Now() + o.resend.Wait(int(msg.tries), nil)
	if msg.tries == 0 {
		o.m.deadlines.await(i)
	} else {
		o.m.Sim.Schedule(msg.due, o, sentBefore, i)
	}
	msg.tries++
	msg.pins++
	a := o.attempts.Take()
	o.attempts.All[a] = attempt{message: i, gateway: gateway, place: travels}
	o.m.after(o.m.network, o, reachedGateway, a)
}

// hold keeps a message in its sender's client, which is not connected.
func (o *outbox) hold(i, user int32) {
	who := &o.m.people.all[user]
	o.m.messages.All[i].heldBefore = nobody
	if who.firstHeld == nobody {
		who.firstHeld = i
	} else {
		o.m.messages.All[who.lastHeld].heldBefore = i
	}
	who.lastHeld = i
}

// sendHeld sends what a client that is connected again has kept.
func (o *outbox) sendHeld(user int32) {
	who := &o.m.people.all[user]
	i := who.firstHeld
	who.firstHeld = nobody
	for i != nobody {
		next := o.m.messages.All[i].heldBefore
		o.send(i)
		i = next
	}
}

// resent ends the wait of a sender for an answer to a second or later attempt.
func (o *outbox) resent(i int32) {
	if o.m.deadlines.runsOut(deadline{i, o.m.Sim.Now()}) {
		o.sendAgain(i)
	}
}

func (o *outbox) sendAgain(i int32) {
	o.m.count.resends++
	o.send(i)
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
	if !o.m.gateways.machines[at.gateway].Answers() || !o.m.store.ask(o.shardOf(a), inbound.job(a)) {
		o.endAttempt(a)
	}
}

// store takes a message into the store, which acknowledges it only then.
func (o *outbox) accept(a int32) {
	i := o.attempts.All[a].message
	o.attempts.All[a].place = travels
	msg := &o.m.messages.All[i]
	if !o.m.store.reaches(o.shardOf(a)) {
		o.endAttempt(a)
		return
	}
	sender := &o.m.talks.members[msg.sender]
	if o.m.talks.all[msg.conversation].next-sender.inbox.Next() >= delivery.Ahead {
		o.endAttempt(a) // the sender must catch up first
		return
	}
	verdict := sender.sent.Accept(msg.number)
	sender.sent.Settle()
	switch {
	case verdict == delivery.New:
		o.m.messages.append(i)
	case verdict == delivery.TooFar:
		o.endAttempt(a)
		return
	case o.m.mistake == withoutDedupe:
		o.m.messages.append(o.m.messages.create(message{
			arrived: msg.arrived, conversation: msg.conversation, sender: msg.sender, acked: true, ghost: true,
		}))
	}
	o.m.after(o.m.network, o, ticked, a)
}

// tick brings the store's acknowledgement to the sender, if that is still there.
func (o *outbox) tick(a int32) {
	at := o.attempts.All[a]
	msg := &o.m.messages.All[at.message]
	gateway, ok := o.m.people.reach(o.m.talks.members[msg.sender].user)
	if ok && gateway == at.gateway && !msg.acked {
		msg.acked = true
		o.rate(msg)
	}
	o.endAttempt(a)
}

// rate files a message under whether its first attempt was enough.
func (o *outbox) rate(msg *message) {
	if took := o.m.Sim.Now() - msg.arrived; took > o.m.retry {
		o.m.sending.TimedOut(msg.arrived, took)
	} else {
		o.m.sending.Served(msg.arrived, o.m.Sim.Now())
	}
}

func (o *outbox) endAttempt(a int32) {
	i := o.attempts.All[a].message
	o.attempts.All[a].place = over
	o.attempts.Drop(a)
	o.m.messages.All[i].pins--
	o.m.messages.forget(i)
}
