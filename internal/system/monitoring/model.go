package monitoring

import (
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/metric"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// A model is one run.
type model struct {
	traffic.Run
	work    traffic.Work // of a request
	streams streams
	timeout time.Duration
	// Shares of the requests: that need the dependency, that fail by themselves, and of
	// the answers those that instruments record.
	needs, fails, sample float64

	jobs       traffic.Slots[job]
	servers    []*server
	pool       *balance.Pool
	dependency dependency
	loaded     bool // more than usual arrives

	inFlight sim.Gauge // requests at servers
	healthy  sim.Gauge // servers in rotation

	scraper  scraper
	alert    alert
	judgment judgment
}

// streams are the sources of what chance decides, one for each thing, so that a
// change of one leaves the others alone.
type streams struct{ needs, errors, calls, servers, probes, sampling *rand.Rand }

// A job is one request.
type job struct {
	arrived    time.Duration
	connection balance.Connection
	timer      sim.Timer // of its client's patience, once it is lost
	place      place
	fails      bool // its answer is an error
}

// A place is where a job is.
type place uint8

const (
	nowhere  place = iota // the slot is free
	atServer              // it waits or is worked on
	lost                  // it or its answer did not get through
	held                  // its server hangs
)

func newModel(p *system.Plan) (*model, error) {
	m := &model{Run: traffic.Start(p, p.Warmup(system.Tenth)), timeout: p.Duration("timeout"), needs: p.Number("dependency_share"), fails: p.Number("error_rate"), sample: p.Number("sample"), alert: newAlert(p), scraper: newScraper(p)}
	m.work = m.Work("service", p.Text("service"), p.Number("service_mean"))
	m.streams = streams{
		needs: m.Stream("needs"), errors: m.Stream("errors"), calls: m.Stream("calls"),
		servers: m.Stream("errors of servers"), probes: m.Stream("probes"), sampling: m.Stream("sampling"),
	}
	m.Ending = traffic.Ending{Measure: m.measure, Fill: m.fill}
	m.Bound = traffic.Bound{Most: maxUnderWay, UnderWay: m.jobs.Live, What: "requests", Remedy: "lower the load, the queue_limit or the timeout"}
	weights := make([]int, p.Int("servers"))
	policy, err := balance.New("random", m.Stream("balancing"))
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
	m.Arrivals("arrivals", rate(p), m.admit)
	m.begin()
	return m, nil
}

// begin sets up everything that happens at fixed times. Servers are probed one
// after the other, from a random time on.
func (m *model) begin() {
	interval := m.Plan.Number("health_interval")
	for i := range m.servers {
		first := sim.Seconds(interval * m.streams.probes.Float64())
		m.Sim.Schedule(first, m, probe, int32(i))
	}
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	m.Sim.Schedule(m.Plan.Duration("scrape_interval"), m, scrape, 0)
}

// A server is one process with its instruments.
type server struct {
	fleet.Condition
	station *sim.Station
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
	latency, err := metric.NewHistogram(bounds(m.Plan))
	if err != nil {
		return err
	}
	s := &server{instruments: instruments{latency: latency}}
	s.station = sim.NewStation(&m.Sim, m.Plan.Int("workers"), m.Plan.Int("queue_limit"), m.done)
	s.watched, err = m.newWatched(s)
	m.servers = append(m.servers, s)
	m.scraper.add(latency)
	return err
}
