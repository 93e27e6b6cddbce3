package sim

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/truth"
)

func TestFormulas(t *testing.T) {
	rho := func(r truth.Row) float64 { return r.Number("rho") }
	quantile := func(r truth.Row) float64 {
		return map[string]float64{"p5": .5, "p95": .95, "p99": .99, "p999": .999}[r.ID[lastDot(r.ID)+1:]]
	}
	servers := func(r truth.Row) int { return int(r.NumberOr("c", 1)) }
	load := func(r truth.Row) float64 { return rho(r) * float64(servers(r)) }
	cv := func(r truth.Row) float64 { return math.Sqrt(r.Number("cv2")) }
	for _, group := range []struct {
		pattern string
		formula func(truth.Row) float64
	}{
		{"mm1.*.W", func(r truth.Row) float64 { return MeanSojourn(1, rho(r), 1) }},
		{"mm1.*.Wq", func(r truth.Row) float64 { return MeanWait(1, rho(r), 1) }},
		{"mm1.*.L", func(r truth.Row) float64 { return rho(r) * MeanSojourn(1, rho(r), 1) }},
		{"mm1.rho0.5.sojourn*", func(r truth.Row) float64 { return SojournQuantile(1, rho(r), 1, quantile(r)) }},
		{"mm1.rho0.7.sojourn*", func(r truth.Row) float64 { return SojournQuantile(1, rho(r), 1, quantile(r)) }},
		{"mm1.rho0.9.sojourn*", func(r truth.Row) float64 { return SojournQuantile(1, rho(r), 1, quantile(r)) }},
		{"mm1.rho0.99.sojourn*", func(r truth.Row) float64 { return SojournQuantile(1, rho(r), 1, quantile(r)) }},
		{"mm1.*.wait.p99", func(r truth.Row) float64 { return WaitQuantile(1, rho(r), 1, .99) }},
		{"mm1.*.relax", func(r truth.Row) float64 { return Settling(1, rho(r), 1) / 5 }},
		{"mm1.*.arrivals_for_1pct", func(r truth.Row) float64 { return ArrivalsFor(.01, rho(r)) }},
		{"mmc.*.erlangC", func(r truth.Row) float64 { return ErlangC(servers(r), load(r)) }},
		{"mmc.*.Wq", func(r truth.Row) float64 { return MeanWait(servers(r), load(r), 1) }},
		{"mmc.*.W", func(r truth.Row) float64 { return MeanSojourn(servers(r), load(r), 1) }},
		{"mmc.*.wait.p99", func(r truth.Row) float64 { return WaitQuantile(servers(r), load(r), 1, .99) }},
		{"erlangB.*", func(r truth.Row) float64 { return ErlangB(servers(r), r.Number("offered_load")) }},
		{"md1.*.Wq", func(r truth.Row) float64 { return MeanWaitGeneral(rho(r), 1, 0) }},
		{"md1.*.wait.p99", func(r truth.Row) float64 { return WaitQuantileDeterministic(rho(r), 1, .99) }},
		{"mg1.*.Wq", func(r truth.Row) float64 { return MeanWaitGeneral(rho(r), 1, cv(r)) }},
		{"mm1k.*.loss", func(r truth.Row) float64 {
			loss, _ := FiniteQueue(1, int(r.Number("K"))-1, rho(r), 1)
			return loss
		}},
		{"mm1k.*.W", func(r truth.Row) float64 {
			_, sojourn := FiniteQueue(1, int(r.Number("K"))-1, rho(r), 1)
			return sojourn
		}},
		{"mmck.*.loss", func(r truth.Row) float64 {
			loss, _ := FiniteQueue(servers(r), int(r.Number("K"))-servers(r), r.Number("lam"), 1)
			return loss
		}},
		{"pod.*.T", func(r truth.Row) float64 {
			return MeanSojournOfChoices(int(r.Number("d")), r.Number("lam"), 1)
		}},
		{"tandem2*", func(truth.Row) float64 { return 2 * MeanSojourn(1, .8, 1) }},
		{"topo.station.lb_ms", func(truth.Row) float64 { return MeanSojourn(1, 800./5000, .2) }},
		{"topo.station.service_ms", func(truth.Row) float64 { return MeanSojourn(4, 800./250, 4) }},
		{"topo.station.cache_ms", func(truth.Row) float64 { return MeanSojourn(1, 800./10000, .1) }},
		{"topo.station.db_ms", func(truth.Row) float64 { return MeanSojourn(2, 160./100, 10) }},
		{"topo.hit0.76.db_ms", func(truth.Row) float64 { return MeanSojourn(2, 192./100, 10) }},
	} {
		for _, r := range truth.Rows(t, group.pattern) {
			truth.Check(t, r.ID, group.formula(r), r.Figure(), 1e-9)
		}
	}
}

