package network

import (
	"math/rand/v2"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file is queues that deliver only so much of one key at a time, and so often.

// A polite is what a consumer of a queue has in hand of each key, and what waits for that.
type polite struct {
	edge  *edge
	calls *calls
	most  int32          // of a key
	gap   *traffic.Delay // nil for none

	groups *sim.Zipf // of keys; nil where each is its own
	pcg    *rand.PCG // by which a key belongs to a group
	draws  *rand.Rand

	at     map[uint64]int32 // where a key is
	keys   []politeKey
	waits  int64     // calls that wait for their keys
	parked sim.Gauge // the same, over time
}

// A politeKey is a key of which something was delivered, or its group.
type politeKey struct {
	taken       int32 // messages that are ready, in work, or rest
	first, last int32 // of those that wait, which know the next
	delivered   int64 // since measuring began
}

// spare gives an edge what its call says of each key.
func (m *model) spare(e *edge, call *topology.Call) {
	if !call.IsPolite() {
		return
	}
	p := &polite{edge: e, calls: &m.calls, most: int32(m.Plan.Int(e.name + ".per_key")), at: map[uint64]int32{}}
	if gap := m.Plan.Duration(e.name + ".gap"); gap > 0 {
		p.gap = traffic.NewDelay(&m.Sim, gap, func(key int32) {
			p.next(key)
			m.components[e.to].pull()
		})
	}
	if m.Plan.Has(e.name + ".groups") {
		law, err := sim.NewZipf(m.Plan.Int(e.name+".groups"), m.Plan.Number(e.name+".groups_zipf"))
		if err != nil {
			panic(err) // both were checked
		}
		p.pcg = rand.NewPCG(0, 0)
		p.groups, p.draws = law, rand.New(p.pcg)
	}
	e.polite = p
}

// of returns the index of a key, or of its group.
func (p *polite) of(key uint64) int32 {
	if p.groups != nil {
		p.pcg.Seed(p.calls.net.Plan.Seed, spread(key))
		key = uint64(p.groups.Sample(p.draws))
	}
	i, known := p.at[key]
	if !known {
		i = int32(len(p.keys))
		p.at[key] = i
		p.keys = append(p.keys, politeKey{first: nobody, last: nobody})
	}
	return i
}

// push makes the message of a call ready, or lets it wait for those of its key.
func (p *polite) push(k int32) {
	c := &p.calls.All[k]
	key := &p.keys[p.of(c.key)]
	if key.taken < p.most {
		p.ready(key, k)
		return
	}
	now := p.calls.net.Sim.Now()
	p.waits++
	p.parked.Add(now, 1)
	p.edge.backlog.Waiting.Add(now, 1)
	c.next = nobody
	if key.last == nobody {
		key.first = k
	} else {
		p.calls.All[key.last].next = k
	}
	key.last = k
}

func (p *polite) ready(key *politeKey, k int32) {
	key.taken++
	key.delivered++
	p.edge.backlog.Push(p.calls.net.Sim.Now(), k)
}

// ended notes that the consumer has done with a message of a key, which then rests.
func (p *polite) ended(key uint64) {
	i := p.of(key)
	if p.gap != nil {
		p.gap.Begin(i)
		return
	}
	p.next(i)
	p.calls.net.components[p.edge.to].pull()
}

// next makes the next message of a key ready.
func (p *polite) next(i int32) {
	key := &p.keys[i]
	key.taken--
	k := key.first
	if k == nobody {
		return
	}
	now := p.calls.net.Sim.Now()
	c := &p.calls.All[k]
	if key.first = c.next; key.first == nobody {
		key.last = nobody
	}
	c.next = nobody
	p.waits--
	p.parked.Add(now, -1)
	p.edge.backlog.Waiting.Add(now, -1)
	p.ready(key, k)
}

// oldest returns how long a message waits for its key by now, at the most.
func (p *polite) oldest(published []time.Duration, now time.Duration) (age time.Duration) {
	for i := range p.keys {
		if k := p.keys[i].first; k != nobody {
			age = max(age, now-published[k])
		}
	}
	return age
}

func (p *polite) resetStats(now time.Duration) {
	p.parked.Reset(now)
	for i := range p.keys {
		p.keys[i].delivered = 0
	}
}

// politeBytes returns what all queues of a plan keep of keys, where so many calls are made a
// second for so many seconds.
func politeBytes(p *system.Plan, spec *topology.Spec, f flows, seconds float64) float64 {
	const keyBytes, inMap = 24, 48
	sum := 0.
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			if !c.Calls[j].IsPolite() {
				continue
			}
			keys := p.Number("keys")
			if p.Has(c.CallName(j) + ".groups") {
				keys = p.Number(c.CallName(j) + ".groups")
			}
			sum += float64((keyBytes + inMap) * min(keys, float64(f.calls[c.CallName(j)]*seconds)))
		}
	}
	return sum
}

// isPolite reports whether a component is a queue that spares keys.
func isPolite(c *topology.Component) bool {
	for j := range c.Calls {
		if c.Calls[j].IsPolite() {
			return true
		}
	}
	return false
}

// politeMetrics returns those of a queue that spares keys.
func politeMetrics(c *topology.Component) []system.Metric {
	if !isPolite(c) {
		return nil
	}
	return []system.Metric{
		{Name: c.Name + "_held_fraction", Unit: system.Ratio, Doc: "Part of the messages that wait in " + c.Name + ", on average over time, that wait for others of their key to end or for a gap; no consumer more would help them."},
		{Name: c.Name + "_busiest_key_per_second", Unit: system.PerSecond, Doc: "Messages of the key, or group, of which " + c.Name + " delivers most."},
	}
}

// measurePolite sets the metrics of queues that spare keys.
func (m *model) measurePolite(r *system.Result) {
	now := m.Sim.Now()
	for i, c := range m.components {
		if c.queue == nil || !isPolite(&m.spec.Components[i]) {
			continue
		}
		var held, waiting, most float64
		for _, e := range c.queue.edges {
			waiting += float64(e.backlog.Waiting.Area(now))
			if e.polite == nil {
				continue
			}
			held += float64(e.polite.parked.Area(now))
			for _, key := range e.polite.keys {
				most = max(most, float64(key.delivered))
			}
		}
		part := ratio(held, waiting)
		r.Set(c.name+"_held_fraction", part)
		r.Set(c.name+"_busiest_key_per_second", ratio(most, (now-m.Rec.Warmup()).Seconds()))
		if idle := 1 - r.Metrics[m.components[c.queue.edges[0].to].name+"_utilization"]; part > .5 && idle > 1-full {
			r.Warn("%s of what waits in %s waits for its key while %s of the time of %s is left: more consumers change nothing; more keys that are even, a shorter gap or a larger per_key do",
				system.Ratio.Format(part), c.name, system.Ratio.Format(idle), m.components[c.queue.edges[0].to].name)
		}
	}
}
