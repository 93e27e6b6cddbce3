package system

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
)

func TestCompare(t *testing.T) {
	var reached []Progress
	c, err := Registry{lamp()}.Compare(t.Context(), Scenario{System: "lamp", Seed: 5}, "flashes", []string{"10/s", "30/s", "20/s"}, sim.Cost{}, func(p Progress) { reached = append(reached, p) })
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for i, r := range c.Runs {
		values = append(values, r.Value)
		want := []float64{0, 20, 10}[i]
		if got := r.Differences["flashes_per_second"]; got.Difference != want || got.Interval != nil {
			t.Errorf("%s: %+v above the first, want %v", r.Value, got, want)
		}
		if r.Result.Seed != 5 || r.Result.Parameters["flashes"] != r.Value {
			t.Errorf("%s: ran with seed %d and %v", r.Value, r.Result.Seed, r.Result.Parameters)
		}
	}
	if !slices.Equal(values, []string{"10/s", "30/s", "20/s"}) || c.Vary != "flashes" || c.System != "lamp" || len(c.Runs[0].Differences) > 0 {
		t.Errorf("compared %+v", c)
	}
	if len(reached) != 3*Steps || reached[len(reached)-1] != (Progress{3 * time.Minute, 3 * time.Minute}) || !slices.IsSortedFunc(reached, func(a, b Progress) int { return int(a.At - b.At) }) {
		t.Errorf("progress %v, want %d steps up to three minutes", reached, 3*Steps)
	}
}

func TestCompareRefuses(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	many := make([]string, mostValues+1)
	for i := range many {
		many[i] = fmt.Sprint(i + 1)
	}
	for _, tt := range []struct {
		ctx    context.Context
		vary   string
		values []string
		limit  sim.Cost
		want   string
	}{
		{t.Context(), "lamps", []string{"1"}, sim.Cost{}, "parameters.lamps: 1 value to compare; write 2 to 50"},
		{t.Context(), "lamps", nil, sim.Cost{}, "0 values to compare"},
		{t.Context(), "lamps", many, sim.Cost{}, "51 values to compare"},
		{t.Context(), "lamps", []string{"1", "2", "1"}, sim.Cost{}, `parameters.lamps: "1" twice`},
		{t.Context(), "lmaps", []string{"1", "2"}, sim.Cost{}, `did you mean "lamps"?`},
		{t.Context(), "lamps", []string{"1", "13"}, sim.Cost{}, "13 lamps bring bad luck"},
		{t.Context(), "lamps", []string{"1", "2"}, sim.Cost{Events: 150}, sim.ErrBudget.Error()}, // 100 each
		{ended, "lamps", []string{"1", "2"}, sim.Cost{}, context.Canceled.Error()},
	} {
		c, err := Registry{lamp()}.Compare(tt.ctx, Scenario{System: "lamp"}, tt.vary, tt.values, tt.limit, nil)
		if c != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Compare(%s, %q) = %v, %v, want %q", tt.vary, tt.values, c, err, tt.want)
		}
	}
	_, err := Registry{lamp()}.Compare(t.Context(), Scenario{System: "lamp"}, "lamps", []string{"1", "13"}, sim.Cost{}, nil)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Errorf("%v is not a list of problems", err)
	}
}

// measured returns a result with a share that is the same in all slices but for
// noise, some of it that of another run and some its own.
func measured(share float64, common []float64, own *rand.Rand) *Result {
	r := &Result{}
	tallies := make([]sim.Tally, len(common))
	for i := range tallies {
		tallies[i] = sim.Tally{Part: 1000*share + 100*common[i] + own.NormFloat64(), Whole: 1000}
	}
	r.Measure("share", tallies)
	return r
}

func noise(r *rand.Rand) []float64 {
	list := make([]float64, 54)
	for i := range list {
		list[i] = r.NormFloat64()
	}
	return list
}

// What the same traffic does to both runs cancels out, and what is left is held by
// the interval as often as it says.
func TestDifferencesArePaired(t *testing.T) {
	const truth, times = .01, 400
	random, held, known := sim.Stream(1, "noise"), 0, 0
	for range times {
		common := noise(random)
		a, b := measured(.4, common, random), measured(.4+truth, common, random)
		d := differences(a, b)["share"]
		if d.Interval == nil {
			continue
		}
		known++
		width, alone := d.Interval.High-d.Interval.Low, b.Intervals["share"]
		if width > (alone.High-alone.Low)/10 {
			t.Fatalf("the interval of the difference is as wide as %v, of a run alone %v", width, alone)
		}
		if d.Interval.Low <= truth && truth <= d.Interval.High {
			held++
		}
		if math.Abs(d.Difference-truth) > .001 {
			t.Fatalf("difference %v, want about %v", d.Difference, truth)
		}
	}
	if part := float64(held) / float64(known); known < times/2 || part < .9 || part > .99 {
		t.Errorf("%d of %d intervals hold the truth, want 95%%", held, known)
	}
}

func TestDifferencesWithoutIntervals(t *testing.T) {
	random := sim.Stream(2, "noise")
	common := noise(random)
	a, b := measured(.4, common, random), measured(.5, common, random)
	if d := differences(a, a)["share"]; d.Difference != 0 || d.Interval != nil {
		t.Errorf("a run and itself: %+v, want no difference and no interval", d)
	}
	b.Intervals = nil
	if d := differences(a, b)["share"]; d.Interval != nil {
		t.Errorf("of a run that cannot tell how it scatters: %+v, want no interval", d)
	}
	b.Set("other", 1)
	if d := differences(a, b); len(d) != 1 {
		t.Errorf("a metric that the first run does not have: %v", d)
	}
}
