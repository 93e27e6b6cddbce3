package shard_test

import (
	"errors"
	"slices"
	"testing"

	"spar/internal/shard"
)

func TestRange(t *testing.T) {
	r := &shard.Range{Limit: 1000}
	step := func(err error, want ...shard.Span) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Spans(); !slices.Equal(got, want) {
			t.Fatalf("ranges %v, want %v", got, want)
		}
	}
	step(r.Add(numbered(0, 3)...), shard.Span{0, 332, 0}, shard.Span{333, 665, 1}, shard.Span{666, 999, 2})
	step(r.Add(shard.Shard{ID: 3}), shard.Span{0, 332, 0}, shard.Span{333, 665, 1}, shard.Span{666, 832, 2}, shard.Span{833, 999, 3})
	step(r.Split(10, shard.Shard{ID: 4}), shard.Span{0, 9, 0}, shard.Span{10, 332, 4}, shard.Span{333, 665, 1}, shard.Span{666, 832, 2}, shard.Span{833, 999, 3})
	step(r.Remove(0, 2), shard.Span{0, 332, 4}, shard.Span{333, 832, 1}, shard.Span{833, 999, 3})
	for _, tt := range []struct {
		key  uint64
		want int
	}{{0, 4}, {332, 4}, {333, 1}, {832, 1}, {833, 3}, {999, 3}} {
		if got, err := r.Find(tt.key); got != tt.want || err != nil {
			t.Errorf("Find(%d) = %d, %v, want %d", tt.key, got, err, tt.want)
		}
	}
	for _, tt := range []struct {
		key  uint64
		s    shard.Shard
		want string
	}{
		{333, shard.Shard{ID: 9}, "split at key 333: it is the first of its range, which would be left empty"},
		{1000, shard.Shard{ID: 9}, "split at key 1000: outside of all ranges; they end at 999"},
		{400, shard.Shard{ID: 1}, "add shard 1: it is there already"},
	} {
		if err := r.Split(tt.key, tt.s); err == nil || err.Error() != tt.want {
			t.Errorf("Split(%d, %v): error %v, want %q", tt.key, tt.s, err, tt.want)
		}
	}
}

// Keys that grow past the ranges that were planned for are an error; the naive
// strategy piles them up on its first shard and tells nobody.
func TestNaiveRangeHidesMisroutedKeys(t *testing.T) {
	const planned, shards = 10_000, 10
	naive := build(t, "naive-range", shard.Config{Limit: planned}, shards)
	right := build(t, "range", shard.Config{Limit: planned}, shards)
	refused := 0
	for key := range upTo(2 * planned) {
		if _, err := right.Find(key); errors.Is(err, shard.ErrOutside) {
			refused++
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if refused != planned {
		t.Errorf("range refuses %d keys, want the %d outside", refused, planned)
	}
	counts := count(t, naive, 2*planned, shards)
	if want := planned/shards + planned; counts[0] != want {
		t.Errorf("the first shard of naive-range holds %d keys, want %d", counts[0], want)
	}
}

// With one point a shard, the shares of ten shards run from next to nothing to
// three times the mean.
func TestNaiveRingIsUnbalanced(t *testing.T) {
	const n, keys = 10, 100_000
	naive := deviation(count(t, build(t, "naive-ring", shard.Config{}, n), keys, n))
	right := deviation(count(t, build(t, "ring", shard.Config{}, n), keys, n))
	if naive < .5 || right > .15 {
		t.Errorf("keys deviate by %.2f on the naive ring and by %.2f on the right one, want about .9 and .1", naive, right)
	}
}
