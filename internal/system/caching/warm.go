package caching

import (
	"math"

	"spar/internal/sim"
	"spar/internal/system"
)

// A history is bounded, and so many times as long as there are places to fill.
const (
	maxHistory      = 5_000_000
	historyPerPlace = 20
)

// history returns how many reads came before the run.
func history(p *system.Plan) int { return min(maxHistory, historyPerPlace*places(p)) }

// warmUp lets requests go by that came before the run, at their times if these matter,
// and whose values came at once.
func (p *past) warmUp() {
	plan := p.run.Plan
	if recalls(plan) {
		p.recall()
		return
	}
	n := history(plan)
	if p.ttl == 0 {
		for range n {
			p.request(0)
		}
		return
	}
	gaps, gap := p.run.Stream("times of the history"), sim.Exponential{Mean: 1 / plan.Number("rate")}
	for now := -sim.Seconds(float64(n) * gap.Mean); now < 0; now += sim.Seconds(gap.Sample(gaps)) {
		p.request(now)
	}
}

// recalls reports whether the caches begin with counts of uses instead of reads. A
// cache that goes by such counts alone needs many times as many reads as other
// policies until the counts of its least popular entries tell them apart. Behind
// another level the counts would be of what that level lacks.
func recalls(p *system.Plan) bool { return p.Text("policy") == "lfu" && p.Int("levels") == 1 }

// recalledPerPlace is how many reads there are for each place where the caches
// begin with counts.
const recalledPerPlace = 1000

// recall gives every key the count that it has on average after so many reads, and
// lets the cache hold those with the highest.
func (p *past) recall() {
	reads := float64(recalledPerPlace * places(p.run.Plan))
	for rank := 1; rank <= p.run.Plan.Int("keys"); rank++ {
		key := uint64(rank)
		p.shared.Recall(key, int64(math.Round(reads*p.popularity.Of(rank))))
		if rank > p.run.Plan.Int("capacity") {
			continue
		}
		left, ok := p.left(key)
		if ok || p.writeRatio == 0 { // what has expired is there until somebody asks for it
			p.keep(p.shared.Fill(key, p.old(), left))
		}
	}
}

// old returns a value from before the run.
func (l *levels) old() value { return value{took: l.run.Plan.Duration("origin_service_mean")} }

// places returns how many entries all levels hold.
func places(p *system.Plan) int {
	places, most := p.Int("capacity"), p.Int("keys")
	if p.Int("levels") == 2 {
		places = max(places, p.Int("l1_capacity")*p.Int("servers"))
		most *= p.Int("servers")
	}
	return min(places, most)
}

// fillUp puts the most popular keys into all levels, at once, the most popular
// last.
func (l *levels) fillUp() {
	for rank := min(l.run.Plan.Int("keys"), l.run.Plan.Int("capacity")); rank >= 1; rank-- {
		l.keep(l.shared.Fill(uint64(rank), l.old(), l.end()))
	}
	for _, memory := range l.memories {
		for rank := min(l.run.Plan.Int("keys"), l.run.Plan.Int("l1_capacity")); rank >= 1; rank-- {
			memory.Set(uint64(rank), l.old(), l.end())
		}
	}
}
