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
	eagerness  *rand.Rand // draws whether to renew early

	beta, writeRatio float64
	coalesce         bool
	blind            bool // loads fill the cache whatever was written meanwhile

	levels   *levels
	origin   *origin
	jobs     jobs
	tallies  tallies
	flights  cache.Flights[uint64, int32] // jobs that load or wait
	landing  landing
	stampede int             // the largest
	emptied  []system.Cause  // what befell the memory of servers
	latest   []time.Duration // when each key was last written; nil if nothing writes
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run:  traffic.Start(p, p.Warmup(system.Fifth)),
		beta: p.Number("early_beta"), writeRatio: p.Number("writes"), coalesce: p.Text("coalesce") == on,
		blind: p.Text("write") == string(cache.Around),
	}
	m.routing, m.kinds, m.eagerness = m.Stream("servers"), m.Stream("writes"), m.Stream("early renewal")
	m.Ending = traffic.Ending{Measure: m.measure, Await: m.AwaitAlone, Fill: m.fill}
	m.Bound = traffic.Bound{Most: sim.MostGrowing(jobBytes), UnderWay: m.jobs.Live, What: "requests", Remedy: "lower the rate, the origin's queue or its time"}
	m.landing.tell = m.told
	m.tallies = tallies{slices: make([]tally, system.Steps), width: m.Rec.Point(0).Width}
	m.origin = newOrigin(&m.Run, &m.tallies, &m.jobs, m.done)
	m.latest = slices.Clone(m.origin.stored)
	m.Arrivals("arrivals", p.Number("rate"), m.arrive)
	var err error
	if m.popularity, err = system.NewPopularity(p.Seed, p.Int("keys"), p.Number("zipf")); err != nil {
		return nil, err
	}
	if m.levels, err = newLevels(&m.Run, m.origin); err != nil {
		return nil, err
	}
	switch p.Text("start") {
	case warm:
		newPast(m).warmUp()
	case filled:
		m.levels.fillUp()
	}
	m.levels.most.entries = m.levels.shared.Len()
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	if m.origin.back && m.latest != nil {
		m.Sim.Schedule(p.Duration("flush_interval"), m.levels, flushing, 0)
	}
	return m, nil
}

func (m *model) resetStats() {
	m.levels.most.unsaved, m.levels.most.entries, m.stampede = m.levels.shared.Dirty(), m.levels.shared.Len(), 0
	m.origin.resetStats()
}

// arrive takes in a request.
func (m *model) arrive() {
	m.tallies.turn(m.Sim.Now())
	key := uint64(m.popularity.Pick())
	server := int32(0)
	if len(m.levels.memories) > 1 {
		server = int32(m.routing.IntN(len(m.levels.memories)))
	}
	if m.writeRatio > 0 && m.kinds.Float64() < m.writeRatio {
		m.write(key, server)
	} else {
		m.read(key, server)
	}
	m.levels.most.entries = max(m.levels.most.entries, m.levels.shared.Len())
}
