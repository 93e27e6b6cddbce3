package system

import (
	"math"
	"slices"
	"testing"
	"time"

	"spar/internal/sim"
)

func TestStanding(t *testing.T) {
	rec := sim.NewRecorder(60*time.Second, 10*time.Second, Steps)
	p := &Plan{Objectives: []Objective{{Metric: "latency_p99_seconds"}}}
	if got := p.Standing("latency", rec, 5*time.Second); got != nil {
		t.Errorf("in the warm-up: %v, want nothing", got)
	}
	rec.Served(5*time.Second, 6*time.Second) // in the warm-up
	for i := range 98 {
		at := time.Duration(10+i/10) * time.Second
		rec.Served(at, at+100*time.Millisecond)
	}
	rec.Failed(20 * time.Second)
	rec.TimedOut(20*time.Second, time.Second)
	got := p.Standing("latency", rec, 30*time.Second)
	for name, want := range map[string]float64{
		"availability": .98, "dropped_fraction": .01, "timed_out_fraction": .01, "throughput_per_second": 98. / 20,
		"latency_p50_seconds": .1, "latency_p999_seconds": 1, "latency_mean_seconds": (98*.1 + 1) / 99,
	} {
		if math.Abs(got[name]-want) > .002*want {
			t.Errorf("%s stands at %v, want %v", name, got[name], want)
		}
	}
	without := &Plan{}
	if got := without.Standing("latency", rec, 30*time.Second); got != nil {
		t.Errorf("without objectives: %v, want nothing", got)
	}
	other := &Plan{Objectives: []Objective{{Metric: "availability"}}}
	if _, ok := other.Standing("latency", rec, 30*time.Second)["latency_p99_seconds"]; ok {
		t.Error("percentiles are worked out though no objective is about them")
	}
}

func TestFaultsStruckAndComing(t *testing.T) {
	r, err := Registry{lamp()}.Begin(Scenario{System: "lamp", Faults: []string{"at 50% load x2", "at 10s kill lamp 1"}}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Advance(t.Context(), 20*time.Second); err != nil {
		t.Fatal(err)
	}
	if err := r.Strike("slow switch by 2"); err != nil {
		t.Fatal(err)
	}
	struck, coming := r.Faults()
	texts := func(faults []Fault) (list []string) {
		for _, f := range faults {
			list = append(list, f.Text)
		}
		return list
	}
	if got, want := texts(struck), []string{"at 10s kill lamp 1", "at 20s slow switch by 2"}; !slices.Equal(got, want) {
		t.Errorf("struck %q, want %q", got, want)
	}
	if got, want := texts(coming), []string{"at 50% load x2"}; !slices.Equal(got, want) {
		t.Errorf("coming %q, want %q", got, want)
	}
}

// The command line repeats a scenario: words that a shell would take apart are
// quoted.
func TestCommand(t *testing.T) {
	sc := Scenario{
		System: "lamp", Seed: 9, Parameters: map[string]string{"lamps": "4", "flashes": "2 * 10/s"},
		Faults: []string{"kill lamp 1"}, Objectives: []string{"availability > 99%"},
	}
	want := []string{
		"spar sim run lamp", "--set 'flashes=2 * 10/s'", "--set lamps=4", "--fault 'kill lamp 1'", "--objective 'availability > 99%'", "--seed 9",
	}
	if got := sc.Command(); !slices.Equal(got, want) {
		t.Errorf("Command() = %q, want %q", got, want)
	}
}
