// Package solve searches, by running it, for the smallest design of a system that meets
// every objective.
//
// [Solve] tries values of some parameters. All designs meet the same seeds, so that what
// differs is the design and not the luck (common random numbers). More of a parameter is
// taken never to be worse until runs say otherwise: then a run that misses rules out all
// that have less of everything, a run that meets all that cost more, and the next design to
// run is the one that rules out most either way. Of one parameter that is bisection, of
// several branch and bound. Where runs contradict it, that is said, and designs beside the
// best are tried one by one instead.
//
// [Smallest] tries the usual changes to a design that misses its objectives, and says which
// of those that meet them all is the smallest.
//
// Everything is bounded by a number of runs, and the same input gives the same answer.
package solve

import (
	"spar/internal/sim"
	"spar/internal/system"
)

// A Goal is what there should be least of.
type Goal string

// The goals.
const (
	Cost     Goal = "cost"     // dollars a month
	Machines Goal = "machines" // members of all parts
)

// Options say how to search. The zero value asks for the defaults.
type Options struct {
	Minimize Goal     // [Cost] where there are prices, or else [Machines]
	Seeds    int      // each design must meet the objectives with; DefaultSeeds
	Runs     int      // the most of all designs together; DefaultRuns
	Limit    sim.Cost // of each run, as for [system.Registry.Run]
	// Events is how many events all runs together may take before no further one begins, which
	// bounds the time of a search and not what it finds in it; zero for any number. A core
	// carries out some millions a second.
	Events uint64
	// Progress, if it is not nil, is told before each run.
	Progress func(Progress)
}

// Progress is how far a search has come.
type Progress struct {
	Run, Runs int    // the run that begins, from 1, and the most there may be
	Best      string // the best design so far; empty for none
}

// Bounds and defaults of a search.
const (
	DefaultSeeds = system.DefaultSeeds
	MostSeeds    = 100
	DefaultRuns  = 100
	MostRuns     = 10_000
	MostDesigns  = 100_000 // combinations of values
	MostChanges  = 6
)

// A Setting is a value of a parameter.
type Setting struct {
	Parameter string `json:"parameter"`
	Value     string `json:"value"`
}

// A Design is a scenario with some of its parameters set, and what runs of it measured.
type Design struct {
	Settings []Setting `json:"settings"`
	Machines int       `json:"machines"`
	Dollars  *float64  `json:"dollars_per_month,omitempty"` // nil where nothing has a price
	// Seeds is how many ran, Met with how many of them every objective was met.
	Seeds int `json:"seeds"`
	Met   int `json:"met"`
	// P99Seconds is the p99 that the system's predictions are about, with the first seed.
	P99Seconds float64 `json:"p99_seconds"`
	// Objectives are those of the scenario, over the seeds that ran.
	Objectives []Objective `json:"objectives"`
	// Fails is why the design cannot run to its end; empty if it can.
	Fails string `json:"fails,omitempty"`
}

// An Objective is one objective over several seeds.
type Objective struct {
	Objective string      `json:"objective"`
	Met       int         `json:"met"`      // with how many seeds
	Measured  float64     `json:"measured"` // mean
	Low       float64     `json:"low"`      // lowest
	High      float64     `json:"high"`     // highest
	Unit      system.Unit `json:"-"`
}

// An Answer is what a search has found.
type Answer struct {
	System     string   `json:"system"`
	Minimize   Goal     `json:"minimize"`
	Objectives []string `json:"objectives"`
	Seeds      []uint64 `json:"seeds"`
	Ranges     []Range  `json:"ranges"`
	// Best is the smallest design that met every objective with every seed; nil for none. Of a
	// search that ended before any did, it met with those that ran, which may be one.
	// Closest is the one that misses least where there is no best.
	Best    *Design `json:"best"`
	Closest *Design `json:"closest,omitempty"`
	// Smaller are the designs with one step less of one parameter than the best.
	Smaller []Design `json:"smaller,omitempty"`
	// Front are the designs that ran of which none that costs less has a lower p99.
	Front []Design `json:"front"`
	// Proven says that every smaller design either missed or has less of everything than
	// one that did.
	Proven bool `json:"proven"`
	// Contradictions are runs in which more of something was worse.
	Contradictions []string `json:"contradictions,omitempty"`
	// Stopped is why the search ended early; empty if it did not.
	Stopped string `json:"stopped,omitempty"`
	Runs    int    `json:"runs"`
	Budget  int    `json:"budget"`

	// P99Metric is what P99Seconds is of.
	P99Metric string `json:"p99_metric"`
}

// A Range is the values of a parameter that may be tried.
type Range struct {
	Parameter string `json:"parameter"`
	Low       string `json:"low"`
	High      string `json:"high"`
	Values    int    `json:"values"`
}
