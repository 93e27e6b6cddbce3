package monitoring

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"spar/internal/health"
	"spar/internal/metric"
	"spar/internal/sim"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// idle are parameters of servers on which nobody waits, so that latencies are
// service times.
func idle(pairs ...string) map[string]string {
	return systemtest.With(brief("workers", "64", "rate", "400/s", "error_rate", "0"), pairs...)
}

// What histogram_quantile makes of exponential times by the default buckets.
func TestQuantileBias(t *testing.T) {
	for id, mean := range map[string]string{"histq.bias.exp10ms.p99": "10 ms", "histq.bias.exp100ms.p99": "100 ms"} {
		want := truth.Figure(t, id)
		r := simulate(t, 1, idle("service_mean", mean))
		if got := r.Metrics["estimated_p99_seconds"] * 1e3; !truth.Near(got, want, .01) {
			t.Errorf("%s: estimated p99 %v ms, want %v", id, got, want)
		}
		if got := r.Theory["estimated_p99_seconds"] * 1e3; !truth.Near(got, want, 1e-4) {
			t.Errorf("%s: theory says %v ms, want %v", id, got, want)
		}
	}
}

// The mean of the servers' p99 is not the p99 of all.
func TestAveragedPercentiles(t *testing.T) {
	want := truth.Find(t, "pctl.avg_wrong").Figures()
	r := simulate(t, 1, idle("servers", "10", "service_mean", "10 ms"), "slow server 10 by 10")
	if got := r.Metrics["latency_p99_seconds"] * 1e3; !truth.Near(got, want[1], .03) {
		t.Errorf("true p99 %v ms, want %v", got, want[1])
	}
	if got, want := r.Metrics["averaged_p99_error_ratio"], 1-want[0]/want[1]; !truth.Near(got, want, .03) {
		t.Errorf("the mean of p99s is off by %v, want %v", got, want)
	}
}

// Finer buckets tell more, and buckets that do not add up tell nothing.
func TestLayouts(t *testing.T) {
	off := map[string]float64{}
	for _, buckets := range []string{guide, prometheus, exponential, logLinear, naiveBuckets} {
		r := simulate(t, 1, idle("service_mean", "10 ms", "buckets", buckets))
		off[buckets] = r.Metrics["quantile_error_ratio"]
		if want := r.Theory["estimated_p99_seconds"]; !truth.Near(r.Metrics["estimated_p99_seconds"], want, .02) {
			t.Errorf("%s: estimated %v, theory says %v", buckets, r.Metrics["estimated_p99_seconds"], want)
		}
	}
	if off[guide] < 1 || off[prometheus] > .1 || off[exponential] > .5 || off[logLinear] > .02 {
		t.Errorf("errors of p99: %v", off)
	}
	right := simulate(t, 1, brief("buckets", guide, "service_mean", "100 ms", "rate", "120/s", "workers", "8")).Metrics
	wrong := simulate(t, 1, brief("buckets", naiveBuckets, "service_mean", "100 ms", "rate", "120/s", "workers", "8")).Metrics
	if right["quantile_error_ratio"] > .1 || wrong["quantile_error_ratio"] < .2 && truth.Near(wrong["estimated_p50_seconds"], right["estimated_p50_seconds"], .2) {
		t.Errorf("cumulative: %v; not cumulative: %v", right, wrong)
	}
}

func TestRunsAgreeWithTheory(t *testing.T) {
	for _, pairs := range [][]string{
		{"workers", "1", "servers", "2", "load", "0.5"},
		{"load", "0.7", "servers", "3", "workers", "8"},
		{"workers", "2", "servers", "1", "load", "0.5", "error_rate", "0.1"},
	} {
		parameters := brief(append([]string{"duration", "1 h"}, pairs...)...)
		delete(parameters, "rate")
		r := simulate(t, 5, parameters)
		if len(r.Theory) < 12 {
			t.Errorf("%v: theory says %v", pairs, r.Theory)
		}
		for name, want := range r.Theory {
			share := .03
			if name == "quantile_error_ratio" || name == "gauge_mean" {
				share = .3 // a small difference; a sample of few
			}
			if !truth.Near(r.Metrics[name], want, share) && math.Abs(r.Metrics[name]-want) > .003 {
				t.Errorf("%v: %s = %v, %s says %v", pairs, name, r.Metrics[name], r.TheorySource, want)
			}
		}
	}
}

// The law of the time in the system has the quantiles that the kernel knows, and at
// one server is exponential.
func TestSojournLaw(t *testing.T) {
	for _, q := range []queue{{1, .5, 2}, {4, 2, .05}, {8, 7, 1}, {64, 30, 1}, {2, 1, 1}} {
		for _, p := range []float64{.5, .9, .99} {
			at := sim.SojournQuantile(q.workers, q.load, q.service, p)
			if got := q.exceeding(at); math.Abs(got-(1-p)) > 1e-6 {
				t.Errorf("%+v: %v exceed the %v quantile", q, got, p)
			}
		}
	}
}

// A death is noticed after half an interval on average, more intervals for more
// failures in a row, and a time-out where nobody answers.
func TestDetection(t *testing.T) {
	for _, tt := range []struct {
		fault string
		fall  int
	}{{"kill", 3}, {"cut", 3}, {"cut", 1}} {
		parameters := brief("servers", "300", "fall", fmt.Sprint(tt.fall))
		m := modelOf(t, parameters)
		wait := m.Plan.Duration("health_timeout")
		if tt.fault == "kill" {
			wait = 0
		}
		want, _ := health.DetectionTime(m.Plan.Duration("health_interval"), wait, tt.fall)
		got := simulate(t, 1, parameters, "at 50% "+tt.fault+" server").Metrics["detection_seconds"]
		if !truth.Near(got, want.Seconds(), .03) {
			t.Errorf("%s, fall %d: noticed after %v s, want %v", tt.fault, tt.fall, got, want.Seconds())
		}
	}
}

