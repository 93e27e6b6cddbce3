package scaling

import (
	"math/rand/v2"
	"time"

	"spar/internal/autoscale"
	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// A model is one run.
type model struct {
	traffic.Run
	in    *sim.Arrivals
	shape sim.Shape

	service traffic.Work
	errors  *rand.Rand
	choice  *rand.Rand // among free instances

	jobs  traffic.Slots[job]
	queue traffic.Line
	limit int64 // of the queue

	policy    autoscale.Policy
	bounds    autoscale.Bounds
	vertical  bool
	instances []*instance // places that ever had one
	pool      *balance.Pool
	picks     *balance.SharedQueue
	observed  []autoscale.Instance // of the latest decision
	coming    []snapshot           // metrics on their way to the autoscaler, the oldest first
	spare     []snapshot

	paid    sim.Gauge // instances
	history history
}

// A job is one request.
type job struct {
	arrived    time.Duration
	service    time.Duration
	connection balance.Connection
	at         bool // an instance works on it
}

// A snapshot is how busy each instance was at one time.
type snapshot []reading

// A reading is the metric of one instance.
type reading struct {
	order int32 // of the instance, by which another in its place is told from it
	known bool
	level float64
}

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run:      traffic.Start(p, p.Warmup(system.Tenth)),
		shape:    shape(p),
		history:  history{backlogged: -1},
		limit:    int64(p.Int("queue_limit")),
		policy:   newPolicy(p, p.Text("policy")),
		bounds:   bounds(p),
		vertical: p.Text("scaling") == vertical,
	}
	m.service, m.errors, m.choice = m.Work("service", traffic.Exponential, p.Number("service_mean")), m.Stream("errors"), m.Stream("choice")
	m.Ending = traffic.Ending{Measure: m.measure, Fill: m.fill}
	m.picks = &balance.SharedQueue{Rand: m.choice, Bound: p.Int("workers")}
	m.pool = balance.NewPool(m.picks)
	m.in = m.Arrivals("arrivals", p.Number("rate"), m.admit)
	m.in.Shape = m.shape
	m.begin()
	return m, nil
}

// begin sets up the first instances, which serve from the start, and everything
// that happens at fixed times.
func (m *model) begin() {
	n := atFirst(m.Plan)
	if m.vertical {
		m.order(max(1, n))
		m.boot(0)
	} else {
		for range n {
			m.boot(m.order(1))
		}
	}
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	m.Sim.Schedule(m.Plan.Duration("interval"), m, decide, 0)
	m.Sim.Schedule(0, m, watch, 0)
}
