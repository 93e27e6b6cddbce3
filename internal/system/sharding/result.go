package sharding

import (
	"math"
	"slices"

	"spar/internal/system"
)

// fill adds what became of the requests and how the keys lay.
func (m *model) fill(r *system.Result) {
	record(r, m.draws)
	r.Set("moving_seconds", r.Metrics["moved_fraction"]*float64(len(m.homes))/m.Plan.Number("move_rate"))
	m.CompleteAnswers(r, "latency")
	m.shares(r)
	r.Set("shard_utilization", r.Components[0].Utilization)
	r.Set("shard_queue_max", float64(r.Components[0].QueueMax))
	r.Arrays = map[string][]float64{
		"shard_keys":       numbers(m.draws[0].keys),
		"shard_keys_after": numbers(m.draws[0].keysAfter),
		"shard_requests":   numbers(m.requestsByShard()),
	}
	r.SetTheory(m.expect)
	m.warn(r)
	r.Uncertain("they are those of one placement of the keys, and another seed draws another", "hottest_shard_fraction", "latency_*")
}

// shares sets how much of the requests goes to the hottest key and shard.
func (m *model) shares(r *system.Result) {
	all := float64(m.Rec.Counts().All())
	for metric, n := range map[string]int{
		"hot_key_fraction":       m.hot,
		"hottest_shard_fraction": slices.Max(m.requestsByShard()),
	} {
		share := float64(n) / max(1, all)
		r.Set(metric, share)
		if all > 0 {
			half := float64(1.96 * math.Sqrt(share*(1-share)/all)) // requests are independent of each other
			r.Intervals[metric] = system.Interval{Low: max(0, share-half), High: min(1, share+half)}
		}
	}
}

func (m *model) requestsByShard() []int {
	requests := make([]int, len(m.shards))
	for i, n := range m.shards {
		requests[i] = n.requests
	}
	return requests
}

func numbers(counts []int) []float64 {
	list := make([]float64, len(counts))
	for i, n := range counts {
		list[i] = float64(n)
	}
	return list
}
