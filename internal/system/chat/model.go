package chat

import (
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/delivery"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// nobody is the index of no user, connection, copy or message.
const nobody = -1

// A model is one run.
type model struct {
	sim   *sim.Sim
	plan  *system.Plan
	size  size
	draws draws
	in    *sim.Arrivals

	network, retry, heartbeat, timeout time.Duration
	means                              means
	ackLoss                            float64
	room                               int // in the buffer of a connection
	receipts, mistake                  string
	onWrite                            bool
	backoff, resend                    delivery.Backoff

	people      population
	connections traffic.Slots[connection]
	gateways    []gateway
	shards      []shard
	// The machines that share those, by their numbers.
	gatewayMachines, shardMachines []machine

	pool          *balance.Pool
	conversations conversations
	readings      uint32 // of history, up to now
	messages      traffic.Slots[message]
	attempts      traffic.Slots[attempt]
	deadlines     deadlines
	copies        traffic.Slots[copied]

	delivery, sending, fanOut *sim.Recorder
	count                     counters
}

// draws holds everything that chance decides, each from a stream of its own.
type draws struct {
	talk, members, media       *rand.Rand // who sends what to whom
	churn, vanish, slow, watch *rand.Rand
	jitter, acks, backoff      *rand.Rand
	gateway, link, store       *rand.Rand
	errors, machines           *rand.Rand
}

func newDraws(seed uint64) draws {
	stream := func(name string) *rand.Rand { return sim.Stream(seed, name) }
	return draws{
		talk: stream("conversations"), members: stream("members"), media: stream("media"),
		churn: stream("sessions"), vanish: stream("vanishing"), slow: stream("slow clients"), watch: stream("watchers"),
		jitter: stream("network"), acks: stream("acknowledgements"), backoff: stream("backoff"),
		gateway: stream("gateways"), link: stream("links"), store: stream("store"), errors: stream("errors"),
		machines: stream("machines"),
	}
}

// means are the mean times, in seconds, of what takes an exponential time.
type means struct{ gateway, connect, store, link, jitter float64 }

func meansOf(p *system.Plan, s size) means {
	return means{
		gateway: float64(p.Number("gateway_service_mean") * s.gatewayStretch),
		connect: float64(p.Number("connect_service_mean") * s.gatewayStretch),
		store:   float64(p.Number("store_service_mean") * s.shardStretch),
		link:    p.Number("link"), jitter: p.Number("network_jitter"),
	}
}

// exponential draws a time.
func exponential(mean float64, r *rand.Rand) time.Duration {
	return sim.Seconds(sim.Exponential{Mean: mean}.Sample(r))
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		sim: &sim.Sim{Budget: p.Budget}, plan: p, size: sizeOf(p), draws: newDraws(p.Seed),
		network: p.Duration("network"), retry: p.Duration("retry"),
		heartbeat: p.Duration("heartbeat"), timeout: p.Duration("heartbeat_timeout"),
		ackLoss: p.Number("ack_loss"), room: p.Int("buffer"),
		receipts: p.Text("receipts"), mistake: p.Text("mistake"), onWrite: p.Text("fan_out") == onWrite,
		backoff: delivery.Backoff{First: p.Duration("backoff"), Most: p.Duration("backoff_max"), Full: p.Text("backoff_jitter") == full},
		resend:  delivery.Backoff{First: p.Duration("retry"), Most: max(p.Duration("retry"), p.Duration("backoff_max"))},
	}
	m.means = meansOf(p, m.size)
	m.reserve()
	for _, rec := range []**sim.Recorder{&m.delivery, &m.sending, &m.fanOut} {
		*rec = sim.NewRecorder(p.End, warmup(p), system.Steps)
	}
	m.in = &sim.Arrivals{Sim: m.sim, Stream: sim.Stream(p.Seed, "arrivals"), Rate: m.size.rate, Emit: m.arrive}
	var sharing [][]int32
	var weights []int
	m.gatewayMachines, sharing = newMachines(p.Int("gateways"), m.size.gateways)
	for _, machines := range sharing {
		m.addGateway(machines...)
		weights = append(weights, len(machines))
	}
	m.shardMachines, sharing = newMachines(p.Int("store_shards"), m.size.shards)
	for _, machines := range sharing {
		m.shards = append(m.shards, shard{sim.NewStation(m.sim, p.Int("store_concurrency"), p.Int("queue_limit"), m.stored), machines})
	}
	policy, err := balance.New(p.Text("policy"), sim.Stream(p.Seed, "balancing"))
	if err != nil {
		return nil, err
	}
	m.pool = balance.NewPool(policy, weights...)
	m.populate()
	m.conversations.start(m)
	m.sim.At(m.delivery.Warmup(), m.resetStats)
	return m, nil
}

func (m *model) resetStats() {
	for _, g := range m.gateways {
		g.ResetStats()
	}
	for _, s := range m.shards {
		s.ResetStats()
	}
}

// The kinds of events, with what each is about.
const (
	reachedGateway int32 = iota // an attempt
	ticked                      // an attempt
	ranOut                      // the first of the deadlines
	sentBefore                  // a message
	handedOver                  // a copy
	taken                       // a connection
	acknowledged                // a copy
	retried                     // a copy
	dialled                     // a user
	detected                    // a connection
	churned
	uploaded
	caughtUp // a user
)

// Handle carries out an event. It is called by the simulation.
func (m *model) Handle(what, who int32) {
	switch what {
	case reachedGateway:
		m.enter(who)
	case ticked:
		m.tick(who)
	case ranOut:
		m.expire()
	case sentBefore:
		m.resent(who)
	case handedOver:
		m.handOver(who)
	case taken:
		m.take(who)
	case acknowledged:
		m.acknowledge(who)
	case retried:
		m.again(who)
	case dialled:
		m.dial(who)
	case detected:
		m.detect(who)
	case churned:
		m.churn()
	case uploaded:
		m.compose()
	case caughtUp:
		m.fetch(who)
	}
}

// after schedules an event.
func (m *model) after(d time.Duration, what, who int32) sim.Timer {
	return m.sim.Schedule(m.sim.Now()+d, m, what, who)
}
