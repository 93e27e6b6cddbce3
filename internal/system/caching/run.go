package caching

import (
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// length returns how long a run lasts.
func length(p *system.Plan) time.Duration { return traffic.Length(p, p.Number("rate")) }

// What things take in bytes, to state the cost of a run.
const (
	entryBytes   = 160
	historyBytes = 80 // a key whose uses lfu counts
	versionBytes = 16
	jobBytes     = 96 + sim.WaitingBytes
)

// cost states what a plan will take: an event for each request, another for each
// that goes to the origin, and what fills the caches beforehand.
func cost(p *system.Plan) sim.Cost {
	requests := float64(p.LoadFactor() * p.Number("rate") * p.End.Seconds())
	keys, entries := p.Number("keys"), min(p.Number("keys"), p.Number("capacity"))
	if p.Text("policy") == "naive-unbounded" {
		entries = keys
	}
	if p.Int("levels") == 2 {
		entries += float64(p.Number("servers") * min(keys, p.Number("l1_capacity")))
	}
	bytes := float64(entryBytes * entries)
	if p.Text("policy") == "lfu" {
		bytes += float64(historyBytes * keys)
	}
	if p.Number("writes") > 0 {
		bytes += float64(versionBytes * keys)
	}
	waiting := p.Number("origin_queue") + float64(p.LoadFactor()*p.Number("rate")*(p.Number("cache_latency")+p.Number("l1_latency")+p.Number("origin_service_mean")))
	bytes += sim.GrowingBytes(min(requests, waiting), jobBytes) + system.Steps*sim.HistogramBytes
	before := float64(history(p))
	if recalls(p) {
		before = keys
	}
	return sim.Cost{Events: float64(2*requests) + before, Bytes: bytes}
}

// View returns what every level and the origin are doing.
func (m *model) View() system.View {
	v := m.Look("latency")
	v.Parts = append(v.Parts, m.levels.parts(m.tallies.now)...)
	if m.origin.station != nil {
		v.Parts = append(v.Parts, system.Part{Name: "origin", Members: []system.Member{system.NewMember(m.origin.station)}})
	}
	return v
}