func lastDot(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' {
			return i
		}
	}
	return -1
}

func TestFormulasAtTheEdges(t *testing.T) {
	for _, tt := range []struct {
		what      string
		got, want float64
	}{
		{"P(wait) under overload", ErlangC(2, 3), 1},
		{"P(loss) of a thousand servers at their load", ErlangB(1000, 1000), .0248119176},
		{"median wait where most do not wait", WaitQuantile(64, 57.6, 1, .5), 0},
		{"median wait of M/D/1 where most do not wait", WaitQuantileDeterministic(.3, 1, .5), 0},
		{"settling under overload", Settling(1, 1, 1), math.Inf(1)},
		// The sojourn time is the sum of two exponential times of one rate.
		{"median sojourn of M/M/2 at load 1", SojournQuantile(2, 1, 1, .5), .9744116052},
		{"sojourn that one in a thousand exceeds near saturation", SojournQuantile(1, .99, 1, .999), 690.7755279},
	} {
		if tt.got != tt.want && !truth.Near(tt.got, tt.want, 1e-6) {
			t.Errorf("%s is %v, want %v", tt.what, tt.got, tt.want)
		}
	}
}

// The mean that follows from all quantiles must be the mean.
func TestQuantilesFitTheMean(t *testing.T) {
	const steps = 20_000
	mean := func(quantile func(p float64) float64) float64 {
		sum := 0.
		for i := range steps {
			sum += quantile((float64(i) + .5) / steps)
		}
		return sum / steps
	}
	for _, servers := range []int{1, 2, 10} {
		for _, load := range []float64{.5, .9} {
			name := fmt.Sprintf("of %d servers at load %v", servers, load)
			a := load * float64(servers)
			truth.Check(t, "mean sojourn "+name, mean(func(p float64) float64 { return SojournQuantile(servers, a, 1, p) }), MeanSojourn(servers, a, 1), .001)
			truth.Check(t, "mean wait "+name, mean(func(p float64) float64 { return WaitQuantile(servers, a, 1, p) }), MeanWait(servers, a, 1), .001)
		}
	}
	for _, load := range []float64{.5, .9} {
		q := newDeterministicQueue(load)
		sum := 0.
		for i := range 30_000 {
			sum += (1 - q.wait((float64(i)+.5)/100)) / 100
		}
		truth.Check(t, fmt.Sprintf("mean wait of M/D/1 at load %v", load), sum, MeanWaitGeneral(load, 1, 0), .001)
	}
}

// A queue with room for all behaves as one without bound.
func TestLongFiniteQueue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		servers := rapid.IntRange(1, 50).Draw(t, "servers")
		load := rapid.Float64Range(.01, .9).Draw(t, "load") * float64(servers)
		loss, sojourn := FiniteQueue(servers, 2000, load, 1)
		if loss > 1e-9 || !truth.Near(sojourn, MeanSojourn(servers, load, 1), 1e-9) {
			t.Errorf("loss %v and sojourn %v, want 0 and %v", loss, sojourn, MeanSojourn(servers, load, 1))
		}
	})
}
