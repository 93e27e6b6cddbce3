package balance

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Names returns the names of all policies. Those that begin with "naive-" are
// mistakes, to be seen failing.
func Names() []string {
	return []string{
		"round-robin", "smooth-weighted", "weighted-least-connections", "least-connections", "random",
		"two-choices", "ewma", "bounded-hash", "shared-queue", "naive-weighted", "naive-round-robin",
	}
}

// New returns a policy by its name, with its defaults. The random numbers are its
// own: policies that share them change each other's choices.
func New(name string, r *rand.Rand) (Policy, error) {
	if r == nil {
		return nil, errors.New("make a policy: no random numbers given")
	}
	switch name {
	case "round-robin":
		return &RoundRobin{}, nil
	case "smooth-weighted":
		return &SmoothWeighted{}, nil
	case "weighted-least-connections":
		return &WeightedLeastConnections{}, nil
	case "least-connections":
		return &LeastConnections{Rand: r}, nil
	case "random":
		return &Random{Rand: r}, nil
	case "two-choices":
		return &TwoChoices{Rand: r}, nil
	case "ewma":
		return &PeakEWMA{Rand: r}, nil
	case "bounded-hash":
		return &BoundedHash{}, nil
	case "shared-queue":
		return &SharedQueue{Rand: r}, nil
	case "naive-weighted":
		return &NaiveWeighted{}, nil
	case "naive-round-robin":
		return &NaiveRoundRobin{}, nil
	}
	return nil, fmt.Errorf("no policy %q; there are %s", name, strings.Join(Names(), ", "))
}
