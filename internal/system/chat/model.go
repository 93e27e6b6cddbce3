package chat

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// nobody is the index of no user, connection, copy or message.
const nobody = -1

// A model is one run. Each part has its own state and knows the others through the
// model.
type model struct {
	traffic.Run // its recorder is of deliveries
	size        size

	network, retry    time.Duration
	receipts, mistake string
	onWrite           bool

	people    population
	presence  presence
	talks     conversations
	messages  messages
	outbox    outbox
	deadlines deadlines
	gateways  gateways
	store     store
	copies    deliveries
	links     links
	buffers   buffers
	clients   clients
	history   history

	sending, fanOut *sim.Recorder
	count           counters
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run: traffic.Start(p, p.Warmup(10)), size: sizeOf(p),
		network: p.Duration("network"), retry: p.Duration("retry"),
		receipts: p.Text("receipts"), mistake: p.Text("mistake"), onWrite: p.Text("fan_out") == onWrite,
	}
	for _, rec := range []**sim.Recorder{&m.sending, &m.fanOut} {
		*rec = sim.NewRecorder(p.End, p.Warmup(10), system.Steps)
	}
	m.talks = newConversations(m)
	m.messages = messages{m: m}
	m.outbox = newOutbox(m)
	m.deadlines = deadlines{m: m, first: nobody, last: nobody}
	m.copies = newDeliveries(m)
	m.links = newLinks(m)
	m.buffers = newBuffers(m)
	m.clients = newClients(m)
	m.history = history{m: m}
	m.store = newStore(m)
	var err error
	if m.gateways, err = newGateways(m); err != nil {
		return nil, err
	}
	m.people = newPopulation(m.size.users, int(math.Round(m.size.present(p))))
	m.presence = newPresence(m)
	m.reserve()
	m.presence.connectAll()
	m.Arrivals("arrivals", m.size.rate, m.outbox.arrive)
	m.Begin = func(context.Context) error {
		m.presence.await()
		return nil
	}
	m.Bound = traffic.Bound{
		Most: maxUnderWay, UnderWay: func() int { return m.messages.Live() + m.messages.drafts.Live() + m.copies.Live() },
		What: "messages", Remedy: "lower the messages or the duration, or write a larger scale", Each: perMessage(p),
	}
	m.Sim.At(m.Rec.Warmup(), func() {
		m.gateways.resetStats()
		m.store.resetStats()
	})
	return m, nil
}

// after schedules an event of a part.
func (m *model) after(d time.Duration, part sim.Handler, what, who int32) {
	m.Sim.Schedule(m.Sim.Now()+d, part, what, who)
}

// exponential draws a time around a mean, in seconds.
func exponential(mean float64, r *rand.Rand) time.Duration {
	return sim.Seconds(sim.Exponential{Mean: mean}.Sample(r))
}

// View returns what gateways and shards are doing.
func (m *model) View() system.View {
	v := m.Look("delivery_latency")
	v.Metrics = m.standing(v.Metrics)
	for _, part := range []*tier{&m.gateways.tier, &m.store.tier} {
		v.Parts = append(v.Parts, part.view())
	}
	for i, g := range m.gateways.connections {
		v.Parts[0].Members[i].Note = system.Jobs.Format(float64(g)) + " connections"
	}
	return v
}

// standing returns the metrics as they stand that objectives may be about, made of
// those of deliveries.
func (m *model) standing(figures map[string]float64) map[string]float64 {
	if figures == nil {
		return nil
	}
	delete(figures, "dropped_fraction")
	delete(figures, "timed_out_fraction")
	figures["availability"] = availability(m.sending)
	for _, c := range m.counts() {
		figures[c.metric] = float64(c.count)
	}
	return figures
}
