package system

import "slices"

// A Result is what a run measured, in SI base units. Its JSON is the output of
// `spar sim run --json`; keys of maps come in alphabetical order.
type Result struct {
	System     string              `json:"system"`
	Seed       uint64              `json:"seed"`
	Parameters map[string]string   `json:"parameters"`
	Metrics    map[string]float64  `json:"metrics"`
	Intervals  map[string]Interval `json:"intervals"` // 95% confidence, by metric
	// Theory is what formulas say of the same metrics without faults, where a
	// formula exists.
	Theory     map[string]float64 `json:"theory"`
	Series     []Point            `json:"series"`
	Objectives []ObjectiveResult  `json:"objectives"`
	// Bottleneck is the part that limits the system, and why it is that one.
	Bottleneck       string      `json:"bottleneck"`
	BottleneckReason string      `json:"bottleneck_reason"`
	Components       []Component `json:"components"`
	Events           uint64      `json:"events"`
	VirtualSeconds   float64     `json:"virtual_seconds"`
	Warnings         []string    `json:"warnings"`
	NotModelled      []string    `json:"not_modelled"`

	p99Metric string
}

// P99 returns the p99 latency that a prediction is held against, in seconds.
func (r *Result) P99() float64 { return r.Metrics[r.p99Metric] }

// An Interval is a 95% confidence interval.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// A Point is one slice of a run over time. Latencies are those of requests that
// arrived in the slice, within 1%; throughput is of those answered in it.
type Point struct {
	AtSeconds  float64  `json:"at_seconds"`
	Throughput float64  `json:"throughput_per_second"`
	Failed     float64  `json:"failed_per_second"` // refused or timed out
	Mean       float64  `json:"latency_mean_seconds"`
	P50        float64  `json:"latency_p50_seconds"`
	P99        float64  `json:"latency_p99_seconds"`
	Warmup     bool     `json:"warmup,omitempty"`
	Faults     []string `json:"faults,omitempty"` // that struck in the slice
}

// A Component is how busy one part of the system was.
type Component struct {
	Name        string  `json:"name"`
	Utilization float64 `json:"utilization"` // mean over its members
	// Hottest is the highest utilization among the members.
	Hottest  float64 `json:"hottest_utilization"`
	QueueMax int     `json:"queue_max"`
	Refused  int     `json:"refused"`
	// BackloggedSeconds is when its queue first held ten jobs for every worker
	// or refused one; negative if it never did.
	BackloggedSeconds float64 `json:"backlogged_seconds"`
}

// An ObjectiveResult is one objective and whether the run met it.
type ObjectiveResult struct {
	Objective string  `json:"objective"`
	Measured  float64 `json:"measured"`
	Met       bool    `json:"met"`
}

// complete fills in what every system's result has in common.
func (r *Result) complete(s *System, p *Plan) {
	r.System, r.Seed, r.Parameters = s.Name, p.Seed, p.Parameters
	r.p99Metric = s.P99Metric
	r.NotModelled = slices.Clone(s.NotModelled)
	r.Objectives = []ObjectiveResult{}
	for _, o := range p.Objectives {
		measured := r.Metrics[o.Metric]
		r.Objectives = append(r.Objectives, ObjectiveResult{o.Text, measured, o.Met(measured)})
	}
	if r.Warnings == nil {
		r.Warnings = []string{}
	}
	for _, f := range p.Faults {
		r.mark(f)
	}
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
