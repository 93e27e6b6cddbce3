// Package chat simulates a chat service.
//
// Users hold connections to gateways. A message goes from its sender through a
// gateway to the store, which gives it the next number of its conversation and only
// then acknowledges it; a copy for each other member goes to the gateway that the
// registry names, into the bounded buffer of the connection and down the link. The
// receiver's client drops what it has, shows messages in order and acknowledges.
// Whatever is not acknowledged is sent again; for those who are away it waits with
// the store, and a push tells them. Numbers, retries and backoff are the real
// algorithms of package delivery, the spreading of connections that of package
// balance; only the time that things take is drawn.
//
// Every copy is followed to its end and held against the truth, which is the order
// and number in which the store took the messages: delivered, lost, duplicated and
// out of order are counted one by one, and sent = delivered + lost + pending is
// checked at the end of each run.
package chat

import (
	"slices"

	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// System describes a chat service.
func System() *system.System {
	return &system.System{
		Name:       "chat",
		Title:      "Chat service",
		Doc:        "Messages between users connected to gateways: stored, handed over, acknowledged, or kept for those who are away.",
		Parameters: parameters(),
		Metrics:    metrics(),
		P99Metric:  "delivery_latency_p99_seconds",
		Faults:     faults(),
		Policies:   []string{"policy", "retry", "backoff"},
		Mistakes: []system.Mistake{
			{Parameter: "mistake", Value: checkThenAct, Shows: []string{"lost"}, Needs: "users who go while something is handed over to them: shorter sessions"},
			{Parameter: "mistake", Value: dropOnFull, Shows: []string{"lost"}, Needs: "buffers that fill: a slow link, or slow_clients"},
			{Parameter: "mistake", Value: groupToNobody, Shows: []string{"lost"}, Needs: "messages to groups"},
			{Parameter: "mistake", Value: withoutDedupe, Shows: []string{"duplicated"}, Needs: "acknowledgements that get lost: ack_loss"},
			{Parameter: "mistake", Value: withoutNumbers, Shows: []string{"out_of_order"}, Needs: "copies that overtake one another: network_jitter"},
		},
		DefaultFaults:     []string{"at 50% kill gateway 1"},
		DefaultObjectives: []string{"delivery_latency_p99_seconds < 500 ms", "lost <= 0", "availability >= 99.9%"},
		NotModelled: []string{
			"time that acknowledgements, heartbeats, registry look-ups and pushes take at servers; heartbeats and pushes are counted",
			"who knows whom: receivers and members of groups are drawn evenly among all users, whether they are there or not",
			"several devices of one user",
			"a push that brings its user back: they come when they would have come anyway",
			"receipts on their way: they only cost the gateways time, and a lost one is not repeated, for the next covers it",
			"replicas of the store and their quorum: what is stored stays stored, and an error, a crash or a cut means that nothing was",
			"the order of one sender's messages before the store: the truth is the order in which they are stored",
			"clients that give up: they send again until there is an answer",
			"health checks: those who connect know at once which gateways are up",
			"the bytes of messages and files; a file goes to another store before the message that refers to it is sent",
			"memory of a gateway, but for the bounds on its queue and on each connection's buffer",
		},
		Fit:      fit,
		Validate: validate,
		Cost:     cost,
		Start:    traffic.Starter(newModel),
	}
}

// The mistakes that can be selected, each of which shows its own damage.
const (
	none           = "none"
	checkThenAct   = "check-then-act"
	dropOnFull     = "drop-on-full"
	groupToNobody  = "group-to-nobody"
	withoutDedupe  = "no-dedupe"
	withoutNumbers = "no-sequence"
)

func mistakes() []string {
	return []string{none, checkThenAct, dropOnFull, groupToNobody, withoutDedupe, withoutNumbers}
}

const (
	onWrite   = "write"
	full      = "full"
	sent      = "sent"
	delivered = "delivered"
	read      = "read"
)

// policies are those of package balance that need nothing but gateways.
var policies = []string{"least-connections", "round-robin", "random", "two-choices"}

func parameters() []system.Parameter {
	return []system.Parameter{
		{Name: "users", Kind: system.Count, Default: "1M", Min: 2, Max: 1e11, Doc: "Users there are."},
		{Name: "online_fraction", Kind: system.Number, Default: "0.2", Min: .001, Max: 1, Doc: "Part of them that is there at any moment."},
		{Name: "messages", Kind: system.Rate, Default: "600/s", Min: .001, Max: 1e9, Doc: "Messages that are sent, on average, to one or to a group."},
		{Name: "group_fraction", Kind: system.Number, Default: "0.1", Min: 0, Max: 1, Doc: "Part of the conversations that are groups."},
		{Name: "group_size", Kind: system.Count, Default: "50", Min: 3, Max: maxGroup, Doc: "Members of a group, the sender among them."},
		{Name: "fan_out", Kind: system.Choice, Default: read, Choices: []string{read, onWrite}, Doc: "read: a message is stored once. write: also once for each receiver, who then finds all news in one place."},
		{Name: "gateways", Kind: system.Count, Default: "4", Min: 1, Max: 100_000, Doc: "Gateways, which hold the connections."},
		terms.Workers("gateway_", "8", "gateway"),
		terms.ServiceMean("gateway_", "50 us", "Mean time of a gateway for one message, in or out, receipt or change of presence; exponentially distributed."),
		terms.ServiceMean("connect_", "1 ms", "The same for a new connection."),
		{Name: "gateway_capacity", Kind: system.Count, Default: "1M", Min: 1, Max: 1e9, Doc: "Connections that one gateway takes; more are refused."},
		{Name: "policy", Kind: system.Choice, Default: "least-connections", Choices: policies, Doc: "How a new connection finds its gateway."},
		{Name: "buffer", Kind: system.Count, Default: "64", Min: 1, Max: 1e6, Doc: "Messages that a gateway holds for one connection. If one more comes it closes the connection, and the client catches up from the store."},
		{Name: "link", Kind: system.Duration, Default: "5 ms", Min: 0, Max: 3600, Doc: "Mean time of a client to take one message, exponentially distributed; 0 means at once."},
		{Name: "slow_clients", Kind: system.Number, Default: "0.01", Min: 0, Max: 1, Doc: "Part of the connections that take a hundred times longer."},
		{Name: "session_mean", Kind: system.Duration, Default: "10 min", Min: .1, Max: 1e8, Doc: "Mean time that a user stays, exponentially distributed. With everybody online, a user whose session ends connects again."},
		{Name: "vanish_fraction", Kind: system.Number, Default: "0.1", Min: 0, Max: 1, Doc: "Part of the sessions that end without a word, as in a tunnel."},
		{Name: "heartbeat", Kind: system.Duration, Default: "30 s", Min: .001, Max: 1e6, Doc: "How often a client says that it is there."},
		{Name: "heartbeat_timeout", Kind: system.Duration, Default: "60 s", Min: .001, Max: 1e7, Doc: "How long after the last heartbeat a user counts as away."},
		{Name: "watchers", Kind: system.Count, Default: "2", Min: 0, Max: 10_000, Doc: "How many users are to be told when one comes or goes; those who are away are not."},
		{Name: "backoff", Kind: system.Duration, Default: "1 s", Min: .001, Max: 1e6, Doc: "The first wait of a client that lost its connection; it doubles with every failure."},
		{Name: "backoff_max", Kind: system.Duration, Default: "60 s", Min: .001, Max: 1e6, Doc: "The longest wait."},
		{Name: "backoff_jitter", Kind: system.Choice, Default: full, Choices: []string{full, none}, Doc: "full: each wait is drawn between zero and that. none: all wait alike, and come back together."},
		{Name: "store_shards", Kind: system.Count, Default: "4", Min: 1, Max: 100_000, Doc: "Shards of the store; a conversation lives on one."},
		terms.Workers("store_", "8", "shard"),
		terms.ServiceMean("store_", "2 ms", "Mean time of the store for a write, or to read a page of 100 messages; exponentially distributed."),
		terms.QueueLimit("100k", "each gateway and shard"),
		terms.Network("20 ms", "One way between a client and the servers, always the same."),
		{Name: "network_jitter", Kind: system.Duration, Default: "2 ms", Min: 0, Max: 60, Doc: "What a message takes longer on its way from the store to the receiver's gateway, on average; exponentially distributed, each for itself."},
		{Name: "retry", Kind: system.Duration, Default: "3 s", Min: .001, Max: 3600, Doc: "How long sender and store wait for an acknowledgement before they send again. Senders double it every time, up to backoff_max."},
		{Name: "ack_loss", Kind: system.Number, Default: "0.001", Min: 0, Max: .99, Doc: "Part of the receivers' acknowledgements that get lost."},
		{Name: "conversation_gap", Kind: system.Duration, Default: "5 s", Min: .001, Max: 1e6, Doc: "Mean time between messages of a conversation that is under way. One lasts for ten messages on average."},
		{Name: "receipts", Kind: system.Choice, Default: read, Choices: []string{sent, delivered, read}, Doc: "What a sender is told: sent, that the store has it; delivered, also that a receiver has it; read, also that it was shown."},
		{Name: "media_fraction", Kind: system.Number, Default: "0.05", Min: 0, Max: 1, Doc: "Part of the messages that refer to a file, which is uploaded first."},
		{Name: "upload_mean", Kind: system.Duration, Default: "1 s", Min: 0, Max: 3600, Doc: "Mean time of an upload, exponentially distributed. It does not count as latency."},
		{Name: "mistake", Kind: system.Choice, Default: none, Choices: mistakes(), Doc: "A mistake, to be seen failing. check-then-act: whoever is online when it is looked up counts as having the message. drop-on-full: what does not fit the buffer is dropped. group-to-nobody: messages to groups are stored only. no-dedupe: what comes twice is taken twice. no-sequence: messages are shown as they come."},
		{Name: "scale", Kind: system.Count, Min: 1, Max: 1e9, Doc: "One user of so many is simulated, with as much less load on as many fewer gateways and shards; if not given, the smallest that a run can afford."},
		terms.Duration("60 s"),
		terms.Warmup("a tenth"),
	}
}

func metrics() []system.Metric {
	return slices.Concat([]system.Metric{
		{Name: "delivery_latency_mean_seconds", Unit: system.Seconds, Doc: "Mean time from sending a message until a receiver who is there sees it, each receiver of a group by itself. Those still waiting at the end count with their wait so far."},
	}, terms.Percentiles("delivery_latency", "Latency of those", system.Percentiles...), []system.Metric{
		{Name: "throughput_per_second", Unit: system.PerSecond, Doc: "Messages shown to receivers who were there when they were sent, a second."},
		{Name: "send_latency_mean_seconds", Unit: system.Seconds, Doc: "Mean time until the sender has the store's acknowledgement, the first tick."},
		{Name: "send_latency_p99_seconds", Unit: system.Seconds, Doc: "The same, that 99% do not exceed."},
		{Name: "availability", Unit: system.Ratio, Doc: "Part of the messages that are acknowledged before their sender would send again."},
		{Name: "sent", Unit: system.Jobs, Doc: "Messages sent, one for each receiver, over the whole run: delivered + lost + pending."},
		{Name: "delivered", Unit: system.Jobs, Doc: "Of those, shown to the receiver."},
		{Name: "lost", Unit: system.Jobs, Doc: "Of those, never to be shown: nobody will send them again."},
		{Name: "pending", Unit: system.Jobs, Doc: "Of those, on their way or waiting for the receiver at the end."},
		{Name: "duplicated", Unit: system.Jobs, Doc: "Times that a receiver was shown a message again."},
		{Name: "out_of_order", Unit: system.Jobs, Doc: "Messages shown after one that comes later in the conversation."},
		{Name: "deliveries_mean", Unit: system.Jobs, Doc: "How often a message reaches its receiver's client until it is acknowledged, on average."},
		{Name: "resends", Unit: system.Jobs, Doc: "Times that a sender sent again."},
		{Name: "pushes", Unit: system.Jobs, Doc: "Messages whose receiver was away, so that a push was sent."},
		{Name: "history_pages", Unit: system.Jobs, Doc: "Pages of history that clients read when they came back."},
		{Name: "receipts_per_second", Unit: system.PerSecond, Doc: "Receipts that senders were told: delivered and read."},
		{Name: "uploads_per_second", Unit: system.PerSecond, Doc: "Files that were uploaded, a second; none passes a gateway."},
		{Name: "fanout_mean", Unit: system.Jobs, Doc: "Receivers of a message that the store has taken, on average."},
		{Name: "fanout_max", Unit: system.Jobs, Doc: "Receivers of such a message, at the most."},
		{Name: "fanout_latency_mean_seconds", Unit: system.Seconds, Doc: "Mean time until the slowest receiver who is there sees a message."},
		{Name: "fanout_latency_p99_seconds", Unit: system.Seconds, Doc: "The same, that 99% do not exceed."},
		{Name: "presence_updates_per_second", Unit: system.PerSecond, Doc: "Users who were told that one came or went, a second."},
		{Name: "heartbeats_per_second", Unit: system.PerSecond, Doc: "Heartbeats that gateways get, a second."},
		{Name: "detection_mean_seconds", Unit: system.Seconds, Doc: "Mean time from a client's vanishing until the service knows."},
		{Name: "detection_min_seconds", Unit: system.Seconds, Doc: "The shortest of those."},
		{Name: "detection_max_seconds", Unit: system.Seconds, Doc: "The longest of those."},
		{Name: "gateway_connections_max", Unit: system.Jobs, Doc: "Most connections at any gateway."},
		{Name: "gateway_connections", Unit: system.Jobs, Array: true, Doc: "Connections at each gateway at the end."},
		{Name: "reconnects", Unit: system.Jobs, Doc: "Attempts to connect again of clients that lost their connection."},
		{Name: "reconnect_peak_per_second", Unit: system.PerSecond, Doc: "The most of those in any second of the run."},
		{Name: "buffers_full", Unit: system.Jobs, Doc: "Times that a message found the buffer of its connection full."},
		terms.Utilization("gateway_", "gateways"),
		terms.QueueMax("gateway_", "any gateway"),
		terms.Utilization("store_", "the store"),
		terms.QueueMax("store_", "any shard"),
		{Name: "scale", Unit: system.Jobs, Doc: "One user of so many was simulated. Counts and rates are of what was simulated."},
	})
}

func faults() []system.FaultForm {
	const gateway, gateways, shards = "gateway", "gateways", "store_shards"
	return slices.Concat(
		[]system.FaultForm{
			system.Also(system.Kill, gateway, gateways, "Its clients notice at once and connect elsewhere."),
			system.Also(system.Hang, gateway, gateways, "Its clients notice when the heartbeat's timeout has passed."),
			system.Also(system.Cut, gateway, gateways, "Its clients notice when the heartbeat's timeout has passed."),
			system.Also(system.Restart, gateway, gateways, "It has no connections then."),
			system.Also(system.Heal, gateway, gateways, "It has no connections then."),
		},
		system.Forms(gateway, gateways, system.Slow, system.Errors),
		system.Forms(gateway, "", system.Add),
		[]system.FaultForm{system.Also(system.Kill, "store", shards, "What it has stored stays stored.")},
		system.Forms("store", shards, system.Hang, system.Cut, system.Restart, system.Heal, system.Slow, system.Errors),
		[]system.FaultForm{
			{Verb: system.Load, Doc: system.Load.Meaning()},
			system.Also(system.Set, "policy", "", "New connections find their gateways by it."),
		},
	)
}
