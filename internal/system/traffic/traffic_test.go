package traffic_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
)

// A counter is the smallest of models: one station for everything that arrives.
type counter struct {
	traffic.Run
	station  *sim.Station
	arrivals traffic.Slots[time.Duration]
}

func newCounter(p *system.Plan) (*counter, error) {
	m := &counter{Run: traffic.Start(p, p.Warmup(10))}
	work := m.Work("service", traffic.Exponential, p.Number("service_mean"))
	m.station = sim.NewStation(&m.Sim, p.Int("workers"), sim.Unlimited, func(i int32) {
		m.Served(m.arrivals.All[i])
		m.arrivals.Drop(i)
	})
	m.Arrivals("arrivals", p.Number("rate"), func() { m.station.Arrive(m.arrivals.Put(m.Arrive()), work.Draw()) })
	m.Ending = traffic.Ending{
		Measure: func(r *system.Result) {
			r.Components = []system.Component{system.NewComponent("server", []*sim.Station{m.station})}
		},
		Fill: func(r *system.Result) { m.CompleteAnswers(r, "latency") },
	}
	m.Bound = traffic.Bound{Most: 1000, UnderWay: m.arrivals.Live, What: "requests", Remedy: "lower the rate"}
	return m, nil
}

func (m *counter) Strike(f system.Fault) { m.RampLoad(f.Factor, f.Over) }

func (m *counter) View() system.View { return m.Look("latency") }

// counting describes it as short as a system can be described.
func counting() *system.System {
	return &system.System{
		Name: "counting",
		Parameters: []system.Parameter{
			terms.Rate("100/s"), terms.Workers("", "2", "server"), terms.ServiceMean("", "10 ms", "Mean time of a worker."),
			terms.Duration("100 s"), terms.Warmup("a tenth"),
		},
		Metrics: slices.Concat(terms.Latency("latency"), terms.Answers()),
		Faults:  system.Forms("", "", system.Load),
		Cost:    func(*system.Plan) sim.Cost { return sim.Cost{} },
		Start:   traffic.Starter(newCounter),
	}
}

// A load that rises over a time does so evenly, and stays.
func TestLoadOverATime(t *testing.T) {
	var m *counter
	s := systemtest.Watched(counting(), &m)
	r, err := system.Registry{s}.Begin(system.Scenario{System: "counting", Seed: 1, Parameters: map[string]string{"workers": "100"}, Faults: []string{"at 20 s load x3 over 20 s", "at 60 s load x2 over 20 s", "at 90 s load x1"}}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	before := int64(0)
	for i, want := range []float64{1, 1, 1.5, 2.5, 3, 3, 2.75, 2.25, 2, 1} {
		if err := r.Advance(t.Context(), time.Duration(i+1)*10*time.Second); err != nil {
			t.Fatal(err)
		}
		got := float64(m.Counts.Arrived - before)
		before = m.Counts.Arrived
		if math.Abs(got-1000*want) > 4*math.Sqrt(1000*want) {
			t.Errorf("%v arrive in the 10 s from %d0 s on, want %v", got, i, 1000*want)
		}
	}
}

// The smallest of models measures what it describes, and every request has one fate.
func TestRun(t *testing.T) {
	var m *counter
	s := systemtest.Watched(counting(), &m)
	r := systemtest.Run(t, s, system.Scenario{Seed: 1, Faults: []string{"at 50% load x1.5"}})
	systemtest.Described(t, s, r)
	if m.Open != 0 || m.Counts.Arrived != m.Counts.Served+int64(m.arrivals.Live()) {
		t.Errorf("%d have no fate; %+v with %d under way", m.Open, m.Counts, m.arrivals.Live())
	}
	if got := r.Metrics["throughput_per_second"]; got < 120 || got > 136 { // 100/s for 40 s, and 150/s for 50 s
		t.Errorf("throughput %v, want about 128", got)
	}
	if r.Metrics["availability"] != 1 || r.Warnings == nil {
		t.Errorf("availability %v, warnings %v", r.Metrics["availability"], r.Warnings)
	}
}

func TestRunEndsBeforeItFillsTheMemory(t *testing.T) {
	sc := system.Scenario{System: "counting", Parameters: map[string]string{"rate": "10k/s"}}
	_, err := system.Registry{counting()}.Run(t.Context(), sc, sim.Cost{}, nil)
	if !errors.Is(err, sim.ErrMemory) || !strings.Contains(err.Error(), "requests under way: lower the rate") {
		t.Errorf("got %v, want an end for its memory", err)
	}
}

func TestWarmupIsATenthUnlessGiven(t *testing.T) {
	for parameters, want := range map[[2]string]time.Duration{
		{"duration", "2 s"}: 200 * time.Millisecond,
		{"warmup", "20 s"}:  20 * time.Second,
	} {
		p := systemtest.Plan(t, counting(), system.Scenario{Parameters: map[string]string{parameters[0]: parameters[1]}})
		if got := p.Warmup(10); got != want {
			t.Errorf("with %v a warm-up of %v, want %v", parameters, got, want)
		}
	}
}

func TestSlotsNeverGiveAnIndexTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s traffic.Slots[int]
		taken := map[int32]int{}
		for step := range rapid.IntRange(0, 200).Draw(t, "steps") {
			if len(taken) > 0 && rapid.Bool().Draw(t, "drop") {
				keys := make([]int32, 0, len(taken))
				for i := range taken {
					keys = append(keys, i)
				}
				slices.Sort(keys)
				i := rapid.SampledFrom(keys).Draw(t, "index")
				s.Drop(i)
				delete(taken, i)
				continue
			}
			i := s.Put(step)
			if _, ok := taken[i]; ok {
				t.Fatalf("index %d is given twice", i)
			}
			taken[i] = step
		}
		for i, want := range taken {
			if s.All[i] != want {
				t.Errorf("at %d is %d, want %d", i, s.All[i], want)
			}
		}
		if s.Live() != len(taken) {
			t.Errorf("%d live, want %d", s.Live(), len(taken))
		}
	})
}

func TestLineKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l traffic.Line
		var want []int32
		for step := range rapid.IntRange(0, 300).Draw(t, "steps") {
			now := time.Duration(step)
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				if len(want) > 0 {
					if got := l.Pop(now); got != want[0] {
						t.Fatalf("popped %d, want %d", got, want[0])
					}
					want = want[1:]
				}
			default:
				l.Push(now, int32(step))
				want = append(want, int32(step))
			}
		}
		if l.Len() != len(want) || l.Waiting.Value() != int64(len(want)) {
			t.Fatalf("%d in the line, %d wait, want %d", l.Len(), l.Waiting.Value(), len(want))
		}
		for i, w := range want {
			if l.At(i) != w {
				t.Errorf("at %d stands %d, want %d", i, l.At(i), w)
			}
		}
	})
}

func TestRetries(t *testing.T) {
	s := counting()
	s.Parameters = append(s.Parameters, terms.Retries("100 ms")...)
	plan := func(pairs ...string) *system.Plan {
		return systemtest.Plan(t, s, system.Scenario{Parameters: systemtest.With(nil, pairs...)})
	}
	r := traffic.RetriesOf(plan("retries", "3", "retry_budget", "0.5"), "", sim.Stream(1, "backoff"))
	for range 10 {
		r.Budget.Call(0)
	}
	made := 0
	for range 10 {
		if _, ok := r.Again(0, 0); ok {
			made++
		}
	}
	if made != 5 {
		t.Errorf("a budget of a half allows %d of 10", made)
	}
	r = traffic.RetriesOf(plan("retries", "3"), "", sim.Stream(1, "backoff"))
	if _, ok := r.Again(0, 3); ok {
		t.Error("a fourth retry where three are allowed")
	}
	r = traffic.RetriesOf(plan("retries", "60"), "", sim.Stream(1, "backoff"))
	for tries := range int32(60) {
		pause, ok := r.Again(0, tries)
		if most := min(24*time.Hour, 100*time.Millisecond<<min(tries, 30)); !ok || pause < 0 || pause > most {
			t.Errorf("after %d retries a pause of %v, %v; want one up to %v", tries, pause, ok, most)
		}
	}
}

// Things that are delayed alike come in their order and at their times, also those that
// are begun while others come.
func TestDelay(t *testing.T) {
	var s sim.Sim
	type event struct {
		at  time.Duration
		who int32
	}
	var got []event
	var d *traffic.Delay
	d = traffic.NewDelay(&s, time.Second, func(who int32) {
		got = append(got, event{s.Now(), who})
		if who == 0 {
			d.Begin(100)
		}
	})
	var want []event
	for i := range int32(40) {
		at := time.Duration(i/2) * 10 * time.Millisecond
		s.At(at, func() {
			if due := d.Begin(i); due != at+time.Second {
				t.Errorf("%d is due at %v", i, due)
			}
		})
		want = append(want, event{at + time.Second, i})
	}
	want = append(want, event{2 * time.Second, 100})
	if err := s.RunUntil(t.Context(), time.Minute); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("it happens as %v, want %v", got, want)
	}
}
