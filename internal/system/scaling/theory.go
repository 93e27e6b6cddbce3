package scaling

import (
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
)

// theory returns what formulas say of a plan without its faults: those of one queue for a
// fixed number of workers, M/M/c/K, where neither the load nor the number of instances
// changes; nothing else has any.
func theory(p *system.Plan) (t system.Theory) {
	planned := p.Text("policy") == scheduled && !p.Has("schedule")
	instances := atFirst(p)
	workers, limit := instances*p.Int("workers"), p.Int("queue_limit")
	switch {
	case p.Text("load_shape") != constant:
		return t.None(system.Rest, "the load changes")
	case p.Int("min") != p.Int("max") && !planned:
		return t.None(system.Rest, "the number of instances may change; set min and max alike")
	case workers == 0 || load(p) == 0:
		return t.None(system.Rest, "nobody works or nothing is asked")
	}
	t.Source = fmt.Sprintf("M/M/%d/%d", workers, workers+limit)
	loss, latency := sim.FiniteQueue(workers, limit, load(p), p.Number("service_mean"))
	t.Set("latency_mean_seconds", latency)
	t.Set("availability", 1-loss)
	t.Set("dropped_fraction", loss)
	t.Set("throughput_per_second", float64(p.Number("rate")*(1-loss)))
	t.Set("utilization", float64(load(p)*(1-loss))/float64(workers))
	t.Set("instances_mean", float64(instances))
	t.Set("instances_max", float64(instances))
	return t
}
