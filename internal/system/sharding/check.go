package sharding

import (
	"fmt"
	"math"
	"slices"

	"spar/internal/shard"
	"spar/internal/system"
)

// validate finds parameters that do not fit each other.
func validate(p *system.Plan) system.Problems {
	var problems system.Problems
	add := func(parameter, format string, arguments ...any) {
		problems = append(problems, system.Problem{Where: "parameters." + parameter, Message: fmt.Sprintf(format, arguments...)})
	}
	if p.Number("warmup") >= p.Number("duration") {
		add("warmup", "%q leaves nothing of the duration %q; write less, such as a tenth of it", p.Text("warmup"), p.Text("duration"))
	}
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

// warnings says what makes figures of this run less than they seem, and what of
// it will surprise.
func (m *model) warnings(r *system.Result) []string {
	var warnings []string
	warn := func(format string, arguments ...any) {
		warnings = append(warnings, fmt.Sprintf(format, arguments...))
	}
	p := m.plan
	if n := repetitions(p); n < 5 {
		warn("%d placements are too few draws to say how balance and moves scatter; with five repetitions there are intervals", n)
	}
	for _, refusal := range m.refusals {
		warn("a change of shards was refused: %s", refusal)
	}
	if lost := r.Metrics["unplaced_fraction"]; lost > 0 {
		warn("%s of the keys lie above all ranges and are refused: ranges must grow with the keys", system.Ratio.Format(lost))
	}
	if lost := r.Metrics["misrouted_fraction"]; lost > 0 {
		warn("%s of the keys lie above all ranges, and the first shard takes them without a word", system.Ratio.Format(lost))
	}
	m.warnOfHeat(warn)
	if m.mover.moving {
		warn("keys still move at the end: at %s all moves take %s", p.Text("move_rate"), system.Seconds.Format(r.Metrics["moving_seconds"]))
	}
	if n := m.rec.Counts().All(); n < 1000 && p.Number("rate") > 0 {
		warn("only %d requests were measured; percentiles need thousands", n)
	}
	return warnings
}

// warnOfHeat warns of shards that are offered more than they can do.
func (m *model) warnOfHeat(warn func(string, ...any)) {
	p := m.plan
	capacity := p.Number("workers") / p.Number("service_mean")
	if hot := p.Number("rate") * m.expect["hot_key_fraction"] / p.Number("replicas"); hot >= capacity {
		warn("the most popular key alone asks %s of each shard that has it, which can do %s: more shards do not help, more copies do", system.PerSecond.Format(hot), system.PerSecond.Format(capacity))
		return
	}
	if hottest := p.Number("rate") * m.expect["hottest_shard_fraction"]; hottest >= capacity {
		warn("the busiest shard is offered %s and can do %s: its queue is full for as long as the run lasts", system.PerSecond.Format(hottest), system.PerSecond.Format(capacity))
	}
}
