package autoscale

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// A truthRow is a figure that Kubernetes' documentation or tests publish, or that
// follows from Erlang's formula.
type truthRow struct {
	ID         string
	Parameters struct {
		Current, Metric, Target, Tolerance float64
		Levels                             []float64
		Ready                              []bool
		Percent                            float64 `json:"target_pct"`
		Load                               float64 `json:"offered_load"`
		Wait                               float64 `json:"target_P_wait"`
	}
	Value json.RawMessage
}

// truth returns the rows whose names begin with a prefix; there are want of them.
func truth(t *testing.T, prefix string, want int) []truthRow {
	t.Helper()
	data, err := os.ReadFile("testdata/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []truthRow
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	rows = slices.DeleteFunc(rows, func(r truthRow) bool { return !strings.HasPrefix(r.ID, prefix) })
	if len(rows) != want {
		t.Fatalf("%d rows %s, want %d", len(rows), prefix, want)
	}
	return rows
}

// whole decodes a whole number, or several.
func whole(t *testing.T, r truthRow) []int {
	t.Helper()
	var one int
	if json.Unmarshal(r.Value, &one) == nil {
		return []int{one}
	}
	var list []int
	if err := json.Unmarshal(r.Value, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestDesiredAsKubernetesDocumentsIt(t *testing.T) {
	for _, r := range truth(t, "hpa.", 14) {
		p := r.Parameters
		if p.Metric == 0 {
			continue
		}
		if got := Desired(int(p.Current), p.Metric, p.Target, p.Tolerance); got != whole(t, r)[0] {
			t.Errorf("%s: Desired(%v, %v, %v, %v) = %d, want %d", r.ID, p.Current, p.Metric, p.Target, p.Tolerance, got, whole(t, r)[0])
		}
	}
}

func TestDesiredOfAsKubernetesTestsIt(t *testing.T) {
	for _, r := range truth(t, "hpa.k8stest.", 5) {
		p := r.Parameters
		target := p.Target
		if p.Percent > 0 {
			target = p.Percent * 10 // of the 1000 that each asks for
		}
		var instances []Instance
		for i, level := range p.Levels {
			instances = append(instances, Instance{Level: level, Known: true, Ready: p.Ready == nil || p.Ready[i]})
		}
		if got := DesiredOf(instances, target, DefaultTolerance); got != whole(t, r)[0] {
			t.Errorf("%s: DesiredOf(%v, %v) = %d, want %d", r.ID, instances, target, got, whole(t, r)[0])
		}
	}
}

func TestGrowth(t *testing.T) {
	want := whole(t, truth(t, "hpa.scaleup.ramp", 1)[0])
	h := HPA{Target: .5, Tolerance: DefaultTolerance, Window: DefaultWindow}
	for i, n := range want {
		// Every instance is at a thousand times the target.
		o := Observation{Now: time.Duration(i) * SyncPeriod, Instances: slices.Repeat([]Instance{{500, true, true}}, n)}
		next := GrowthLimit(n)
		if got := h.Desired(o); got != next {
			t.Errorf("from %d instances it grows to %d, want %d", n, got, next)
		}
		if i+1 < len(want) && want[i+1] != next {
			t.Errorf("GrowthLimit(%d) = %d, want %d", n, next, want[i+1])
		}
	}
}

func TestStaffing(t *testing.T) {
	for _, r := range truth(t, "staff.", 6) {
		want := whole(t, r)[0]
		got := Servers(r.Parameters.Load, r.Parameters.Wait)
		if got != want {
			t.Errorf("Servers(%v, %v) = %d, want %d", r.Parameters.Load, r.Parameters.Wait, got, want)
		}
		if back := SquareRoot(r.Parameters.Load, Margin(got, r.Parameters.Load)-1e-9); back != got {
			t.Errorf("%s: the margin of %d servers stands for %d", r.ID, got, back)
		}
	}
}
