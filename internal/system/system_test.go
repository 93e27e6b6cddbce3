package system

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
)

// lamp is a system small enough to see through: its run does nothing but report
// its parameters.
func lamp() *System {
	return &System{
		Name: "lamp",
		Parameters: []Parameter{
			{Name: "memory", Kind: Entries, Default: "10", Min: 0, Max: 1e6},
			{Name: "record", Kind: Size, Default: "500 B", Min: 1, Max: 1e6},
			{Name: "lamps", Kind: Count, Default: "3", Min: 1, Max: 100},
			{Name: "skew", Kind: Number, Default: "0.99", Min: 0, Max: 5},
			{Name: "flashes", Kind: Rate, Default: "10/s", Min: 1, Max: 1000},
			{Name: "colour", Kind: Choice, Default: "red", Choices: []string{"red", "green"}},
			{Name: "duration", Kind: Duration, Default: "60 s", Min: 1, Max: 3600},
		},
		Metrics: []Metric{
			{Name: "flash_latency_p99_seconds", Unit: Seconds},
			{Name: "availability", Unit: Ratio},
			{Name: "flashes_per_second", Unit: PerSecond},
			{Name: "queue_max", Unit: Jobs},
		},
		Faults: []FaultForm{
			{Verb: Kill, Part: "lamp", Count: "lamps"}, {Verb: Slow, Part: "switch"}, {Verb: Load}, {Verb: Set, Part: "colour"},
		},
		NotModelled: []string{"the cat"},
		Validate: func(p *Plan) Problems {
			if p.Int("lamps") == 13 {
				return Problems{{Where: "parameters.lamps", Message: "13 lamps bring bad luck; write 12"}}
			}
			return nil
		},
		Cost:  func(*Plan) sim.Cost { return sim.Cost{Events: 100} },
		Start: func(p *Plan) (Model, error) { return &lampModel{plan: p}, nil },
	}
}

// A lampModel notes what is done to it.
type lampModel struct {
	plan *Plan
	now  time.Duration
	log  []string
}

func (m *lampModel) RunUntil(ctx context.Context, t time.Duration) error {
	m.now = t
	return ctx.Err()
}

func (m *lampModel) Strike(f Fault) { m.log = append(m.log, fmt.Sprintf("%v %s", m.now, f.Verb)) }

func (m *lampModel) View() View { return View{At: m.now, Events: uint64(m.now / time.Second)} }

func (m *lampModel) Result(context.Context) (*Result, error) {
	r := &Result{Warnings: m.log, Metrics: map[string]float64{
		"flash_latency_p99_seconds": .01, "availability": .999, "flashes_per_second": m.plan.Number("flashes"),
	}}
	for i := range Steps {
		r.Series = append(r.Series, Point{AtSeconds: float64(i) * m.plan.Number("duration") / Steps})
	}
	return r, nil
}

