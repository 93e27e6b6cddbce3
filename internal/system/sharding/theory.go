package sharding

import (
	"math"

	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
)

const theorySource = "shares on a ring have the distribution Beta(v, (n-1)v), keys fall on shares as a multinomial sample, " +
	"popularity is Zipf's, and each shard is an M/M/c queue with its part of the requests"

// theory returns what formulas say of a model that has not begun, without faults.
// What depends on the popularity of the keys that a shard happens to hold is said
// of the first placement, and only if no change is to come.
func theory(m *model) system.Theory {
	p := m.Plan
	t := system.Theory{Source: theorySource}
	t.Set("hot_key_fraction", m.popularity.Top(1))
	n := p.Int("shards")
	after := n + midway(p).n
	if d, ok := expected(p, n); ok {
		t.Set("load_stddev_ratio", d)
	} else {
		t.None("how evenly keys lie", "no formula is known for %s, weights or several copies", p.Text("strategy"))
	}
	if d, ok := expected(p, after); ok && (after == n || p.Text("strategy") != "range" && p.Text("strategy") != "naive-range") {
		t.Set("after_load_stddev_ratio", d)
	}
	if v := points(p); v > 0 && simple(p) && 3*shard.SampleDeviation(n, p.Int("keys")) < shard.RingDeviation(n, v) {
		t.Set("load_max_ratio", shard.RingMost(n, v))
	}
	if moved, ok := expectedMoves(p, n, after); ok {
		t.Set("moved_fraction", moved)
	}
	if after != n {
		return t.None("the shards as queues", "shards come or go")
	}
	m.queues(&t)
	return t
}

// points returns how many a shard has on a ring whose shares depend on chance
// alone; zero if the strategy has none.
func points(p *system.Plan) int {
	switch p.Text("strategy") {
	case "ring":
		return p.Int("virtual_nodes")
	case "naive-ring":
		return 1
	}
	return 0
}

// simple reports whether all shards are alike and each key lies on one.
func simple(p *system.Plan) bool { return p.Int("replicas") == 1 && !p.Has("weights") }

// expected returns the standard deviation over the mean of the keys on n shards:
// of the shares, and of a sample of keys that falls on them.
func expected(p *system.Plan, n int) (float64, bool) {
	if !simple(p) || n < 1 {
		return 0, false
	}
	keys, shards := p.Number("keys"), float64(n)
	unplanned := p.Number("unplanned")
	shares := 0. // the squared relative deviation of the shares
	switch p.Text("strategy") {
	case "ring", "naive-ring":
		d := shard.RingDeviation(n, points(p))
		shares = float64(d * d)
	case "maglev":
		slots := p.Number("table_size") / shards
		above := slots - math.Floor(slots)
		shares = float64(above*(1-above)) / float64(slots*slots)
	case "range":
		keys *= 1 - unplanned
	case "naive-range":
		shares = float64(float64(unplanned*unplanned) * (shards - 1))
	case "bounded-ring":
		return 0, false
	}
	sample := (shards - 1 - shares) / keys
	if points(p) == 0 && p.Text("key_distribution") == sequential && ranges(p) {
		sample = 0
	}
	return math.Sqrt(shares + sample), true
}

func ranges(p *system.Plan) bool {
	return p.Text("strategy") == "range" || p.Text("strategy") == "naive-range"
}

// expectedMoves returns the part of the keys that move when the number of shards
// changes.
func expectedMoves(p *system.Plan, from, to int) (float64, bool) {
	if !simple(p) {
		return 0, false
	}
	switch p.Text("strategy") {
	case "modulo":
		return shard.ModuloMoved(from, to), true
	case "ring", "naive-ring", "jump", "rendezvous":
		return shard.MinimumMoved(from, to), true
	}
	return 0, false
}

// singled is how many of the most popular keys count one by one; the others are
// taken as alike.
const singled = 10_000

// demand returns which part of the requests each shard gets; copies of a key
// share alike.
func (m *model) demand() []float64 {
	demand := make([]float64, len(m.shards))
	first := min(singled, m.layout.keys.n)
	copies := float64(m.layout.copies)
	left := make([]int, len(m.shards)) // keys that are not among the first
	others := 0
	for i, n := range m.shards {
		left[i] = n.keys
	}
	for rank := range first {
		share := m.popularity.Of(rank + 1)
		for _, home := range m.homes[rank*m.layout.copies : (rank+1)*m.layout.copies] {
			if home != nowhere {
				demand[home] += share / copies
				left[home]--
			}
		}
	}
	for _, n := range left {
		others += n
	}
	if others == 0 {
		return demand
	}
	placed := float64(others) / (copies * float64(m.layout.keys.n-first))
	rest := float64((1 - m.popularity.Top(first)) * placed)
	for i, n := range left {
		demand[i] += float64(rest * float64(n) / float64(others))
	}
	return demand
}

// queues adds what theory says of the shards as queues.
func (m *model) queues(t *system.Theory) {
	p := m.Plan
	workers, service := p.Int("workers"), p.Number("service_mean")
	served, latency, busiest := 0., 0., 0.
	for _, share := range m.demand() {
		busiest = max(busiest, share)
		served += share
	}
	t.Set("hottest_shard_fraction", busiest)
	most := float64(busiest * p.Number("rate") * service)
	switch {
	case served == 0:
		t.None("latencies", "no shard has a key")
		return
	case most >= float64(workers):
		t.None("latencies and utilizations", "the hottest shard is asked for more than it can do")
		return
	case sim.ErlangC(workers, most)*sim.Pow(most/float64(workers), p.Number("queue_limit")) > .001:
		t.None("latencies and utilizations", "the queue of the hottest shard is so short that it refuses what comes")
		return
	}
	for _, share := range m.demand() {
		latency += float64(share * sim.MeanSojourn(workers, float64(float64(share*p.Number("rate"))*service), service))
	}
	t.Set("latency_mean_seconds", latency/served)
	t.Set("throughput_per_second", float64(served*p.Number("rate")))
	t.Set("shard_utilization", float64(served*p.Number("rate"))*service/float64(workers*len(m.shards)))
}
