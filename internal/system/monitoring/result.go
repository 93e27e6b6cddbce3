package monitoring

import (
	"fmt"
	"math"

	"spar/internal/sim"
	"spar/internal/system"
)

// resetStats begins measuring.
func (m *model) resetStats() {
	now := m.Sim.Now()
	for _, s := range m.servers {
		s.station.ResetStats()
	}
	m.inFlight.Reset(now)
	m.healthy.Reset(now)
	m.readAll()
	m.scraper.begin()
	m.judgment = judgment{}
}

// measure takes down what was seen and what was true, at the end of the run.
func (m *model) measure(r *system.Result) {
	now := m.Sim.Now()
	var stations []*sim.Station
	for _, s := range m.servers {
		stations = append(stations, s.station)
	}
	r.Components = []system.Component{system.NewComponent("server", stations)}
	r.FindBottleneck()
	for i, s := range m.servers {
		s.Tell(r, fmt.Sprintf("server %d", i+1))
	}
	m.dependency.Tell(r, "dependency")
	r.Set("utilization", r.Components[0].Utilization)
	m.readAll()
	m.measureEstimates(r)
	r.Set("in_flight_mean", m.inFlight.Mean(now))
	r.Set("in_flight_max", float64(m.inFlight.Max()))
	r.Set("gauge_mean", quotient(m.scraper.gauges, float64(m.scraper.looks)))
	r.Set("gauge_max", m.scraper.peak)
	r.Set("detection_seconds", quotient(m.judgment.delay.Seconds(), float64(m.judgment.noticed)))
	r.Set("false_evictions", float64(m.judgment.wrong))
	r.Set("healthy_mean", m.healthy.Mean(now))
	m.measureAlerts(r)
}

// measureEstimates adds what scrapes say of the latencies.
func (m *model) measureEstimates(r *system.Result) {
	r.Set("estimated_p50_seconds", m.scraper.quantile(.5))
	r.Set("estimated_p90_seconds", m.scraper.quantile(.9))
	r.Set("estimated_p99_seconds", m.scraper.quantile(.99))
	r.Set("missed_fraction", m.scraper.missed())
}

// measureAlerts adds how alerts did. Trouble at the end of the run ends with it.
func (m *model) measureAlerts(r *system.Result) {
	a := m.alert
	if a.trouble {
		a.giveUp(m.Sim.Now())
	}
	r.Set("alert_detection_seconds", quotient(a.delay.Seconds(), float64(a.times)))
	r.Set("alerts_missed", float64(a.missed))
	r.Set("alert_false_alarms", float64(a.falseAlarms))
	budget := (1 - m.Plan.Number("slo")) * rate(m.Plan) * m.Plan.Number("slo_period")
	r.Set("budget_spent_fraction", float64(m.Counts.Failed+m.Counts.TimedOut)/budget)
}

// fill adds what became of the requests, once that is known of all of them.
func (m *model) fill(r *system.Result) {
	m.giveUp()
	m.Complete(r, "latency")
	m.compare(r)
	r.SetTheory(theory(m.Plan))
	m.warn(r)
}

// compare holds the estimated p99, and the mean of the servers' own, against the
// true one.
func (m *model) compare(r *system.Result) {
	var all sim.Histogram
	sum, n := 0., 0.
	for _, s := range m.servers {
		if s.truth.Count() > 0 {
			all.Merge(&s.truth)
			sum += s.truth.Quantile(9900).Seconds()
			n++
		}
	}
	p99 := all.Quantile(9900).Seconds()
	r.Set("quantile_error_ratio", deviation(r.Metrics["estimated_p99_seconds"], p99))
	r.Set("averaged_p99_error_ratio", deviation(quotient(sum, n), p99))
}

// deviation returns how far a value is from the truth, as a part of that; zero
// where there is none.
func deviation(value, truth float64) float64 { return quotient(math.Abs(value-truth), truth) }

// quotient returns zero if there is nothing to divide by.
func quotient(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
