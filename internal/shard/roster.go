package shard

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrNoShards reports that there is no shard to place a key on.
var ErrNoShards = errors.New("there are no shards")

// A Shard is one of the parts that keys are spread over.
type Shard struct {
	ID int // 0 to 2^31 - 1; no two shards of a strategy have the same
	// Weight is the share of the keys, relative to other shards; zero means 1.
	// Strategies that cannot weigh refuse any other.
	Weight int
}

// maxWeight bounds what one shard may take of memory.
const maxWeight = 1 << 16

// A roster is the shards of a strategy, in the order in which they were added.
type roster struct{ shards []Shard }

// Shards returns the shards in the order in which they were added.
func (r *roster) Shards() []Shard { return slices.Clone(r.shards) }

// with returns the shards after others have joined.
func (r *roster) with(shards []Shard) ([]Shard, error) {
	all := slices.Clone(r.shards)
	known := make(map[int]bool, len(all)+len(shards))
	for _, s := range all {
		known[s.ID] = true
	}
	for _, s := range shards {
		if s.Weight == 0 {
			s.Weight = 1
		}
		switch {
		case s.ID < 0 || s.ID > math.MaxInt32:
			return nil, fmt.Errorf("add shard %d: numbers run from 0 to %d", s.ID, math.MaxInt32)
		case s.Weight < 1 || s.Weight > maxWeight:
			return nil, fmt.Errorf("add shard %d: weight %d is not between 1 and %d", s.ID, s.Weight, maxWeight)
		case known[s.ID]:
			return nil, fmt.Errorf("add shard %d: it is there already", s.ID)
		}
		known[s.ID] = true
		all = append(all, s)
	}
	return all, nil
}

// enlist adds shards to a strategy that cannot weigh them.
func (r *roster) enlist(strategy string, shards []Shard) error {
	for _, s := range shards {
		if s.Weight > 1 {
			return fmt.Errorf("add shard %d: %s has no weights; ring and bounded-ring have", s.ID, strategy)
		}
	}
	all, err := r.with(shards)
	if err != nil {
		return err
	}
	r.shards = all
	return nil
}

// dismiss removes shards, or none of them if one is missing.
func (r *roster) dismiss(ids []int) error {
	all := slices.Clone(r.shards)
	for _, id := range ids {
		i := slices.IndexFunc(all, func(s Shard) bool { return s.ID == id })
		if i < 0 {
			return fmt.Errorf("remove shard %d: there is no such shard", id)
		}
		all = slices.Delete(all, i, i+1)
	}
	r.shards = all
	return nil
}

// from yields every shard once, beginning with the one at index i and going
// round.
func (r *roster) from(i int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for n := range len(r.shards) {
			if !yield(r.shards[(i+n)%len(r.shards)].ID) {
				return
			}
		}
	}
}
