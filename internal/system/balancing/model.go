package balancing

import (
	"context"
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// A model is one run.
type model struct {
	traffic.Run
	waits *sim.Recorder // of attempts, from when they are sent to when their service begins
	load  float64       // over the usual one
	ramps int           // changes of it

	in    *sim.Arrivals // nil in a closed loop
	users *crowd        // nil otherwise
	// Eager users do not think: if failures took no time either, they would ask
	// again without end before the clock moves on.
	eager bool

	service traffic.Work
	streams streams
	keys    *sim.Zipf

	timeout, staleness time.Duration // zero for none
	limit              int           // of a queue, or sim.Unlimited
	retries            traffic.Retries
	withdraw           bool // what clients have given up while it waits

	jobs      traffic.Slots[job]
	balancers []*balancer
	policy    string
	fleet     fleet.Fleet
	servers   []*server // the members of the fleet

	counts   counts
	readings []reading
	left     int // measured requests that had no answer long after the end
}

// streams are the sources of what chance decides, one for each thing, so that a
// change of one leaves the others alone.
type streams struct{ again, keys, balancer, errors *rand.Rand }

// A server is one machine.
type server struct {
	fleet.Member
	station *sim.Station
	speed   float64
	sent    int // measured attempts that it was sent
}

func newModel(p *system.Plan) (*model, error) {
	law, err := traffic.Law(p.Text("service"), p.Number("service_mean"), variation(p))
	if err != nil {
		return nil, err
	}
	keys, err := sim.NewZipf(p.Int("keys"), p.Number("zipf"))
	if err != nil {
		return nil, err
	}
	m := &model{
		Run:       traffic.Start(p, p.Warmup(system.Tenth)),
		load:      1,
		waits:     sim.NewRecorder(p.End, p.Warmup(system.Tenth), system.Steps),
		keys:      keys,
		timeout:   p.Duration("timeout"),
		staleness: p.Duration("staleness"),
		limit:     sim.Unlimited,
		withdraw:  p.Text("abandoned") == "withdrawn",
		policy:    p.Text("policy"),
		eager:     p.Duration("think") == 0,
	}
	m.service = traffic.Work{Law: law, Stream: m.Stream("service")}
	m.streams = streams{again: m.Stream("service of retries"), keys: m.Stream("keys"), balancer: m.Stream("balancers"), errors: m.Stream("errors")}
	m.retries = traffic.RetriesOf(p, "", m.Stream("backoff"))
	m.Ending = traffic.Ending{Measure: m.measure, Fill: m.fill}
	m.Bound = traffic.Bound{Most: maxUnderWay, UnderWay: m.jobs.Live, What: "requests", Remedy: "lower the load, or give a queue_limit"}
	if p.Has("queue_limit") {
		m.limit = p.Int("queue_limit")
	}
	return m, m.build()
}

// build makes the servers, the balancers and the source of requests.
func (m *model) build() error {
	p := m.Plan
	for _, speed := range speeds(p) {
		m.fleet.Enter(m.addServer(speed))
	}
	for i := range p.Int("balancers") {
		b, err := m.newBalancer(i)
		if err != nil {
			return err
		}
		m.balancers = append(m.balancers, b)
		m.fleet.Pools = append(m.fleet.Pools, b.pool)
	}
	m.fleet.Detection = p.Duration("detection")
	m.fleet.Changed = func(pool int) { m.next(m.balancers[pool]) }
	if p.Has("users") {
		m.users = newCrowd(&m.Sim, p, m.admit)
		m.Begin = func(context.Context) error {
			m.resize(m.load)
			return nil
		}
	} else {
		m.in = m.Arrivals("arrivals", rate(p), func() { m.admit(nobody) })
		m.in.Shape, m.in.Regular = shape(p), p.Text("arrivals") == "constant"
	}
	m.schedule()
	return nil
}

// addServer makes a server, and returns it as a member of the fleet.
func (m *model) addServer(speed float64) *fleet.Member {
	s := &server{speed: speed}
	s.station = sim.NewStation(&m.Sim, m.Plan.Int("workers"), m.limit, m.done)
	s.station.Begun = m.begun
	s.station.Slow(1 / speed)
	m.servers = append(m.servers, s)
	return &s.Member
}

// newPolicy returns the policy of a name with what the parameters say of it.
func newPolicy(p *system.Plan, name string, random *rand.Rand) (balance.Policy, error) {
	policy, err := balance.New(name, random)
	if err != nil {
		return nil, err
	}
	switch policy := policy.(type) {
	case *balance.TwoChoices:
		policy.Choices = p.Int("choices")
	case *balance.BoundedHash:
		policy.LoadFactor = p.Number("load_factor")
	case *balance.SharedQueue:
		policy.Bound = p.Int("workers")
	}
	return policy, nil
}
