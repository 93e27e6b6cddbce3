package scaling

import (
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
)

// theory returns what formulas say of a plan without its faults, and which they
// are: those of one queue for a fixed number of workers, M/M/c/K, where neither the
// load nor the number of instances changes; nothing else has any.
func theory(p *system.Plan) (figures map[string]float64, source string) {
	figures = map[string]float64{}
	planned := p.Text("policy") == scheduled && !p.Has("schedule")
	if p.Text("load_shape") != constant || p.Int("min") != p.Int("max") && !planned {
		return figures, ""
	}
	instances := atFirst(p)
	workers, limit := instances*p.Int("workers"), p.Int("queue_limit")
	if workers == 0 || load(p) == 0 {
		return figures, ""
	}
	loss, latency := sim.FiniteQueue(workers, limit, load(p), p.Number("service_mean"))
	figures["latency_mean_seconds"] = latency
	figures["availability"] = 1 - loss
	figures["dropped_fraction"] = loss
	figures["throughput_per_second"] = p.Number("rate") * (1 - loss)
	figures["utilization"] = float64(load(p)*(1-loss)) / float64(workers)
	figures["instances_mean"], figures["instances_max"] = float64(instances), float64(instances)
	return figures, fmt.Sprintf("M/M/%d/%d", workers, workers+limit)
}
