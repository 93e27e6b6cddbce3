package sharding

import (
	"math/rand/v2"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// A model is one run: the shards at work, and the keys that lie on them.
type model struct {
	traffic.Run
	popularity *system.Popularity
	work       traffic.Work
	errors     *rand.Rand
	choice     *rand.Rand // draws copies

	layout *layout
	homes  []int32 // shards of all copies, by the rank of their keys
	shards []*node
	expect system.Theory // what theory says of the placement at the start
	mover  mover

	requests traffic.Slots[request]
	hot      int // measured requests for the most popular key
	refusals []string
	draws    []draw // of the placement, once the run has ended
}

// A node is one shard, there or gone.
type node struct {
	fleet.Condition
	station  *sim.Station
	keys     int // copies that lie on it
	requests int // measured ones
	leaves   bool
}

// A request is one that a shard has in hand.
type request struct {
	arrived time.Duration
	shard   int32 // nowhere if the slot is free
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{Run: traffic.Start(p, p.Warmup(system.Tenth))}
	m.work, m.errors, m.choice = m.Work("service", traffic.Exponential, p.Number("service_mean")), m.Stream("errors"), m.Stream("copies")
	m.Arrivals("arrivals", p.Number("rate"), m.arrive)
	m.Begin = m.populate
	m.Ending = traffic.Ending{Measure: m.measure, Await: m.await, Fill: m.fill}
	m.mover = newMover(m)
	var err error
	if m.popularity, err = system.NewPopularity(p.Seed, p.Int("keys"), exponent(p)); err != nil {
		return nil, err
	}
	if m.layout, err = newLayout(p, 0); err != nil {
		return nil, err
	}
	m.grow()
	m.homes = make([]int32, m.layout.keys.n*m.layout.copies)
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	if c := midway(p); c.n != 0 {
		m.Sim.At(p.End/2, func() { m.change(c) })
	}
	return m, nil
}

// grow makes a node for every shard that the layout has and the model has not.
func (m *model) grow() {
	for len(m.shards) < m.layout.shards {
		st := sim.NewStation(&m.Sim, m.Plan.Int("workers"), m.Plan.Int("queue_limit"), m.done)
		m.shards = append(m.shards, &node{station: st})
	}
}

func (m *model) resetStats() {
	for _, n := range m.shards {
		n.station.ResetStats()
	}
}

// arrive takes in a request and sends it to a shard that holds its key.
func (m *model) arrive() {
	rank := m.popularity.Pick() - 1
	service := m.work.Draw()
	now := m.Arrive()
	measured := m.Rec.Measures(now)
	if measured && rank == 0 {
		m.hot++
	}
	shard := m.find(rank)
	if shard == nowhere {
		m.Failed(now)
		return
	}
	n := m.shards[shard]
	if measured {
		n.requests++
	}
	i := m.requests.Put(request{now, shard})
	if n.Meet(m.errors) != fleet.Accepted || !n.station.Arrive(i, service) {
		m.fail(i)
	}
}

// find returns any of the shards that are up and hold a key, or nowhere.
func (m *model) find(rank int) int32 {
	copies := m.layout.copies
	homes := m.homes[rank*copies : (rank+1)*copies]
	up := 0
	for _, home := range homes {
		if m.up(home) {
			up++
		}
	}
	skip := 0
	if up > 1 {
		skip = m.choice.IntN(up)
	}
	for _, home := range homes {
		if !m.up(home) {
			continue
		}
		if skip == 0 {
			return home
		}
		skip--
	}
	for _, home := range homes {
		if home != nowhere {
			m.shards[home].Count(system.Kill)
		}
	}
	return nowhere
}

func (m *model) up(shard int32) bool { return shard != nowhere && !m.shards[shard].Down }

func (m *model) done(i int32) {
	m.Served(m.requests.All[i].arrived)
	m.forget(i)
}

func (m *model) fail(i int32) {
	m.Failed(m.requests.All[i].arrived)
	m.forget(i)
}

func (m *model) forget(i int32) {
	m.requests.All[i].shard = nowhere
	m.requests.Drop(i)
}

// change lets shards come or go. What the strategy refuses is kept for a warning.
func (m *model) change(c change) {
	if err := m.layout.apply(c); err != nil {
		m.refusals = append(m.refusals, err.Error())
		return
	}
	m.grow()
	there := m.layout.present()
	for i, n := range m.shards {
		n.leaves = !there[i]
	}
	m.mover.begin()
}

// stations returns those of all shards.
func (m *model) stations() []*sim.Station {
	stations := make([]*sim.Station, 0, len(m.shards))
	for _, n := range m.shards {
		stations = append(stations, n.station)
	}
	return stations
}
