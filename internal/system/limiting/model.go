package limiting

import (
	"math/rand/v2"
	"time"

	"spar/internal/balance"
	"spar/internal/limit"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// A model is one run.
type model struct {
	traffic.Run
	checks     *sim.Recorder // of requests, from their arrival to the decision
	popularity *system.Popularity
	abusers    *rand.Rand // draws abusive keys
	work       traffic.Work
	errors     *rand.Rand
	timeout    time.Duration
	scope      string
	fallback   string

	algorithm limit.Algorithm
	exact     *limit.Limiter // of all requests as they arrive
	tally     tally

	requests traffic.Slots[request]
	serial   uint32
	pool     *balance.Pool
	fleet    fleet.Stations
	limiters []*limit.Limiter // of each server
	store    *store
}

// A request is one under way.
type request struct {
	arrived    time.Duration
	work       time.Duration
	connection balance.Connection
	timer      sim.Timer // of a wait or of the client's patience, as the place says
	key        int32     // ordinary keys by their rank, from 1, and abusive ones above
	serial     uint32    // no two have the same, for some time
	place      place
	exact      bool // an exact limiter lets it through
}

// A place is where a request is.
type place uint8

const (
	nowhere  place = iota // the slot is free
	checking              // its server asks the store
	waiting               // in the queue of its limit
	working               // it waits for a worker or is worked on
	lost                  // it or its answer did not get through
	held                  // its server hangs
)

func newModel(p *system.Plan) (*model, error) {
	m := &model{
		Run: traffic.Start(p, p.Warmup(system.Tenth)), checks: sim.NewRecorder(p.End, p.Warmup(system.Tenth), system.Steps),
		timeout: p.Duration("timeout"), scope: p.Text("scope"), fallback: p.Text("on_store_failure"),
	}
	m.work = m.Work("service", traffic.Exponential, p.Number("service_mean"))
	m.errors, m.abusers = m.Stream("errors"), m.Stream("abusers")
	m.Ending = traffic.Ending{Measure: m.parts, Await: m.await, Fill: m.fill}
	m.Bound = traffic.Bound{Most: maxUnderWay, UnderWay: m.underWay, What: "requests", Remedy: "lower the rates, or the time that the store takes"}
	var err error
	if m.popularity, err = system.NewPopularity(p.Seed, p.Int("keys"), p.Number("zipf")); err != nil {
		return nil, err
	}
	if m.algorithm, err = limit.New(p.Text("algorithm"), rateOf(p)); err != nil {
		return nil, err
	}
	exact := m.algorithm
	if _, mistaken := exact.(limit.NaiveWindow); mistaken {
		if exact, err = limit.New("fixed-window", rateOf(p)); err != nil {
			return nil, err
		}
	}
	m.exact = limit.NewLimiter(exact, anyKeys)
	m.tally = newTally(p, m.Rec)
	m.store = newStore(m)
	if err := m.build(); err != nil {
		return nil, err
	}
	m.Sim.At(m.Rec.Warmup(), m.resetStats)
	return m, nil
}

// anyKeys is the bound of a limiter that has room for all keys.
const anyKeys = 1 << 30

// build makes the servers, the balancer and the sources of requests.
func (m *model) build() error {
	p := m.Plan
	policy, err := balance.New(p.Text("policy"), m.Stream("balancing"))
	if err != nil {
		return err
	}
	each, err := limit.New(p.Text("algorithm"), rateOfServer(p))
	if err != nil {
		return err
	}
	m.pool = balance.NewPool(policy, make([]int, p.Int("servers"))...)
	m.fleet.Pools, m.fleet.Detection = []*balance.Pool{m.pool}, p.Duration("detection")
	for range p.Int("servers") {
		m.fleet.Add(sim.NewStation(&m.Sim, p.Int("workers"), p.Int("queue_limit"), m.done))
		m.limiters = append(m.limiters, limit.NewLimiter(each, anyKeys))
	}
	m.Arrivals("arrivals", p.Number("rate"), func() { m.admit(int32(m.popularity.Pick())) })
	switch n := p.Int("abusers"); {
	case n == 0:
	case p.Text("abuse") == boundary:
		newBursts(m, n)
	default:
		m.Arrivals("abuse", abuseRate(p), func() { m.admit(int32(1 + p.Int("keys") + m.abusers.IntN(n))) })
	}
	return nil
}

func (m *model) underWay() int { return max(m.requests.Live(), m.store.asks.Live()) }

func (m *model) resetStats() {
	for _, st := range m.fleet.Stations {
		st.ResetStats()
	}
	m.store.station.ResetStats()
}

// rateOf returns what a key may send.
func rateOf(p *system.Plan) limit.Rate {
	return limit.Rate{Limit: p.Int("limit"), Period: p.Duration("period"), Burst: p.Int("burst")}
}

// rateOfServer returns what a server by itself grants a key: a part of it has one request
// at the least.
func rateOfServer(p *system.Plan) limit.Rate {
	r := rateOf(p)
	if p.Text("scope") == divided {
		n := p.Int("servers")
		r.Limit = max(1, r.Limit/n)
		if r.Burst > 0 {
			r.Burst = max(1, r.Burst/n)
		}
	}
	return r
}

// abuseRate returns how many requests a second abusive keys send, all together.
func abuseRate(p *system.Plan) float64 {
	if p.Text("abuse") == boundary {
		return p.Number("abusers") * p.Number("limit") / p.Number("period")
	}
	return p.Number("abusers") * p.Number("abuse_rate")
}
