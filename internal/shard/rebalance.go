package shard

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
)

// A Flow is how many keys go from one shard to another.
type Flow struct{ From, To, Keys int }

// A Rebalance is what a change of shards does to keys.
type Rebalance struct {
	Keys  int
	Moved int // that are on another shard than before
	// Collateral counts those of the moved that went from a shard which stays to
	// one which was there before: moves that the change did not make necessary.
	Collateral int
	Flows      []Flow // by From, then To
}

// MovedFraction returns the part of the keys that move, 0 to 1.
func (r Rebalance) MovedFraction() float64 { return float64(r.Moved) / float64(max(1, r.Keys)) }

// Compare finds out what becomes of keys when one strategy takes the place of
// another: usually of the same kind, with other shards.
func Compare(before, after Strategy, keys iter.Seq[uint64]) (Rebalance, error) {
	var r Rebalance
	counts := make(map[Flow]int)
	for key := range keys {
		from, err := before.Find(key)
		if err != nil {
			return r, fmt.Errorf("compare: before: %w", err)
		}
		to, err := after.Find(key)
		if err != nil {
			return r, fmt.Errorf("compare: after: %w", err)
		}
		r.Keys++
		if from != to {
			r.Moved++
			counts[Flow{From: from, To: to}]++
		}
	}
	old, kept := numbers(before), numbers(after)
	for f, n := range counts {
		r.Flows = append(r.Flows, Flow{f.From, f.To, n})
		if kept[f.From] && old[f.To] {
			r.Collateral += n
		}
	}
	slices.SortFunc(r.Flows, func(a, b Flow) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return r, nil
}

func numbers(s Strategy) map[int]bool {
	ids := make(map[int]bool)
	for _, shard := range s.Shards() {
		ids[shard.ID] = true
	}
	return ids
}
