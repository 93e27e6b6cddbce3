package system

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
)

func TestCompare(t *testing.T) {
	var reached []Progress
	c, err := Registry{lamp()}.Compare(t.Context(), Scenario{System: "lamp", Seed: 5}, "flashes", []string{"10/s", "30/s", "20/s"}, 1, sim.Cost{}, func(p Progress) { reached = append(reached, p) })
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
		c, err := Registry{lamp()}.Compare(tt.ctx, Scenario{System: "lamp"}, tt.vary, tt.values, 1, tt.limit, nil)
		if c != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Compare(%s, %q) = %v, %v, want %q", tt.vary, tt.values, c, err, tt.want)
		}
	}
	_, err := Registry{lamp()}.Compare(t.Context(), Scenario{System: "lamp"}, "lamps", []string{"1", "13"}, 1, sim.Cost{}, nil)
	var problems Problems
	if !errors.As(err, &problems) {
		t.Errorf("%v is not a list of problems", err)
	}
}

// What one seed does to both values cancels out, and what is left is held by the interval
// as often as it says.
func TestDifferencesArePaired(t *testing.T) {
	const truth, times = .01, 400
	random, held := sim.Stream(1, "noise"), 0
	for range times {
		var a, b []*Result
		for range DefaultSeeds {
			common := random.NormFloat64()
			one, other := new(Result), new(Result)
			one.Set("share", .4+.1*common)
			other.Set("share", .4+truth+.1*common+.001*random.NormFloat64())
			a, b = append(a, one), append(b, other)
		}
		d := differences(a, b)["share"]
		if width := d.Interval.High - d.Interval.Low; width > .01 {
			t.Fatalf("the interval of the difference is %v wide", width)
		}
		if d.Interval.Low <= truth && truth <= d.Interval.High {
			held++
		}
	}
	if part := float64(held) / times; part < .92 || part > .98 {
		t.Errorf("%d of %d intervals hold the truth, want 95%%", held, times)
	}
}

// No difference is seen where there is none: neither between equal runs nor where chance
// alone tells values apart.
func TestNoDifferenceIsSeen(t *testing.T) {
	random, seen := sim.Stream(2, "noise"), 0
	for range 400 {
		var a, b []*Result
		for range DefaultSeeds {
			one, other := new(Result), new(Result)
			one.Set("share", random.NormFloat64())
			other.Set("share", random.NormFloat64())
			a, b = append(a, one), append(b, other)
		}
		if differences(a, b)["share"].Seen() {
			seen++
		}
		if differences(a, a)["share"].Seen() {
			t.Fatal("a difference of equal runs is seen")
		}
	}
	if seen > 36 {
		t.Errorf("%d of 400 differences are seen where there are none", seen)
	}
}

// A comparison runs several seeds, fewer where the limit says so, and knows which values
// do nothing and whether the same requests came.
func TestCompareSeeds(t *testing.T) {
	compare := func(vary string, values []string, limit sim.Cost) *Comparison {
		c, err := Registry{lamp()}.Compare(t.Context(), Scenario{System: "lamp", Seed: 3}, vary, values, DefaultSeeds, limit, nil)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if c := compare("lamps", []string{"1", "2"}, sim.Cost{}); !slices.Equal(c.Seeds, []uint64{3, 4, 5, 6, 7}) || !c.Runs[1].Same || !c.SameTraffic {
		t.Errorf("seeds %v; lamps change nothing: %v", c.Seeds, c.Runs[1].Same)
	}
	if c := compare("lamps", []string{"1", "2"}, sim.Cost{Events: 450}); !slices.Equal(c.Seeds, []uint64{3, 4}) { // 100 each
		t.Errorf("within a limit of 450 events it ran seeds %v, want two", c.Seeds)
	}
	if c := compare("flashes", []string{"10/s", "30/s"}, sim.Cost{}); c.Runs[1].Same || c.Runs[1].Means["flashes_per_second"] != 30 {
		t.Errorf("more flashes: %+v", c.Runs[1])
	}
}

// A warning of any seed is told once, with how many have it, whatever its figures are.
func TestWarningsOfAnySeed(t *testing.T) {
	got := warningsOf([]*Result{
		{Warnings: []string{"app2 has no time left"}},
		{Warnings: []string{"only 812 requests were measured", "app2 has no time left", "the p99 is uncertain: from 1 ms to 1.2 s"}},
		{Warnings: []string{"app2 has no time left", "app1 has no time left", "only 1,009 requests were measured"}},
		{Warnings: []string{"app2 has no time left", "server 1 is gone", "server 3 is gone", "the p99 is uncertain: from 800 us to 3 s"}},
	})
	want := []SeedWarning{
		{"app2 has no time left", 4},
		{"only 812 requests were measured", 2},
		{"the p99 is uncertain: from 1 ms to 1.2 s", 2},
		{"app1 has no time left", 1},
		{"server 1 is gone", 1},
		{"server 3 is gone", 1},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