func TestCheck(t *testing.T) {
	tests := []struct {
		name     string
		scenario Scenario
		want     []string // parts of each problem, in order
	}{
		{"defaults", Scenario{}, nil},
		{"good values", Scenario{Parameters: map[string]string{
			"lamps": "4", "flashes": "20/s", "colour": "green", "memory": "5 kB", "skew": "1.5",
		}}, nil},
		{"unknown system", Scenario{System: "lmap"}, []string{`system: no system "lmap"; did you mean "lamp"?`}},
		{"unknown and far", Scenario{System: "refrigerator"}, []string{`there are lamp`}},
		{"unknown parameter", Scenario{Parameters: map[string]string{"lmaps": "4"}}, []string{`parameters.lmaps: lamp has no such parameter; did you mean "lamps"?`}},
		{"no number", Scenario{Parameters: map[string]string{"lamps": "many"}}, []string{`parameters.lamps: `}},
		{"wrong unit", Scenario{Parameters: map[string]string{"duration": "5 B"}}, []string{`"5 B" is not a duration; write one such as 60 s`}},
		{"missing unit", Scenario{Parameters: map[string]string{"flashes": "10"}}, []string{`"10" is not a rate; write one such as 10/s`}},
		{"too large", Scenario{Parameters: map[string]string{"lamps": "101"}}, []string{`"101" is out of range; write 1 to 100`}},
		{"too short", Scenario{Parameters: map[string]string{"duration": "5 ms"}}, []string{`write 1 s to 1 hour`}},
		{"not whole", Scenario{Parameters: map[string]string{"lamps": "1.5"}}, []string{`"1.5" is not a whole number`}},
		{"wrong choice", Scenario{Parameters: map[string]string{"colour": "gren"}}, []string{`no choice "gren"; did you mean "green"?`}},
		{"unlike any choice", Scenario{Parameters: map[string]string{"colour": "ultraviolet"}}, []string{`write red, green`}},
		{"parameters that do not fit", Scenario{Parameters: map[string]string{"lamps": "13"}}, []string{"bad luck"}},
		{"fault of another system", Scenario{Faults: []string{"kill app 1"}}, []string{`faults[0]: "kill app 1": lamp has no part "app"; write one of lamp, switch`}},
		{"fault of a part that does not exist", Scenario{Faults: []string{"kill lamp 4"}}, []string{"there are only 3; number 4 does not exist"}},
		{"a value that cannot be set", Scenario{Faults: []string{"set colour gren"}}, []string{`did you mean "green"`}},
		{"fault after the end", Scenario{Faults: []string{"at 90s kill lamp 1"}}, []string{"the run ends at 1m0s"}},
		{"objective", Scenario{Objectives: []string{"availability >= 99%", "availabilty > 1"}}, []string{`objectives[1]: "availabilty > 1": no metric "availabilty"; did you mean "availability"?`}},
		{"too many faults", Scenario{Faults: make([]string, 101)}, []string{"101 faults are too many"}},
		{
			"everything at once",
			Scenario{Parameters: map[string]string{"lamps": "0", "zzzzzzzzz": "1"}, Faults: []string{"dance"}, Objectives: []string{""}},
			[]string{"parameters.zzzzzzzzz", "parameters.lamps", "faults[0]", "objectives[0]"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.scenario.System == "" {
				tt.scenario.System = "lamp"
			}
			problems := Registry{lamp()}.Check(tt.scenario)
			if len(problems) != len(tt.want) {
				t.Fatalf("got %d problems (%v), want %d", len(problems), problems, len(tt.want))
			}
			for i, want := range tt.want {
				if !strings.Contains(problems[i].String(), want) {
					t.Errorf("problem %q does not say %q", problems[i], want)
				}
			}
		})
	}
}

