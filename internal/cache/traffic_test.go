package cache_test

import (
	"math"
	"slices"
	"testing"

	"spar/internal/cache"
)

// Traffic that tells policies apart, which Zipf's law alone does not.
func traffic(t testing.TB) map[string][]uint64 {
	t.Helper()
	loop := func(keys, rounds int) []uint64 {
		var list []uint64
		for range rounds {
			for key := range uint64(keys) {
				list = append(list, key)
			}
		}
		return list
	}
	zipf := ranks(t, 5000, .9)
	var popular, scanned, mixed, shifting []uint64
	for i := range uint64(30_000) {
		key := zipf()
		popular = append(popular, key)
		shifting = append(shifting, key+i/7_500*2500)
		scanned = append(scanned, key)
		if i%3000 == 0 { // keys that nobody wants again
			for once := range uint64(400) {
				scanned = append(scanned, 1_000_000+i*400+once)
			}
		}
		mixed = append(mixed, key)
		if i%2 == 0 { // beside a loop twice as long as the cache
			mixed = append(mixed, 1_000_000+i/2%400)
		}
	}
	return map[string][]uint64{
		"popular": popular, "shifting": shifting, "scanned": scanned, "mixed": mixed,
		"loop of 220": loop(220, 50), "loop of 300": loop(300, 50), "loop of 600": loop(600, 30),
	}
}

// trafficCapacity is that of the caches that meet the traffic.
const trafficCapacity = 200

func hitsOf(c readThrough, keys []uint64) int {
	hits := 0
	for _, key := range keys {
		if c.read(key) {
			hits++
		}
	}
	return hits
}

// A reference is a policy written down as its paper says it, over plain lists.
type reference interface {
	hit(key uint64)
	miss(key uint64, capacity int, held map[uint64]bool)
}

// A plain cache does what a reference says.
type plain struct {
	reference
	held map[uint64]bool
}

func (p plain) read(key uint64) bool {
	if p.held[key] {
		p.hit(key)
		return true
	}
	p.miss(key, trafficCapacity, p.held)
	p.held[key] = true
	return false
}

