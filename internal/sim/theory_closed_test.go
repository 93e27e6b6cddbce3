package sim_test

import (
	"fmt"
	"math"
	"testing"

	"spar/internal/sim"
)

// meanValues is exact mean value analysis of stations of one server (M. Reiser and S. S.
// Lavenberg, "Mean-value analysis of closed multichain queuing networks", 1980).
func meanValues(users int, think float64, demands []float64) (throughput float64) {
	number := make([]float64, len(demands))
	for n := 1; n <= users; n++ {
		stays, round := make([]float64, len(demands)), think
		for k, d := range demands {
			stays[k] = d * (1 + number[k])
			round += stays[k]
		}
		throughput = float64(n) / round
		for k := range demands {
			number[k] = throughput * stays[k]
		}
	}
	return throughput
}

// repaired is the throughput of one station of several servers, from its birth-death
// process in logarithms: machines that break and are repaired.
func repaired(users int, think, service float64, servers int) float64 {
	p, most := make([]float64, users+1), 0.
	for n := 1; n <= users; n++ {
		p[n] = p[n-1] + math.Log(float64(users-n+1)/think) - math.Log(float64(min(n, servers))/service)
		most = max(most, p[n])
	}
	sum, busy := 0., 0.
	for n := range p {
		weight := math.Exp(p[n] - most)
		sum += weight
		busy += weight * float64(min(n, servers))
	}
	return busy / sum / service
}

func TestClosedThroughput(t *testing.T) {
	close := func(t *testing.T, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-9*want) {
			t.Errorf("throughput is %v, want %v", got, want)
		}
	}
	for _, users := range []int{1, 2, 10, 100, 5000} {
		for _, think := range []float64{.001, 1, 300} {
			for _, demands := range [][]float64{nil, {0}, {.01}, {.02, .03}, {.02, .02, .02, .005}, {3, .001}} {
				t.Run(fmt.Sprint(users, think, demands), func(t *testing.T) {
					var stations []sim.ClosedStation
					for _, d := range demands {
						stations = append(stations, sim.ClosedStation{Servers: 1, Demand: d})
					}
					close(t, sim.ClosedThroughput(users, think, stations), meanValues(users, think, demands))
				})
			}
			for _, servers := range []int{1, 2, 16, 1000} {
				for _, service := range []float64{.001, .5, 20} {
					t.Run(fmt.Sprint(users, think, servers, service), func(t *testing.T) {
						close(t, sim.ClosedThroughput(users, think, []sim.ClosedStation{{Servers: servers, Demand: service}}), repaired(users, think, service, servers))
					})
				}
			}
		}
	}
}
