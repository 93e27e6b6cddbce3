package balancing

import (
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/delivery"
	"spar/internal/sim"
	"spar/internal/system"
)

// A model is one run.
type model struct {
	sim   sim.Sim
	plan  *system.Plan
	rec   *sim.Recorder // of requests
	waits *sim.Recorder // of attempts, from when they are sent to when their service begins
	began bool
	load  float64 // over the usual one

	in    *sim.Arrivals // nil in a closed loop
	users *crowd        // nil otherwise
	// Eager users do not think: if failures took no time either, they would ask
	// again without end before the clock moves on.
	eager bool

	service sim.Distribution
	streams streams
	keys    *sim.Zipf

	timeout, staleness, backoff time.Duration // zero for none
	limit                       int           // of a queue, or sim.Unlimited
	retries                     int32
	budget                      *delivery.RetryBudget
	withdraw                    bool // what clients have given up while it waits

	jobs      []job
	free      []int32
	open      int // measured requests whose fate is not known yet
	balancers []*balancer
	policy    string
	servers   []*server // all that ever were
	numbers   []int32   // of those that the balancers have now, by their numbers there

	counts   counts
	readings []reading
}

// streams are the sources of what chance decides, one for each thing, so that a
// change of one leaves the others alone.
type streams struct{ work, again, keys, balancer, errors, backoff *rand.Rand }

func newStreams(seed uint64) streams {
	stream := func(name string) *rand.Rand { return sim.Stream(seed, name) }
	return streams{
		work: stream("service"), again: stream("service of retries"), keys: stream("keys"),
		balancer: stream("balancers"), errors: stream("errors"), backoff: stream("backoff"),
	}
}

// A server is one machine.
type server struct {
	station *sim.Station
	number  int // at the balancers
	speed   float64
	slow    float64 // as a fault makes it; 1 otherwise
	errors  float64 // share of the requests that it fails
	cut     bool
	removed bool
	sent    int // measured attempts that it was sent
}

func newModel(p *system.Plan) (*model, error) {
	service, err := newService(p)
	if err != nil {
		return nil, err
	}
	keys, err := sim.NewZipf(p.Int("keys"), p.Number("zipf"))
	if err != nil {
		return nil, err
	}
	m := &model{
		sim:       sim.Sim{Budget: p.Budget},
		plan:      p,
		load:      1,
		rec:       sim.NewRecorder(p.End, warmup(p), system.Steps),
		waits:     sim.NewRecorder(p.End, warmup(p), system.Steps),
		service:   service,
		streams:   newStreams(p.Seed),
		keys:      keys,
		timeout:   p.Duration("timeout"),
		staleness: p.Duration("staleness"),
		backoff:   p.Duration("backoff"),
		limit:     sim.Unlimited,
		retries:   int32(p.Int("retries")),
		withdraw:  p.Text("abandoned") == "withdrawn",
		policy:    p.Text("policy"),
		eager:     p.Duration("think") == 0,
	}
	if p.Has("queue_limit") {
		m.limit = p.Int("queue_limit")
	}
	if p.Has("retry_budget") {
		m.budget = &delivery.RetryBudget{Ratio: p.Number("retry_budget")}
	}
	for i, speed := range speeds(p) {
		m.addServer(i, speed)
	}
	if err := m.build(); err != nil {
		return nil, err
	}
	return m, nil
}

// build makes the balancers and the source of requests.
func (m *model) build() error {
	p := m.plan
	for i := range p.Int("balancers") {
		b, err := newBalancer(p, i)
		if err != nil {
			return err
		}
		m.balancers = append(m.balancers, b)
	}
	if p.Has("users") {
		m.users = newCrowd(&m.sim, p, m.admit)
	} else {
		m.in = &sim.Arrivals{
			Sim: &m.sim, Stream: sim.Stream(p.Seed, "arrivals"), Rate: rate(p), Shape: shape(p),
			Regular: p.Text("arrivals") == "constant", Emit: func() { m.admit(nobody) },
		}
	}
	m.schedule()
	return nil
}

// addServer adds a server that has a number at the balancers.
func (m *model) addServer(number int, speed float64) {
	s := &server{number: number, speed: speed}
	s.station = sim.NewStation(&m.sim, m.plan.Int("concurrency"), m.limit, m.done)
	s.station.Begun = m.begun
	s.slowBy(1)
	if number == len(m.numbers) {
		m.numbers = append(m.numbers, 0)
	}
	m.numbers[number] = int32(len(m.servers))
	m.servers = append(m.servers, s)
}

// slowBy makes the server's work take so many times longer than usual.
func (s *server) slowBy(factor float64) {
	s.slow = factor
	s.station.Slow(factor / s.speed)
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
		policy.Bound = p.Int("concurrency")
	}
	return policy, nil
}
