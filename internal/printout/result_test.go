package printout

import (
	"os"
	"strings"
	"testing"

	"spar/internal/system"
)

// shortener describes what sample measured.
func shortener() *system.System {
	s := &system.System{P99Metric: "redirect_latency_p99_seconds"}
	for _, stat := range stats {
		s.Metrics = append(s.Metrics, system.Metric{Name: "redirect_latency_" + stat.name + "_seconds", Unit: system.Seconds})
	}
	for _, name := range []string{"availability", "dropped_fraction", "timed_out_fraction", "cache_hit_ratio"} {
		s.Metrics = append(s.Metrics, system.Metric{Name: name, Unit: system.Ratio})
	}
	s.Metrics = append(s.Metrics, system.Metric{Name: "throughput_per_second", Unit: system.PerSecond})
	return s
}

// sample is a result with something of everything.
func sample() *system.Result {
	r := &system.Result{
		Description: shortener(),
		System:      "shortener", Seed: 42, VirtualSeconds: 60, Events: 4_500_000,
		Metrics: map[string]float64{
			"redirect_latency_mean_seconds": .0047, "redirect_latency_p50_seconds": .00344,
			"redirect_latency_p90_seconds": .00938, "redirect_latency_p95_seconds": .0125,
			"redirect_latency_p99_seconds": .0205, "redirect_latency_p999_seconds": .0321,
			"availability": .99998, "throughput_per_second": 11_589, "dropped_fraction": 0,
			"timed_out_fraction": .00002, "cache_hit_ratio": .766,
		},
		Intervals:  map[string]system.Interval{"redirect_latency_p99_seconds": {Low: .0202, High: .0208}},
		Theory:     map[string]float64{"cache_hit_ratio": .7663, "app_utilization": .725},
		Bottleneck: "app", BottleneckReason: "app would saturate first",
		Components: []system.Component{
			{Name: "app", Utilization: .7775, Hottest: .81, QueueMax: 11},
			{Name: "database", Utilization: 1, Hottest: 1, QueueMax: 1000, Refused: 12_345},
		},
		Objectives: []system.ObjectiveResult{
			{Objective: "redirect_latency_p99_seconds < 50 ms", Measured: .0205, Met: true, Unit: system.Seconds, Threshold: .05},
			{Objective: "availability >= 99.999%", Measured: .99998, Met: false, Unit: system.Ratio, Threshold: .99999},
		},
		Warnings:    []string{"only 12 requests were measured; percentiles need thousands"},
		NotModelled: []string{"retries: a client whose request fails goes away"},
	}
	for i := range 60 {
		p := system.Point{AtSeconds: float64(i), Throughput: 11_600, P99: .02}
		if i == 30 {
			p.Throughput, p.P99, p.Faults = 9000, 1, []string{"at 50% kill app 1"}
		}
		r.Series = append(r.Series, p)
	}
	return r
}

func TestRenderKeepsToTheWidth(t *testing.T) {
	empty := &system.Result{System: "empty", Description: &system.System{}}
	for _, r := range []*system.Result{sample(), empty} {
		for width := 0; width <= 220; width += 7 {
			for _, ascii := range []bool{true, false} {
				checkLayout(t, text(width, ascii, result(r)), width, ascii)
			}
		}
	}
}

func TestRenderSaysItAll(t *testing.T) {
	for _, tt := range []struct {
		ascii bool
		width int
		want  []string
	}{
		{false, 100, []string{
			"seed 42 · 1 min of virtual time · 4.5 million events", "p99.9", "20.5 ms", "✓ redirect_latency_p99_seconds < 50 ms",
			"✗ availability >= 99.999%", "measured 99.998%", "77.75%", "72.5%", "█", "↑ at 50% kill app 1", "12,345",
			"only 12 requests", "retries: a client", "bottleneck  app would saturate first",
		}},
		{true, 80, []string{"+ redirect", "x availability", "^ at 50% kill app 1", "#"}},
		{true, 40, []string{"x availability >= 99.999%", "p99", "at 50% kill app 1 ^"}},
	} {
		drawn := text(tt.width, tt.ascii, result(sample()))
		for _, want := range tt.want {
			if !strings.Contains(drawn, want) {
				t.Errorf("width %d: no %q in\n%s", tt.width, want, drawn)
			}
		}
	}
}

// A spike of one point among sixty must survive a chart of thirty columns.
func TestChartsKeepTheWorst(t *testing.T) {
	drawn := text(40, true, result(sample()))
	if !strings.Contains(drawn, "   1 s |") {
		t.Errorf("the spike of 1 s is lost:\n%s", drawn)
	}
}

func ExampleWriter_Result() {
	r := &system.Result{
		Description: shortener(), System: "shortener", Seed: 1, VirtualSeconds: 60, Events: 4_500_000,
		Metrics:    map[string]float64{"availability": .9995, "throughput_per_second": 11_600},
		Objectives: []system.ObjectiveResult{{Objective: "availability >= 99.9%", Measured: .9995, Met: true, Unit: system.Ratio, Threshold: .999}},
	}
	New(os.Stdout, 60, true).Result(r)
	// Output:
	// shortener
	//     seed 1 | 1 min of virtual time | 4.5 million events
	//
	//  availability   99.95%
	//  throughput    11.6k/s
	//
	// objectives
	//  + availability >= 99.9%    measured 99.95% | 0.05% to spare
}

// Faults of one time share a row as far as there is room, and every arrow points at
// its time.
func TestFaultsAreMarkedUnderTheirTime(t *testing.T) {
	r := &system.Result{Series: make([]system.Point, 10)}
	r.Series[2].Faults = []string{"kill app 1", "kill app 2", "kill cache 1"}
	r.Series[8].Faults = []string{"kill app 1", "kill app 2", "kill cache 1"}
	const want = `
           ^ kill app 1, kill app 2
           ^ kill cache 1
      kill app 1, kill app 2 ^
                kill cache 1 ^
`
	if got := "\n" + text(40, true, func(w *Writer) { w.faults(r, 5, 30) }); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}
