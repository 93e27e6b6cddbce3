package chat

import (
	"unsafe"

	"spar/internal/sim"
	"spar/internal/system"
)

// maxUnderWay bounds the messages and copies that a run keeps at a time.
const maxUnderWay = 20_000_000

// A stock is about how many of each thing a run keeps.
type stock struct {
	users, connections       float64
	conversations, members   float64
	messages, copies, drafts float64
}

// stockOf returns what the run of a plan keeps: those who are there, conversations under
// way, messages on their way, and all messages for those who are away, none of whom may
// come back before the end. Their conversations stay too.
func stockOf(p *system.Plan, s size) stock {
	rate := float64(s.rate * p.LoadFactor())
	away := 1 - p.Number("online_fraction")
	sent := float64(rate * p.End.Seconds())
	onTheirWay := float64(rate * min(p.End.Seconds(), 1))
	kept := float64(sent*away) + onTheirWay
	talks := float64(underWay(s.rate, p.Number("conversation_gap"))) + kept/exchange
	groups := float64(p.Number("group_fraction") * (p.Number("group_size") - 2))
	copied := float64(onTheirWay * p.Number("online_fraction"))
	if p.Text("fan_out") == onWrite {
		copied = kept
	}
	return stock{
		users: float64(s.users), connections: s.present(p),
		conversations: talks, members: float64(talks * groups),
		messages: kept, copies: float64(copied * perMessage(p)),
		drafts: onTheirWay,
	}
}

// cost states what a plan will take: the events of messages, and the memory of all that
// the run keeps. Lists that grow beyond that hold up to twice what is in them.
func cost(p *system.Plan) sim.Cost {
	s := sizeOf(p)
	keeps := stockOf(p, s)
	bytes := float64(keeps.users * (bytesOf[user]() + bytesOf[held]() + float64(4*bytesOf[int32]())))
	bytes += float64(keeps.connections * bytesOf[connection]())
	bytes += float64(keeps.conversations * bytesOf[conversation]())
	bytes += float64(keeps.members * bytesOf[member]())
	bytes += float64(keeps.messages * bytesOf[message]())
	bytes += float64(keeps.copies * bytesOf[copied]())
	bytes += float64(keeps.drafts * (bytesOf[draft]() + bytesOf[attempt]()))
	// Nearly all of a broken gateway's users wait at once to connect again.
	bytes += float64(keeps.connections / float64(s.gateways) * sim.EventBytes)
	// What the collector has not come for yet, and what connects again and again.
	return sim.Cost{Events: s.events(p), Bytes: 1.5 * bytes}
}

// bytesOf returns what a value of a type takes.
func bytesOf[T any]() float64 {
	var zero T
	return float64(unsafe.Sizeof(zero))
}

// reserve makes room for what the run will keep, so that lists need not move while they
// grow. Room that stays empty costs address space only.
func (m *model) reserve() {
	keeps := stockOf(m.Plan, m.size)
	m.links.connections.All = make([]connection, 0, room(keeps.connections))
	m.talks.all = make([]conversation, 0, room(keeps.conversations))
	m.talks.others = make([]member, 0, room(keeps.members))
	m.messages.All = make([]message, 0, room(keeps.messages))
	m.messages.drafts.All = make([]draft, 0, room(keeps.drafts))
	m.outbox.attempts.All = make([]attempt, 0, room(keeps.drafts))
	m.copies.All = make([]copied, 0, room(keeps.copies))
}

// room returns a capacity with something to spare.
func room(n float64) int { return int(1.1*min(n, maxUnderWay)) + 64 }