// Lost probes evict servers that are well as often as runs of losses come.
func TestFalseEvictions(t *testing.T) {
	for _, tt := range []struct{ loss, rise, fall string }{{"0.2", "2", "3"}, {"0.5", "1", "2"}, {"0.3", "3", "1"}} {
		r := simulate(t, 1, brief("loss", tt.loss, "rise", tt.rise, "fall", tt.fall, "servers", "200", "rate", "10/s", "health_timeout", "100 ms"))
		for _, name := range []string{"false_evictions", "healthy_mean"} {
			got, want := r.Metrics[name], r.Theory[name]
			if share := .01 + 3/math.Sqrt(r.Theory["false_evictions"]); !truth.Near(got, want, share) {
				t.Errorf("%+v: %s = %v, %s says %v", tt, name, got, r.TheorySource, want)
			}
		}
	}
}

// A deep check takes every server out with one dependency that a part of the
// requests needs; a shallow one leaves the others alone.
func TestDeepCheckTakesEverythingDown(t *testing.T) {
	availability := map[string]float64{}
	for _, check := range []string{shallow, deep} {
		m := simulate(t, 1, brief("check", check), "at 10% kill dependency").Metrics
		availability[check] = m["availability"]
		if evicted := m["false_evictions"] == 4; evicted != (check == deep) {
			t.Errorf("%s: %v servers that were there were evicted", check, m["false_evictions"])
		}
	}
	if !truth.Near(availability[shallow], .8, .02) || availability[deep] > .05 {
		t.Errorf("availability: %v", availability)
	}
}

// The alert on the fast burn fires when errors fill so much of its long window.
func TestBurnRateDetection(t *testing.T) {
	for _, share := range []float64{1, .3, .1} {
		parameters := brief("slo_period", "10 days", "slo", "0.99", "error_rate", "0", "duration", "30 min", "rate", "200/s")
		m := modelOf(t, parameters)
		want, ok := m.alert.rules[0].DetectionTime(share)
		r := simulate(t, 1, parameters, fmt.Sprintf("at 30%% errors server %v%%", share*100)).Metrics
		detected := ok && want.Seconds() < .7*30*60
		if got := r["alert_detection_seconds"]; detected && (got < want.Seconds()-20 || got > want.Seconds()+20) {
			t.Errorf("errors of %v: noticed after %v s, want %v", share, got, want)
		}
		if missed := r["alerts_missed"] == 1; missed == detected {
			t.Errorf("errors of %v: missed is %v", share, missed)
		}
	}
}

// A threshold over a short window notices sooner and cries wolf; burn rates do not.
func TestThresholdCriesWolf(t *testing.T) {
	m := map[string]map[string]float64{}
	for _, alert := range []string{burnRate, threshold} {
		parameters := map[string]string{"alert": alert, "duration": "4 h", "rate": "50/s", "error_rate": "0.0004", "slo_period": "5 days"}
		m[alert] = simulate(t, 1, parameters, "at 50% errors server 1 20%").Metrics
	}
	if a, b := m[threshold], m[burnRate]; a["alert_false_alarms"] < 5 || b["alert_false_alarms"] > 0 || a["alert_detection_seconds"] > b["alert_detection_seconds"] {
		t.Errorf("threshold: %v; burn rate: %v", a, b)
	}
}

// What a server counted since the last scrape is lost when it restarts; the rest is
// put together over the reset.
func TestRestartsLoseWhatNobodyScraped(t *testing.T) {
	missed := func(interval string) float64 {
		return simulate(t, 1, brief("scrape_interval", interval), "at 37.9% kill server 1", "at 38% restart server 1", "at 68.9% kill server 2", "at 69% restart server 2").Metrics["missed_fraction"]
	}
	often, seldom := missed("1 s"), missed("60 s")
	if often > .001 || seldom < .005 || seldom > .1 {
		t.Errorf("missed: %v of a scrape a second, %v of one a minute", often, seldom)
	}
}

// Gauges that are read now and then show the mean and not the peak.
func TestGaugesMissPeaks(t *testing.T) {
	m := simulate(t, 1, brief("duration", "2 h", "scrape_interval", "15 s")).Metrics
	if !truth.Near(m["gauge_mean"], m["in_flight_mean"], .1) || m["gauge_max"] >= m["in_flight_max"] {
		t.Errorf("gauges show %v and at most %v; true are %v and %v", m["gauge_mean"], m["gauge_max"], m["in_flight_mean"], m["in_flight_max"])
	}
}

func TestBudget(t *testing.T) {
	r := simulate(t, 1, brief("slo", "0.99", "slo_period", "10 min", "error_rate", "0.02", "duration", "10 min"))
	if got := r.Metrics["budget_spent_fraction"]; !truth.Near(got, metric.BurnRate(.02, .99), .1) {
		t.Errorf("a burn rate of 2 spent %v of the budget in a period", got)
	}
	if !strings.Contains(r.TheorySource, "M/M/4") {
		t.Errorf("theory is %q", r.TheorySource)
	}
}
