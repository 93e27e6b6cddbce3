package shard

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
)

// Rendezvous gives a key to the shard that scores highest for it (Thaler and
// Ravishankar, "Using name-based mappings to increase hit rates", 1998). Shares
// are even, moves only the necessary ones, the work grows with the number of
// shards. The zero Rendezvous is ready to use.
type Rendezvous struct {
	roster
	seeds []uint64 // of the shards
}

// Find returns the shard of a key: of two that score alike the one added first.
func (r *Rendezvous) Find(key uint64) (int, error) {
	if len(r.seeds) == 0 {
		return 0, ErrNoShards
	}
	h := Hash(key)
	best, most := 0, score(h, r.seeds[0])
	for i, seed := range r.seeds[1:] {
		if s := score(h, seed); s > most {
			best, most = i+1, s
		}
	}
	return r.shards[best].ID, nil
}

// score mixes two hashes by folding the double-length product, as wyhash does
// (Wang Yi, 2019).
func score(key, seed uint64) uint64 {
	high, low := bits.Mul64(key^seed, seed|1)
	return high ^ low
}

// Order yields the shards from the highest score to the lowest.
func (r *Rendezvous) Order(key uint64) iter.Seq[int] {
	type scored struct {
		id    int
		score uint64
	}
	h := Hash(key)
	all := make([]scored, len(r.seeds))
	for i, seed := range r.seeds {
		all[i] = scored{r.shards[i].ID, score(h, seed)}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return func(yield func(int) bool) {
		for _, s := range all {
			if !yield(s.id) {
				return
			}
		}
	}
}

// Add adds shards.
func (r *Rendezvous) Add(shards ...Shard) error {
	if err := r.enlist("rendezvous", shards); err != nil {
		return err
	}
	r.seed()
	return nil
}

// Remove removes shards.
func (r *Rendezvous) Remove(ids ...int) error {
	if err := r.dismiss(ids); err != nil {
		return err
	}
	r.seed()
	return nil
}

func (r *Rendezvous) seed() {
	r.seeds = r.seeds[:0]
	for _, s := range r.shards {
		// Hashed twice, because keys are the same numbers as shards.
		r.seeds = append(r.seeds, Hash(Hash(uint64(s.ID))))
	}
}
