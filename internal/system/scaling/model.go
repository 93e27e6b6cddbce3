package scaling

import (
	"math/rand/v2"
	"time"

	"spar/internal/autoscale"
	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
)

// nobody ends a list of jobs.
const nobody = -1

// A model is one run.
type model struct {
	sim   sim.Sim
	plan  *system.Plan
	rec   *sim.Recorder
	began bool

	in    *sim.Arrivals
	shape sim.Shape

	service sim.Distribution
	work    *rand.Rand // service times
	errors  *rand.Rand
	choice  *rand.Rand // among free instances

	jobs        []job
	free        []int32
	open        int // measured requests whose fate is not known yet
	first, last int32
	waiting     sim.Gauge // jobs in the queue
	limit       int64     // of them

	policy    autoscale.Policy
	bounds    autoscale.Bounds
	vertical  bool
	instances []*instance // places that ever had one
	pool      *balance.Pool
	queue     *balance.SharedQueue
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
	next       int32 // behind it in the queue
	at         bool  // an instance works on it
}

// A snapshot is how busy each instance was at one time.
type snapshot []reading

// A reading is the metric of one instance.
type reading struct {
	order int32 // of the instance, by which another in its place is told from it
	known bool
	level float64
}

func newModel(p *system.Plan) *model {
	m := &model{
		sim:      sim.Sim{Budget: p.Budget},
		plan:     p,
		rec:      sim.NewRecorder(p.End, warmup(p), system.Steps),
		shape:    shape(p),
		service:  sim.Exponential{Mean: p.Number("service_mean")},
		work:     sim.Stream(p.Seed, "service"),
		errors:   sim.Stream(p.Seed, "errors"),
		choice:   sim.Stream(p.Seed, "choice"),
		history:  history{backlogged: -1},
		first:    nobody,
		last:     nobody,
		limit:    int64(p.Int("queue_limit")),
		policy:   newPolicy(p, p.Text("policy")),
		bounds:   bounds(p),
		vertical: p.Text("scaling") == vertical,
	}
	m.queue = &balance.SharedQueue{Rand: m.choice, Bound: p.Int("concurrency")}
	m.pool = balance.NewPool(m.queue)
	m.in = &sim.Arrivals{
		Sim: &m.sim, Stream: sim.Stream(p.Seed, "arrivals"), Rate: p.Number("rate"), Shape: m.shape, Emit: m.admit,
	}
	m.begin()
	return m
}

// begin sets up the first instances, which serve from the start, and everything
// that happens at fixed times.
func (m *model) begin() {
	n := atFirst(m.plan)
	if m.vertical {
		m.order(max(1, n))
		m.boot(0)
	} else {
		for range n {
			m.boot(m.order(1))
		}
	}
	m.sim.At(m.rec.Warmup(), m.resetStats)
	m.sim.Schedule(m.plan.Duration("interval"), m, decide, 0)
	m.sim.Schedule(0, m, watch, 0)
}
