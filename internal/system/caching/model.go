package caching

import (
	"math/rand/v2"
	"slices"
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// A model is one run.
type model struct {
	traffic.Run
	popularity *system.Popularity
	routing    *rand.Rand // draws servers
	kinds      *rand.Rand // draws reads and writes
	jitters    *rand.Rand
	eagerness  *rand.Rand // draws whether to renew early

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
	origin   *origin
	latest   []time.Duration // when each key was last written; nil if nothing writes
	jobs     jobs

	tallies tallies
	lost    int
	most    struct{ unsaved, entries, stampede int }
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run: traffic.Start(p, p.Warmup(fifth)),
		ttl: p.Duration("ttl"), nearby: p.Duration("l1_latency"), away: p.Duration("cache_latency"),
		jitter: p.Number("jitter"), beta: p.Number("early_beta"), writeRatio: p.Number("writes"),
		coalesce: p.Text("coalesce") == on, slides: p.Text("expiry") == sliding,
		blind: p.Text("write") == string(cache.Around),
	}
	m.routing, m.kinds, m.jitters, m.eagerness = m.Stream("servers"), m.Stream("writes"), m.Stream("jitter"), m.Stream("early renewal")
	m.Bound = traffic.Bound{Most: sim.MostGrowing(jobBytes), UnderWay: m.jobs.Live, What: "requests", Remedy: "lower the rate, the origin's queue or its time"}
	m.landing.tell = m.told
	m.tallies = tallies{slices: make([]tally, system.Steps), width: m.Rec.Point(0).Width}
	m.origin = newOrigin(&m.Run, &m.tallies, &m.jobs, m.done)
	m.latest = slices.Clone(m.origin.stored)
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
	if m.origin.back && m.latest != nil {
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
	return nil
}

func (m *model) resetStats() {
	m.most.unsaved, m.most.entries, m.most.stampede = m.shared.Dirty(), m.shared.Len(), 0
	m.origin.resetStats()
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
