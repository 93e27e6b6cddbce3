package monitoring

import (
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/metric"
	"spar/internal/sim"
	"spar/internal/system"
)

// A model is one run.
type model struct {
	sim   sim.Sim
	plan  *system.Plan
	rec   *sim.Recorder
	began bool

	in      *sim.Arrivals
	service sim.Distribution
	streams streams
	timeout time.Duration

	jobs       []job
	free       []int32
	open       int // measured requests whose fate is not known yet
	most       int // requests under way that there may be
	servers    []*server
	pool       *balance.Pool
	dependency dependency
	loaded     bool // more than usual arrives

	inFlight sim.Gauge // requests at servers
	healthy  sim.Gauge // servers in rotation
	counts   counts

	scraper  scraper
	alert    alert
	judgment judgment
}

// streams are the sources of what chance decides, one for each thing, so that a
// change of one leaves the others alone.
type streams struct{ work, needs, errors, calls, servers, probes, sampling *rand.Rand }

// counts are sums since the start of the run.
type counts struct{ arrived, served, failed, timedOut int64 }

// A job is one request.
type job struct {
	arrived    time.Duration
	connection balance.Connection
	place      place
	fails      bool // its answer is an error
}

// A place is where a job is.
type place uint8

const (
	nowhere  place = iota // the slot is free
	atServer              // it waits or is worked on
	lost                  // on the way to a server that cannot be reached
)

// A dependency is what all servers need for some of the requests.
type dependency struct {
	down, cut bool
	slow      float64
	errors    float64
}

func newModel(p *system.Plan) (*model, error) {
	stream := func(name string) *rand.Rand { return sim.Stream(p.Seed, name) }
	m := &model{
		sim:     sim.Sim{Budget: p.Budget},
		plan:    p,
		rec:     sim.NewRecorder(p.End, warmup(p), system.Steps),
		service: newService(p),
		streams: streams{
			work: stream("service"), needs: stream("needs"), errors: stream("errors"),
			calls: stream("calls"), servers: stream("errors of servers"), probes: stream("probes"), sampling: stream("sampling"),
		},
		timeout:    p.Duration("timeout"),
		most:       maxUnderWay,
		dependency: dependency{slow: 1},
		alert:      newAlert(p),
		scraper:    newScraper(p),
	}
	weights := make([]int, p.Int("servers"))
	policy, err := balance.New("random", stream("balancing"))
	if err != nil {
		return nil, err
	}
	m.pool = balance.NewPool(policy, weights...)
	for range weights {
		if err := m.addServer(); err != nil {
			return nil, err
		}
	}
	m.healthy.Add(0, int64(len(m.servers)))
	m.in = &sim.Arrivals{Sim: &m.sim, Stream: stream("arrivals"), Rate: rate(p), Emit: m.admit}
	m.begin()
	return m, nil
}

// begin sets up everything that happens at fixed times. Servers are probed one
// after the other, from a random time on.
func (m *model) begin() {
	interval := m.plan.Number("health_interval")
	for i := range m.servers {
		first := sim.Seconds(interval * m.streams.probes.Float64())
		m.sim.Schedule(first, m, probe, int32(i))
	}
	m.sim.At(m.rec.Warmup(), m.resetStats)
	m.sim.Schedule(m.plan.Duration("scrape_interval"), m, scrape, 0)
}

// A server is one process with its instruments.
type server struct {
	station *sim.Station
	errors  float64 // share of the requests that it fails
	cut     bool
	instruments
	watched

	truth sim.Histogram // latencies of its answers to measured requests
}

// instruments are what a server exposes. They are at zero when its process begins.
type instruments struct {
	requests, failures metric.Counter
	inFlight           metric.Gauge
	latency            *metric.Histogram // in seconds
}

func (i *instruments) reset() {
	i.requests.Reset()
	i.failures.Reset()
	i.inFlight.Set(0)
	i.latency.Reset()
}

func (m *model) addServer() error {
	latency, err := metric.NewHistogram(bounds(m.plan))
	if err != nil {
		return err
	}
	s := &server{instruments: instruments{latency: latency}}
	s.station = sim.NewStation(&m.sim, m.plan.Int("concurrency"), m.plan.Int("queue_limit"), m.done)
	s.watched, err = m.newWatched(s)
	m.servers = append(m.servers, s)
	m.scraper.add(latency)
	return err
}

// reachable reports whether requests get through to a process that works.
func (s *server) reachable() bool { return !s.cut && !s.station.Down() }
