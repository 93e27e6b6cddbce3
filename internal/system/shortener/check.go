package shortener

import (
	"fmt"
	"math"

	"spar/internal/shortid"
	"spar/internal/sim"
	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	if p.Number("warmup") >= p.Number("duration") {
		problems = append(problems, system.Problem{
			Where:   "parameters.warmup",
			Message: fmt.Sprintf("%q leaves nothing of the duration %q; write less, such as a tenth of it", p.Text("warmup"), p.Text("duration")),
		})
	}
	if p.Text("ids") == snowflake {
		if _, err := shortid.NewSnowflake(p.Int("code_length"), p.Int("app_servers")); err != nil {
			problems = append(problems, system.Problem{Where: "parameters.code_length", Message: err.Error()})
		}
	}
	return problems
}

// warnings says what makes figures of this run less than they seem.
func (m *model) warnings(r *system.Result) []string {
	var warnings []string
	warn := func(format string, arguments ...any) {
		warnings = append(warnings, fmt.Sprintf(format, arguments...))
	}
	for _, c := range r.Components {
		load, ok := r.Theory[c.Name+"_utilization"]
		if ok && load >= 1 {
			warn("%s is offered more than it can do: its queue grows for as long as the run lasts, so latencies depend on the duration", c.Name)
		}
	}
	if settle := m.settling(r.Theory); settle > m.rec.Warmup().Seconds() {
		warn("at this load the queues need about %s to settle, longer than the warm-up of %s", system.Seconds.Format(settle), system.Seconds.Format(m.rec.Warmup().Seconds()))
	}
	warnings = append(warnings, codeWarnings(r)...)
	if m.size.scaled() {
		warnings = append(warnings, m.size.warning(m.plan))
	}
	return append(warnings, r.Doubt("redirect_latency_p99_seconds", m.rec.Counts().All())...)
}

// settling returns the time, in seconds, that the slowest part needs to settle;
// zero where one never does.
func (m *model) settling(theory map[string]float64) float64 {
	slowest := 0.
	for _, part := range []struct{ load, mean, workers string }{
		{"app_utilization", "app_service_mean", "app_concurrency"},
		{"database_utilization", "db_service_mean", "db_concurrency"},
	} {
		workers := m.plan.Int(part.workers)
		slowest = max(slowest, sim.Settling(workers, float64(workers)*theory[part.load], m.plan.Number(part.mean)))
	}
	if math.IsInf(slowest, 1) {
		return 0
	}
	return slowest
}

// codeWarnings says what happened to codes that nobody would want.
func codeWarnings(r *system.Result) []string {
	var warnings []string
	if n := r.Metrics["overwritten"]; n > 0 {
		warnings = append(warnings, fmt.Sprintf("the counter has begun again: %s links now lead elsewhere, and nothing failed", system.Jobs.Format(n)))
	}
	if n := r.Metrics["mint_failures"]; n > 0 {
		warnings = append(warnings, fmt.Sprintf("%s links got no code: the code space is exhausted or the counter was out of reach", system.Jobs.Format(n)))
	}
	return warnings
}
