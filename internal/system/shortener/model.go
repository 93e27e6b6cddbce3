package shortener

import (
	"slices"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// maxInFlight bounds the memory that requests under way may take.
var maxInFlight = sim.MostGrowing(requestBytes)

// A model is one run.
type model struct {
	traffic.Run
	size  size
	in    *sim.Arrivals
	draws draws

	writer  *writer
	codes   *codes
	clicks  *clicks
	clients *clients

	half     time.Duration // of a network round trip
	requests traffic.Slots[request]

	balancer *sim.Station // nil where its time is left out
	pool     *balance.Pool
	apps     fleet.Stations
	tier     *tier
	database *database
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run:  traffic.Start(p, p.Warmup(tenth)),
		size: sizeOf(p),
		half: p.Duration("network") / 2,
	}
	if err := m.newDraws(); err != nil {
		return nil, err
	}
	m.clients = newClients(m)
	m.Bound = traffic.Bound{Most: maxInFlight, UnderWay: m.requests.Live, What: "requests", Remedy: "lower the rates, the queue limit or the service times"}
	m.in = m.Arrivals("arrivals", p.Number("redirects"), m.arrive)
	if err := m.build(); err != nil {
		return nil, err
	}
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	return m, nil
}

// build makes the parts that requests pass through.
func (m *model) build() error {
	p, limit := m.Plan, m.Plan.Int("queue_limit")
	if p.Number("balancer_service_mean") > 0 {
		m.balancer = sim.NewStation(&m.Sim, 1, sim.Unlimited, m.balanced)
	}
	for range p.Int("app_servers") {
		m.apps.Add(sim.NewStation(&m.Sim, p.Int("app_workers"), limit, m.appDone))
	}
	var err error
	if m.tier, err = newTier(m); err != nil {
		return err
	}
	if m.database, err = newDatabase(m); err != nil {
		return err
	}
	policy, err := balance.New(p.Text("policy"), sim.Stream(p.Seed, "balancing"))
	if err != nil {
		return err
	}
	m.pool = balance.NewPool(policy, slices.Repeat([]int{1}, len(m.apps.Members))...)
	m.apps.Pools = []*balance.Pool{m.pool}
	m.apps.Detection = p.Duration("detection")
	m.tier.warm()
	if m.codes, err = newCodes(m); err != nil {
		return err
	}
	m.clicks = newClicks(m)
	m.writer, err = newWriter(m)
	return err
}

// cacheEntries returns how many links the cache holds: never more than exist.
func cacheEntries(p *system.Plan) int {
	return int(min(p.Number("cache_capacity"), p.Number("urls")))
}

func (m *model) resetStats() {
	m.tier.lookups, m.tier.hits = 0, 0
	m.clicks.station.ResetStats()
	for _, part := range m.parts() {
		for _, st := range part.stations {
			st.ResetStats()
		}
	}
}
