package network

import (
	"math"
	"strings"
	"testing"

	"spar/internal/sim"
)

// worker is one worker with times of 10 ms on average, at a load of 60%, unless a test
// says otherwise.
const worker = `
system: topology
parameters: {network: 0 s, timeout: 1 d, duration: 4k s, warmup: 400 s}
topology:
  components:
    - {name: client, kind: client, rate: 60/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, workers: 1, queue_limit: 1M, time: 10 ms}
`

// A single worker with times of any law waits as Pollaczek and Khinchine say.
func TestLawsOfTimes(t *testing.T) {
	mixed := math.Sqrt(2*(.99*.005*.005+.01*.505*.505)/(.01*.01) - 1)
	for _, tt := range []struct {
		time     string
		mean, cv float64
	}{
		{"time: 10 ms", .01, 1},
		{"time: 10 ms, law: deterministic", .01, 0},
		{"time: 10 ms, law: erlang, spread: 0.5", .01, .5},
		{"time: 10 ms, law: erlang", .01, .5},
		{"time: 10 ms, law: lognormal, spread: 2", .01, 2},
		{"time: 10 ms, law: hyperexponential, spread: 3", .01, 3},
		{"time: 10 ms, law: pareto, spread: 0.3", .01, .3},
		{"time: 5 ms, slow_share: 1%, slow_time: 505 ms", .01, mixed},
		{"time: 5 ms, law: deterministic, slow_share: 1%, slow_time: 505 ms", .01, math.Sqrt((.99*.005*.005+.01*.505*.505)/(.01*.01) - 1)},
		{`percentiles: "p0 10 ms, p100 10 ms"`, .01, 0},
		{`percentiles: "p100 20 ms"`, .01, math.Sqrt(1. / 3)},
		{`percentiles: "p50 2 ms, p90 5 ms, p100 135 ms"`, .5*.001 + .4*.0035 + .1*.07, math.Sqrt((.5*4+.4*(4+10+25)+.1*(25+675+135*135))/3/(8.9*8.9) - 1)},
		{`percentiles: "p50 2 ms, p100 4 ms", time: 10 ms`, .01, math.Sqrt((.5*4+.5*(4+8+16))/3/4 - 1)},
	} {
		r := run(t, with(read(t, strings.Replace(worker, "time: 10 ms", tt.time, 1))))
		load := 60 * tt.mean
		want := tt.mean + sim.MeanWaitGeneral(load, tt.mean, tt.cv)
		within(t, r, "app_utilization", load, .02)
		within(t, r, "latency_mean_seconds", want, .03)
		if got := r.Theory["latency_mean_seconds"]; math.Abs(got-want) > 1e-6*want {
			t.Errorf("%s: theory says %v, want %v", tt.time, got, want)
		}
	}
}

// Percentiles that were measured are those of the run.
func TestPercentilesComeOut(t *testing.T) {
	text := strings.NewReplacer("time: 10 ms", `percentiles: "p50 2 ms, p90 5 ms, p99 40 ms, p999 0.2 s"`, "workers: 1,", "workers: 1k,", "4k s", "1k s").Replace(worker)
	r := run(t, read(t, text))
	for metric, want := range map[string]float64{"latency_p50_seconds": .002, "latency_p90_seconds": .005, "latency_p99_seconds": .04, "latency_p999_seconds": .2} {
		within(t, r, metric, want, .03)
	}
	// Another mean stretches them all.
	mean := .5*.001 + .4*.0035 + .09*.0225 + .009*.12 + .001*(.2+.16/.009*.001/2)
	s, _ := System().Of(read(t, text).Topology)
	parameter, _ := s.Parameter("app.time")
	if got := base(parameter.Default); math.Abs(got-mean) > 1e-9 {
		t.Errorf("the mean is %v, want %v", got, mean)
	}
	r = run(t, with(read(t, text), "app.time", parameter.Default+" * 2"))
	within(t, r, "latency_p99_seconds", .08, .03)
}

// Where the tail is too heavy for a run, it says so.
func TestHeavyTailsAreDoubted(t *testing.T) {
	r := run(t, with(read(t, strings.Replace(worker, "time: 10 ms", "time: 10 ms, law: pareto, spread: 50", 1)), "duration", "200 s", "warmup", "10 s"))
	if !strings.Contains(strings.Join(r.Warnings, "\n"), "times of app spread over 50 times their mean") {
		t.Errorf("warnings are %v", r.Warnings)
	}
}

func TestMistakesInTimes(t *testing.T) {
	for _, tt := range []struct{ time, where, says string }{
		{"law: lognormall", "topology.components[1].law", `did you mean "lognormal"?`},
		{"spread: 2", "topology.components[1].spread", "exponential times have no spread"},
		{"law: erlang, spread: 2", "topology.components[1].spread", "write 0.01 to 1"},
		{"law: hyperexponential, spread: 0.5", "topology.components[1].spread", "write 1 to 1000"},
		{"law: pareto, spread: 0", "topology.components[1].spread", "out of range"},
		{"slow_share: 5%", "topology.components[1].slow_share", "belong together"},
		{"slow_time: 5 ms", "topology.components[1].slow_time", "belong together"},
		{"slow_share: 120%, slow_time: 1 s", "topology.components[1].slow_share", "out of range"},
		{`percentiles: "2 ms"`, "topology.components[1].percentiles", "is no percentile"},
		{`percentiles: "p50 fast"`, "topology.components[1].percentiles", "such as p50 40 ms"},
		{`percentiles: "p50 1 ms, p50 2 ms"`, "topology.components[1].percentiles", "does not rise"},
		{`percentiles: "p50 2 ms, p90 1 ms"`, "topology.components[1].percentiles", "does not rise"},
		{`percentiles: "p120 1 ms"`, "topology.components[1].percentiles", "is no percentile"},
		{`percentiles: "p0 1 ms"`, "topology.components[1].percentiles", "only where times begin"},
		{`percentiles: "p50 1 ms, "`, "topology.components[1].percentiles", "is no percentile"},
		{`percentiles: "p50 1 ms", law: erlang`, "topology.components[1].law", "remove law, or percentiles"},
		{`percentiles: "p50 1 ms", slow_share: 2%`, "topology.components[1].slow_share", "remove slow_share, or percentiles"},
	} {
		problems := problemsOf(t, strings.Replace(worker, "time: 10 ms", tt.time, 1))
		if len(problems) != 1 || problems[0].Where != tt.where && problems[0].Where != strings.Replace(tt.where, "topology.components[1]", "parameters.app", 1) || problems[0].Line != 7 || !strings.Contains(problems[0].Message, tt.says) {
			t.Errorf("%s: %+v, want %q at %s", tt.time, problems, tt.says, tt.where)
		}
	}
	if problems := problemsOf(t, strings.Replace(worker, "rate: 60/s", `rate: 60/s, percentiles: "p50 1 ms"`, 1)); len(problems) != 1 || !contains(problems, "a client has no percentiles") {
		t.Errorf("%v", problems)
	}
}
