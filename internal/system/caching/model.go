package caching

import (
	"math/rand/v2"
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// maxInFlight bounds the requests at an origin without a limit.
const maxInFlight = 2_000_000

// A model is one run.
type model struct {
	traffic.Run
	popularity *system.Popularity
	routing    *rand.Rand // draws servers
	kinds      *rand.Rand // draws reads and writes
	jitters    *rand.Rand
	eagerness  *rand.Rand   // draws whether to renew early
	work       traffic.Work // of the origin

	ttl, nearby, away time.Duration // a look into memory, a question to the shared cache
	jitter, beta      float64
	writeRatio        float64
	coalesce, slides  bool
	blind             bool // loads fill the cache whatever was written meanwhile

	memories []*memory // by server; none with one level
	shared   *cache.Backed[uint64, value]
	down     bool                         // the shared cache
	flights  cache.Flights[uint64, int32] // jobs that load or wait
	landing  landing
	origin   *sim.Station    // nil if it answers at once
	latest   []time.Duration // when each key was last written; nil if nothing writes
	stored   []time.Duration // which of that the origin has
	jobs     traffic.Slots[job]

	tallies tallies
	lost    int
	most    struct{ working, unsaved, entries, stampede int }
}

// A job is a request that is at the origin or waits for one that is.
type job struct {
	arrived time.Duration // of the request
	began   time.Duration // of the load
	key     uint64
	server  int32
	kind    kind
	// coalesced is set where others wait for the load instead of loading too.
	coalesced bool

	lead    bool          // the first of those that load the key
	early   bool          // the entry had not expired
	newest  time.Duration // version when the request arrived
	version time.Duration // that the origin gave
}

type kind uint8

const (
	idle kind = iota // the slot is free
	load
	wait
	write
	save // of a value that the cache has had for a while
)

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run: traffic.Start(p, p.Warmup(fifth)),
		ttl: p.Duration("ttl"), nearby: p.Duration("l1_latency"), away: p.Duration("cache_latency"),
		jitter: p.Number("jitter"), beta: p.Number("early_beta"), writeRatio: p.Number("writes"),
		coalesce: p.Text("coalesce") == on, slides: p.Text("expiry") == sliding,
		blind: p.Text("write") == string(cache.Around),
	}
	m.routing, m.kinds, m.jitters, m.eagerness = m.Stream("servers"), m.Stream("writes"), m.Stream("jitter"), m.Stream("early renewal")
	m.work = m.Work("origin", p.Text("origin_service"), p.Number("origin_service_mean"))
	m.Bound = traffic.Bound{Most: sim.MostGrowing(jobBytes), UnderWay: m.jobs.Live, What: "requests", Remedy: "lower the rate, the origin's queue or its time"}
	m.landing.tell = m.told
	m.tallies = tallies{slices: make([]tally, system.Steps), width: m.Rec.Point(0).Width}
	m.Arrivals("arrivals", p.Number("rate"), m.arrive)
	if err := m.build(); err != nil {
		return nil, err
	}
	switch p.Text("start") {
	case warm:
		m.warmUp()
	case filled:
		m.fillUp()
	}
	m.most.entries = m.shared.Len()
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	if m.writesBack() && m.latest != nil {
		m.Sim.Schedule(p.Duration("flush_interval"), m, flushing, 0)
	}
	return m, nil
}

func (m *model) build() error {
	p := m.Plan
	var err error
	if m.popularity, err = system.NewPopularity(p.Seed, p.Int("keys"), p.Number("zipf")); err != nil {
		return err
	}
	if m.memories, err = newMemories(p); err != nil {
		return err
	}
	if m.shared, err = m.newShared(p.Text("policy")); err != nil {
		return err
	}
	if m.writeRatio > 0 {
		m.latest, m.stored = make([]time.Duration, p.Int("keys")+1), make([]time.Duration, p.Int("keys")+1)
	}
	if p.Number("origin_service_mean") > 0 {
		m.origin = sim.NewStation(&m.Sim, originServers(p), p.Int("origin_queue"), m.done)
		m.origin.Begun = m.begun
	}
	return nil
}

func originServers(p *system.Plan) int {
	if n := p.Int("origin_workers"); n > 0 {
		return n
	}
	return maxInFlight
}

func (m *model) writesBack() bool { return m.Plan.Text("write") == string(cache.Back) }

func (m *model) resetStats() {
	m.most.unsaved, m.most.entries, m.most.stampede = m.shared.Dirty(), m.shared.Len(), 0
	if m.origin != nil {
		m.origin.ResetStats()
		m.most.working = m.origin.Busy()
	}
}

// arrive takes in a request.
func (m *model) arrive() {
	m.tallies.turn(m.Sim.Now())
	key := uint64(m.popularity.Pick())
	server := int32(0)
	if len(m.memories) > 1 {
		server = int32(m.routing.IntN(len(m.memories)))
	}
	if m.writeRatio > 0 && m.kinds.Float64() < m.writeRatio {
		m.write(key, server)
	} else {
		m.read(key, server)
	}
	m.most.entries = max(m.most.entries, m.shared.Len())
}
