package shortener

import (
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
)

// A tier is the cache, beside which the servers ask the database about redirects:
// its nodes, and what they have in common.
type tier struct {
	m             *model
	nodes         []*cacheNode
	place         shard.Strategy // of a code, among the nodes
	ttl           time.Duration
	lookups, hits int64 // since measuring began
}

func newTier(m *model) (*tier, error) {
	p := m.Plan
	n := p.Int("cache_nodes")
	t := &tier{m: m, ttl: sim.Seconds(m.size.ttl)}
	for i := range n {
		// What does not divide goes to the first nodes.
		capacity := (m.size.cached + n - 1 - i) / n
		node, err := newCacheNode(sim.NewStation(&m.Sim, 1, p.Int("queue_limit"), t.done), capacity)
		if err != nil {
			return nil, err
		}
		t.nodes = append(t.nodes, node)
	}
	var err error
	t.place, err = newStrategy("ring", n, p.Int("virtual_nodes"))
	return t, err
}

// warm fills the nodes with what a long history of the same requests would have
// left in them.
func (t *tier) warm() {
	p, popularity := t.m.Plan, t.m.draws.popularity
	history := sim.Stream(p.Seed, "history")
	room := make([]int, len(t.nodes))
	for i, node := range t.nodes {
		room[i] = node.capacity
	}
	cache.History{
		Keys: t.m.size.urls, Rate: p.Number("redirects"), TTL: t.ttl, Lives: sim.Stream(p.Seed, "lives"), Room: room,
		Draw:  func() uint64 { return uint64(popularity.Sample(history)) },
		Share: func(code uint64) float64 { return popularity.Of(int(code)) },
		Node:  func(code uint64) int { return int(find(t.place, code)) },
	}.Fill(func(node int, code uint64, expires time.Duration) { t.nodes[node].put(code, expires) })
}

// enter brings a redirect to the node of its code or, where that is off, past it.
func (t *tier) enter(i int32) {
	r := &t.m.requests.All[i]
	if r.orphan {
		t.m.forget(i)
		return
	}
	r.node = find(t.place, r.code)
	node := t.nodes[r.node]
	if node.off() {
		node.Count(system.Kill)
		t.m.travel(i, toDatabase, t.m.half)
		return
	}
	if node.Slowness() != 1 {
		node.Count(system.Slow)
	}
	r.stage = atCache
	if !node.station.Arrive(i, r.cacheTime) {
		t.m.refuse(i)
	}
}

// done ends a lookup.
func (t *tier) done(i int32) {
	r := &t.m.requests.All[i]
	if r.orphan {
		t.m.forget(i)
		return
	}
	t.lookups++
	if t.nodes[r.node].get(r.code, t.m.Sim.Now()) {
		t.hits++
		t.m.codes.answer(i)
		return
	}
	t.m.travel(i, toDatabase, 2*t.m.half)
}

// keep takes in a link that the database has found.
func (t *tier) keep(code uint64) {
	if node := t.nodes[find(t.place, code)]; !node.off() {
		node.put(code, t.m.Sim.Now()+t.ttl)
	}
}

// hitRatio returns which part of the lookups found their link.
func (t *tier) hitRatio() float64 { return ratio(t.hits, t.lookups) }

// stations returns those of the nodes.
func (t *tier) stations() []*sim.Station {
	all := make([]*sim.Station, len(t.nodes))
	for i, node := range t.nodes {
		all[i] = node.station
	}
	return all
}

// strike lets a fault befall a node.
func (t *tier) strike(f system.Fault, n int32) {
	node := t.nodes[n]
	_, ended := node.Befall(f, node.station)
	if ended || f.Verb == system.Flush {
		node.flush()
	}
	if !ended {
		return
	}
	t.m.each(func(i int32, r *request) {
		switch {
		case r.stage != atCache || r.node != n:
		case r.orphan:
			t.m.forget(i)
		default:
			node.Count(system.Kill)
			t.m.travel(i, toDatabase, 2*t.m.half)
		}
	})
}
