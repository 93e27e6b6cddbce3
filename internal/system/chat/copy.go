package chat

import (
	"math/rand/v2"
	"time"

	"spar/internal/system/traffic"
)

// This file is the way of a message from the store to each receiver's client.

// A copy is what is still to be done to get a message to one receiver: it ends
// with the receiver's acknowledgement. It is in one place at a time.
type copied struct {
	message      int32
	member       int32
	from, to     int32 // the users who sent it and who is to have it
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
	filing                 // into the inbox
	travels                // to or from a client
	atGateway              // in its queue
	buffered
	over // nothing is to be done any more
)

// deliveries are the copies on their way.
type deliveries struct {
	m *model
	traffic.Slots[copied]
	acknowledgements, retries *traffic.Delay
	jitter                    *rand.Rand
	jitterMean                float64
}

func newDeliveries(m *model) deliveries {
	return deliveries{
		m: m, acknowledgements: traffic.NewDelay(&m.Sim, m.network, func(k int32) { m.copies.acknowledge(k) }),
		retries: traffic.NewDelay(&m.Sim, m.retry, func(k int32) { m.copies.again(k) }),
		jitter:  m.Stream("network"), jitterMean: m.Plan.Number("network_jitter"),
	}
}

// handedOver is the event of a copy that reaches its gateway.
const handedOver = 0

// Handle carries it out. It is called by the simulation.
func (ds *deliveries) Handle(_, k int32) { ds.handOver(k) }

// spread makes copies of a message that the store has taken.
func (ds *deliveries) spread(i int32) {
	msg := ds.m.messages.All[i]
	c := ds.m.talks.all[msg.conversation]
	group := c.size > 2
	if !msg.ghost {
		ds.m.count.stored++
		ds.m.count.recipients += int64(c.size - 1)
		ds.m.count.widest = max(ds.m.count.widest, int64(c.size-1))
	}
	for n := range c.size {
		member := ds.m.talks.address(msg.conversation, n)
		switch {
		case member == msg.sender:
		case group && ds.m.mistake == groupToNobody:
			if !msg.ghost {
				ds.m.count.lost++
			}
			ds.m.clients.skip(i, member)
		case ds.m.history.leave(i, member):
		default:
			ds.create(i, member)
		}
	}
}

// create sends a message on its way to a member.
func (ds *deliveries) create(i, member int32) {
	k := ds.Take()
	user, from := ds.ends(i, member)
	live := ds.m.people.here(user)
	ds.All[k] = copied{message: i, member: member, from: from, to: user, state: travels, live: live, filed: !ds.m.onWrite}
	ds.keep(user, k)
	ds.m.messages.All[i].copies++
	if d := ds.m.messages.waiting(i); live && d != nil {
		d.unseen++
	}
	ds.dispatch(k)
}

// recall lets a copy wait for a member who was away, until they read it.
func (ds *deliveries) recall(i, member int32) {
	user, from := ds.ends(i, member)
	k := ds.Put(copied{message: i, member: member, from: from, to: user, state: parked, filed: true, pushed: true})
	ds.keep(user, k)
	ds.m.people.all[user].parked++
	ds.m.messages.All[i].copies++
}

// ends returns the users between whom a copy goes.
func (ds *deliveries) ends(i, member int32) (to, from int32) {
	return ds.m.talks.member(member).user, ds.m.talks.member(ds.m.messages.All[i].sender).user
}

// user returns the receiver of a copy.
func (ds *deliveries) user(k int32) int32 { return ds.All[k].to }

// inbox returns the shard that keeps what its receiver is to read.
func (ds *deliveries) inbox(k int32) int32 { return ds.m.store.shardOf(ds.user(k)) }

// way draws how long it takes from the store to a client. All of that counts as the
// way to the gateway; the link follows.
func (ds *deliveries) way() time.Duration {
	return ds.m.network + exponential(ds.jitterMean, ds.jitter)
}

// dispatch hands a copy to the gateway that the registry names. Without one it
// waits for its receiver, and a push tells them. It also waits for one who is still
// reading what came before.
func (ds *deliveries) dispatch(k int32) { ds.dispatchAfter(k, ds.way()) }

func (ds *deliveries) dispatchAfter(k int32, d time.Duration) {
	cp := &ds.All[k]
	user := ds.user(k)
	who := &ds.m.people.all[user]
	if cp.state == parked {
		who.parked--
	}
	if !cp.filed {
		cp.state = filing
		if !ds.m.store.ask(ds.inbox(k), outbound.job(k)) {
			ds.retryLater(k)
		}
		return
	}
	if who.connection != nobody && (cp.pulled || !who.catchingUp()) {
		cp.gateway, cp.state = who.gateway, travels
		ds.m.after(d, ds, handedOver, k)
		return
	}
	ds.park(k)
}

