package network

import (
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/topology"
)

// This file is where everything stands. A topology without regions has no world, and its
// visits and calls are all in region 0.

// A world is the regions of a topology and the ways between them.
type world struct {
	net    *model
	names  []string
	shares []float64         // of the requests of clients that stand in all of them
	oneWay [][]time.Duration // from one to another
	// A member for each region, whose wall lets nothing in or out while it is cut.
	walls    fleet.Fleet
	recs     []*sim.Recorder // of the requests that come from each
	egress   []float64       // bytes from each to clients, since measuring began
	journeys *rand.Rand      // of which region a request comes from
}

// newWorld returns what a topology says of regions; nil if that is nothing.
func (m *model) newWorld() *world {
	n := len(m.spec.Regions)
	if n == 0 {
		return nil
	}
	w := &world{
		net: m, names: m.spec.RegionNames(), shares: regionShares(m.Plan, m.spec), oneWay: make([][]time.Duration, n),
		egress: make([]float64, n), journeys: m.Stream("regions"),
	}
	w.walls.Detection = m.Plan.Duration("detection")
	for i := range n {
		w.oneWay[i] = make([]time.Duration, n)
		w.walls.Enter(&fleet.Member{})
		w.recs = append(w.recs, m.newRecorder())
	}
	for _, d := range m.spec.Distances() {
		half := m.Plan.Duration(m.spec.DistanceName(d)+".round_trip") / 2
		w.oneWay[d.From][d.To], w.oneWay[d.To][d.From] = half, half
	}
	return w
}

// regionShares returns which part of the requests of a client that stands in all regions
// comes from each.
func regionShares(p *system.Plan, spec *topology.Spec) []float64 {
	shares, sum, silent := make([]float64, len(spec.Regions)), 0., 0
	for i, r := range spec.Regions {
		if shares[i] = -1; p.Has(r.Name + ".share") {
			shares[i] = p.Number(r.Name + ".share")
		}
		if sum += max(0, shares[i]); shares[i] < 0 {
			silent++
		}
	}
	for i := range shares {
		if shares[i] < 0 {
			shares[i] = max(0, 1-sum) / float64(silent)
		}
	}
	return shares
}

// draw returns the region from which a request of a client comes.
func (w *world) draw(c *places) uint8 {
	if len(c.regions) == 1 {
		return c.regions[0]
	}
	all := 0.
	for _, r := range c.regions {
		all += w.shares[r]
	}
	lot := float64(w.journeys.Float64() * all)
	for _, r := range c.regions[:len(c.regions)-1] {
		if lot -= w.shares[r]; lot < 0 {
			return r
		}
	}
	return c.regions[len(c.regions)-1]
}

// severed reports whether nothing gets from one region to another, or from a client.
func (w *world) severed(from, to uint8, client bool) bool {
	if from == to && !client {
		return false
	}
	for _, wall := range [...]uint8{to, from} {
		if m := w.walls.Members[wall]; m.Cut && (wall == to || !client) {
			m.Count(system.Cut)
			return true
		}
	}
	return false
}

// shunned reports whether those in a region, or its clients, know that another one, or
// their own, cannot be reached.
func (w *world) shunned(from, to uint8, client bool) bool {
	return (from != to || client) && (w.walls.Members[to].Avoided || !client && w.walls.Members[from].Avoided)
}

// places are the regions of a component, and which of its instances stand in each.
type places struct {
	regions []uint8
	of      []uint8       // of each instance
	there   [][]int32     // instances by region
	turns   []int         // by region: where a search for an idle one begins
	order   [][]uint8     // its regions by that of a caller, the nearest first
	fleets  []fleet.Fleet // by region, each with the pool of its instances; for pools alone
}

// settle gives a component its places.
func (w *world) settle(c *component, spec *topology.Component) {
	p := &places{there: make([][]int32, len(w.names)), turns: make([]int, len(w.names)), order: make([][]uint8, len(w.names))}
	for _, r := range w.net.spec.StandsIn(spec) {
		p.regions = append(p.regions, uint8(r))
	}
	for from := range p.order {
		for _, r := range p.regions {
			k := 0
			for k < len(p.order[from]) && w.oneWay[from][p.order[from][k]] <= w.oneWay[from][r] {
				k++
			}
			p.order[from] = append(p.order[from], 0)
			copy(p.order[from][k+1:], p.order[from][k:])
			p.order[from][k] = r
		}
	}
	c.places = p
}

