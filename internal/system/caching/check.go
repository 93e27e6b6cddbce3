package caching

import (
	"spar/internal/cache"
	"spar/internal/system"
)

// fit lets the length of the run and the levels fit what was set.
func fit(p *system.Plan) {
	p.AtLeast("requests", 2*p.Number("warmup")*p.Number("rate"))
	if p.Int("servers") > 1 {
		p.Instead("levels", 2)
	}
}

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	check := problems.Check
	check(p.End > 0, "requests", "%s at %s are over in no time; write more requests or a lower rate", p.Text("requests"), p.Text("rate"))
	problems.CheckWarmup(p, system.Fifth)
	check(p.Text("expiry") != sliding || p.Number("early_beta") == 0, "early_beta", "entries that live on with every read are not renewed early; write expiry fixed or early_beta 0")
	check(p.Int("servers") == 1 || p.Int("levels") == 2, "servers", "with one level all servers share one cache; write levels 2, or leave servers at 1")
	return problems
}

// warn says what makes figures of this run less than they seem, and what of
// it will surprise.
func (m *model) warn(r *system.Result) {
	p := m.Plan
	warnOfNoEffect(p, r.Warn)
	capacity := p.Int("capacity")
	if m.levels.most.entries > capacity {
		r.Warn("the cache has room for %d entries and holds %d: nothing enforces its bound, and memory grows until there is none", capacity, m.levels.most.entries)
	}
	if p.Text("policy") == "lfu" && !(p.Text("start") == warm && recalls(p)) && m.Rec.Counts().All() < int64(100*capacity) && capacity < p.Int("keys") {
		r.Warn("lfu must count for long: with %d places, fewer than %d requests leave its hit ratio below what it comes to", capacity, 100*capacity)
	}
	if p.Text("start") == cold && r.Metrics["entries_max"] < float64(min(capacity, p.Int("keys"))) && m.levels.ttl == 0 {
		r.Warn("the cache began empty and is not full at the end: its hit ratio still rises")
	}
	if asks := r.Metrics["origin_requests_per_second"]; asks > 0 {
		if can, ok := m.origin.saturated(asks); ok {
			r.Warn("the origin is asked %s and can do %s: its queue grows for as long as the run lasts", system.PerSecond.Format(asks), system.PerSecond.Format(can))
		}
	}
	if m.levels.lost > 0 {
		r.Warn("%d writes were answered and are lost: write-back had not taken them to the origin", m.levels.lost)
	}
	if n := m.Rec.Counts().All(); n < 1000 {
		r.Warn("only %d requests were measured; percentiles need thousands", n)
	}
}

// warnOfNoEffect warns of what a plan asks for and what nothing in it can show.
func warnOfNoEffect(p *system.Plan, warn func(string, ...any)) {
	if p.Number("ttl") == 0 && (p.Number("jitter") > 0 || p.Number("early_beta") > 0 || p.Text("expiry") == sliding) {
		warn("entries live for ever, so that expiry, jitter and early_beta do nothing: give them a ttl")
	}
	if p.Number("writes") == 0 && p.Text("write") != string(cache.Around) {
		warn("nothing writes, so that %s does nothing: give writes", p.Text("write"))
	}
	for _, f := range p.Faults {
		if f.Part == "l1" && p.Int("levels") == 1 {
			warn("a fault is to empty the memory of servers, and there is none with one level: write levels 2")
			break
		}
	}
}
