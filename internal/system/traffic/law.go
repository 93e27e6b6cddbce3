package traffic

import (
	"fmt"
	"math/rand/v2"
	"time"

	"spar/internal/sim"
)

// The laws of the times that work takes, as parameters name them.
const (
	Exponential      = "exponential"
	Deterministic    = "deterministic"
	LogNormal        = "lognormal"
	Erlang           = "erlang"
	Hyperexponential = "hyperexponential"
	Pareto           = "pareto"
)

// variations are the coefficients of variation of the laws where none is asked for.
var variations = map[string]float64{Exponential: 1, LogNormal: 1, Erlang: .5, Hyperexponential: 2, Pareto: 1}

// Variation returns the coefficient of variation of a law where none is asked for.
func Variation(law string) float64 { return variations[law] }

// Law returns the distribution of a law with a mean, in seconds, and a coefficient of
// variation, which exponential and deterministic have by themselves. The error is
// about the latter.
func Law(law string, mean, cv float64) (sim.Distribution, error) {
	switch law {
	case Exponential:
		return sim.Exponential{Mean: mean}, nil
	case Deterministic:
		return sim.Deterministic{Value: mean}, nil
	case LogNormal:
		return sim.NewLogNormal(mean, cv), nil
	case Erlang:
		return sim.NewErlang(mean, cv)
	case Hyperexponential:
		return sim.NewHyperexponential(mean, cv)
	case Pareto:
		return sim.NewPareto(mean, cv), nil
	}
	return nil, fmt.Errorf("no law %q", law)
}

// A Work draws how long something takes, from a stream of its own.
type Work struct {
	Law    sim.Distribution // in seconds
	Stream *rand.Rand
}

// Draw returns the next time.
func (w Work) Draw() time.Duration { return sim.Seconds(w.Law.Sample(w.Stream)) }

// Work returns the times of a law with a mean, in seconds, from the stream of a name.
// The law is one that needs to be told nothing else.
func (r *Run) Work(stream, law string, mean float64) Work {
	distribution, err := Law(law, mean, Variation(law))
	if err != nil {
		panic(err) // laws are choices, which were checked
	}
	return Work{distribution, r.Stream(stream)}
}
