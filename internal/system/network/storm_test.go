package network

import (
	"math"
	"strings"
	"testing"
	"time"

	"spar/internal/system"
	"spar/internal/truth"
)

// storm is one server with a mean service time of a second, whose clients wait for
// ten and try three times more.
func storm(t testing.TB, rate string, call string) system.Scenario {
	text := clientOf(rate, "{to: a, timeout: 10 s, retries: 3"+call+"}") + station("a", "1")
	return with(read(t, text), "network", "0 s", "timeout", "10 min", "duration", "6000 s", "warmup", "100 s")
}

// burden gives the only server work that nobody waits for.
func (m *model) burden() {
	i := m.visits.Put(visit{
		sent: m.Sim.Now(), component: m.edges[0].to, instance: nobody, call: nobody, edge: 0, parent: nobody,
		state: travelling, abandoned: true,
	})
	m.visits.componentOf(i).enter(i)
}

// lostRuns returns in which part of runs a blip of jobs at 1000 s leads to an
// overload that lasts.
func lostRuns(t *testing.T, sc system.Scenario, jobs, runs int) float64 {
	lost := 0
	for seed := range uint64(runs) {
		sc.Seed = seed
		m := modelOf(t, sc)
		if err := m.RunUntil(t.Context(), 1000*time.Second); err != nil {
			t.Fatal(err)
		}
		for range jobs {
			m.burden()
		}
		if err := m.RunUntil(t.Context(), 6000*time.Second); err != nil {
			t.Fatal(err)
		}
		if m.components[1].instances[0].queue.Len() > 100 {
			lost++
		}
	}
	return float64(lost) / float64(runs)
}

// A moment's blip tips a server at a load of .3 over into an overload of its own
// making, which lasts though the load is as before.
func TestRetryStormOutlivesItsCause(t *testing.T) {
	want := truth.Figure(t, "metastable.sim.l0.3.trigger40")
	if got := lostRuns(t, storm(t, "0.3/s", ""), 40, 60); math.Abs(got-want) > .15 {
		t.Errorf("%v of runs never recover, want %v", got, want)
	}
	for _, cure := range []string{", retry_budget: 10%", ", breaker: 50%, breaker_rest: 60 s", ", throttle: 2"} {
		if got := lostRuns(t, storm(t, "0.3/s", cure), 40, 20); got > 0 {
			t.Errorf("with %s %v of runs never recover", strings.TrimPrefix(cure, ", "), got)
		}
	}
	// Four attempts of everything are less than the server can do.
	if got := lostRuns(t, storm(t, "0.2/s", ""), 80, 20); got > 0 {
		t.Errorf("at a load of .2 %v of runs never recover", got)
	}
}
