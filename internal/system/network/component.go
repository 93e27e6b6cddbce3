package network

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"spar/internal/balance"
	"spar/internal/quantity"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system/fleet"
	"spar/internal/topology"
)

// A component is all of its instances, and what they have in common.
type component struct {
	name      string
	kind      topology.Kind
	instances []*instance // all that ever were
	work      sim.Distribution
	streams   streams
	groups    [][]int32 // edges of its calls; those of a group begin together
	feeds     []int32   // edges of queues that it consumes
	holds     bool      // its worker while it waits for calls

	fleet   fleet.Fleet   // the instances
	pool    *balance.Pool // nil where a key has its place
	nodes   *shard.Ring   // of a cache, or shards of a store
	store   replication
	limit   *bucket // of a gateway; nil for none
	ttl     time.Duration
	turn    int  // where a search among its instances begins
	pulling bool // messages

	// Since measuring began.
	visits, lookups, hits int64
}

// streams are what chance decides at a component.
type streams struct{ work, errors, policy *rand.Rand }

// virtualNodes of each cache node or shard on its ring.
const virtualNodes = 256

func (m *model) newComponent(spec *topology.Component) (*component, error) {
	stream := func(what string) *rand.Rand { return sim.Stream(m.plan.Seed, what+" "+spec.Name) }
	c := &component{
		name: spec.Name, kind: spec.Kind,
		streams: streams{work: stream("service"), errors: stream("errors"), policy: stream("policy")},
		holds:   holds(spec),
	}
	if spec.Kind == topology.Client {
		return c, nil
	}
	mean := m.plan.Number(c.name + ".time")
	c.work = sim.Exponential{Mean: mean}
	if m.plan.Text(c.name+".law") == "deterministic" {
		c.work = sim.Deterministic{Value: mean}
	}
	if m.plan.Has(c.name + ".limit") {
		c.limit = newBucket(m.plan.Number(c.name + ".limit"))
	}
	if m.plan.Has(c.name + ".ttl") {
		c.ttl = m.plan.Duration(c.name + ".ttl")
	}
	c.fleet.Detection = m.detection
	for range instancesOf(m.plan, spec) {
		c.fleet.Enter(&m.addInstance(c).Member)
	}
	return c, m.place(c, spec)
}

// addInstance adds an instance that nothing sends to yet.
func (m *model) addInstance(c *component) *instance {
	s := newInstance(m.plan.Int(c.name+".workers"), m.plan.Int(c.name+".queue_limit"))
	if c.kind == topology.Queue {
		s.limit = sim.Unlimited // what it limits is the messages
	}
	c.instances = append(c.instances, s)
	return s
}

// place lets requests find their instances.
func (m *model) place(c *component, spec *topology.Component) error {
	switch {
	case c.kind == topology.Store:
		c.store = replication{
			replicas: m.plan.Int(c.name + ".replicas"),
			read:     m.plan.Int(c.name + ".read_quorum"), write: m.plan.Int(c.name + ".write_quorum"),
		}
		return c.ring(m.plan.Int(c.name + ".shards"))
	case isCache(c.kind):
		if err := m.newNodes(c, spec); err != nil {
			return err
		}
		return c.ring(len(c.instances))
	}
	policy, err := balance.New(m.plan.Text(c.name+".policy"), c.streams.policy)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	c.pool = balance.NewPool(policy, slices.Repeat([]int{1}, len(c.instances))...)
	c.fleet.Pools = []*balance.Pool{c.pool}
	return nil
}

// ring spreads keys over so many nodes or shards.
func (c *component) ring(n int) error {
	c.nodes = &shard.Ring{VirtualNodes: virtualNodes}
	members := make([]shard.Shard, n)
	for i := range members {
		members[i].ID = i
	}
	if err := c.nodes.Add(members...); err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	return nil
}

// home returns the node or shard of a key.
func (c *component) home(key uint64) int {
	i, err := c.nodes.Find(key)
	if err != nil {
		panic(err) // a ring that is never empty
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

// A bucket lets requests through at a rate, and a few more at once.
type bucket struct {
	rate, room, tokens float64
	at                 time.Duration
}

// bucketTime is how long a bucket takes to fill.
const bucketTime = .1

func newBucket(rate float64) *bucket {
	room := max(1, rate*bucketTime)
	return &bucket{rate: rate, room: room, tokens: room}
}

// take reports whether a request may pass.
func (b *bucket) take(now time.Duration) bool {
	b.tokens = min(b.room, b.tokens+float64((now-b.at).Seconds()*b.rate))
	b.at = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
