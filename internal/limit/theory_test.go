package limit_test

import (
	"math"
	"testing"
	"time"

	"spar/internal/limit"
	"spar/internal/sim"
	"spar/internal/truth"
)

// The formulas give the figures known of them, and so do the algorithms of requests that
// arrive at random.
func TestPassOfRandomArrivals(t *testing.T) {
	for _, row := range truth.Rows(t, "*") {
		most, mean := int(row.Number("limit")), row.Number("per_period")
		names := []string{row.Parameters["algorithm"].(string)}
		if names[0] == "token-bucket" {
			names = append(names, "leaky-bucket", "gcra", "leaky-queue")
		}
		for _, name := range names {
			a := algorithm(t, name, limit.Rate{Limit: most, Period: time.Second, Burst: int(row.NumberOr("burst", 0))})
			got, ok := limit.Pass(a, mean)
			if !ok {
				t.Fatalf("%s: no formula", name)
			}
			truth.Check(t, row.ID+" "+name, got, row.Figure(), row.Tolerance["formula_rel"].(float64))
			row.Check(t, "measured "+name, measured(a, mean), row.Figure(), 0)
		}
	}
}

// measured lets requests arrive at random, so many in a second.
func measured(a limit.Algorithm, perSecond float64) float64 {
	const requests = 200_000
	gap := sim.Exponential{Mean: 1 / perSecond}
	stream := sim.Stream(1, "arrivals")
	var s limit.State
	passed, now := 0, time.Duration(0)
	for range requests {
		now += sim.Seconds(gap.Sample(stream))
		var d limit.Decision
		if s, d = a.Step(s, 1, now); d.Allowed {
			passed++
		}
	}
	return float64(passed) / requests
}

// Formulas stay figures where their terms are too small or too large for numbers, and
// where none is known they say so.
func TestPassAtTheEdges(t *testing.T) {
	for _, tt := range []struct {
		name      string
		rate      limit.Rate
		perPeriod float64
		want      float64
	}{
		{"fixed-window", limit.Rate{Limit: 1000, Period: time.Second}, 1e6, .001},
		{"fixed-window", limit.Rate{Limit: 1_000_000, Period: time.Second}, 10, 1},
		{"fixed-window", limit.Rate{Limit: 10, Period: time.Second}, 1e-9, 1},
		{"sliding-log", limit.Rate{Limit: 1000, Period: time.Second}, 1e6, .001},
		{"token-bucket", limit.Rate{Limit: 1000, Period: time.Second}, 1e6, .001},
		{"token-bucket", limit.Rate{Limit: 1000, Period: time.Second}, 29_999, 1. / 29.999},
		{"token-bucket", limit.Rate{Limit: 1000, Period: time.Second, Burst: 20_000}, 2000, .5},
		{"token-bucket", limit.Rate{Limit: 1_000_000, Period: time.Second, Burst: 20_000}, 10, 1},
	} {
		got, ok := limit.Pass(algorithm(t, tt.name, tt.rate), tt.perPeriod)
		if !ok || math.IsNaN(got) || !truth.Near(got, tt.want, .002) {
			t.Errorf("%s, %+v, %v in a period: %v pass, want %v", tt.name, tt.rate, tt.perPeriod, got, tt.want)
		}
	}
	for _, name := range []string{"sliding-window", "naive-window"} {
		if part, ok := limit.Pass(algorithm(t, name, limit.Rate{Limit: 1, Period: 1}), 1); ok {
			t.Errorf("%s: %v by a formula", name, part)
		}
	}
}
