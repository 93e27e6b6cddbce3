package network

import (
	"math/rand/v2"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// nobody stands for a visit or call that does not exist.
const nobody = -1

// A model is one run.
type model struct {
	sim        sim.Sim
	plan       *system.Plan
	spec       *topology.Spec
	rec        *sim.Recorder
	size       size
	popularity *system.Popularity
	clients    []*client
	components []*component
	edges      []*edge
	began      bool

	half      time.Duration // of a network round trip
	patience  time.Duration // of clients
	detection time.Duration

	visits     []visit
	freeVisits []int32
	calls      []call
	freeCalls  []int32
	open       int // measured requests whose fate is not known yet
	degraded   int // of those answered, by a fallback
	counts     counts
	before     int64 // requests that arrived before measuring began
}

// counts are sums over all requests since the start of the run; every request that
// arrived is answered, failed, timed out, or still under way.
type counts struct{ arrived, answered, failed, timedOut int64 }

// A client is where requests arrive.
type client struct {
	component int32
	rate      float64
	writes    float64
	in        sim.Arrivals
	kinds     *rand.Rand // reads or writes
}

func newModel(p *system.Plan, spec *topology.Spec) (*model, error) {
	size := sizeOf(p, spec)
	popularity, err := system.NewPopularity(p.Seed, size.keys, p.Number("zipf"))
	if err != nil {
		return nil, err
	}
	m := &model{
		sim: sim.Sim{Budget: p.Budget}, plan: p, spec: spec, size: size, popularity: popularity,
		rec:       sim.NewRecorder(p.End, p.Warmup(tenth), system.Steps),
		half:      p.Duration("network") / 2,
		patience:  p.Duration("timeout"),
		detection: p.Duration("detection"),
	}
	for i := range spec.Components {
		c, err := m.newComponent(&spec.Components[i])
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
	m.warm()
	m.sim.At(m.rec.Warmup(), m.resetStats)
	return m, nil
}

// addClient makes the source of a client's requests.
func (m *model) addClient(i int32) {
	name := m.components[i].name
	c := &client{component: i, kinds: sim.Stream(m.plan.Seed, "writes "+name)}
	c.rate, c.writes = clientFigures(m.plan, m.spec, name)
	c.in = sim.Arrivals{Sim: &m.sim, Stream: sim.Stream(m.plan.Seed, "arrivals "+name), Rate: c.rate, Emit: func() { m.arrive(c) }}
	m.clients = append(m.clients, c)
}

// clientFigures returns the rate of a client's requests and the share of writes
// among them. What all clients are given together is shared as their own rates are.
func clientFigures(p *system.Plan, spec *topology.Spec, name string) (rate, writes float64) {
	rate, writes = p.Number(name+".rate"), p.Number(name+".writes")
	if p.Has("writes") {
		writes = p.Number("writes")
	}
	if !p.Has("rate") {
		return rate, writes
	}
	own, all := 0., 0.
	for i := range spec.Components {
		if c := &spec.Components[i]; c.Kind == topology.Client {
			r := base(c.Figures()[0].Value())
			all += r
			if c.Name == name {
				own = r
			}
		}
	}
	return p.Number("rate") * (own / all), writes
}

// connect makes the calls of a component, in groups of those that begin together.
func (m *model) connect(i int) {
	spec, c := &m.spec.Components[i], m.components[i]
	for j := range spec.Calls {
		e := m.newEdge(i, j)
		index := int32(len(m.edges))
		m.edges = append(m.edges, e)
		if to := m.components[e.to]; c.kind == topology.Queue {
			to.feeds = append(to.feeds, index)
		}
		if spec.Calls[j].Parallel && len(c.groups) > 0 {
			last := len(c.groups) - 1
			c.groups[last] = append(c.groups[last], index)
		} else {
			c.groups = append(c.groups, []int32{index})
		}
	}
}

func (m *model) resetStats() {
	now := m.sim.Now()
	m.before = m.counts.arrived
	for _, c := range m.components {
		c.visits, c.lookups, c.hits = 0, 0, 0
		for _, s := range c.instances {
			s.resetStats(now)
		}
	}
	for _, e := range m.edges {
		e.calls, e.attempts, e.failed = 0, 0, 0
		e.resetDamage(now)
		e.backlog.Reset(now)
	}
}
