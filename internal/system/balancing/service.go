package balancing

import (
	"math"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/traffic"
)

// laws of service times.
var laws = []string{traffic.Exponential, traffic.Deterministic, traffic.LogNormal, traffic.Erlang, traffic.Hyperexponential, traffic.Pareto}

// variation returns the coefficient of variation of the service times.
func variation(p *system.Plan) float64 {
	law := p.Text("service")
	cv := p.Number("service_cv")
	if !p.Has("service_cv") {
		cv = traffic.Variation(law)
	}
	switch law {
	case "exponential":
		return 1
	case "deterministic":
		return 0
	case "erlang": // a whole number of stages
		if law, err := sim.NewErlang(1, cv); err == nil {
			return 1 / math.Sqrt(float64(law.Stages))
		}
	}
	return cv
}
