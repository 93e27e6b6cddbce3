package network

import (
	"container/list"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
)

// An lru is a cache that knows nothing of the one that is tested.
type lru struct {
	room  int
	order *list.List
	at    map[int]*list.Element
}

func newLRU(room int) *lru { return &lru{room, list.New(), map[int]*list.Element{}} }

// get reports whether a key is there, which it is from then on.
func (l *lru) get(key int) bool {
	if e, ok := l.at[key]; ok {
		l.order.MoveToFront(e)
		return true
	}
	l.at[key] = l.order.PushFront(key)
	if l.order.Len() > l.room {
		delete(l.at, l.order.Remove(l.order.Back()).(int))
	}
	return false
}

// Of two levels of caches each sees what the one before it misses.
func TestLevelsOfCaches(t *testing.T) {
	const text = `
    - {name: app, kind: service, calls: [{to: l1}]}
    - {name: l1, kind: cache, capacity: 200, calls: [{to: l2}]}
    - {name: l2, kind: cache, capacity: 1000, calls: [{to: db}]}
    - {name: db, kind: store, workers: 1000, time: 100 us}`
	r := run(t, with(read(t, clientOf("2k/s", "{to: app}")+text), "network", "0 s", "keys", "10k", "zipf", "0.9", "duration", "300 s", "warmup", "100 s"))
	popularity, err := system.NewPopularity(3, 10_000, .9)
	if err != nil {
		t.Fatal(err)
	}
	first, second, random := newLRU(200), newLRU(1000), sim.Stream(3, "keys")
	var asked, hits, missed, others float64
	for n := range 600_000 {
		key := popularity.Sample(random)
		hit := first.get(key)
		other := !hit && second.get(key)
		if n < 200_000 {
			continue
		}
		asked++
		switch {
		case hit:
			hits++
		case other:
			others++
			missed++
		default:
			missed++
		}
	}
	within(t, r, "l1_hit_ratio", hits/asked, .02)
	within(t, r, "l2_hit_ratio", others/missed, .02)
	within(t, r, "db_visits_per_request", (missed-others)/asked, .02)
}
