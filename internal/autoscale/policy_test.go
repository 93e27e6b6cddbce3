package autoscale

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// at returns an observation of so many instances at one level.
func at(now time.Duration, n int, level float64) Observation {
	return Observation{Now: now, Instances: slices.Repeat([]Instance{{level, true, true}}, n)}
}

func TestMissingInstances(t *testing.T) {
	unready, missing := Instance{Known: true}, Instance{Ready: true}
	tests := []struct {
		name   string
		others []Instance
		level  float64
		want   int
	}{
		{"unready count as idle before growth", []Instance{unready, unready}, .9, 4}, // 1.8 busy of 4 at .5 is .9: within the tolerance
		{"so growth is less", []Instance{unready}, 1, 4},                             // 2 of 3 at .5
		{"missing count as idle before growth", []Instance{missing}, 1, 4},
		{"missing count as busy before scaling in", []Instance{missing}, .1, 3}, // 1.2 of 3 at .5 is .8
		{"and may turn the direction", []Instance{missing, missing}, .3, 4},
		{"at the target nothing changes", []Instance{missing, missing}, .5, 4},
		{"unready are left out before scaling in", []Instance{unready, unready}, .2, 1},
	}
	for _, tt := range tests {
		instances := append(slices.Repeat([]Instance{{tt.level, true, true}}, 2), tt.others...)
		if got := DesiredOf(instances, .5, DefaultTolerance); got != tt.want {
			t.Errorf("%s: DesiredOf(%v) = %d, want %d", tt.name, instances, got, tt.want)
		}
	}
}

func TestNothingToGoBy(t *testing.T) {
	booting := Observation{Instances: make([]Instance, 3)}
	for _, p := range []Policy{&HPA{Target: .5}, &Threshold{High: .7, Low: .3}, Naive{}, &Schedule{}} {
		if got := p.Desired(booting); got != 3 {
			t.Errorf("%T wants %d instances although none reports, want 3", p, got)
		}
		if got := p.Desired(Observation{}); got != 0 {
			t.Errorf("%T wants %d instances where there are none, want 0", p, got)
		}
	}
	if got := Desired(0, .5, .5, .1); got != 0 {
		t.Errorf("Desired(0, …) = %d, want 0", got)
	}
	if got := Desired(3, math.NaN(), .5, .1); got != 3 {
		t.Errorf("Desired(3, NaN, …) = %d, want 3", got)
	}
	if got := DesiredOf([]Instance{{math.NaN(), true, true}}, .5, .1); got != 1 {
		t.Errorf("DesiredOf(NaN) = %d, want 1", got)
	}
}

func TestWindowHoldsTheHighestRecommendation(t *testing.T) {
	h := HPA{Target: .5, Tolerance: .1, Window: time.Minute}
	for _, tt := range []struct {
		second time.Duration
		level  float64
		want   int
	}{{0, .5, 10}, {15, .2, 10}, {30, .3, 10}, {59, .2, 10}, {60, .2, 6}, {90, .2, 4}, {105, .85, 17}} {
		if got := h.Desired(at(tt.second*time.Second, 10, tt.level)); got != tt.want {
			t.Errorf("after %d s at level %v it wants %d, want %d", tt.second, tt.level, got, tt.want)
		}
	}
}

// Kubernetes begins with the number of instances that it finds as a recommendation, so
// that nothing is taken back in the first window.
func TestWindowBeginsWithWhatIsThere(t *testing.T) {
	h := HPA{Target: .5, Tolerance: .1, Window: time.Minute}
	for _, tt := range []struct {
		second time.Duration
		want   int
	}{{0, 10}, {15, 10}, {59, 10}, {60, 4}} {
		if got := h.Desired(at(tt.second*time.Second, 10, .2)); got != tt.want {
			t.Errorf("after %d s it wants %d, want %d", tt.second, got, tt.want)
		}
	}
	atOnce := HPA{Target: .5, Tolerance: .1}
	if got := atOnce.Desired(at(0, 10, .2)); got != 4 {
		t.Errorf("without a window it wants %d, want 4", got)
	}
}

// What was added in the period counts against the limit, whatever the interval.
func TestGrowthWithinOnePeriod(t *testing.T) {
	h := HPA{Target: .5, Tolerance: .1}
	n := 2
	for second := range time.Duration(15) {
		n = h.Desired(at(second*time.Second, n, 100))
	}
	if want := GrowthLimit(2); n != want {
		t.Errorf("2 instances became %d within 15 s, want %d", n, want)
	}
	if n = h.Desired(at(15*time.Second, n, 100)); n != GrowthLimit(6) {
		t.Errorf("then %d, want %d", n, GrowthLimit(6))
	}
}

func TestThresholdRests(t *testing.T) {
	p := Threshold{High: .7, Low: .3, Step: 2, Cooldown: time.Minute}
	for _, tt := range []struct {
		second time.Duration
		level  float64
		want   int
	}{{0, .5, 10}, {10, .8, 12}, {20, .8, 10}, {69, .1, 10}, {70, .1, 8}, {130, .35, 10}, {131, .65, 10}} {
		if got := p.Desired(at(tt.second*time.Second, 10, tt.level)); got != tt.want {
			t.Errorf("after %d s at level %v it wants %d, want %d", tt.second, tt.level, got, tt.want)
		}
	}
}

func TestScheduleOrdersAhead(t *testing.T) {
	s := Schedule{Period: 24 * time.Hour, Counts: []int{2, 8, 4}, Lead: time.Hour}
	for hour, want := range map[time.Duration]int{0: 2, 6: 2, 7: 8, 12: 8, 15: 8, 16: 4, 22: 4, 23: 4, 24: 2, 31: 8} {
		if got := s.Desired(Observation{Now: hour * time.Hour}); got != want {
			t.Errorf("in hour %d it wants %d, want %d", hour, got, want)
		}
	}
}

// At steady work the formula settles in one step, and then stays.
func TestFormulaSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		current := rapid.IntRange(1, 1000).Draw(t, "current")
		work := rapid.Float64Range(.1, 500).Draw(t, "work")
		target := rapid.Float64Range(.1, 1).Draw(t, "target")
		first := Desired(current, work/float64(current), target, DefaultTolerance)
		if second := Desired(first, work/float64(first), target, DefaultTolerance); second != first {
			t.Errorf("%d instances, then %d, then %d", current, first, second)
		}
		if level := work / float64(first); level > target*(1+DefaultTolerance)+1e-9 {
			t.Errorf("%d instances are at level %v for a target of %v", first, level, target)
		}
	})
}

func TestServersAreEnoughAndNotOneLess(t *testing.T) {
	if got := Servers(0, .5); got != 0 {
		t.Errorf("Servers(0, .5) = %d, want 0", got)
	}
	if got := Servers(.5, 1); got != 1 {
		t.Errorf("Servers(.5, 1) = %d, want 1", got)
	}
}

func TestClamp(t *testing.T) {
	for n, want := range map[int]int{-1: 2, 2: 2, 5: 5, 9: 8} {
		if got := (Bounds{2, 8}).Clamp(n); got != want {
			t.Errorf("Clamp(%d) = %d, want %d", n, got, want)
		}
	}
}

func ExampleDesired() {
	fmt.Println(Desired(4, 200, 100, DefaultTolerance), "instances instead of 4 where 200 are measured and 100 wanted")
	// Output: 8 instances instead of 4 where 200 are measured and 100 wanted
}
