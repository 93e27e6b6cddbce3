package cache

import (
	"math"
	"math/rand/v2"
	"time"

	"spar/internal/sim"
)

// A History is a long one of requests for keys from 1 up, by which caches of the policy
// "lru" that share the keys are filled at time zero.
type History struct {
	Keys  int
	Draw  func() uint64            // the key of a request
	Rate  float64                  // requests a second
	Share func(key uint64) float64 // the part of them that is for a key
	Node  func(key uint64) int     // the cache where a key belongs
	Room  []int                    // entries of each cache
	TTL   time.Duration            // how long an entry lives from its fill on; 0 for ever
	Lives *rand.Rand               // draws ages, if there is a TTL
}

// The draws of a history are bounded, in all and for each place in the caches. Where
// that is not enough, because the caches hold nearly every key that is ever asked for,
// the rest is filled in the order of popularity.
const (
	maxHistory      = 5_000_000
	historyPerPlace = 100
)

// A past is a key and how many seconds ago it was asked for last.
type past struct {
	key uint64
	ago float64
}

// Fill puts into the caches what the history has left in them, those first that were
// asked for longest ago. What such a cache holds is the distinct keys of the latest
// requests, so drawing backwards in time until all are full gives exactly that. An entry
// has the age that its key's requests before have given it; it may have expired, and
// take its place all the same until somebody asks for it.
func (h History) Fill(put func(node int, key uint64, expires time.Duration)) {
	if h.Rate <= 0 {
		return // nobody has ever asked
	}
	latest, stay := h.recall()
	for node, keys := range latest {
		for i := len(keys) - 1; i >= 0; i-- {
			put(node, keys[i].key, h.expiry(keys[i], stay[node]))
		}
	}
}

// recall returns the keys that the caches hold, the latest first, and how many seconds
// ago the oldest was asked for where a cache is full.
func (h History) recall() (latest [][]past, stay []float64) {
	latest, stay = make([][]past, len(h.Room)), make([]float64, len(h.Room))
	room := 0
	for node, n := range h.Room {
		room += n
		stay[node] = math.Inf(1)
	}
	room = min(room, h.Keys)
	seen := make(map[uint64]struct{}, room)
	see := func(key uint64, ago float64) {
		node := h.Node(key)
		if _, ok := seen[key]; ok || len(latest[node]) == h.Room[node] {
			return
		}
		seen[key] = struct{}{}
		if latest[node] = append(latest[node], past{key, ago}); len(latest[node]) == h.Room[node] {
			stay[node] = ago
		}
	}
	ago, gap := 0., sim.Exponential{Mean: 1 / h.Rate}
	for n := 0; n < min(maxHistory, historyPerPlace*room) && len(seen) < room; n++ {
		if h.TTL > 0 {
			ago += gap.Sample(h.Lives)
		}
		see(h.Draw(), ago)
	}
	for key := uint64(1); key <= uint64(h.Keys) && len(seen) < room; key++ {
		before := ago
		if h.TTL > 0 {
			before += sim.Exponential{Mean: 1 / float64(h.Rate*h.Share(key))}.Sample(h.Lives)
		}
		see(key, before)
	}
	return latest, stay
}

// expiry returns when the entry of a key expires, which may be past.
func (h History) expiry(p past, stay float64) time.Duration {
	if h.TTL == 0 {
		return Never
	}
	age := p.ago + Life{h.TTL.Seconds(), stay}.Age(float64(h.Rate*h.Share(p.key)), h.Lives)
	if age >= h.TTL.Seconds() {
		return 0
	}
	return max(1, h.TTL-sim.Seconds(age))
}