// park leaves a copy with the store until its receiver reads it there.
func (ds *deliveries) park(k int32) {
	cp := &ds.All[k]
	user := ds.user(k)
	who := &ds.m.people.all[user]
	cp.state = parked
	who.parked++
	if !ds.m.people.here(user) {
		ds.unwatch(k)
	}
	if who.connection == nobody && !cp.pushed {
		cp.pushed = true
		ds.m.count.pushes++
	}
	ds.m.history.unpull(k)
}

// file ends the writing of a copy into the inbox of its receiver.
func (ds *deliveries) file(k int32) {
	if !ds.m.store.reaches(ds.inbox(k)) {
		ds.retryLater(k)
		return
	}
	ds.All[k].filed = true
	ds.dispatch(k)
}

// handOver brings a copy to its gateway.
func (ds *deliveries) handOver(k int32) {
	cp := &ds.All[k]
	if !ds.m.gateways.give(cp.gateway, outbound.job(k), ds.m.gateways.mean) {
		ds.miss(k)
		return
	}
	cp.state = atGateway
}

// miss deals with a copy that did not get into a buffer, or not out of it: nobody
// will acknowledge it.
func (ds *deliveries) miss(k int32) {
	if ds.m.mistake == checkThenAct && ds.lose(k) {
		return
	}
	ds.retryLater(k)
}

// retryLater lets the store wait for an acknowledgement that does not come.
func (ds *deliveries) retryLater(k int32) {
	cp := &ds.All[k]
	cp.state = waiting
	cp.timers++
	ds.retries.Begin(k)
	ds.m.history.unpull(k)
}

// again sends a copy once more, if it still waits for that.
func (ds *deliveries) again(k int32) {
	cp := &ds.All[k]
	cp.timers--
	switch {
	case cp.timers > 0:
	case cp.state == over:
		ds.Drop(k)
	case cp.state == waiting:
		ds.dispatch(k)
	}
}

// acknowledge ends a copy.
func (ds *deliveries) acknowledge(k int32) {
	cp := &ds.All[k]
	if ds.m.receipts != sent {
		ds.m.clients.tell(cp.from)
	}
	ds.end(k)
}

func (ds *deliveries) end(k int32) {
	ds.unwatch(k)
	ds.m.history.unpull(k)
	cp := &ds.All[k]
	ds.leave(ds.user(k), k)
	cp.state = over
	if cp.timers == 0 {
		ds.Drop(k)
	}
	i := cp.message
	ds.m.messages.All[i].copies--
	ds.m.messages.forget(i)
}

// unwatch leaves a copy out of latencies: its receiver is not there, or has it.
func (ds *deliveries) unwatch(k int32) {
	if cp := &ds.All[k]; cp.live {
		cp.live = false
		ds.m.messages.unwatch(cp.message)
	}
}

// lose gives up a copy. It reports false if the receiver's client could not know
// of that: then the copy must be tried again.
func (ds *deliveries) lose(k int32) bool {
	cp := ds.All[k]
	msg := &ds.m.messages.All[cp.message]
	inbox := ds.m.talks.progress(msg.conversation, cp.member).inbox
	switch {
	case inbox.Has(uint32(msg.sequence)): // came before
	case !inbox.Within(uint32(msg.sequence)):
		return false
	default:
		if !msg.ghost {
			ds.m.count.lost++
		}
		ds.m.clients.skip(cp.message, cp.member)
	}
	ds.end(k)
	return true
}

// keep adds a copy to what the store keeps for a user.
func (ds *deliveries) keep(u, k int32) {
	to, cp := &ds.m.people.all[u], &ds.All[k]
	cp.older, cp.newer = to.newest, nobody
	if to.newest == nobody {
		to.oldest = k
	} else {
		ds.All[to.newest].newer = k
	}
	to.newest = k
}

// leave takes a copy out again.
func (ds *deliveries) leave(u, k int32) {
	to, cp := &ds.m.people.all[u], &ds.All[k]
	if cp.older == nobody {
		to.oldest = cp.newer
	} else {
		ds.All[cp.older].newer = cp.newer
	}
	if cp.newer == nobody {
		to.newest = cp.older
	} else {
		ds.All[cp.newer].older = cp.older
	}
}
