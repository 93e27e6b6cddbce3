package cache_test

import (
	"errors"
	"testing"
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
)

// Looking in passing and renewing are no use: the entry stays the oldest.
func TestRenewIsNoUse(t *testing.T) {
	c := build(t, cache.Config[uint64, uint64]{Capacity: 2})
	c.Set(1, 10, cache.Never)
	c.Set(2, 20, cache.Never)
	if value, expires, ok := c.Peek(1); value != 10 || expires != cache.Never || !ok {
		t.Errorf("Peek(1) = %d, %v, %v, want 10, never, true", value, expires, ok)
	}
	if !c.Renew(1, 11, time.Second) {
		t.Error("an entry that is there is not renewed")
	}
	if value, expires, _ := c.Peek(1); value != 11 || expires != time.Second {
		t.Errorf("after renewing, Peek(1) = %d, %v, want 11, 1s", value, expires)
	}
	c.Set(3, 30, cache.Never)
	if _, _, ok := c.Peek(1); ok || c.Renew(1, 12, cache.Never) {
		t.Error("the oldest entry was kept because it was renewed")
	}
	if s := c.Stats(); s.Hits+s.Misses != 0 {
		t.Errorf("counted %+v", s)
	}
}

func TestRenewAtAnotherCost(t *testing.T) {
	c := build(t, cache.Config[uint64, uint64]{Capacity: 10, Cost: func(_, value uint64) int64 { return int64(value) }})
	c.Set(1, 4, cache.Never)
	c.Set(2, 6, cache.Never)
	if !c.Renew(1, 5, cache.Never) || c.Cost() > 10 {
		t.Errorf("cost %d of 10 after renewing at a higher cost", c.Cost())
	}
	if c.Renew(1, 11, cache.Never) {
		t.Error("a value that does not fit was renewed")
	}
}

// A value that only the cache has is not overwritten by one that was loaded before
// it was written.
func TestFillsDoNotOverwriteWrites(t *testing.T) {
	s := newTable()
	b := newBacked(t, s, cache.Back, 10, 0)
	holds := func(want uint64) {
		t.Helper()
		if value, _, ok := b.Lookup(1, 0); value != want || !ok {
			t.Errorf("the cache holds %d, want %d", value, want)
		}
	}
	if err := b.Fill(1, 5, cache.Never); err != nil {
		t.Fatal(err)
	}
	holds(5)
	if err := b.Write(1, 6, 0); err != nil {
		t.Fatal(err)
	}
	if err := b.Fill(1, 5, cache.Never); err != nil || b.Renew(1, 5, cache.Never) {
		t.Errorf("an older value was accepted (%v)", err)
	}
	holds(6)
	if _, err := b.Flush(1, 0); err != nil {
		t.Fatal(err)
	}
	if !b.Renew(1, 7, time.Second) {
		t.Error("once it is saved, the value is not renewed")
	}
	if value, expires, _ := b.Peek(1); value != 7 || expires != time.Second || s.rows[1] != 6 {
		t.Errorf("the cache holds %d until %v, the store %d, want 7, 1s and 6", value, expires, s.rows[1])
	}
}

// What makes room for a fill is saved.
func TestFillEvicts(t *testing.T) {
	s := newTable()
	b, err := cache.NewBacked(cache.Config[uint64, uint64]{Capacity: 1, Hash: shard.Hash}, s, cache.Back, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Write(1, 6, 0); err != nil {
		t.Fatal(err)
	}
	if err := b.Fill(2, 7, cache.Never); err != nil || s.rows[1] != 6 {
		t.Errorf("the store has %d, want 6 (%v)", s.rows[1], err)
	}
	s.fault = errors.New("disk full")
	if err := b.Write(3, 8, 0); err != nil { // what it evicts is saved already
		t.Fatal(err)
	}
	if err := b.Fill(4, 9, cache.Never); err == nil {
		t.Error("a value was evicted that could not be saved, and nobody was told")
	}
}