// put places another instance of a component, which is its k-th of so many replicas of
// each shard, or of no store.
func (p *places) put(k, replicas int) {
	nth := k
	if replicas > 0 {
		nth = k % replicas
	}
	r := p.regions[nth%len(p.regions)]
	p.of = append(p.of, r)
	p.there[r] = append(p.there[r], int32(k))
}

// spread gives each region the pool of its instances.
func (p *places) spread(c *component, policy func(region string) (balance.Policy, error)) error {
	p.fleets = make([]fleet.Fleet, len(p.there))
	for r, there := range p.there {
		if len(there) == 0 {
			continue
		}
		of, err := policy(c.net.world.names[r])
		if err != nil {
			return err
		}
		p.fleets[r].Detection = c.fleet.Detection
		weights := make([]int, len(there))
		for k, i := range there {
			p.fleets[r].Enter(&c.instances[i].Member)
			weights[k] = 1
		}
		p.fleets[r].Pools = []*balance.Pool{balance.NewPool(of, weights...)}
	}
	return nil
}

// at returns the pool of a region.
func (p *places) at(region uint8) *balance.Pool { return p.fleets[region].Pools[0] }

// home returns the fleet of an instance's region, and its index there; nil where what
// finds instances is no pool.
func (p *places) home(k int32) (f *fleet.Fleet, index int) {
	if p.fleets == nil {
		return nil, 0
	}
	r := p.of[k]
	for index = range p.there[r] {
		if p.there[r][index] == k {
			break
		}
	}
	return &p.fleets[r], index
}

// nearest returns the region in which a caller asks a component: the nearest of which it
// does not know that nothing there answers, or else the nearest of all.
func (w *world) nearest(c *component, from uint8, client bool) uint8 {
	for _, r := range c.places.order[from] {
		if !w.shunned(from, r, client) && c.answersIn(r) {
			return r
		}
	}
	return c.places.order[from][0]
}

// answersIn reports whether any instance of a component in a region answers, as far as is
// known.
func (c *component) answersIn(region uint8) bool {
	for _, k := range c.places.there[region] {
		if s := c.instances[k]; !s.Avoided && !s.Removed {
			return true
		}
	}
	return false
}

// send sends a visit to the nearest region, or to that of its instance if it has one, and
// returns how long the way between regions is.
func (w *world) send(v *visit, e *edge) time.Duration {
	to := w.net.components[e.to]
	if v.instance != nobody {
		v.at = to.places.of[v.instance]
	} else {
		v.at = w.nearest(to, v.from, e.atClient)
	}
	return w.oneWay[v.from][v.at]
}

// loses reports whether a visit is on a way that is cut.
func (w *world) loses(v *visit) bool {
	return w.severed(v.from, v.at, v.parent == nobody && v.edge != nobody && w.net.edges[v.edge].atClient)
}

// reach brings a visit of a store, or a part of one, to its replica, which may stand in
// another region.
func (c *component) reach(i int32) {
	if c.places == nil {
		c.arrive(i)
		return
	}
	vs, w := &c.net.visits, c.net.world
	v := &vs.All[i]
	d := w.oneWay[v.at][c.places.of[v.instance]]
	if v.at != c.places.of[v.instance] {
		v.at = c.places.of[v.instance]
		c.carry(i)
	}
	if d == 0 {
		c.cross(i)
		return
	}
	v.state = travelling
	c.net.Sim.Schedule(c.net.Sim.Now()+d, vs, crossing, i)
}

// cross brings a visit to its instance, unless its way was cut.
func (c *component) cross(i int32) {
	if c.places != nil && c.net.world.loses(&c.net.visits.All[i]) {
		c.net.visits.lose(i)
		return
	}
	c.arrive(i)
}

// carry counts what a store sends to a replica in another region.
func (c *component) carry(i int32) {
	if g := c.net.cargo; g != nil {
		v := &c.net.visits.All[i]
		bytes := g.requestOf(i, c.net.edges[v.edge])
		c.sent += bytes
		c.crossed += bytes
	}
}

// idleIn returns an instance with a worker that has nothing to do, in a region if there
// is one.
func (c *component) idleIn(region uint8) int32 {
	there := c.places.there[region]
	for offset := range there {
		k := there[(c.places.turns[region]+offset)%len(there)]
		if s := c.instances[k]; s.reachable() && s.idle() {
			c.places.turns[region] += offset + 1
			return k
		}
	}
	return c.idleInstance()
}
