package shortener

import (
	"slices"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// maxInFlight bounds the memory that requests under way may take.
const maxInFlight = 2_000_000

// A model is one run of the read path.
type model struct {
	sim   *sim.Sim
	plan  *system.Plan
	size  size
	rec   *sim.Recorder
	in    *sim.Arrivals
	draws draws
	began bool // arrivals

	half     time.Duration // of a network round trip
	timeout  time.Duration
	requests []request
	free     []int32
	limit    int // of requests under way
	open     int // measured requests whose fate is not known yet

	balancer *sim.Station // nil where its time is left out
	pool     *balance.Pool
	apps     []*sim.Station
	caches   []*cacheNode
	shards   []*sim.Station
	place    placement

	lookups, hits int64
}

// A stage is where a request is.
type stage uint8

const (
	idle stage = iota // the slot is free
	atBalancer
	toApp
	atApp
	toCache
	atCache
	toDatabase
	atDatabase
	toClient
)

// A request is one redirect under way.
type request struct {
	arrived                       time.Duration
	code                          uint64
	appTime, cacheTime, queryTime time.Duration
	connection                    balance.Connection
	server, node, shard           int32
	stage                         stage
	settled                       bool // counted already; what is left of it is work for nothing
}

func newModel(p *system.Plan) (*model, error) {
	size := sizeOf(p)
	draws, err := newDraws(p, size.urls)
	if err != nil {
		return nil, err
	}
	m := &model{
		sim:     &sim.Sim{},
		plan:    p,
		size:    size,
		draws:   draws,
		rec:     sim.NewRecorder(p.Duration("duration"), p.Duration("warmup"), system.Steps),
		half:    p.Duration("network") / 2,
		timeout: p.Duration("timeout"),
		limit:   maxInFlight,
	}
	m.in = &sim.Arrivals{Sim: m.sim, Stream: sim.Stream(p.Seed, "arrivals"), Rate: p.Number("redirects"), Emit: m.arrive}
	if err := m.build(); err != nil {
		return nil, err
	}
	m.sim.At(m.rec.Warmup(), m.resetStats)
	return m, nil
}

// build makes the parts that requests pass through.
func (m *model) build() error {
	p, limit := m.plan, m.plan.Int("queue_limit")
	if p.Number("balancer_service_mean") > 0 {
		m.balancer = sim.NewStation(m.sim, 1, sim.Unlimited, m.balanced)
	}
	for range p.Int("app_servers") {
		m.apps = append(m.apps, sim.NewStation(m.sim, p.Int("app_concurrency"), limit, m.appDone))
	}
	for range p.Int("shards") {
		m.shards = append(m.shards, sim.NewStation(m.sim, p.Int("db_concurrency"), limit, m.queryDone))
	}
	nodes := p.Int("cache_nodes")
	for i := range nodes {
		// What does not divide goes to the first nodes.
		capacity := (m.size.cached + nodes - 1 - i) / nodes
		node, err := newCacheNode(sim.NewStation(m.sim, 1, limit, m.cacheDone), capacity)
		if err != nil {
			return err
		}
		m.caches = append(m.caches, node)
	}
	var err error
	if m.place, err = newPlacement(nodes, len(m.shards), p.Text("sharding"), p.Int("virtual_nodes")); err != nil {
		return err
	}
	policy, err := balance.New(p.Text("policy"), sim.Stream(p.Seed, "balancing"))
	if err != nil {
		return err
	}
	m.pool = balance.NewPool(policy, slices.Repeat([]int{1}, len(m.apps))...)
	m.warm()
	return nil
}

// cacheEntries returns how many links the cache holds: never more than exist.
func cacheEntries(p *system.Plan) int {
	return int(min(p.Number("cache_capacity"), p.Number("urls")))
}

func (m *model) resetStats() {
	m.lookups, m.hits = 0, 0
	for _, part := range m.parts() {
		for _, st := range part.stations {
			st.ResetStats()
		}
	}
}