// without returns a list without a key.
func without(list []uint64, key uint64) []uint64 {
	if i := slices.Index(list, key); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// byAge is LRU, or FIFO where hits change nothing; the first is the next to go.
type byAge struct {
	list   []uint64
	recent bool
}

func (p *byAge) hit(key uint64) {
	if p.recent {
		p.list = append(without(p.list, key), key)
	}
}

func (p *byAge) miss(key uint64, capacity int, held map[uint64]bool) {
	if len(p.list) == capacity {
		delete(held, p.list[0])
		p.list = p.list[1:]
	}
	p.list = append(p.list, key)
}

// byCount is LFU with the counts of all keys; of equals the one that has been there
// for longest without a use goes.
type byCount struct {
	counts, last map[uint64]int
	clock        int
}

func (p *byCount) hit(key uint64) {
	p.clock++
	p.counts[key]++
	p.last[key] = p.clock
}

func (p *byCount) miss(key uint64, capacity int, held map[uint64]bool) {
	if len(held) == capacity {
		victim, found := uint64(0), false
		for k := range held {
			if !found || p.counts[k] < p.counts[victim] || p.counts[k] == p.counts[victim] && p.last[k] < p.last[victim] {
				victim, found = k, true
			}
		}
		delete(held, victim)
	}
	p.hit(key)
}

// staticQueues is S3-FIFO: INSERT, EVICT, EVICTS and EVICTM of the paper's algorithm
// 1, with a small queue of a tenth and as many ghosts as the main queue has places.
type staticQueues struct {
	s, m, g []uint64
	freq    map[uint64]int
}

func (p *staticQueues) hit(key uint64) { p.freq[key] = min(p.freq[key]+1, 3) }

func (p *staticQueues) miss(key uint64, capacity int, held map[uint64]bool) {
	for len(held) >= capacity {
		if len(p.s) >= capacity/10 {
			p.evictS(capacity-capacity/10, held)
		} else {
			p.evictM(held)
		}
	}
	p.freq[key] = 0
	if slices.Contains(p.g, key) {
		p.g, p.m = without(p.g, key), append(p.m, key)
	} else {
		p.s = append(p.s, key)
	}
}

func (p *staticQueues) evictS(main int, held map[uint64]bool) {
	for evicted := false; !evicted && len(p.s) > 0; {
		key := p.s[0]
		p.s = p.s[1:]
		if p.freq[key] > 1 {
			p.freq[key] = 0
			if p.m = append(p.m, key); len(p.m) > main {
				p.evictM(held)
				evicted = true
			}
			continue
		}
		if p.g = append(p.g, key); len(p.g) > main {
			p.g = p.g[1:]
		}
		delete(held, key)
		evicted = true
	}
}

func (p *staticQueues) evictM(held map[uint64]bool) {
	for len(p.m) > 0 {
		key := p.m[0]
		p.m = p.m[1:]
		if p.freq[key] == 0 {
			delete(held, key)
			return
		}
		p.freq[key]--
		p.m = append(p.m, key)
	}
}

// windowed is W-TinyLFU with exact counts in place of a sketch: a window of a
// hundredth, the rest a segmented LRU of which four fifths are protected, and counts
// to 15 that are halved, with their sum, every ten times the capacity.
type windowed struct {
	window, probation, protected []uint64
	counts                       map[uint64]int
	counted                      int
}

func (p *windowed) count(key uint64) {
	p.counts[key] = min(p.counts[key]+1, 15)
	if p.counted++; p.counted >= 10*trafficCapacity {
		for k := range p.counts {
			p.counts[k] /= 2
		}
		p.counted /= 2
	}
}

func (p *windowed) hit(key uint64) {
	p.count(key)
	if slices.Contains(p.window, key) {
		p.window = append(without(p.window, key), key)
		return
	}
	p.probation = without(p.probation, key)
	p.protected = append(without(p.protected, key), key)
	if len(p.protected) > (trafficCapacity-trafficCapacity/100)*8/10 {
		p.probation, p.protected = append(p.probation, p.protected[0]), p.protected[1:]
	}
}

func (p *windowed) miss(key uint64, capacity int, held map[uint64]bool) {
	p.count(key)
	p.window = append(p.window, key)
	if len(p.window) <= capacity/100 {
		return
	}
	candidate := p.window[0]
	p.window = p.window[1:]
	if len(held) < capacity { // the new one is not counted yet
		p.probation = append(p.probation, candidate)
		return
	}
	victim := candidate
	if len(p.probation) > 0 && p.counts[candidate] > p.counts[p.probation[0]] {
		victim = p.probation[0]
		p.probation = append(p.probation[1:], candidate)
	}
	delete(held, victim)
}

// Every policy hits as often as its paper makes it, on all kinds of traffic.
func TestAgainstPapers(t *testing.T) {
	for name, keys := range traffic(t) {
		for _, tt := range []struct {
			policy    string
			reference reference
			slack     float64 // as a part of the requests
		}{
			{"lru", &byAge{recent: true}, 0},
			{"fifo", &byAge{}, 0},
			{"lfu", &byCount{counts: map[uint64]int{}, last: map[uint64]int{}}, 0},
			{"s3-fifo", &staticQueues{freq: map[uint64]int{}}, 0},
			{"tinylfu", &windowed{counts: map[uint64]int{}}, .015}, // the sketch confuses some keys
		} {
			got := hitsOf(ours{build(t, cache.Config[uint64, uint64]{Policy: tt.policy, Capacity: trafficCapacity, History: 1_000_000})}, keys)
			want := hitsOf(plain{tt.reference, map[uint64]bool{}}, keys)
			t.Logf("%-12s %-8s %.4f, reference %.4f", name, tt.policy, float64(got)/float64(len(keys)), float64(want)/float64(len(keys)))
			if math.Abs(float64(got-want)) > tt.slack*float64(len(keys)) {
				t.Errorf("%s, %s: %d hits, the paper's has %d of %d", name, tt.policy, got, want, len(keys))
			}
		}
	}
}

// Where the keys 0 to 11 are read in a row and ten fit, a ghost of each that left
// fills the main queue, which then keeps what it has.
func TestS3FIFOKeepsPartOfALoop(t *testing.T) {
	c := ours{build(t, cache.Config[uint64, uint64]{Policy: "s3-fifo", Capacity: 10})}
	for range 30 {
		for key := range uint64(12) {
			c.read(key)
		}
	}
	if got := c.Stats().Misses; got != 135 {
		t.Errorf("%d misses of 360, want 135", got)
	}
}

// Sizes are costs, also those of the small queue and of the ghosts: many small
// entries that are read once do not push out few large ones that are not.
func TestS3FIFOGoesByCost(t *testing.T) {
	c := ours{build(t, cache.Config[uint64, uint64]{Policy: "s3-fifo", Capacity: 1000, Cost: func(key, _ uint64) int64 {
		if key < 8 {
			return 100
		}
		return 1
	}})}
	for range 3 {
		for key := range uint64(8) {
			c.read(key)
		}
	}
	for key := range uint64(10_000) {
		c.read(100 + key)
	}
	for key := range uint64(8) {
		if !c.read(key) {
			t.Errorf("the large entry %d is gone", key)
		}
	}
}
