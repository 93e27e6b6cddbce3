package monitoring

import (
	"fmt"
	"math"

	"spar/internal/sim"
	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	check := func(right bool, parameter, format string, arguments ...any) {
		if !right {
			problems = append(problems, system.Problem{Where: "parameters." + parameter, Message: fmt.Sprintf(format, arguments...)})
		}
	}
	check(p.Number("health_timeout") <= p.Number("health_interval"), "health_timeout", "%q is longer than health_interval: a probe would be sent before the one before has failed", p.Text("health_timeout"))
	check(p.Duration("scrape_interval") <= p.End, "scrape_interval", "%q leaves no time for a scrape in a run of %v", p.Text("scrape_interval"), p.End)
	check(warmup(p) < p.End, "warmup", "%q leaves nothing of a run of %v; write less, such as a tenth of it", p.Text("warmup"), p.End)
	check(p.Text("alert") == threshold || !p.Has("alert_ratio"), "alert_ratio", "alerts on burn rates take their limits from slo; leave it out, or set alert to %s", threshold)
	return problems
}

// load returns what is asked of all servers over what they can do.
func load(p *system.Plan) float64 { return rate(p) / capacity(p) }

// warnings says what makes figures of this run less than they seem.
func (m *model) warnings() []string {
	p := m.plan
	var warnings []string
	warn := func(format string, arguments ...any) { warnings = append(warnings, fmt.Sprintf(format, arguments...)) }
	if l := load(p); l >= 1 {
		warn("%s times as much is asked of the servers as they can do: what does not fit the queues is refused", system.Jobs.Format(l))
	} else if settle := sim.Settling(p.Int("concurrency"), float64(l*p.Number("concurrency")), p.Number("service_mean")); settle > m.rec.Warmup().Seconds() && !math.IsInf(settle, 1) {
		warn("at this load queues need about %s to settle, longer than the warm-up of %s; give a longer warmup or duration", system.Seconds.Format(settle), system.Seconds.Format(m.rec.Warmup().Seconds()))
	}
	if n := m.rec.Counts().All(); n < 10_000 {
		warn("only %d requests were measured; the higher percentiles need tens of thousands", n)
	}
	for i, s := range m.servers {
		if s.died >= 0 && s.judge.Up() {
			warn("nobody has noticed that server %d is gone; it does not count in detection_seconds", i+1)
		}
	}
	if m.healthy.Value() == 0 && m.troubled() {
		warn("every server is evicted, so every request fails, whatever servers could still do")
	}
	if m.scraper.seen() == 0 {
		warn("no scrape has seen an answer: quantiles cannot be told")
	}
	return warnings
}