func TestRunCompletesTheResult(t *testing.T) {
	r, err := Registry{lamp()}.Run(t.Context(), Scenario{
		System: "lamp", Seed: 7,
		Parameters: map[string]string{"flashes": "30/s"},
		Faults:     []string{"at 50% kill lamp 1", "load x2"},
		Objectives: []string{"flash_latency_p99_seconds<50 ms", "availability >  99.9 %", "flashes_per_second >= 30/s"},
	}, sim.Cost{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []ObjectiveResult{
		{"flash_latency_p99_seconds < 50 ms", .01, true, Seconds, .05, false},
		{"availability > 99.9 %", .999, false, Ratio, .999, false},
		{"flashes_per_second >= 30/s", 30, true, PerSecond, 30, false},
	}
	for i, o := range r.Objectives {
		if o != want[i] {
			t.Errorf("objective %+v, want %+v", o, want[i])
		}
	}
	if r.System != "lamp" || r.Seed != 7 || r.Parameters["flashes"] != "30/s" || r.Parameters["lamps"] != "3" {
		t.Errorf("result does not say what ran: %+v", r)
	}
	if r.NotModelled[0] != "the cat" || r.Warnings == nil {
		t.Errorf("not modelled %v, warnings %v", r.NotModelled, r.Warnings)
	}
	if got, want := strings.Join(r.Warnings, ", "), "0s load, 30s kill"; got != want {
		t.Errorf("struck by %q, want %q", got, want)
	}
	if len(r.Series[0].Faults) != 1 || len(r.Series[30].Faults) != 1 || r.Series[30].Faults[0] != "at 50% kill lamp 1" {
		t.Errorf("faults are not marked at 0 and 30 s")
	}
}

func TestRunReportsProblems(t *testing.T) {
	_, err := Registry{lamp()}.Run(t.Context(), Scenario{System: "lamp", Faults: []string{"dance"}}, sim.Cost{}, nil)
	var problems Problems
	if !errors.As(err, &problems) || len(problems) != 1 {
		t.Errorf("got %v, want one problem", err)
	}
}

func TestSizesBecomeEntries(t *testing.T) {
	for text, want := range map[string]int{"7": 7, "5 kB": 10, "1.2 kB": 2} {
		plan, problems := newPlan(lamp(), Scenario{Parameters: map[string]string{"memory": text}})
		if len(problems) > 0 || plan.Int("memory") != want {
			t.Errorf("memory %q is %d entries (%v), want %d", text, plan.Int("memory"), problems, want)
		}
	}
}

func TestPlanSortsFaultsByTime(t *testing.T) {
	plan, problems := newPlan(lamp(), Scenario{
		Faults: []string{"at 75% kill lamp 1", "at 30s kill lamp 2", "load x2", "at 30s slow switch by 2"},
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []time.Duration
	for _, f := range plan.Faults {
		got = append(got, f.At/time.Second)
	}
	want := []time.Duration{0, 30, 30, 45}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("times %d, want %d", got, want)
		}
	}
	if plan.Faults[1].Verb != Kill || plan.Faults[2].Verb != Slow {
		t.Error("faults of one time changed their order")
	}
}

func TestLoadFactor(t *testing.T) {
	for _, tt := range []struct {
		faults []string
		want   float64
	}{
		{nil, 1},
		{[]string{"load x0.5", "slow switch by 9"}, 1},
		{[]string{"at 10% load x3", "at 20% load x2", "kill lamp 1", "at 30% load x0.1"}, 3},
	} {
		plan, problems := newPlan(lamp(), Scenario{Faults: tt.faults})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if got := plan.LoadFactor(); got != tt.want {
			t.Errorf("%q: LoadFactor() = %v, want %v", tt.faults, got, tt.want)
		}
	}
}

// What strikes a run while somebody watches is in the scenario that repeats it.
func TestStrikesAreRepeatable(t *testing.T) {
	systems := Registry{lamp()}
	run, err := systems.Begin(Scenario{System: "lamp", Faults: []string{"at 50% kill lamp 1"}}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		until  time.Duration
		action string
	}{{10 * time.Second, "load x2"}, {30 * time.Second, "set colour green"}, {45*time.Second + 1, "kill lamp 2"}} {
		if err := run.Advance(t.Context(), step.until); err != nil {
			t.Fatal(err)
		}
		if err := run.Strike(step.action); err != nil {
			t.Fatal(err)
		}
	}
	if err := run.Strike("dance"); err == nil || !strings.Contains(err.Error(), "no action") {
		t.Errorf("an action that does not exist: %v", err)
	}
	first, err := run.Finish(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again := run.Scenario()
	if want := []string{"at 10s load x2", "at 50% kill lamp 1", "at 30s set colour green", "at 45.000000001s kill lamp 2"}; !slices.Equal(again.Faults, want) {
		t.Errorf("the scenario has the faults %q, want %q", again.Faults, want)
	}
	second, err := systems.Run(t.Context(), again, sim.Cost{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Errorf("repeated it gives\n%+v\nnot\n%+v", second, first)
	}
}

func TestLimits(t *testing.T) {
	systems := Registry{lamp()}
	if _, err := systems.Begin(Scenario{System: "lamp"}, sim.Cost{Events: 99}); !errors.Is(err, sim.ErrBudget) {
		t.Errorf("a run above its budget: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	_, err := systems.Run(ctx, Scenario{System: "lamp"}, sim.Cost{}, func(Progress) {
		if calls++; calls == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || calls != 3 {
		t.Errorf("cancelled after %d steps: %v", calls, err)
	}
}
