package shortener

import (
	"math/rand/v2"
	"slices"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// maxInFlight bounds the memory that requests under way may take.
var maxInFlight = sim.MostGrowing(requestBytes)

// A model is one run.
type model struct {
	sim   *sim.Sim
	plan  *system.Plan
	size  size
	rec   *sim.Recorder // of redirects
	recs  [kinds]*sim.Recorder
	in    *sim.Arrivals
	draws draws
	began bool // arrivals

	writer     writer
	mint       *mint
	links      *links
	expires    bool // some link does within the run
	clicks     *clicks
	retries    int
	retryDraws draws
	jitter     *rand.Rand // of the time until a retry
	count      counts

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
	shards   []*sim.Station // every replica of the first shard, then of the next
	replicas int
	primary  []int // of each shard, among the stations
	place    placement
	ttl      time.Duration

	lookups, hits int64
}

// counts are what happened over the whole run, the warm-up included.
type counts struct {
	arrived [kinds]int64 // measured only

	limited, retried                 int64
	unminted, queries                int64
	collisions, reused, aliasesTaken int64
	answered, expired                int64 // redirects that found a link, or one that is gone
}

func newModel(p *system.Plan) (*model, error) {
	size := sizeOf(p)
	draws, err := newDraws(p, size.urls)
	if err != nil {
		return nil, err
	}
	m := &model{
		sim:        &sim.Sim{},
		plan:       p,
		size:       size,
		draws:      draws,
		half:       p.Duration("network") / 2,
		timeout:    p.Duration("timeout"),
		ttl:        p.Duration("cache_ttl"),
		limit:      maxInFlight,
		retries:    p.Int("retries"),
		retryDraws: newRetryDraws(p),
		jitter:     sim.Stream(p.Seed, "backoff"),
	}
	for k := range m.recs {
		m.recs[k] = sim.NewRecorder(p.Duration("duration"), p.Duration("warmup"), system.Steps)
	}
	m.rec = m.recs[redirect]
	m.in = &sim.Arrivals{Sim: m.sim, Stream: sim.Stream(p.Seed, "arrivals"), Rate: p.Number("redirects"), Emit: m.arrive}
	if err := m.build(); err != nil {
		return nil, err
	}
	m.sim.At(m.rec.Warmup(), m.resetStats)
	return m, nil
}

// buildWriting makes what links are made and clicks are counted with.
func (m *model) buildWriting() error {
	var err error
	if m.mint, err = newMint(m.plan); err != nil {
		return err
	}
	m.links = newLinks(m.plan, m.mint)
	m.expires = m.links.expire(m.plan.End + m.patience())
	m.clicks = m.newClicks(m.plan)
	return m.newWriter(m.plan)
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
	m.replicas = p.Int("replicas")
	for i := range p.Int("shards") * m.replicas {
		m.shards = append(m.shards, sim.NewStation(m.sim, p.Int("db_concurrency"), limit, m.queryDone))
		if i%m.replicas == 0 {
			m.primary = append(m.primary, i)
		}
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
	if m.place, err = newPlacement(nodes, p.Int("shards"), p.Text("sharding"), p.Int("virtual_nodes")); err != nil {
		return err
	}
	policy, err := balance.New(p.Text("policy"), sim.Stream(p.Seed, "balancing"))
	if err != nil {
		return err
	}
	m.pool = balance.NewPool(policy, slices.Repeat([]int{1}, len(m.apps))...)
	m.warm()
	return m.buildWriting()
}

// cacheEntries returns how many links the cache holds: never more than exist.
func cacheEntries(p *system.Plan) int {
	return int(min(p.Number("cache_capacity"), p.Number("urls")))
}

func (m *model) resetStats() {
	m.lookups, m.hits = 0, 0
	m.clicks.station.ResetStats()
	for _, part := range m.parts() {
		for _, st := range part.stations {
			st.ResetStats()
		}
	}
}
