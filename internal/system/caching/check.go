package caching

import (
	"fmt"

	"spar/internal/cache"
	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	add := func(parameter, format string, arguments ...any) {
		problems = append(problems, system.Problem{Where: "parameters." + parameter, Message: fmt.Sprintf(format, arguments...)})
	}
	if p.End <= 0 {
		add("requests", "%s at %s are over in no time; write more requests or a lower rate", p.Text("requests"), p.Text("rate"))
	}
	if warmup(p) >= p.End && p.End > 0 {
		add("warmup", "%q leaves nothing of the run, which lasts %v; write less, such as a tenth of it", p.Text("warmup"), p.End)
	}
	if p.Text("expiry") == sliding && p.Number("early_beta") > 0 {
		add("early_beta", "entries that live on with every read are not renewed early; write expiry fixed or early_beta 0")
	}
	if p.Int("servers") > 1 && p.Int("levels") < 2 {
		add("servers", "with one level all servers share one cache; write levels 2, or leave servers at 1")
	}
	return problems
}

// warnings says what makes figures of this run less than they seem, and what of
// it will surprise.
func (m *model) warnings(r *system.Result) []string {
	var warnings []string
	warn := func(format string, arguments ...any) {
		warnings = append(warnings, fmt.Sprintf(format, arguments...))
	}
	p := m.plan
	warnOfNoEffect(p, warn)
	capacity := p.Int("capacity")
	if m.most.entries > capacity {
		warn("the cache has room for %d entries and holds %d: nothing enforces its bound, and memory grows until there is none", capacity, m.most.entries)
	}
	if p.Text("policy") == "lfu" && !(p.Text("start") == warm && recalls(p)) && m.rec.Counts().All() < int64(100*capacity) && capacity < p.Int("keys") {
		warn("lfu must count for long: with %d places, fewer than %d requests leave its hit ratio below what it comes to", capacity, 100*capacity)
	}
	if p.Text("start") == cold && r.Metrics["entries_max"] < float64(min(capacity, p.Int("keys"))) && m.ttl == 0 {
		warn("the cache began empty and is not full at the end: its hit ratio still rises")
	}
	if asks := r.Metrics["origin_requests_per_second"]; asks > 0 {
		if can, ok := m.saturated(asks); ok {
			warn("the origin is asked %s and can do %s: its queue grows for as long as the run lasts", system.PerSecond.Format(asks), system.PerSecond.Format(can))
		}
	}
	if m.lost > 0 {
		warn("%d writes were answered and are lost: write-back had not taken them to the origin", m.lost)
	}
	if n := m.rec.Counts().All(); n < 1000 {
		warn("only %d requests were measured; percentiles need thousands", n)
	}
	return warnings
}

// warnOfNoEffect warns of what a plan asks for and what nothing in it can show.
func warnOfNoEffect(p *system.Plan, warn func(string, ...any)) {
	if p.Number("ttl") == 0 && (p.Number("jitter") > 0 || p.Number("early_beta") > 0 || p.Text("expiry") == sliding) {
		warn("entries live for ever, so that expiry, jitter and early_beta do nothing: give them a ttl")
	}
	if p.Number("write_ratio") == 0 && p.Text("write") != string(cache.Around) {
		warn("nothing writes, so that %s does nothing: give a write_ratio", p.Text("write"))
	}
	for _, f := range p.Faults {
		if f.Part == "l1" && p.Int("levels") == 1 {
			warn("a fault is to empty the memory of servers, and there is none with one level: write levels 2")
			break
		}
	}
}
