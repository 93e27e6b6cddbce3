package network

import (
	"math/rand/v2"
	"time"

	"spar/internal/delivery"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// An edge is a call of a topology, for all requests.
type edge struct {
	index    int32 // among all edges
	from, to int32
	number   int // among the calls of its component
	name     string
	aside    *tier  // that a read fills; nil for none
	unless   uint64 // calls of the visit to that cache, as bits
	classes  uint64 // of requests that make it, as bits
	share    float64
	async    bool
	fallback bool // the caller goes on without it
	degrades bool // and its own answer is worth less then

	timeout, hedge time.Duration // zero for none
	retries        traffic.Retries
	breaker        *delivery.Breaker  // nil for none
	throttle       *delivery.Throttle // nil for none
	chance         *rand.Rand
	backlog        traffic.Line // calls that wait in a queue

	// Since measuring began.
	calls, attempts, failed int64
}

// newEdge makes call j of component i.
func (m *model) newEdge(i, j int) *edge {
	component := &m.spec.Components[i]
	spec, name := &component.Calls[j], component.CallName(j)
	p := m.Plan
	e := &edge{
		index: int32(len(m.edges)), from: int32(i), to: int32(m.spec.Find(spec.To)), number: j, name: name,
		classes: mask(m.classes, spec), share: p.Number(name + ".share"), async: spec.Async || component.Kind == topology.Queue,
		fallback: spec.Fallback, degrades: spec.Fallback,
		timeout: p.Duration(name + ".timeout"), hedge: p.Duration(name + ".hedge"),
		retries: traffic.RetriesOf(p, name+".", m.Stream("backoff "+name)), chance: m.Stream("share " + name),
	}
	if p.Has(name + ".breaker") {
		e.breaker = &delivery.Breaker{Threshold: p.Number(name + ".breaker"), Rest: p.Duration(name + ".breaker_rest")}
	}
	if p.Has(name + ".throttle") {
		e.throttle = &delivery.Throttle{Multiplier: p.Number(name + ".throttle"), Random: m.Stream("throttle " + name)}
	}
	if spec.Unless != "" {
		cache := m.spec.Find(spec.Unless)
		e.aside = m.components[cache].tier
		for k, earlier := range component.Calls[:j] {
			if m.spec.Find(earlier.To) == cache {
				e.unless |= 1 << k
			}
		}
	}
	// A cache that others stand in for is asked in hope: without it there is a miss.
	e.fallback = e.fallback || isCache(m.spec.Components[e.to].Kind) && isAside(m.spec, component, e.to)
	return e
}

// isAside reports whether a component goes on by itself where a cache has nothing.
func isAside(spec *topology.Spec, from *topology.Component, to int32) bool {
	for _, c := range from.Calls {
		if c.Unless != "" && int32(spec.Find(c.Unless)) == to {
			return true
		}
	}
	return false
}

func (e *edge) resetStats(now time.Duration) {
	e.calls, e.attempts, e.failed = 0, 0, 0
	e.backlog.Waiting.Reset(now)
	if e.breaker != nil {
		e.breaker.ResetStats(now)
	}
	if e.throttle != nil {
		e.throttle.ResetStats()
	}
}

// needs reports whether a visit makes a call.
func (e *edge) needs(v *visit) bool {
	if e.classes>>v.class&1 == 0 || v.hits&e.unless != 0 {
		return false
	}
	return e.share >= 1 || e.chance.Float64() < e.share
}

// sends reports whether the callers of an edge send an attempt, or refuse it by
// themselves. What the throttle refuses is not the trial of the breaker.
func (e *edge) sends(now time.Duration) bool {
	if e.breaker != nil && !e.breaker.Allows(now) || e.throttle != nil && !e.throttle.Allows(now) {
		return false
	}
	if e.breaker != nil {
		e.breaker.Sent(now)
	}
	return true
}

// took takes note of how an attempt that was sent at a time ended.
func (e *edge) took(now, sent time.Duration, failed bool) {
	if failed {
		e.failed++
	}
	if e.breaker != nil {
		e.breaker.Ended(now, sent, failed)
	}
	if e.throttle != nil && !failed {
		e.throttle.Accepted(now)
	}
}
