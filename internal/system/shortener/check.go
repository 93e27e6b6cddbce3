package shortener

import (
	"math"

	"spar/internal/shortid"
	"spar/internal/sim"
	"spar/internal/system"
)

// tenth is the part of a run that is not measured unless it is given.
const tenth = 10

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	problems.Check(p.Warmup(tenth) < p.End, "warmup", "%q leaves nothing of a run of %v; write less, such as a tenth of it", p.Text("warmup"), p.End)
	if p.Text("ids") == snowflake {
		if _, err := shortid.NewSnowflake(p.Int("code_length"), p.Int("app_servers")); err != nil {
			problems.Check(false, "code_length", "%v", err)
		}
	}
	return problems
}

// warn says what makes figures of this run less than they seem.
func (m *model) warn(r *system.Result) {
	for _, c := range r.Components {
		load, ok := r.Theory[c.Name+"_utilization"]
		if ok && load >= 1 {
			r.Warn("%s is offered more than it can do: its queue grows for as long as the run lasts, so latencies depend on the duration", c.Name)
		}
	}
	r.WarnOfSettling(m.Rec, m.settling(r.Theory))
	if n := r.Metrics["overwritten"]; n > 0 {
		r.Warn("the counter has begun again: %s links now lead elsewhere, and nothing failed", system.Jobs.Format(n))
	}
	if n := r.Metrics["mint_failures"]; n > 0 {
		r.Warn("%s links got no code: the code space is exhausted or the counter was out of reach", system.Jobs.Format(n))
	}
	if m.size.scaled() {
		r.Warn("%s", m.size.warning(m.Plan))
	}
	r.Warnings = append(r.Warnings, r.Doubt("redirect_latency_p99_seconds", m.Rec.Counts().All())...)
}

// settling returns the time, in seconds, that the slowest part needs to settle;
// zero where one never does.
func (m *model) settling(theory map[string]float64) float64 {
	slowest := 0.
	for _, part := range []struct{ load, mean, workers string }{
		{"app_utilization", "app_service_mean", "app_workers"},
		{"database_utilization", "db_service_mean", "db_workers"},
	} {
		workers := m.Plan.Int(part.workers)
		slowest = max(slowest, sim.Settling(workers, float64(workers)*theory[part.load], m.Plan.Number(part.mean)))
	}
	if math.IsInf(slowest, 1) {
		return 0
	}
	return slowest
}
