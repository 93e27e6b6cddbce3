package shortener

import (
	"math"

	"spar/internal/shortid"
	"spar/internal/sim"
	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	problems.CheckWarmup(p, system.Tenth)
	if p.Text("ids") == snowflake {
		if _, err := shortid.NewSnowflake(p.Int("code_length"), p.Int("app_servers")); err != nil {
			problems.Check(false, "code_length", "%v", err)
		}
	}
	return problems
}

// warn says what makes figures of this run less than they seem.
func (m *model) warn(r *system.Result) {
	draws, _ := drawnCodes(m.Plan)
	parts := stationsOf(m.Plan, hitRatio(m.Plan), draws)
	for i, st := range parts {
		if st.load >= float64(st.members*st.servers) {
			r.Warn("%s is offered more than it can do: its queue grows for as long as the run lasts, so latencies depend on the duration", stationNames[i])
		}
	}
	r.WarnOfSettling(m.Rec, settling(parts))
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
func settling(parts []station) float64 {
	slowest := 0.
	for _, st := range []station{parts[1], parts[3]} {
		load := min(st.load/float64(st.members), float64(st.servers))
		slowest = max(slowest, sim.Settling(st.servers, load, st.service))
	}
	if math.IsInf(slowest, 1) {
		return 0
	}
	return slowest
}
