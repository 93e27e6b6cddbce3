package network

import (
	"testing"
	"time"

	"spar/internal/system"
)

// Once it has grown, a run allocates nothing for what happens in it.
func TestSteadyStateAllocatesNothing(t *testing.T) {
	sc := with(system.Scenario{}, "duration", "100 s", "warmup", "1 s", "writes", "10%", "client.lb.timeout", "1 s", "app.db.hedge", "5 ms", "app.db.retries", "2")
	m := modelOf(t, sc)
	step := func() {
		if err := m.RunUntil(t.Context(), m.Sim.Now()+time.Second); err != nil {
			t.Fatal(err)
		}
	}
	for range 10 {
		step()
	}
	before := m.Sim.Events()
	allocations := testing.AllocsPerRun(5, step)
	if events := float64(m.Sim.Events()-before) / 6; allocations > events/1000 {
		t.Errorf("%v allocations for %v events", allocations, events)
	}
}

func BenchmarkExample(b *testing.B) {
	m := modelOf(b, with(system.Scenario{}, "duration", "10 h"))
	if err := m.RunUntil(b.Context(), time.Second); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	before, requests := m.Sim.Events(), m.Counts.Arrived
	for b.Loop() {
		if err := m.RunUntil(b.Context(), m.Sim.Now()+time.Second); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(m.Sim.Events()-before)/b.Elapsed().Seconds()/1e6, "Mevents/s")
	b.ReportMetric(float64(m.Counts.Arrived-requests)/b.Elapsed().Seconds(), "requests/s")
}
