package chat

import (
	"spar/internal/sim"
	"spar/internal/system"
)

// SlowestOf returns how long the slowest of n takes, on average, if each takes an
// exponential time of mean 1: the harmonic number H_n (A. Rényi, "On the theory of
// order statistics", 1953).
func SlowestOf(n int) float64 {
	h := 0.
	for k := n; k >= 1; k-- {
		h += 1 / float64(k)
	}
	return h
}

// Overtakes returns the probability that a message arrives before one that was sent
// so much earlier, where each takes an exponential time of mean 1.
func Overtakes(gap float64) float64 { return sim.Exp(-gap) / 2 }

// Deliveries returns how often a message reaches its receiver until an
// acknowledgement gets through, on average, if that part of them is lost: the mean of
// a geometric distribution.
func Deliveries(ackLoss float64) float64 { return 1 / (1 - ackLoss) }

// HeartbeatRate returns the heartbeats a second of so many clients, each of which
// sends one every interval, in seconds.
func HeartbeatRate(clients, interval float64) float64 { return clients / interval }

// DetectionDelay returns how long it takes, in seconds, to notice that a client is
// gone, which counts as away once its last heartbeat is so old: on average, at the
// least and at the most. It goes at any time between two heartbeats.
func DetectionDelay(interval, timeout float64) (mean, least, most float64) {
	return timeout - float64(interval/2), timeout - interval, timeout
}

// ReconnectRate returns how many clients connect a second that have lost their
// gateway together and wait for a time drawn between zero and a window, in seconds.
// The busiest second sees a little more, by chance.
func ReconnectRate(clients, window float64) float64 { return clients / window }

// RollingRestart returns how many connections each of n gateways has after all were
// restarted in turn, if each had one before, clients connect to any of the others
// alike, and nothing moves them afterwards. The last one has none.
func RollingRestart(n int) []float64 {
	connections := make([]float64, n)
	for i := range connections {
		connections[i] = 1
	}
	for i := range connections {
		moved := connections[i]
		connections[i] = 0
		for j := range connections {
			if j != i {
				connections[j] += moved / float64(n-1)
			}
		}
	}
	return connections
}

// SnowflakeCapacity returns what an id of milliseconds, node and sequence number can
// name: the years until the milliseconds run out, of 365.25 days, the nodes, and the
// ids of one node in a millisecond. Twitter's Snowflake has 41, 10 and 12 bits.
func SnowflakeCapacity(timeBits, nodeBits, sequenceBits int) (years float64, nodes, perMillisecond int) {
	const yearMilliseconds = 365.25 * 24 * 60 * 60 * 1000
	return float64(uint64(1)<<timeBits) / yearMilliseconds, 1 << nodeBits, 1 << sequenceBits
}

const theorySource = "latencies as the sum of the ways and of the mean times at gateways and store (Erlang C), of a message that nothing delays; " +
	"acknowledgements as a geometric series; vanishing at any time between two heartbeats"

// theory returns what formulas say of a plan without its faults.
func (m *model) theory() system.Theory {
	p := m.Plan
	t := system.Theory{Source: theorySource}
	present, copies := m.size.present(p), perMessage(p)
	t.Set("fanout_mean", copies)
	session := p.Number("session_mean")
	if session < float64(fewBeats*p.Number("heartbeat")) {
		t.None("heartbeats", "sessions are short, and end between two of them")
	} else {
		t.Set("heartbeats_per_second", HeartbeatRate(present, p.Number("heartbeat")))
	}
	if m.mistake != checkThenAct {
		t.Set("deliveries_mean", Deliveries(m.clients.ackLoss))
	}
	switch {
	case p.Number("vanish_fraction") == 0:
	case p.End < 20*m.links.timeout:
		t.None("detection", "the run is short, and sees the fast ones only")
	default:
		mean, _, _ := DetectionDelay(p.Number("heartbeat"), p.Number("heartbeat_timeout"))
		t.Set("detection_mean_seconds", mean)
	}
	atGateway, atStore := m.offered()
	switch {
	case atGateway >= 1:
		return t.None(system.Rest, "gateways are asked for more than they can do")
	case atStore >= 1:
		return t.None(system.Rest, "the store is asked for more than it can do")
	case session < shortSession:
		return t.None(system.Rest, "sessions are short: who comes back reads its history, and who goes delays what is on its way")
	}
	t.Set("gateway_utilization", atGateway)
	t.Set("store_utilization", atStore)
	switch {
	case m.mistake == groupToNobody:
		return t.None("latencies", "messages to groups reach nobody")
	case max(atGateway, atStore) > .75:
		return t.None("latencies", "gateways or shards are busy, and some have more to do than others")
	}
	m.latencies(&t, m.gatewayLoad(present, copies), m.storeLoad(copies))
	return t
}

// offered returns how much work gateways and shards are asked for, over what they can do.
func (m *model) offered() (gateway, store float64) {
	present, copies := m.size.present(m.Plan), perMessage(m.Plan)
	return m.gatewayLoad(present, copies) / m.Plan.Number("gateway_workers"), m.storeLoad(copies) / m.Plan.Number("store_workers")
}

// fewBeats is how many heartbeats a session lasts at least of which nearly none is cut
// off, and shortSession how many seconds one does that next to nothing is under way in
// when it ends.
const fewBeats, shortSession = 20, 120

// gatewayLoad returns how many workers of a gateway are busy, on average: with what
// comes from senders, goes to receivers who are there, tells of it, and with those
// who come and go.
func (m *model) gatewayLoad(present, copies float64) float64 {
	p := m.Plan
	online := p.Number("online_fraction")
	if m.mistake == groupToNobody {
		copies = 1 - p.Number("group_fraction")
	}
	reached := float64(m.size.rate * copies * online)
	messages := m.size.rate + reached
	switch m.receipts {
	case delivered:
		messages += reached
	case read:
		messages += float64(3 * reached)
	}
	sessions := present / p.Number("session_mean")
	messages += float64(2 * sessions * p.Number("watchers") * online)
	work := float64(messages*m.gateways.mean) + float64(sessions*m.gateways.connectMean)
	return work / float64(m.size.gateways)
}

// storeLoad returns how many workers of a shard are busy with writing, on average.
func (m *model) storeLoad(copies float64) float64 {
	writes := m.size.rate
	if m.onWrite && m.mistake != groupToNobody {
		writes += float64(m.size.rate * copies)
	}
	return float64(writes*m.store.mean) / float64(m.size.shards)
}

// latencies adds those of a message to somebody who is there.
func (m *model) latencies(t *system.Theory, gateway, store float64) {
	p := m.Plan
	network := p.Number("network")
	atGateway := sim.MeanSojourn(p.Int("gateway_workers"), gateway, m.gateways.mean)
	atStore := sim.MeanSojourn(p.Int("store_workers"), store, m.store.mean)
	t.Set("send_latency_mean_seconds", float64(2*network)+atGateway+atStore)
	slow := p.Number("slow_clients")
	link := float64(m.buffers.mean * (1 + float64((slowness-1)*slow)))
	latency := float64(2*network) + float64(2*atGateway) + atStore + m.copies.jitterMean + link
	if m.onWrite {
		latency += atStore
	}
	// Messages of a conversation that come while a link is at work wait.
	slowest, gap := float64(m.buffers.mean*slowness), p.Number("conversation_gap")
	if waits := float64(slow*slowest*slowest) / gap; waits > float64(.02*latency) {
		t.None("delivery latency", "messages wait for slow links")
		return
	}
	t.Set("delivery_latency_mean_seconds", latency)
}

var _ system.Model = (*model)(nil)
