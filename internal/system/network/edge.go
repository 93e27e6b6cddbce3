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
	number   int  // among the calls of its component
	atClient bool // it is made by a client
	name     string
	aside    *tier           // that a read fills; nil for none
	when     topology.Answer // what a call before it must have answered; empty for anything
	asked    uint32          // that call or calls of the visit, as bits
	judges   bool            // a refusal is for a later call to deal with
	classes  uint64          // of requests that make it, as bits
	share    float64
	request  float64 // bytes of one, where those are not its own; negative for its own
	answer   float64 // likewise
	async    bool
	fallback bool // the caller goes on without it
	degrades bool // and its own answer is worth less then

	flights        flights        // of keys; nil where calls do not coalesce
	follows        bool           // another that nobody waits for, and is made once that is settled
	followers      []*edge        // of this one
	undoes, undo   *edge          // the step that this one undoes; what undoes this one; nil for none
	tracked        bool           // effects of it are kept
	idempotent     bool           // who is called knows a call again
	back           bool           // of a follower: leads back to what that asked
	delay          *traffic.Delay // nil for none
	held           int64          // by it
	polite         *polite        // for a queue that spares keys; nil for none
	hops           uint8          // how often it may lead back; 0 for any number
	many           *many          // for a call that is made several times; nil for once
	timeout, hedge time.Duration  // zero for none
	retries        traffic.Retries
	breaker        *delivery.Breaker  // nil for none
	throttle       *delivery.Throttle // nil for none
	chance         *rand.Rand
	route          bool         // its caller sends a request one way or another
	lots           *rand.Rand   // of all ways of its caller
	before         float64      // shares of the ways before it
	backlog        traffic.Line // calls that wait in a queue

	// Since measuring began.
	calls, attempts, failed int64
	joined                  int64 // calls that waited for the answer to another

	ledger ledger
}

// newEdge makes call j of component i.
func (m *model) newEdge(i, j int) *edge {
	component := &m.spec.Components[i]
	spec, name := &component.Calls[j], component.CallName(j)
	p := m.Plan
	e := &edge{
		index: int32(len(m.edges)), from: int32(i), to: int32(m.spec.Find(spec.To)), number: j, name: name, atClient: component.Kind == topology.Client,
		follows: component.Follows(j), classes: mask(m.classes, spec), share: p.Number(name + ".share"), async: component.HandsOver(j),
		tracked: tracked(component, j), idempotent: p.Has(name+".idempotent") && p.Text(name+".idempotent") == "yes",
		fallback: spec.Fallback, degrades: spec.Fallback,
		timeout: p.Duration(name + ".timeout"), hedge: p.Duration(name + ".hedge"),
		retries: traffic.RetriesOf(p, name+".", m.Stream("backoff "+name)), chance: m.Stream("share " + name),
	}
	e.request, e.answer = ownSize(p, name+".size"), ownSize(p, name+".answer")
	if p.Has(name + ".breaker") {
		e.breaker = &delivery.Breaker{Threshold: p.Number(name + ".breaker"), Rest: p.Duration(name + ".breaker_rest")}
	}
	if p.Has(name + ".throttle") {
		e.throttle = &delivery.Throttle{Multiplier: p.Number(name + ".throttle"), Random: m.Stream("throttle " + name)}
	}
	e.many = m.newMany(e, spec)
	if spec.Coalesce {
		e.flights = flights{}
	}
	m.putOff(e)
	m.spare(e, spec)
	if spec.When != "" {
		name, answer := spec.Condition()
		to := m.spec.Find(name)
		e.when, e.asked = answer, callsTo(m.spec, component.Calls[:j], to)
		if answer == topology.Miss {
			e.aside = m.components[to].tier
		}
	}
	// A cache that others stand in for is asked in hope: without it there is a miss.
	e.fallback = e.fallback || e.decides(m.spec, component, topology.Failed) || isCache(m.spec.Components[e.to].Kind) && e.decides(m.spec, component, topology.Miss)
	e.judges = e.decides(m.spec, component, topology.Refused)
	return e
}

// callsTo returns which calls go to a component, as bits.
func callsTo(spec *topology.Spec, calls []topology.Call, to int) (bits uint32) {
	for k, call := range calls {
		if spec.Find(call.To) == to {
			bits |= 1 << k
		}
	}
	return bits
}

// decides reports whether a later call of a component is made on an answer of this one.
func (e *edge) decides(spec *topology.Spec, from *topology.Component, answer topology.Answer) bool {
	for _, later := range from.Calls[e.number+1:] {
		name, on := later.Condition()
		if on == answer && int32(spec.Find(name)) == e.to {
			return true
		}
	}
	return false
}

func (e *edge) resetStats(now time.Duration) {
	e.calls, e.attempts, e.failed, e.joined = 0, 0, 0, 0
	e.backlog.Waiting.Reset(now)
	if e.polite != nil {
		e.polite.resetStats(now)
	}
	if e.breaker != nil {
		e.breaker.ResetStats(now)
	}
	if e.throttle != nil {
		e.throttle.ResetStats()
	}
}

// needs reports whether a visit makes a call.
func (e *edge) needs(v *visit) bool {
	if e.classes>>v.class&1 == 0 || e.when != "" && !v.answers.have(e.when, e.asked) {
		return false
	}
	switch {
	case e.share >= 1:
		return true
	case e.route:
		return e.isOn(v.lot(e.lots))
	}
	return e.chance.Float64() < e.share
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
