package autoscale

import (
	"slices"
	"testing"
	"time"

	"spar/internal/truth"
)

func TestDesiredAsKubernetesDocumentsIt(t *testing.T) {
	for _, r := range truth.Exactly(t, 14, "hpa.*") {
		metric := r.NumberOr("metric", 0)
		if metric == 0 {
			continue
		}
		current, target, tolerance := int(r.Number("current")), r.Number("target"), r.Number("tolerance")
		if got := Desired(current, metric, target, tolerance); float64(got) != r.Figure() {
			t.Errorf("%s: Desired(%v, %v, %v, %v) = %d, want %v", r.ID, current, metric, target, tolerance, got, r.Figure())
		}
	}
}

func TestDesiredOfAsKubernetesTestsIt(t *testing.T) {
	for _, r := range truth.Exactly(t, 5, "hpa.k8stest.*") {
		target := r.NumberOr("target", 0)
		if percent := r.NumberOr("target_pct", 0); percent > 0 {
			target = percent * 10 // of the 1000 that each asks for
		}
		levels, _ := r.Parameters["levels"].([]any)
		ready, known := r.Parameters["ready"].([]any)
		var instances []Instance
		for i, level := range levels {
			instances = append(instances, Instance{Level: level.(float64), Known: true, Ready: !known || ready[i].(bool)})
		}
		if got := DesiredOf(instances, target, DefaultTolerance); float64(got) != r.Figure() {
			t.Errorf("%s: DesiredOf(%v, %v) = %d, want %v", r.ID, instances, target, got, r.Figure())
		}
	}
}

func TestGrowth(t *testing.T) {
	want := truth.Find(t, "hpa.scaleup.ramp").Figures()
	h := HPA{Target: .5, Tolerance: DefaultTolerance, Window: DefaultWindow}
	for i, x := range want {
		n := int(x)
		// Every instance is at a thousand times the target.
		o := Observation{Now: time.Duration(i) * SyncPeriod, Instances: slices.Repeat([]Instance{{500, true, true}}, n)}
		next := GrowthLimit(n)
		if got := h.Desired(o); got != next {
			t.Errorf("from %d instances it grows to %d, want %d", n, got, next)
		}
		if i+1 < len(want) && want[i+1] != float64(next) {
			t.Errorf("GrowthLimit(%d) = %d, want %v", n, next, want[i+1])
		}
	}
}

func TestStaffing(t *testing.T) {
	for _, r := range truth.Exactly(t, 6, "staff.*") {
		load, wait := r.Number("offered_load"), r.Number("target_P_wait")
		got := Servers(load, wait)
		if float64(got) != r.Figure() {
			t.Errorf("Servers(%v, %v) = %d, want %v", load, wait, got, r.Figure())
		}
		if back := SquareRoot(load, Margin(got, load)-1e-9); back != got {
			t.Errorf("%s: the margin of %d servers stands for %d", r.ID, got, back)
		}
	}
}
