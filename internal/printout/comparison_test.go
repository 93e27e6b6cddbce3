package printout

import (
	"maps"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/system"
)

// comparison returns one of latencies as far apart as policies may be.
func comparison() *system.Comparison {
	s := lamp()
	s.Metrics = append(s.Metrics, system.Metric{Name: "flash_latency_mean_seconds", Unit: system.Seconds})
	c := &system.Comparison{System: "lamp", Seeds: []uint64{3, 4, 5, 6, 7}, Vary: "colour", SameTraffic: true}
	for i, value := range []string{"red", "green", "ultramarine"} {
		p99 := []float64{.2, .02, .00002}[i]
		r := &system.Result{
			VirtualSeconds: 60, Description: s, NotModelled: []string{"the cat"},
			Metrics: map[string]float64{"flash_latency_p99_seconds": p99, "flash_latency_mean_seconds": p99 / 4, "availability": 1 - p99, "queue_max": 7},
		}
		warnings := []system.SeedWarning{{Text: "too short", Seeds: 5}}
		if value == "green" {
			warnings = append(warnings, system.SeedWarning{Text: "too green", Seeds: 2})
		}
		c.Runs = append(c.Runs, system.ComparedRun{Value: value, Result: r, Means: r.Metrics, Differences: map[string]system.Difference{}, Warnings: warnings})
		if i > 0 {
			c.Runs[i].Differences = map[string]system.Difference{"flash_latency_p99_seconds": {Difference: p99 - .2, Interval: &system.Interval{Low: p99 - .21, High: p99 - .19}}}
		}
	}
	s.P99Metric = "flash_latency_p99_seconds"
	return c
}

func TestComparison(t *testing.T) {
	drawn := text(100, false, func(w *Writer) { w.Comparison(comparison()) })
	for _, want := range []string{
		"lamp by colour", "seeds 3 to 7 · 1 min of virtual time · the same arrivals", " colour ", " mean ", " p99 ", "above red", "−180 ms", "10 ms", "5 µs",
		"flash latency p99", "green, in 2 of 5 seeds: too green", " • too short", "the cat", "█",
	} {
		if !strings.Contains(drawn, want) {
			t.Errorf("no %q in\n%s", want, drawn)
		}
	}
	if strings.Contains(drawn, "queue max") {
		t.Errorf("a metric that is the same in all runs is compared:\n%s", drawn)
	}
}

func TestRenderComparisonKeepsToTheWidth(t *testing.T) {
	untimed := comparison()
	for _, r := range untimed.Runs {
		maps.DeleteFunc(r.Result.Metrics, func(name string, _ float64) bool { return strings.HasSuffix(name, "_seconds") })
	}
	for _, c := range []*system.Comparison{comparison(), untimed} {
		for width := 0; width <= 220; width += 11 {
			for _, ascii := range []bool{true, false} {
				checkLayout(t, text(width, ascii, func(w *Writer) { w.Comparison(c) }), width, ascii)
			}
		}
	}
}

// checkLayout fails the test if a text is wider than it may be, or not in ASCII
// where that was asked for.
func checkLayout(t *testing.T, text string, width int, ascii bool) {
	t.Helper()
	limit := min(max(width, MinWidth), MaxWidth)
	for line := range strings.Lines(text) {
		if n := ansi.StringWidth(strings.TrimRight(line, "\n")); n > limit {
			t.Fatalf("width %d: line of %d characters: %q", width, n, line)
		}
	}
	if ascii && strings.ContainsFunc(text, func(c rune) bool { return c > '~' || c < ' ' && c != '\n' }) {
		t.Fatalf("width %d: not ASCII:\n%s", width, text)
	}
}
