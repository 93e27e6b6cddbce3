package limiting

import (
	"strings"
	"testing"

	"spar/internal/system"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// TestTruth holds what theory says, and what runs measure, against figures that were
// computed apart: three abusive keys beside few ordinary ones. A counter that is read
// and then written to misses all who come while that takes; counters of N servers grant N
// times the limit; and what gets through one limiter is the loss of a queue.
func TestTruth(t *testing.T) {
	for _, row := range truth.Rows(t, "*") {
		t.Run(row.ID, func(t *testing.T) {
			parameters := map[string]string{"rate": "500/s", "keys": "10k", "zipf": "0", "duration": "40 s", "warmup": "4 s"}
			for name, value := range row.Parameters {
				parameters[name] = value.(string)
			}
			metric := metricOf(t, row)
			r := systemtest.Run(t, System(), system.Scenario{Seed: 1, Parameters: parameters})
			formula, ok := r.Theory[metric]
			if !ok {
				t.Fatalf("no theory of %s: %v", metric, r.TheoryGaps)
			}
			truth.Check(t, "the theory of "+metric, formula, row.Figure(), row.Tolerance["formula_rel"].(float64))
			row.Check(t, metric, r.Metrics[metric], row.Figure(), 0)
		})
	}
}

// metricOf returns the metric that a row is about.
func metricOf(t *testing.T, row truth.Row) string {
	t.Helper()
	for suffix, metric := range map[string]string{"over": "abusive_over_admission_ratio", "refused": "abusive_refused_fraction", "check": "check_mean_seconds"} {
		if strings.HasSuffix(row.ID, "."+suffix) {
			return metric
		}
	}
	t.Fatalf("%s names no metric", row.ID)
	return ""
}
