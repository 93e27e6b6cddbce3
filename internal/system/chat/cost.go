package chat

import (
	"unsafe"

	"spar/internal/hugepages"
	"spar/internal/sim"
	"spar/internal/system"
)

// maxUnderWay bounds the messages and copies that a run keeps at a time.
const maxUnderWay = 20_000_000

// A stock is about how many of each thing a run keeps in the end.
type stock struct {
	users, connections               float64
	slots, conversations, others     float64
	messages, copies, drafts, events float64
}

// stockOf returns what the run of a plan keeps: those who are there, conversations under
// way, messages on their way, and messages for those who are away until they are back.
func stockOf(p *system.Plan, s size) stock {
	rate, groups := float64(s.rate*p.LoadFactor()), p.Number("group_fraction")
	seconds := max(1e-3, p.End.Seconds()-float64(p.Number("media_fraction")*p.Number("upload_mean"))) // of messages at the store
	size, online := min(p.Number("group_size"), float64(s.users)), p.Number("online_fraction")
	away := float64(p.Number("session_mean")*(1-online)) / online

	// Of two, one reads it; of a group whoever comes back last.
	pairs := float64((1 - groups) * (1 - online) * kept(seconds, away))
	awaited := float64((size - 1) * (1 - online))
	grouped := float64(groups * (1 - sim.Pow(online, size-1)) * kept(seconds, float64(away*SlowestOf(int(max(1, awaited))))))
	onTheirWay := float64(rate * min(seconds, underWayFor(p)))
	messages := float64(rate*(pairs+grouped)) + onTheirWay

	slots := float64(underWay(s.rate, p.Number("conversation_gap")))
	sent := float64(rate * seconds)
	opened := kept(sent, slots)
	over := (sent - opened) / exchange / seconds // of which none but what is waited for is kept
	copies := float64(onTheirWay * online * perMessage(p))
	events := copies + float64(s.present(p)*min(1, lostConnections(p)))
	if p.Text("fan_out") == onWrite {
		copies += float64(rate * perMessage(p) * (1 - online) * kept(seconds, away))
	}
	return stock{
		users: float64(s.users), connections: s.present(p), events: events,
		slots: slots, conversations: opened + float64(over*(pairs+grouped)), others: float64((float64(opened*groups) + float64(over*grouped)) * max(0, size-2)),
		messages: messages, copies: copies, drafts: onTheirWay,
	}
}

// kept returns for how many seconds of a run messages are there in the end that wait
// for an exponential time around a mean.
func kept(seconds, mean float64) float64 {
	if mean == 0 {
		return 0
	}
	return float64(mean * -sim.Expm1(-seconds/mean))
}

// underWayFor returns for how many seconds a message is under way, about, that nothing
// delays.
func underWayFor(p *system.Plan) float64 {
	return float64(2*p.Number("network")) + p.Number("network_jitter") + p.Number("link") +
		float64(2*p.Number("gateway_service_mean")) + p.Number("store_service_mean")
}

// cost states what a plan will take: the events of messages, and the memory of all that
// the run keeps.
func cost(p *system.Plan) sim.Cost {
	s := sizeOf(p)
	keeps := stockOf(p, s)
	bytes := float64(keeps.users * (bytesOf[user]() + bytesOf[held]() + float64(4*bytesOf[int32]()) + 2./8))
	bytes += bytesOfList[connection](keeps.connections)
	bytes += float64(keeps.slots * bytesOf[int32]())
	bytes += bytesOfList[conversation](keeps.conversations)
	bytes += bytesOfList[member](keeps.others)
	bytes += bytesOfList[message](keeps.messages)
	bytes += bytesOfList[copied](keeps.copies)
	bytes += bytesOfList[draft](keeps.drafts) + bytesOfList[attempt](keeps.drafts)
	bytes += float64(keeps.events * sim.EventBytes)
	machines := p.Number("gateways") + p.Number("store_shards")
	bytes += float64(machines*bytesOf[machine]()) + float64(float64(s.gateways+s.shards)*stationBytes)
	// Latencies of a run lie in about a tenth of the octaves that there are.
	bytes += 3 * system.Steps * sim.HistogramBytes / 10
	return sim.Cost{Events: s.events(p), Bytes: bytes}
}

// stationBytes is what a station takes with the jobs that wait there now and then.
const stationBytes = 1500

// bytesOf returns what a value of a type takes, and bytesOfList what so many do for
// which there is room.
func bytesOf[T any]() float64 {
	var zero T
	return float64(unsafe.Sizeof(zero))
}

func bytesOfList[T any](n float64) float64 { return float64(float64(room(n)) * bytesOf[T]()) }

// reserve makes room for what the run will keep, so that lists need not move while they
// grow. Room that stays empty costs address space only.
func (m *model) reserve() {
	keeps := stockOf(m.Plan, m.size)
	m.links.connections.All = hugepages.Make[connection](room(keeps.connections))
	m.talks.all = hugepages.Make[conversation](room(keeps.conversations))
	m.talks.others = hugepages.Make[member](room(keeps.others))
	m.messages.All = hugepages.Make[message](room(keeps.messages))
	m.messages.drafts.All = hugepages.Make[draft](room(keeps.drafts))
	m.outbox.attempts.All = hugepages.Make[attempt](room(keeps.drafts))
	m.copies.All = hugepages.Make[copied](room(keeps.copies))
}

// room returns a capacity with a little to spare.
func room(n float64) int { return int(1.05*min(n, maxUnderWay)) + 64 }
