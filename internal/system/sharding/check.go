package sharding

import (
	"math"
	"slices"

	"spar/internal/shard"
	"spar/internal/system"
)

// fit lets numbers of shards, keys and slots fit what was set.
func fit(p *system.Plan) {
	if weights := p.List("weights"); weights != nil {
		p.Instead("shards", float64(len(weights)))
	}
	leave := 0.
	if p.Text("change") == removeShards {
		leave = p.Number("change_count")
	}
	p.AtLeast("shards", p.Number("replicas")+leave)
	if p.Text("change") == removeShards {
		p.AtMost("change_count", max(1, p.Number("shards")-p.Number("replicas")))
	}
	p.AtMost("replicas", p.Number("shards"))
	most := p.Number("shards") + float64(max(0, midway(p).n))
	if ranges(p) {
		p.AtLeast("keys", 2*most/(1-p.Number("unplanned")))
	}
}

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	add := func(parameter, format string, arguments ...any) {
		problems.Check(false, parameter, format, arguments...)
	}
	problems.CheckWarmup(p, system.Tenth)
	shards, fewest := p.Int("shards"), p.Int("shards")+min(0, midway(p).n)
	switch {
	case p.Int("replicas") > shards:
		add("replicas", "%d copies of a key need as many shards; there are %d", p.Int("replicas"), shards)
	case fewest < p.Int("replicas"):
		add("change_count", "%d of %d shards cannot go: at least %d must be left, one for each copy of a key", p.Int("change_count"), shards, p.Int("replicas"))
	}
	checkWeights(p, shards, add)
	most := shards + max(0, midway(p).n)
	if size := p.Int("table_size"); p.Text("strategy") == "maglev" && (!shard.Prime(size) || size < most) {
		add("table_size", "%d is not a prime of at least %d, the number of shards; write 65537 or 655373", size, most)
	}
	if ranges(p) && p.Text("key_distribution") == sequential && p.Number("keys")*(1-p.Number("unplanned")) < float64(most) {
		add("keys", "%s are fewer than the %d shards to divide them among", p.Text("keys"), most)
	}
	return problems
}

func checkWeights(p *system.Plan, shards int, add func(string, string, ...any)) {
	weights := p.List("weights")
	switch {
	case weights == nil:
	case p.Text("strategy") != "ring" && p.Text("strategy") != "bounded-ring":
		add("weights", "%s has no weights; ring and bounded-ring have", p.Text("strategy"))
	case len(weights) != shards:
		add("weights", "%d weights for %d shards; write one for each", len(weights), shards)
	case slices.ContainsFunc(weights, func(w float64) bool { return w != math.Floor(w) }):
		add("weights", "%q are not all whole numbers", p.Text("weights"))
	}
}

// warn says what makes figures of this run less than they seem, and what of
// it will surprise.
func (m *model) warn(r *system.Result) {
	p := m.Plan
	if n := repetitions(p); n < 5 {
		r.Warn("%d placements are too few draws to say how balance and moves scatter; with five repetitions there are intervals", n)
	}
	for _, refusal := range m.refusals {
		r.Warn("a change of shards was refused: %s", refusal)
	}
	if lost := r.Metrics["unplaced_fraction"]; lost > 0 {
		r.Warn("%s of the keys lie above all ranges and are refused: ranges must grow with the keys", system.Ratio.Format(lost))
	}
	if lost := r.Metrics["misrouted_fraction"]; lost > 0 {
		r.Warn("%s of the keys lie above all ranges, and the first shard takes them without a word", system.Ratio.Format(lost))
	}
	m.warnOfHeat(r)
	if m.mover.moving {
		r.Warn("keys still move at the end: at %s all moves take %s", p.Text("move_rate"), system.Seconds.Format(r.Metrics["moving_seconds"]))
	}
	if n := m.Rec.Counts().All(); n < 1000 && p.Number("rate") > 0 {
		r.Warn("only %d requests were measured; percentiles need thousands", n)
	}
}

// warnOfHeat warns of shards that are offered more than they can do.
func (m *model) warnOfHeat(r *system.Result) {
	p := m.Plan
	capacity := p.Number("workers") / p.Number("service_mean")
	if hot := p.Number("rate") * m.expect.Figures["hot_key_fraction"] / p.Number("replicas"); hot >= capacity {
		r.Warn("the most popular key alone asks %s of each shard that has it, which can do %s: more shards do not help, more copies do", system.PerSecond.Format(hot), system.PerSecond.Format(capacity))
		return
	}
	if hottest := p.Number("rate") * m.expect.Figures["hottest_shard_fraction"]; hottest >= capacity {
		r.Warn("the busiest shard is offered %s and can do %s: its queue is full for as long as the run lasts", system.PerSecond.Format(hottest), system.PerSecond.Format(capacity))
	}
}
