package limiting

import (
	"spar/internal/limit"
	"spar/internal/sim"
	"spar/internal/system"
)

// fit lets what is left open fit what was set.
func fit(p *system.Plan) {
	p.AtLeast("duration", 3*p.Number("period"))
}

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	problems.CheckWarmup(p, system.Tenth)
	for _, r := range []limit.Rate{rateOf(p), rateOfServer(p)} {
		if _, err := limit.New(p.Text("algorithm"), r); err != nil {
			problems.Check(false, "period", "%v", err)
			break
		}
	}
	problems.Check(p.Number("rate") > 0 || p.Int("abusers") > 0, "rate", "nobody sends anything; give a rate, or abusers")
	return problems
}

// warn says what makes figures of this run less than they seem.
func (m *model) warn(r *system.Result) {
	p := m.Plan
	if l := asked(p) / storeCapacity(p); l >= 1 {
		r.Warn("the store is asked %s times as much as it can do: servers wait for store_timeout and go on without it", system.Jobs.Format(l))
	}
	if n := p.Int("servers"); m.scope == divided && p.Int("limit") < n {
		r.Warn("a limit of %d cannot be divided among %d servers: each grants one request, and all together %d", p.Int("limit"), n, n)
	}
	if p.End < 2*p.Duration("period") {
		r.Warn("the run is shorter than two periods: figures are of a beginning, when nobody has used up anything")
	}
	if s, warmup := usedUp(p), m.Rec.Warmup().Seconds(); s > warmup && s < p.End.Seconds() {
		r.Warn("it takes abusive keys about %s to use up what they may send at once, longer than the warm-up of %s; give a longer warmup or duration", system.Seconds.Format(s), system.Seconds.Format(warmup))
	}
	l := float64(r.Metrics["allowed_per_second"] * p.Number("service_mean"))
	if workers := p.Number("workers") * p.Number("servers"); l < workers {
		r.WarnOfSettling(m.Rec, sim.Settling(p.Int("workers"), l/p.Number("servers"), p.Number("service_mean")))
	} else {
		r.Warn("what the limit lets through is %s times what the servers can do: the rest is refused for want of room, whoever sends it", system.Jobs.Format(l/workers))
	}
	r.WarnOfFew(m.Rec)
}

// usedUp returns how long it takes an abusive key that sends steadily to use up its first
// burst, or window; zero if it never does.
func usedUp(p *system.Plan) float64 {
	r, rate := rateOfServer(p), p.Number("abuse_rate")
	if asked(p) == 0 { // each server has counters of its own
		rate /= p.Number("servers")
	}
	granted := float64(r.Limit) / p.Number("period")
	switch {
	case p.Int("abusers") == 0 || p.Text("abuse") == boundary || rate <= granted:
		return 0
	case sources[p.Text("algorithm")] != bucket:
		return p.Number("period")
	case r.Burst == 0:
		r.Burst = r.Limit
	}
	return float64(r.Burst) / (rate - granted)
}

// asked returns how often a second the store is asked something.
func asked(p *system.Plan) float64 {
	each := 0.
	switch p.Text("scope") {
	case shared:
		each = 1
	case checkThenAct: // and 2 for those that are let through
		each = 1
	}
	return each * (p.Number("rate") + abuseRate(p))
}

// storeCapacity returns how often a second the store can answer.
func storeCapacity(p *system.Plan) float64 {
	return p.Number("store_workers") / p.Number("store_service_mean")
}
