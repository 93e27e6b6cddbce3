package balancing

import (
	"math"

	"spar/internal/sim"
	"spar/internal/system"
)

// laws of service times.
var laws = []string{"exponential", "deterministic", "lognormal", "erlang", "hyperexponential", "pareto"}

// newService returns the law of the service times at speed 1, in seconds. The
// error is about the coefficient of variation.
func newService(p *system.Plan) (sim.Distribution, error) {
	mean, cv := p.Number("service_mean"), variation(p)
	switch p.Text("service") {
	case "deterministic":
		return sim.Deterministic{Value: mean}, nil
	case "lognormal":
		return sim.NewLogNormal(mean, cv), nil
	case "erlang":
		return sim.NewErlang(mean, cv)
	case "hyperexponential":
		return sim.NewHyperexponential(mean, cv)
	case "pareto":
		return sim.NewPareto(mean, cv), nil
	}
	return sim.Exponential{Mean: mean}, nil
}

// variation returns the coefficient of variation of the service times.
func variation(p *system.Plan) float64 {
	law := p.Text("service")
	cv := p.Number("service_cv")
	if !p.Has("service_cv") {
		cv = map[string]float64{"lognormal": 1, "erlang": .5, "hyperexponential": 2, "pareto": 1}[law]
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
