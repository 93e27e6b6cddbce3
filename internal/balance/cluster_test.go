package balance_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/truth"
)

// A cluster is servers, one job at a time each, behind a balancer under Poisson
// arrivals, with exponential service times of mean one second at speed one.
type cluster struct {
	sim      sim.Sim
	pool     *balance.Pool
	servers  []*sim.Station
	jobs     []job
	free     []int32
	waiting  []int32 // jobs that no server has room for, the oldest first
	arrivals int
	warmup   int // arrivals that are not measured
	total    time.Duration
	served   int
}

type job struct {
	arrived, service time.Duration
	measured         bool
	connection       balance.Connection
}

// runCluster carries out so many arrivals, a tenth of them as warm-up, and returns
// the mean time in the system. The pool has a server for each speed.
func runCluster(t testing.TB, pool *balance.Pool, rate float64, speeds []float64, arrivals int) float64 {
	t.Helper()
	c := &cluster{pool: pool, warmup: arrivals / 10}
	for _, speed := range speeds {
		s := sim.NewStation(&c.sim, 1, sim.Unlimited, c.done)
		s.Slow(1 / speed)
		c.servers = append(c.servers, s)
	}
	service := sim.Stream(seed, "service")
	in := &sim.Arrivals{Sim: &c.sim, Stream: sim.Stream(seed, "arrivals"), Rate: rate, Emit: func() {
		c.arrive(t, sim.Seconds(sim.Exponential{Mean: 1}.Sample(service)))
	}}
	in.Start()
	for c.arrivals < arrivals {
		c.sim.Step()
	}
	return c.total.Seconds() / float64(c.served)
}

// seed is that of arrivals and service times: the same for every policy.
const seed = 5

func (c *cluster) arrive(t testing.TB, service time.Duration) {
	c.arrivals++
	if len(c.free) == 0 {
		c.jobs = append(c.jobs, job{})
		c.free = append(c.free, int32(len(c.jobs)-1))
	}
	i := c.free[len(c.free)-1]
	c.free = c.free[:len(c.free)-1]
	c.jobs[i] = job{arrived: c.sim.Now(), service: service, measured: c.arrivals > c.warmup}
	c.waiting = append(c.waiting, i)
	c.dispatch(t)
}

// dispatch sends waiting jobs to servers for as long as there is room.
func (c *cluster) dispatch(t testing.TB) {
	for len(c.waiting) > 0 {
		i := c.waiting[0]
		connection, err := c.pool.Pick(balance.Request{Now: c.sim.Now()})
		if errors.Is(err, balance.ErrBusy) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		c.waiting = c.waiting[1:]
		c.jobs[i].connection = connection
		c.servers[connection.Server].Arrive(i, c.jobs[i].service)
	}
}

func (c *cluster) done(i int32) {
	j := &c.jobs[i]
	latency := c.sim.Now() - j.arrived
	if j.measured {
		c.total += latency
		c.served++
	}
	c.pool.Done(j.connection, c.sim.Now(), latency)
	c.free = append(c.free, i)
	if len(c.waiting) > 0 {
		c.dispatch(nil)
	}
}

// equal returns n servers of speed one.
func equal(n int) []float64 {
	speeds := make([]float64, n)
	for i := range speeds {
		speeds[i] = 1
	}
	return speeds
}

// alike returns a pool of servers of weight one.
func alike(policy balance.Policy, servers int) *balance.Pool {
	return balance.NewPool(policy, make([]int, servers)...)
}

func draws(name string) *rand.Rand { return sim.Stream(seed, name) }

// Mean times in the system, in service times: exact where theory has them, else by
// independent simulations of 10^8 arrivals. The tolerances are about three standard
// deviations of a run as short as this.
func TestMeanTimes(t *testing.T) {
	slow := append(equal(7), .2)
	random, two, three := &balance.Random{Rand: draws("random")}, &balance.TwoChoices{Rand: draws("two")}, &balance.TwoChoices{Rand: draws("three"), Choices: 3}
	least, shared := &balance.LeastConnections{Rand: draws("least")}, &balance.SharedQueue{Rand: draws("shared")}
	for _, tt := range []struct {
		policy    balance.Policy
		rate      float64
		speeds    []float64
		want      float64
		tolerance float64
	}{
		{random, 57.6, equal(64), 10, .1},
		{&balance.RoundRobin{}, 57.6, equal(64), 5.2539, .07},
		{two, 57.6, equal(64), 2.6608, .035},
		{three, 57.6, equal(64), 2.0816, .03},
		{least, 57.6, equal(64), 1.1261, .02},
		{shared, 57.6, equal(64), 1.0485, .02},
		{least, 1.8, equal(2), 5.4749, .2},
		{least, 1, equal(2), 1.4263, .02},
		{two, 7.2, equal(8), 3.1004, .05},
		{shared, 7.6, equal(8), 3.1209, .17},
		{least, 4.8, slow, 1.3975, .02},
		{two, 1.8, equal(2), 5.4749, .2},
		{two, 4.8, slow, 2.113, .06},
	} {
		t.Run(fmt.Sprintf("%T/n=%d,rate=%v", tt.policy, len(tt.speeds), tt.rate), func(t *testing.T) {
			got := runCluster(t, alike(tt.policy, len(tt.speeds)), tt.rate, tt.speeds, meanArrivals)
			if tolerance := tt.tolerance * precision; !truth.Near(got, tt.want, tolerance) {
				t.Errorf("mean time %.4f, want %.4f within %.1f%%", got, tt.want, 100*tolerance)
			}
		})
	}
}

// With one server of eight five times slower than the others, turns send it three
// times what it can do. Who looks at weights, connections or latencies does not.
func TestSlowServer(t *testing.T) {
	speeds, weights := append(equal(7), .2), []int{5, 5, 5, 5, 5, 5, 5, 1}
	for _, tt := range []struct {
		pool        *balance.Pool
		least, most float64
	}{
		{alike(&balance.RoundRobin{}, 8), 100, math.Inf(1)},
		{alike(&balance.Random{Rand: draws("random")}, 8), 100, math.Inf(1)},
		{balance.NewPool(&balance.WeightedLeastConnections{}, weights...), 1, 1.35},
		{balance.NewPool(&balance.SmoothWeighted{}, weights...), 1, 3.2},
		{balance.NewPool(&balance.TwoChoices{Rand: draws("two")}, weights...), 1, 2},
		{alike(&balance.PeakEWMA{Rand: draws("ewma"), HalfLife: 10 * time.Second}, 8), 1, 3.5},
	} {
		if got := runCluster(t, tt.pool, 4.8, speeds, 100_000); got < tt.least || got > tt.most {
			t.Errorf("%T: mean time %.3f, want %v to %v", tt.pool.Policy(), got, tt.least, tt.most)
		}
	}
}

// Bursts to one server cost time that evenly spread turns do not.
func TestNaiveWeightedQueues(t *testing.T) {
	speeds, weights := []float64{4, 1, 1, 1, 1}, []int{20, 5, 5, 5, 5}
	smooth := runCluster(t, balance.NewPool(&balance.SmoothWeighted{}, weights...), 5.6, speeds, 100_000)
	naive := runCluster(t, balance.NewPool(&balance.NaiveWeighted{}, weights...), 5.6, speeds, 100_000)
	if naive < 1.5*smooth {
		t.Errorf("mean time %.2f with bursts and %.2f without, want half as much again", naive, smooth)
	}
}
