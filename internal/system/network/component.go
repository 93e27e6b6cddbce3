package network

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"spar/internal/balance"
	"spar/internal/quantity"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// A component is all of its instances, and what they have in common.
type component struct {
	net       *model
	name      string
	kind      topology.Kind
	instances []*instance // all that ever were
	fleet     fleet.Fleet // the instances
	work      traffic.Work
	errors    *rand.Rand
	refuses   float64    // share of the requests that it refuses by policy
	whims     *rand.Rand // and which
	groups    [][]*edge  // its calls; those of a group begin together
	feeds     []*edge    // calls of queues that it consumes
	holds     bool       // its worker while it waits for calls

	// What finds the instance of a request; one of them.
	pool  *balance.Pool
	tier  *tier
	store *store

	places *places // in regions; nil where there are none

	queue   *queue // of messages; nil for none
	gate    *gate  // of a gateway that limits; nil for others
	undoing undoings
	turn    int       // where a search among its instances begins
	pulling bool      // messages
	visits  int64     // since measuring began
	rented  sim.Gauge // instances that cost money

	bandwidth float64 // of the link of each instance, in bytes a second; zero for no end of it
	// Bytes since measuring began: all that it sent, and of that what went to clients.
	sent, egress float64
	crossed      float64 // likewise to other regions, clients left out
}

// newComponent makes a component without its calls.
func (m *model) newComponent(i int32) (*component, error) {
	spec := &m.spec.Components[i]
	c := &component{net: m, name: spec.Name, kind: spec.Kind, errors: m.Stream("errors " + spec.Name), holds: holds(spec)}
	c.bandwidth = m.Plan.Number(c.name + ".bandwidth")
	if m.world != nil {
		m.world.settle(c, spec)
	}
	if spec.Kind == topology.Client {
		return c, nil
	}
	law, err := newLaw(m.Plan, spec)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.name, err)
	}
	c.work = traffic.Work{Law: law, Stream: m.Stream("service " + c.name)}
	if m.Plan.Has(c.name + ".refuses") {
		c.refuses, c.whims = m.Plan.Number(c.name+".refuses"), m.Stream("refusals "+c.name)
	}
	if c.gate, err = newGate(m, spec); err != nil {
		return nil, fmt.Errorf("%s: %w", c.name, err)
	}
	if c.kind == topology.Queue {
		c.queue = &queue{limit: int64(m.Plan.Int(c.name + ".queue_limit"))}
	}
	c.fleet.Detection = m.Plan.Duration("detection")
	for range instancesOf(m.Plan, spec) {
		c.fleet.Enter(&c.addInstance().Member)
	}
	return c, c.place()
}

// place lets requests find their instances.
func (c *component) place() (err error) {
	switch {
	case c.kind == topology.Store:
		c.store, err = newStore(c)
	case isCache(c.kind):
		c.tier, err = newTier(c)
	case c.places != nil:
		err = c.places.spread(c, func(region string) (balance.Policy, error) {
			return balance.New(c.net.Plan.Text(c.name+".policy"), c.net.Stream("policy "+c.name+" "+region))
		})
	default:
		var policy balance.Policy
		policy, err = balance.New(c.net.Plan.Text(c.name+".policy"), c.net.Stream("policy "+c.name))
		c.pool = balance.NewPool(policy, slices.Repeat([]int{1}, len(c.instances))...)
		c.fleet.Pools = []*balance.Pool{c.pool}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	return nil
}

// enter brings a visit to an instance.
func (c *component) enter(i int32) {
	c.visits++
	if c.places != nil && c.net.world.loses(&c.net.visits.All[i]) {
		c.net.visits.lose(i)
		return
	}
	if c.gate != nil && c.gate.whole && !c.passes(i) {
		return
	}
	c.route(i)
}

// route brings a visit to the instance that is to have it.
func (c *component) route(i int32) {
	v := &c.net.visits.All[i]
	switch {
	case v.instance != nobody: // chosen already, by who sent it
		c.arrive(i)
	case c.store != nil:
		c.store.enter(i)
	case c.tier != nil:
		v.instance = c.tier.node(v.key, v.at)
		c.arrive(i)
	default:
		c.pick(i)
	}
}

// pick lets the policy pick the instance of a visit.
func (c *component) pick(i int32) {
	v := &c.net.visits.All[i]
	connection, err := c.poolOf(v).Pick(balance.Request{Key: v.key, Now: c.net.Sim.Now()})
	if err != nil {
		c.net.visits.reject(i)
		return
	}
	v.connection, v.connected = connection, true
	if c.places == nil {
		v.instance = c.fleet.At(connection.Server)
	} else {
		v.instance = c.places.there[v.at][c.places.fleets[v.at].At(connection.Server)]
	}
	c.arrive(i)
}

// poolOf returns the pool that picks the instance of a visit.
func (c *component) poolOf(v *visit) *balance.Pool {
	if c.places == nil {
		return c.pool
	}
	return c.places.at(v.at)
}

// arrive brings a visit to its instance.
func (c *component) arrive(i int32) {
	s := c.instances[c.net.visits.All[i].instance]
	switch s.Meet(c.errors) {
	case fleet.Lost:
		c.net.visits.lose(i)
	case fleet.Held:
		c.net.visits.hold(i)
	case fleet.Refused:
		if c.store == nil || !c.store.instead(i) {
			c.net.visits.reject(i)
		}
	case fleet.Failed:
		s.refused++
		if c.store == nil || !c.store.instead(i) {
			c.net.visits.reject(i)
		}
	default:
		if c.gate != nil && !c.gate.whole && !c.passes(i) {
			return
		}
		if !s.admit(i) {
			c.net.visits.reject(i)
		}
	}
}

// worked ends the work of a visit and begins its calls.
func (c *component) worked(i int32) {
	v := &c.net.visits.All[i]
	v.work, v.state = 0, calling
	s := c.instances[v.instance]
	if c.tier != nil {
		c.tier.lookUp(v, s, c.net.Sim.Now())
	}
	if c.queue != nil {
		c.publish(i)
	}
	if c.store != nil && c.store.versions != nil {
		c.store.worked(i)
	}
	if s.rows != nil && v.write {
		s.commit(i)
	}
	if c.refuses > 0 && c.whims.Float64() < c.refuses && !c.net.undoing(v) {
		v.refused = true
	}
	if !c.holds {
		s.dismiss(i)
	}
	if s.wal != nil && c.net.visits.All[i].write && !s.logged(i) {
		return
	}
	c.net.visits.proceed(i)
}

// virtualNodes of each cache node or shard on its ring.
const virtualNodes = 256

// newRing spreads keys over so many nodes or shards.
func newRing(n int) (*shard.Ring, error) {
	ring := &shard.Ring{VirtualNodes: virtualNodes}
	members := make([]shard.Shard, n)
	for i := range members {
		members[i].ID = i
	}
	return ring, ring.Add(members...)
}

// find returns the node or shard of a key on a ring that is never empty.
func find(ring *shard.Ring, key uint64) int {
	i, err := ring.Find(key)
	if err != nil {
		panic(err)
	}
	return i
}

// base returns a figure that was checked, in base units.
func base(text string) float64 {
	q, err := quantity.Parse(text)
	if err != nil {
		return 0
	}
	return q.Base()
}
