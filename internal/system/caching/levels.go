package caching

import (
	"fmt"
	"math/rand/v2"
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// Levels are the caches that a request comes by on its way to the origin: the memory
// of its server, if there are two levels, and the shared cache.
type levels struct {
	run          *traffic.Run
	store        cache.Store[uint64, value] // the origin
	nearby, away time.Duration              // a look into memory, a question to the shared cache

	ttl     time.Duration
	jitter  float64
	jitters *rand.Rand
	slides  bool // entries live on with every read

	memories []*memory // by server; none with one level
	shared   *cache.Backed[uint64, value]
	fate     fleet.Condition // of the shared cache
	lost     int             // values that the store does not get
	// most are the most entries in the shared cache and values that only it had.
	most struct{ entries, unsaved int }
}

func newLevels(run *traffic.Run, store cache.Store[uint64, value]) (*levels, error) {
	p := run.Plan
	l := &levels{
		run: run, store: store, nearby: p.Duration("l1_latency"), away: p.Duration("cache_latency"),
		ttl: p.Duration("ttl"), jitter: p.Number("jitter"), jitters: run.Stream("jitter"), slides: p.Text("expiry") == sliding,
	}
	var err error
	if l.memories, err = newMemories(p); err != nil {
		return nil, err
	}
	l.shared, err = l.newShared(p.Text("policy"))
	return l, err
}

// A memory is the first level of one server.
type memory = cache.Cache[uint64, value]

// config says what is common to both levels.
func config(p *system.Plan, policy string, capacity int, stream string) cache.Config[uint64, value] {
	return cache.Config[uint64, value]{
		Policy: policy, Capacity: int64(capacity), Hash: shard.Hash,
		Rand: sim.Stream(p.Seed, stream), History: p.Int("keys"),
	}
}

// newShared returns the shared cache.
func (l *levels) newShared(policy string) (*cache.Backed[uint64, value], error) {
	writing := cache.Writing(l.run.Plan.Text("write"))
	if writing == readThrough {
		writing = cache.Around // a write does the same; loads differ
	}
	return cache.NewBacked(config(l.run.Plan, policy, l.run.Plan.Int("capacity"), "eviction"), l.store, writing, l.ttl)
}

// newMemories returns the first levels of all servers, none if there is one level.
func newMemories(p *system.Plan) ([]*memory, error) {
	if p.Int("levels") < 2 {
		return nil, nil
	}
	memories := make([]*memory, p.Int("servers"))
	for i := range memories {
		var err error
		if memories[i], err = cache.New(config(p, p.Text("policy"), p.Int("l1_capacity"), fmt.Sprint("eviction at server ", i))); err != nil {
			return nil, err
		}
	}
	return memories, nil
}

// look asks the levels for a key, and returns which has it: 1, 2, or 0 if none.
// A question to the shared cache is tallied.
func (l *levels) look(key uint64, server int32, t *tally) (v value, expires time.Duration, level int) {
	ok := false
	if l.memories != nil {
		if v, expires, ok = l.memories[server].Lookup(key, l.run.Sim.Now()); ok {
			if l.slides {
				l.memories[server].Renew(key, v, l.extended(expires))
			}
			return v, expires, 1
		}
		level = 1
	}
	if l.fate.Down {
		l.fate.Count(system.Kill)
		return v, 0, 0
	}
	t.asked++
	if v, expires, ok = l.shared.Lookup(key, l.run.Sim.Now()); !ok {
		return v, 0, 0
	}
	if l.slides {
		expires = l.extended(expires)
		l.shared.Renew(key, v, expires)
	}
	l.remember(server, key, v, expires)
	return v, expires, level + 1
}

// renewed reports whether another server has renewed an entry already, or is about
// to, which the shared cache knows.
func (l *levels) renewed(key uint64, server int32, expires time.Duration) bool {
	v, until, ok := l.shared.Lookup(key, l.run.Sim.Now())
	switch {
	case !ok:
		return false
	case v.state != ready:
		return true
	case until > expires:
		l.remember(server, key, v, until)
		return true
	}
	return false
}

// remember puts a value into the memory of a server, if it has one.
func (l *levels) remember(server int32, key uint64, v value, expires time.Duration) {
	if l.memories != nil {
		l.memories[server].Set(key, v, expires)
	}
}

// extended returns when an entry expires that is read now.
func (l *levels) extended(expires time.Duration) time.Duration {
	if expires == cache.Never {
		return expires
	}
	return l.end()
}

// end returns when an entry expires that is filled now.
func (l *levels) end() time.Duration {
	switch {
	case l.ttl == 0:
		return cache.Never
	case l.jitter == 0:
		return l.run.Sim.Now() + l.ttl
	}
	return l.run.Sim.Now() + cache.Jitter(l.ttl, l.jitter, l.jitters)
}

// way returns how long it takes to ask the levels up to one; zero means all, as
// before a question to the origin.
func (l *levels) way(level int) time.Duration {
	way := time.Duration(0)
	if l.memories != nil {
		way = l.nearby
	}
	if (level != 1 || l.memories == nil) && !l.fate.Down {
		way += l.away
	}
	return way
}

// within returns how many entries are in reach of a read.
func (l *levels) within() int {
	if l.memories == nil {
		return l.run.Plan.Int("capacity")
	}
	return l.run.Plan.Int("capacity") + l.run.Plan.Int("l1_capacity")
}

// parts returns what every level is doing, with the ratio of the hits tallied lately.
func (l *levels) parts(t *tally) (parts []system.Part) {
	if l.memories != nil {
		first := system.Part{Name: "l1"}
		for _, memory := range l.memories {
			first.Members = append(first.Members, system.Member{Note: fmt.Sprintf("%d entries", memory.Len())})
		}
		parts = append(parts, first)
	}
	shared := system.Member{Note: fmt.Sprintf("%d entries", l.shared.Len())}
	if t != nil && t.reads > 0 {
		shared.Note = fmt.Sprintf("%.3g%% hits, %s", 100*float64(t.first+t.second)/float64(t.reads), shared.Note)
	}
	if dirty := l.shared.Dirty(); dirty > 0 {
		shared.Note += fmt.Sprintf(", %d not saved", dirty)
	}
	if l.fate.Down {
		shared = system.Member{State: "down"}
	}
	return append(parts, system.Part{Name: "cache", Members: []system.Member{shared}})
}
