package system

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// A Result is what a run measured, in SI base units. Its JSON is the output of
// `spar sim run --json`; keys of maps come in alphabetical order.
type Result struct {
	System     string             `json:"system"`
	Seed       uint64             `json:"seed"`
	Parameters map[string]string  `json:"parameters"`
	Metrics    map[string]float64 `json:"metrics"`
	// Arrays holds the metrics that are a figure for each member of a part. In JSON
	// they stand among the others.
	Arrays map[string][]float64 `json:"-"`
	// Unmeasured are the metrics, sorted, that nothing in the run is a measure of: the
	// latency where no request was answered, a share of nothing.
	Unmeasured []string            `json:"unmeasured,omitempty"`
	Intervals  map[string]Interval `json:"intervals"` // 95% confidence, by metric
	// Theory is what formulas say of the same metrics without faults, where a
	// formula exists, and TheorySource which formulas those are.
	Theory       map[string]float64 `json:"theory"`
	TheorySource string             `json:"theory_source,omitempty"`
	// TheoryWithout are the faults of the run, which formulas leave out, and TheoryGaps
	// says of what there is no theory, and why.
	TheoryWithout []string `json:"theory_without,omitempty"`
	TheoryGaps    []Gap    `json:"theory_gaps,omitempty"`

	Series     []Point           `json:"series"`
	Objectives []ObjectiveResult `json:"objectives"`
	// Bottleneck is the part that limits the system, and why it is that one.
	Bottleneck       string      `json:"bottleneck"`
	BottleneckReason string      `json:"bottleneck_reason"`
	Components       []Component `json:"components"`
	// Reasons are sentences on what the faults of the run did and whom they met, by what
	// policy, and, where an objective is missed, on whose queues grew.
	Reasons        []string `json:"reasons,omitempty"`
	Events         uint64   `json:"events"`
	VirtualSeconds float64  `json:"virtual_seconds"`
	Warnings       []string `json:"warnings"`
	NotModelled    []string `json:"not_modelled"`

	// Description is what ran, with the metrics of its components.
	Description *System `json:"-"`

	// Arrived is how many requests came, by which runs are known to have met the same
	// traffic.
	Arrived int64 `json:"-"`
	causes  []Cause
}

// MarshalJSON writes the arrays among the metrics.
func (r Result) MarshalJSON() ([]byte, error) {
	type plain Result // without this method
	metrics := make(map[string]any, len(r.Metrics)+len(r.Arrays))
	for name, value := range r.Metrics {
		metrics[name] = value
	}
	for name, values := range r.Arrays {
		metrics[name] = values
	}
	return json.Marshal(struct {
		plain
		Metrics map[string]any `json:"metrics"`
	}{plain(r), metrics})
}

// Warn adds a warning: what makes figures of the run less than they seem.
func (r *Result) Warn(format string, arguments ...any) {
	r.Warnings = append(r.Warnings, fmt.Sprintf(format, arguments...))
}

// P99 returns the p99 latency that a prediction is held against, in seconds; zero if
// nothing was measured.
func (r *Result) P99() float64 {
	if r.Description == nil {
		return 0
	}
	return r.Metrics[r.Description.P99Metric]
}

// P99Text says the same: "30 ms", "not measured".
func (r *Result) P99Text() string {
	if r.Description != nil && slices.Contains(r.Unmeasured, r.Description.P99Metric) {
		return "not measured"
	}
	return Seconds.Format(r.P99())
}

// An Interval is a 95% confidence interval.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// An ObjectiveResult is one objective and whether the run met it. What was not measured
// is not met, and null in JSON.
type ObjectiveResult struct {
	Objective  string  `json:"objective"`
	Measured   float64 `json:"measured"`
	Met        bool    `json:"met"`
	Unit       Unit    `json:"-"` // of what was measured
	Threshold  float64 `json:"-"`
	Unmeasured bool    `json:"-"` // nothing in the run is a measure of it
}

// MarshalJSON writes null for what was not measured.
func (o ObjectiveResult) MarshalJSON() ([]byte, error) {
	var measured *float64
	if !o.Unmeasured {
		measured = &o.Measured
	}
	return json.Marshal(struct {
		Objective string   `json:"objective"`
		Measured  *float64 `json:"measured"`
		Met       bool     `json:"met"`
	}{o.Objective, measured, o.Met})
}

// MeasuredText says what was measured: "measured 30 ms", "nothing measured".
func (o ObjectiveResult) MeasuredText() string {
	if o.Unmeasured {
		return "nothing measured"
	}
	return "measured " + o.Unit.Format(o.Measured)
}

// Margin says by how much an objective was met or missed: "30 ms to spare", "2.9% short".
// What is more than twice its limit is told as a multiple of it. It is empty where nothing
// was measured.
func (o ObjectiveResult) Margin() string {
	apart := math.Abs(o.Measured - o.Threshold)
	switch {
	case o.Unmeasured:
		return ""
	case apart == 0:
		return "just so"
	case o.Met:
		return o.Unit.Format(apart) + " to spare"
	case o.Measured < o.Threshold:
		return o.Unit.Format(apart) + " short"
	case o.Threshold > 0 && o.Measured >= 2*o.Threshold:
		return fmt.Sprintf("%s times the limit", Jobs.Format(o.Measured/o.Threshold))
	}
	return o.Unit.Format(apart) + " too much"
}

// complete fills in what every system's result has in common.
func (r *Result) complete(s *System, p *Plan) {
	r.System, r.Seed, r.Parameters = s.Name, p.Seed, p.Parameters
	r.Description = s
	r.NotModelled = slices.Clone(s.NotModelled)
	r.completeTheory(p)
	r.Objectives = []ObjectiveResult{}
	for _, m := range s.Metrics {
		_, number := r.Metrics[m.Name]
		if _, array := r.Arrays[m.Name]; !number && !array {
			r.Unmeasured = append(r.Unmeasured, m.Name)
		}
	}
	slices.Sort(r.Unmeasured)
	for _, o := range p.Objectives {
		measured, ok := r.Metrics[o.Metric]
		r.Objectives = append(r.Objectives, ObjectiveResult{o.Text, measured, ok && o.Met(measured), o.Unit, o.Threshold, !ok})
	}
	r.unseen(s, p)
	if r.Warnings == nil {
		r.Warnings = []string{}
	}
	for _, f := range p.Faults {
		r.mark(f)
	}
	r.explain(s, p)
}

// mark notes a fault at the slice of the series in which it strikes.
func (r *Result) mark(f Fault) {
	for i := len(r.Series) - 1; i >= 0; i-- {
		if f.At.Seconds() >= r.Series[i].AtSeconds {
			r.Series[i].Faults = append(r.Series[i].Faults, f.Text)
			return
		}
	}
}
