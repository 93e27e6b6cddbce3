package cache_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
)

// Without eviction a key is found λT/(1+λT) of the time; without expiry Che's
// approximation is one minus the probability that none came during a stay.
func TestLifeAtItsEnds(t *testing.T) {
	for _, tt := range []struct {
		ttl, stay, want float64
	}{
		{1, math.Inf(1), .5},
		{9, math.Inf(1), .9},
		{.1, 5, .1 / 1.1},
		{2, 2, 2. / 3},
		{math.Inf(1), 1, 1 - math.Exp(-1)},
		{math.Inf(1), 4, 1 - math.Exp(-4)},
		{math.Inf(1), .01, 1 - math.Exp(-.01)},
		{1e9, 10, 1 - math.Exp(-10)},
		{math.Inf(1), math.Inf(1), 1},
		{100, 60, 100. / 101},
		// S is 1 up to .5, and then 1-p-p(a-.5): its integral to .8 by hand.
		{.8, .5, life8 / (1 + life8)},
	} {
		if got := (cache.Life{TTL: tt.ttl, Stay: tt.stay}).HitRatio(1); math.Abs(got-tt.want) > 1e-4 {
			t.Errorf("ttl %v, stay %v: %.6f, want %.6f", tt.ttl, tt.stay, got, tt.want)
		}
	}
}

var life8 = .5 + .3*(1-math.Exp(-.5)) - math.Exp(-.5)*.3*.3/2

// The entry that a request finds is as old as theory says, whichever way it is drawn.
func TestAgesFollowTheLife(t *testing.T) {
	const draws = 20_000
	for _, l := range []cache.Life{{1, math.Inf(1)}, {20, math.Inf(1)}, {3, 1}, {30, 4.5}, {300, 6}, {1000, 5.5}, {50, 40}, {.2, .1}} {
		r, hits := sim.Stream(1, fmt.Sprint(l)), 0
		young := 0 // of the hits, in the first half of the time to live
		for range draws {
			age := l.Age(1, r)
			if age < 0 || age >= l.TTL {
				t.Fatalf("%+v: age %v", l, age)
			}
			if age > 0 {
				hits++
			}
			if age > 0 && age < l.TTL/2 {
				young++
			}
		}
		want := l.HitRatio(1)
		if got := float64(hits) / draws; math.Abs(got-want) > 4*math.Sqrt(want*(1-want)/draws)+.001 {
			t.Errorf("%+v: %.4f of the requests find an entry, want %.4f", l, got, want)
		}
		// The part of the lives that have come so far is what a shorter time to live leaves.
		half := cache.Life{TTL: l.TTL / 2, Stay: l.Stay}.HitRatio(1)
		share := half / (1 - half) * (1 - want) / want
		if got := float64(young) / float64(hits); math.Abs(got-share) > 4*math.Sqrt(.25/float64(hits))+.002 {
			t.Errorf("%+v: %.4f of the entries are in the first half of their life, want %.4f", l, got, share)
		}
	}
}

// A cache that is filled from a history finds from the first second as much as theory
// says, and as one finds that has run for long.
func TestHistoryLeavesAStationaryCache(t *testing.T) {
	const keys, exponent, rate = 2000, .9, 1000.
	for _, tt := range []struct {
		capacity int
		ttl      time.Duration
	}{
		{keys, 20 * time.Second}, {500, 2 * time.Second}, {500, 20 * time.Second}, {500, time.Hour}, {500, 100 * time.Millisecond}, {500, 0}, {20, time.Second},
	} {
		t.Run(fmt.Sprint(tt.capacity, tt.ttl), func(t *testing.T) {
			zipf, err := sim.NewZipf(keys, exponent)
			if err != nil {
				t.Fatal(err)
			}
			share := func(key uint64) float64 {
				return math.Pow(float64(key), -exponent) * cache.LFUHitRatio(keys, exponent, 1)
			}
			var warmed, long ratioOf
			draws, lives := sim.Stream(1, "draws"), sim.Stream(1, "lives")
			for range 20 {
				c := build(t, cache.Config[uint64, uint64]{Capacity: int64(tt.capacity)})
				cache.History{
					Keys: keys, Rate: rate, Share: share, TTL: tt.ttl, Lives: lives, Room: []int{tt.capacity},
					Draw: func() uint64 { return uint64(zipf.Sample(draws)) }, Node: func(uint64) int { return 0 },
				}.Fill(func(_ int, key uint64, expires time.Duration) { c.Set(key, key, expires) })
				now := time.Duration(0)
				for range 1000 {
					now += sim.Seconds(sim.Exponential{Mean: 1 / rate}.Sample(draws))
					warmed.read(c, uint64(zipf.Sample(draws)), now, tt.ttl)
				}
			}
			want := cache.LRUHitRatioTTL(keys, exponent, tt.capacity, rate, tt.ttl.Seconds())
			if tt.ttl == 0 {
				want = cache.LRUHitRatio(keys, exponent, tt.capacity)
			}
			if got := warmed.ratio(); math.Abs(got-want) > .01 {
				t.Errorf("the first second finds %.4f, want %.4f", got, want)
			}
			if tt.ttl == 0 || tt.ttl > time.Minute {
				return
			}
			c := build(t, cache.Config[uint64, uint64]{Capacity: int64(tt.capacity)})
			now := time.Duration(0)
			for n := range 300_000 {
				now += sim.Seconds(sim.Exponential{Mean: 1 / rate}.Sample(draws))
				if n == 100_000 {
					long = ratioOf{}
				}
				long.read(c, uint64(zipf.Sample(draws)), now, tt.ttl)
			}
			if got := long.ratio(); math.Abs(got-want) > .01 {
				t.Errorf("after long it finds %.4f, want %.4f", got, want)
			}
		})
	}
}

type ratioOf struct{ hits, reads int }

func (r *ratioOf) ratio() float64 { return float64(r.hits) / float64(r.reads) }

func (r *ratioOf) read(c *cache.Cache[uint64, uint64], key uint64, now, ttl time.Duration) {
	r.reads++
	if _, ok := c.Get(key, now); ok {
		r.hits++
		return
	}
	expires := cache.Never
	if ttl > 0 {
		expires = now + ttl
	}
	c.Set(key, key, expires)
}
