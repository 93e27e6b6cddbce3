package caching

import (
	"fmt"
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
)

// A value is what a cache holds for a key.
type value struct {
	written time.Duration // the version: when it was written
	took    time.Duration // loading it
	lead    int32         // the job that loads it
	state   state
}

type state uint8

const (
	ready    state = iota
	onItsWay       // only a note that the job loads the value
	renewing       // good, and the job loads a newer one
)

// A level is either level.
type level interface {
	Peek(key uint64) (value, time.Duration, bool)
	Renew(key uint64, v value, expires time.Duration) bool
}

// settle puts a value where a job had left a note that it loads it. If the note is
// gone, so is the reason to keep the value.
func settle(l level, key uint64, lead int32, v value, expires time.Duration) {
	if noted, _, ok := l.Peek(key); ok && noted.state != ready && noted.lead == lead {
		l.Renew(key, v, expires)
	}
}

// withdraw takes the note of a job back. A value that it was to renew stays.
func withdraw(l level, key uint64, lead int32) {
	old, expires, _ := l.Peek(key)
	if old.state != renewing {
		expires = 0
	}
	old.state = ready
	settle(l, key, lead, old, expires)
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
func (m *model) newShared(policy string) (*cache.Backed[uint64, value], error) {
	writing := cache.Writing(m.Plan.Text("write"))
	if writing == readThrough {
		writing = cache.Around // a write does the same; loads differ
	}
	return cache.NewBacked(config(m.Plan, policy, m.Plan.Int("capacity"), "eviction"), m.origin, writing, m.ttl)
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

// remember puts a value into the memory of a server, if it has one.
func (m *model) remember(server int32, key uint64, v value, expires time.Duration) {
	if m.memories != nil {
		m.memories[server].Set(key, v, expires)
	}
}

// end returns when an entry expires that is filled now.
func (m *model) end() time.Duration {
	switch {
	case m.ttl == 0:
		return cache.Never
	case m.jitter == 0:
		return m.Sim.Now() + m.ttl
	}
	return m.Sim.Now() + cache.Jitter(m.ttl, m.jitter, m.jitters)
}
