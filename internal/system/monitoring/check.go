package monitoring

import (
	"slices"

	"spar/internal/sim"
	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	check := problems.Check
	check(p.Number("health_timeout") <= p.Number("health_interval"), "health_timeout", "%q is longer than health_interval: a probe would be sent before the one before has failed", p.Text("health_timeout"))
	check(p.Duration("scrape_interval") <= p.End || !p.Given("scrape_interval"), "scrape_interval", "%q leaves no time for a scrape in a run of %v", p.Text("scrape_interval"), p.End)
	problems.CheckWarmup(p, system.Tenth)
	check(p.Text("alert") == threshold || !p.Has("alert_ratio"), "alert_ratio", "alerts on burn rates take their limits from slo; leave it out, or set alert to %s", threshold)
	return problems
}

// load returns what is asked of all servers over what they can do.
func load(p *system.Plan) float64 { return rate(p) / capacity(p) }

// fit lets what is left open fit what was set.
func fit(p *system.Plan) {
	p.AtLeast("health_interval", p.Number("health_timeout"))
	p.AtMost("health_timeout", p.Number("health_interval"))
	p.AtLeast("duration", 2*p.Number("scrape_interval"))
	p.AtMost("scrape_interval", p.Number("duration")/2)
	if p.Has("alert_ratio") {
		p.Instead("alert", float64(slices.Index(alerts, threshold)))
	}
}

// warn says what makes figures of this run less than they seem.
func (m *model) warn(r *system.Result) {
	p := m.Plan
	if l := load(p); l >= 1 {
		r.Warn("%s times as much is asked of the servers as they can do: what does not fit the queues is refused", system.Jobs.Format(l))
	} else {
		r.WarnOfSettling(m.Rec, sim.Settling(p.Int("workers"), float64(l*p.Number("workers")), p.Number("service_mean")))
	}
	r.WarnOfFew(m.Rec)
	for i, s := range m.servers {
		if s.died >= 0 && s.judge.Up() {
			r.Warn("nobody has noticed that server %d is gone; it does not count in detection_seconds", i+1)
		}
	}
	if m.healthy.Value() == 0 && m.troubled() {
		r.Warn("every server is evicted, so every request fails, whatever servers could still do")
	}
	if m.scraper.seen() == 0 {
		r.Warn("no scrape has seen an answer: quantiles cannot be told")
	}
}
