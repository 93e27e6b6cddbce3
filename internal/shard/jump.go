package shard

import (
	"fmt"
	"iter"
	"slices"
)

// Jump is jump consistent hashing: no memory, even shares, and only necessary
// moves; but shards can only come and go at the end of the list. The zero Jump
// is ready to use.
type Jump struct{ roster }

// JumpHash returns the bucket of a key among n, at least one, by the algorithm
// of Lamping and Veach, "A fast, minimal memory, consistent hash algorithm",
// 2014. The key should be random, as hashes are.
func JumpHash(key uint64, n int) int {
	bucket, next := int64(-1), int64(0)
	for next < int64(n) {
		bucket = next
		key = key*2862933555777941757 + 1
		next = int64(float64(bucket+1) * (float64(1<<31) / float64(key>>33+1)))
	}
	return int(bucket)
}

// Find returns the shard of a key.
func (j *Jump) Find(key uint64) (int, error) {
	if len(j.shards) == 0 {
		return 0, ErrNoShards
	}
	return j.shards[JumpHash(Hash(key), len(j.shards))].ID, nil
}

// Order yields the shards from a key's own onwards, going round the list.
func (j *Jump) Order(key uint64) iter.Seq[int] {
	return j.from(JumpHash(Hash(key), max(1, len(j.shards))))
}

// Add appends shards to the list.
func (j *Jump) Add(shards ...Shard) error { return j.enlist("jump", shards) }

// Remove removes the shards that were added last. It refuses any other, whose
// keys would all have to be numbered anew.
func (j *Jump) Remove(ids ...int) error {
	last := j.shards[max(0, len(j.shards)-len(ids)):]
	for _, s := range last {
		if !slices.Contains(ids, s.ID) {
			return fmt.Errorf("remove shards %v: jump can only remove those added last, beginning with shard %d", ids, j.shards[len(j.shards)-1].ID)
		}
	}
	return j.dismiss(ids)
}
