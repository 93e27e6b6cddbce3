package chat

import (
	"fmt"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// rough is a service in which everything happens that loses, repeats and reorders:
// users come, go and vanish, buffers are short, clients are slow, acknowledgements get
// lost and so many messages are sent a second.
func rough(rate, seconds int) map[string]string {
	return map[string]string{
		"users": "20k", "scale": "1", "online_fraction": "0.5", "session_mean": "60 s", "vanish_fraction": "0.3", "heartbeat": "5 s", "heartbeat_timeout": "12 s",
		"messages": fmt.Sprintf("%d/s", rate), "group_fraction": "0.1", "group_size": "10", "gateways": "5", "gateway_workers": "4",
		"buffer": "4", "link": "10 ms", "slow_clients": "0.02", "backoff": "500 ms", "ack_loss": "0.02", "network_jitter": "30 ms", "retry": "1 s",
		"conversation_gap": "500 ms", "store_service_mean": "1 ms", "duration": fmt.Sprintf("%d s", seconds),
	}
}

// trouble is what breaks meanwhile.
var trouble = []string{
	"at 10% kill gateway 1", "at 15% restart gateway 1", "at 20% errors store 20%", "at 25% errors store 0%",
	"at 30% cut gateway 2", "at 40% heal gateway 2", "at 45% slow store 1 by 20", "at 50% slow store 1 by 1",
	"at 55% kill gateway", "at 56% restart gateway", "at 60% cut store 2", "at 62% heal store 2", "at 70% slow gateway 3 by 50",
	"at 75% slow gateway 3 by 1", "at 80% kill gateway 4", "at 81% add gateway", "at 90% restart gateway 4",
}

// Whatever happens, nothing is lost, shown twice or shown out of order.
func TestNothingIsLostDoubledOrReordered(t *testing.T) {
	messages := 100_000
	if slow {
		messages = 10_000_000
	}
	const rate = 4000
	for _, fanOut := range []string{read, onWrite} {
		r := simulate(t, systemtest.With(rough(rate, messages/rate+1), "fan_out", fanOut), trouble...)
		f := r.Metrics
		if f["lost"] != 0 || f["duplicated"] != 0 || f["out_of_order"] != 0 {
			t.Errorf("fan-out on %s: %v lost, %v duplicated, %v out of order", fanOut, f["lost"], f["duplicated"], f["out_of_order"])
		}
		if f["sent"] < float64(messages) || f["delivered"] < f["sent"]/4 {
			t.Errorf("fan-out on %s: %v sent, %v delivered: too few to say so", fanOut, f["sent"], f["delivered"])
		}
		for _, happens := range []string{"buffers_full", "reconnects", "resends", "pushes", "history_pages", "detection_mean_seconds"} {
			if f[happens] == 0 {
				t.Errorf("fan-out on %s: there are no %s", fanOut, happens)
			}
		}
		if f["deliveries_mean"] < 1.01 {
			t.Errorf("fan-out on %s: messages come %v times, so nothing tried to be shown twice", fanOut, f["deliveries_mean"])
		}
	}
}

// Each mistake does its own damage, and no other, where the right way does none.
func TestMistakesShowTheirDamage(t *testing.T) {
	damages := []string{"lost", "duplicated", "out_of_order"}
	for mistake, damage := range map[string]string{
		none: "", checkThenAct: "lost", dropOnFull: "lost", groupToNobody: "lost", withoutDedupe: "duplicated", withoutNumbers: "out_of_order",
	} {
		t.Run(mistake, func(t *testing.T) {
			r := simulate(t, systemtest.With(rough(2000, 20), "mistake", mistake), trouble...)
			for _, d := range damages {
				if got := r.Metrics[d]; (got > 0) != (d == damage) {
					t.Errorf("%v %s", got, d)
				}
			}
			if damage != "" && len(r.Warnings) == 0 {
				t.Error("there is no warning")
			}
		})
	}
}

// The busiest thing that the service does must not cost memory: a message takes the
// place of one that is gone.
func TestSteadyStateAllocatesNothing(t *testing.T) {
	m, err := newModel(planOf(t, systemtest.With(rough(2000, 1000), "online_fraction", "1", "vanish_fraction", "0")))
	if err != nil {
		t.Fatal(err)
	}
	seconds := 60
	if err := m.RunUntil(t.Context(), sim.Seconds(float64(seconds))); err != nil {
		t.Fatal(err)
	}
	before := m.Sim.Events()
	allocations := testing.AllocsPerRun(5, func() {
		seconds++
		if err := m.RunUntil(t.Context(), sim.Seconds(float64(seconds))); err != nil {
			t.Fatal(err)
		}
	})
	// Lists and histograms still grow now and then.
	if events := float64(m.Sim.Events()-before) / 6; allocations > events/1000 {
		t.Errorf("%v allocations in %v events", allocations, events)
	}
}

// guide is the load of a billion users, of whom one in five is there.
func guide() map[string]string {
	return map[string]string{"users": "1bn", "messages": "50B/day", "gateways": "2000", "store_shards": "400", "group_size": "20", "duration": "10 s", "warmup": "1 s"}
}

// BenchmarkGuide is ten seconds of a billion users, scaled.
func BenchmarkGuide(b *testing.B) { benchmark(b, guide()) }

// BenchmarkEverybody is ten seconds of the same messages among a million users, all of
// whom are simulated.
func BenchmarkEverybody(b *testing.B) {
	benchmark(b, systemtest.With(guide(), "users", "1M", "scale", "1"))
}

// BenchmarkWhole is as many seconds of a hundred thousand messages a second among a
// million users, all of them simulated.
func BenchmarkWhole(b *testing.B) {
	benchmark(b, map[string]string{"users": "1M", "online_fraction": "0.5", "messages": "100k/s", "group_fraction": "0", "gateways": "10", "store_shards": "50", "scale": "1", "duration": "10 s"})
}

func benchmark(b *testing.B, parameters map[string]string) {
	events, messages := 0., 0.
	for b.Loop() {
		r, err := system.Registry{System()}.Run(b.Context(), system.Scenario{System: "chat", Parameters: parameters}, sim.Cost{Events: 1e9, Bytes: 4e9}, nil)
		if err != nil {
			b.Fatal(err)
		}
		events += float64(r.Events)
		messages += r.Metrics["sent"]
	}
	b.ReportMetric(events/b.Elapsed().Seconds()/1e6, "Mevents/s")
	b.ReportMetric(messages/b.Elapsed().Seconds(), "messages/s")
	b.ReportMetric(10*float64(b.N)/b.Elapsed().Seconds(), "virtual-s/s")
}
