package network

import (
	"time"

	"spar/internal/system"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// nobody stands for a visit or call that does not exist.
const nobody = -1

// A model is one run.
type model struct {
	traffic.Run
	spec       *topology.Spec
	whole      *system.Plan // of all, where one in so many is run
	size       size
	popularity *system.Popularity
	classes    []class // of requests, by their index
	components []*component
	crowds     []*traffic.Crowd // by component, of clients with users; nil where none has any
	edges      []*edge
	visits     visits
	cargo      *cargo   // nil where nothing has a size
	effects    *effects // nil where nothing is undone or known again
	world      *world   // nil where there are no regions
	theatre    *theatre // nil where nobody plays
	calls      calls

	later *later // nil where nothing is handed over

	half     time.Duration // of a network round trip
	patience time.Duration // of clients
	degraded int           // measured requests that were answered by a fallback
	before   int64         // requests that arrived before measuring began
}

// A client is where requests arrive.
type client struct {
	component int32
	classes   chooser
}

func newModel(p *system.Plan, spec *topology.Spec) (*model, error) {
	whole := p
	p = partOf(p, spec)
	size := sizeOf(p, spec)
	popularity, err := system.NewPopularity(p.Seed, size.keys, p.Number("zipf"))
	if err != nil {
		return nil, err
	}
	m := &model{
		Run: traffic.Start(p, p.Warmup(tenth)), spec: spec, whole: whole, size: size, popularity: popularity,
		classes: classesOf(spec),
		half:    p.Duration("network") / 2, patience: p.Duration("timeout"),
	}
	m.visits.net, m.calls.net = m, m
	m.later = m.newLater()
	m.cargo = m.newCargo()
	m.effects = m.newEffects()
	m.world = m.newWorld()
	m.theatre = m.newTheatre()
	for i := range m.classes[unnamed:] {
		m.classes[unnamed+i].rec = m.newRecorder()
	}
	m.Bound = traffic.Bound{
		Most: maxUnderWay, UnderWay: func() int { return m.visits.Live() + m.calls.Live() },
		What: "visits and calls", Remedy: "lower the load, the queue limits or the time-outs",
	}
	for i := range spec.Components {
		c, err := m.newComponent(int32(i))
		if err != nil {
			return nil, err
		}
		m.components = append(m.components, c)
		if c.kind == topology.Client {
			m.addClient(int32(i))
		}
	}
	for i := range spec.Components {
		m.connect(i)
	}
	flows := flowsOf(p, spec, m.size.hits(p), once)
	m.Bound.Each = max(perRequest, flows.perRequest())
	for i, c := range m.components {
		if c.tier != nil {
			c.tier.warm(m, flows.reads[i])
		}
		if c.gate != nil {
			c.gate.learn(m, flows.reads[i]+flows.writes[i])
		}
	}
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	return m, nil
}

// addClient makes the source of a client's requests.
func (m *model) addClient(i int32) {
	name, spec := m.components[i].name, &m.spec.Components[i]
	rate, writes := clientFigures(m.Plan, m.spec, name)
	c := &client{component: i, classes: newChooser(mixOf(m.Plan, m.classes, spec, writes), m.Stream("writes "+name))}
	if spec.IsClosed() {
		m.addCrowd(c, spec)
		return
	}
	come := func() { m.arrive(c) }
	if spec.Plays() {
		come = func() { m.theatre.begin(c) }
	}
	m.vary(m.Arrivals("arrivals "+name, rate/segmentsOf(m.Plan, spec), come), spec)
}

// clientFigures returns the rate of a client's requests and the share of writes
// among them, if it has no classes. What all clients are given together is shared as
// their own rates are.
func clientFigures(p *system.Plan, spec *topology.Spec, name string) (rate, writes float64) {
	c := &spec.Components[spec.Find(name)]
	rate = ownRate(p, spec, c)
	if len(c.Classes) == 0 {
		writes = p.Number(name + ".writes")
		if p.Has("writes") && !c.Plays() {
			writes = p.Number("writes")
		}
	}
	if !p.Has("rate") || c.IsClosed() {
		return rate, writes
	}
	all := 0.
	for i := range spec.Components {
		if c := &spec.Components[i]; c.Kind == topology.Client && !c.IsClosed() {
			all += statedRate(c)
		}
	}
	return p.Number("rate") * (statedRate(c) / all), writes
}

// ownRate returns the rate of a client where all are not given one together.
func ownRate(p *system.Plan, spec *topology.Spec, c *topology.Component) float64 {
	if c.IsClosed() {
		return mostRate(p, spec, c)
	}
	if !c.HasRates() || p.Has(c.Name+".rate") {
		return p.Number(c.Name+".rate") * segmentsOf(p, c)
	}
	sum := 0.
	for _, k := range c.Classes {
		sum += p.Number(c.Name + "." + k.Name + ".rate")
	}
	return sum
}

// statedRate returns the rate of a client by its topology alone.
func statedRate(c *topology.Component) float64 {
	if !c.HasRates() || c.Rate != "" {
		return base(c.Figures()[0].Value()) * statedSegments(c)
	}
	sum := 0.
	for _, k := range c.Classes {
		sum += base(k.Rate)
	}
	return sum
}

// connect makes the calls of a component, in groups of those that begin together.
func (m *model) connect(i int) {
	spec, c, first := &m.spec.Components[i], m.components[i], len(m.edges)
	defer func() { m.setRoutes(c, m.edges[first:]) }()
	for j := range spec.Calls {
		e := m.newEdge(i, j)
		m.edges = append(m.edges, e)
		if c.queue != nil {
			m.components[e.to].feeds = append(m.components[e.to].feeds, e)
			c.queue.edges = append(c.queue.edges, e)
			if !e.follows {
				c.queue.consumers = append(c.queue.consumers, e)
			}
			if c.queue.rec == nil {
				c.queue.rec = m.newRecorder()
			}
		}
		if e.follows {
			m.follow(e)
			continue
		}
		if spec.Calls[j].Undoes != "" {
			m.undo(c, e, m.edges[first+spec.Undone(j)])
			continue
		}
		if spec.Calls[j].Parallel && len(c.groups) > 0 {
			last := len(c.groups) - 1
			c.groups[last] = append(c.groups[last], e)
		} else {
			c.groups = append(c.groups, []*edge{e})
		}
	}
}

func (m *model) resetStats() {
	now := m.Sim.Now()
	m.before = m.Counts.Arrived
	if m.cargo != nil {
		m.cargo.resetStats()
	}
	for _, c := range m.components {
		c.visits, c.sent, c.egress, c.crossed = 0, 0, 0, 0
		c.rented.Reset(now)
		if c.queue != nil {
			c.queue.oldest = 0
		}
		if g := c.gate; g != nil {
			g.asked, g.refused, g.politeAsked, g.politeRefused = 0, 0, 0, 0
		}
		if c.tier != nil {
			c.tier.resetStats()
		}
		if c.store != nil && c.store.versions != nil {
			c.store.versions.resetStats()
		}
		for _, s := range c.instances {
			s.resetStats(now)
		}
	}
	for _, e := range m.edges {
		e.resetStats(now)
	}
	if m.world != nil {
		clear(m.world.egress)
	}
	if m.theatre != nil {
		m.theatre.resetStats()
	}
}
