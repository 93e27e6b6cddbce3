package system

import (
	"time"

	"spar/internal/sim"
	"spar/internal/topology"
)

// A System describes something that can be simulated.
type System struct {
	Name       string      `json:"name"`
	Title      string      `json:"title"`
	Doc        string      `json:"doc"`
	Parameters []Parameter `json:"parameters"`
	Metrics    []Metric    `json:"metrics"`
	// P99Metric names the metric that a predicted p99 is held against.
	P99Metric string      `json:"p99_metric"`
	Faults    []FaultForm `json:"faults"`
	// DefaultFaults and DefaultObjectives are what a session runs with where a
	// question does not say.
	DefaultFaults     []string `json:"default_faults"`
	DefaultObjectives []string `json:"default_objectives"`
	// Policies names the parameters that decide what becomes of requests while a member
	// fails, beside time-outs and retries: reasons of a run say them.
	Policies []string `json:"-"`
	// Mistakes are values of parameters that are there to be seen failing; a run in which
	// one of them shows nothing warns of that.
	Mistakes []Mistake `json:"-"`
	// NotModelled says what the real thing does and this does not.
	NotModelled []string `json:"not_modelled"`

	// Topology is what runs, of a system that is described by its components; nil for
	// others.
	Topology *topology.Spec `json:"-"`

	// Of returns the system that a topology makes, with parameters, metrics and
	// faults for its components, or what is wrong with it, its place beginning with
	// "topology."; nil for a system that is what it is. It must not change the
	// topology.
	Of func(*topology.Spec) (*System, Problems) `json:"-"`
	// Fit lets defaults give way to what was set, by [Plan.AtMost], [Plan.AtLeast] and
	// [Plan.Instead], so that none refuses it; nil if they always fit.
	Fit func(*Plan) `json:"-"`
	// Validate finds what is wrong between parameters that are each in range; nil
	// if nothing can be.
	Validate func(*Plan) Problems `json:"-"`
	// Length returns how long a run lasts, in virtual time; nil means as long as
	// the parameter "duration" says.
	Length func(*Plan) time.Duration `json:"-"`
	// Dollars returns what a plan costs a month as its run begins; nil where nothing has a
	// price. The run measures it as [DollarsPerMonth].
	Dollars func(*Plan) float64 `json:"-"`
	// Cost states what a plan is expected to take, before anything runs.
	Cost func(*Plan) sim.Cost `json:"-"`
	// Start sets up a run of a plan without problems.
	Start func(*Plan) (Model, error) `json:"-"`
}

// A Kind is what sort of value a parameter takes.
type Kind string

// The kinds of parameters, with how a value is written.
const (
	Count    Kind = "count"    // 12
	Number   Kind = "number"   // 0.99
	Rate     Kind = "rate"     // 11.6k/s
	Duration Kind = "duration" // 50 ms
	Size     Kind = "size"     // 500 B
	// Bandwidth is bits or bytes a second: 10 Gb/s.
	Bandwidth Kind = "bandwidth"
	Entries   Kind = "entries" // 100k, or a size such as 10 GB, divided by the parameter "record"
	Choice    Kind = "choice"  // one of a list of words
	Numbers   Kind = "numbers" // 5,1,1
)

// A Parameter is one knob of a system.
type Parameter struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// Default is the value where a scenario gives none. Without one the parameter
	// may be missing, which [Plan.Has] tells.
	Default string `json:"default,omitempty"`
	// Replaces names parameters that this one, if it is given, stands in for: they
	// then have no value, and giving them too is a mistake.
	Replaces []string `json:"replaces,omitempty"`
	Min      float64  `json:"min"` // in seconds, bytes or units, as the kind says
	Max      float64  `json:"max"`
	Choices  []string `json:"choices,omitempty"`
	Doc      string   `json:"doc"`
	// Was is what the parameter was called before, so that whoever types that is told.
	Was string `json:"-"`
}

// A Unit is what a metric is measured in.
type Unit string

// The units of metrics.
const (
	Seconds   Unit = "seconds"
	Ratio     Unit = "ratio" // 0 to 1, shown as a percentage
	PerSecond Unit = "per_second"
	// BytesPerSecond is shown as bytes, and compared with bits as well.
	BytesPerSecond Unit = "bytes_per_second"
	Jobs           Unit = "jobs"
	Dollars        Unit = "dollars"
)

// A Metric is one figure that a run measures.
type Metric struct {
	Name string `json:"name"`
	Unit Unit   `json:"unit"`
	// Array is set where the metric is a figure for each member of a part, in their
	// order. Objectives cannot be about it.
	Array bool   `json:"array,omitempty"`
	Doc   string `json:"doc"`
	Was   string `json:"-"` // as of a parameter
}

// DollarsPerMonth is the metric of what a system costs, in [Dollars].
const DollarsPerMonth = "dollars_per_month"

// Parameter returns the parameter of a name.
func (s *System) Parameter(name string) (Parameter, bool) {
	for _, p := range s.Parameters {
		if p.Name == name {
			return p, true
		}
	}
	return Parameter{}, false
}

// Metric returns the metric of a name.
func (s *System) Metric(name string) (Metric, bool) {
	for _, m := range s.Metrics {
		if m.Name == name {
			return m, true
		}
	}
	return Metric{}, false
}

// Unit returns what a metric is measured in; empty if there is no such metric.
func (s *System) Unit(metric string) Unit {
	m, _ := s.Metric(metric)
	return m.Unit
}
