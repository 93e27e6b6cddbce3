package network

import (
	"fmt"
	"testing"

	"spar/internal/system"
)

// short are the parameters of a run of ten seconds.
func short(sc system.Scenario, others ...string) system.Scenario {
	return with(with(sc, "duration", "10 s", "warmup", "1 s", "network", "0 s"), others...)
}

func metric(t testing.TB, sc system.Scenario, name string) float64 {
	t.Helper()
	r := run(t, sc)
	value, ok := r.Metrics[name]
	if !ok {
		t.Fatalf("no metric %s", name)
	}
	return value
}

// Every mechanism is seen doing its job, and what happens without it.
func TestMechanisms(t *testing.T) {
	for _, tt := range []struct {
		name, calls, others string
		faults              []string
		without, with       []string // parameters
		metric              string
		least, most         [2]float64 // without and with it
	}{
		{
			name: "retries", calls: "{to: a}", others: "[{name: a, kind: service}]", faults: []string{"errors a 10%"},
			with: []string{"client.a.retries", "3"}, metric: "availability", least: [2]float64{.88, .9995}, most: [2]float64{.92, 1},
		},
		{
			name: "time-out", calls: "{to: a, timeout: 1 s, fallback: true}", others: "[{name: a, kind: service}]", faults: []string{"cut a"},
			without: []string{"detection", "1 h"},
			with:    []string{"detection", "1 h", "client.a.timeout", "50 ms"}, metric: "latency_p99_seconds", least: [2]float64{1, .05}, most: [2]float64{1.01, .051},
		},
		{
			name: "fallback", calls: "{to: a}, {to: b}", others: "[{name: a, kind: service}, {name: b, kind: service}]", faults: []string{"errors b 50%"},
			with: []string{"client.b.retries", "9"}, metric: "availability", least: [2]float64{.48, .99}, most: [2]float64{.52, 1},
		},
		{
			name: "gateway's limit", calls: "{to: g}", others: "[{name: g, kind: gateway, calls: [{to: a}]}, {name: a, kind: service, instances: 1, workers: 1, queue_limit: 10k}]",
			with: []string{"g.limit", "400/s"}, metric: "a_queue_max", least: [2]float64{3000, 0}, most: [2]float64{10000, 60},
		},
		{
			name: "hedge", calls: "{to: a}", others: "[{name: a, kind: service, instances: 10}]", faults: []string{"slow a 1 by 100"},
			with: []string{"client.a.hedge", "15 ms", "a.policy", "round-robin"}, without: []string{"a.policy", "round-robin"},
			metric: "latency_p95_seconds", least: [2]float64{.05, .01}, most: [2]float64{10, .05},
		},
		{
			name: "replicas", calls: "{to: db}", others: "[{name: db, kind: store, replicas: 3}]", faults: []string{"kill db 1"},
			without: []string{"db.read_quorum", "3"}, with: []string{"db.read_quorum", "2"}, metric: "availability", least: [2]float64{0, .85}, most: [2]float64{0, 1},
		},
	} {
		sc := read(t, fmt.Sprintf("system: topology\ntopology:\n  components:\n    - {name: client, kind: client, calls: [%s]}\n", tt.calls)+others(tt.others))
		sc.Faults = tt.faults
		for k, parameters := range [][]string{tt.without, tt.with} {
			if got := metric(t, short(sc, parameters...), tt.metric); got < tt.least[k] || got > tt.most[k] {
				t.Errorf("%s, %v: %s = %v, want %v to %v", tt.name, parameters, tt.metric, got, tt.least[k], tt.most[k])
			}
		}
	}
}

// others writes components in a line as items of the list.
func others(text string) string {
	list, depth := "    - ", 0
	for _, r := range text[1 : len(text)-1] {
		switch r {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if r == ',' && depth == 0 {
			list += "\n    -"
			continue
		}
		list += string(r)
	}
	return list + "\n"
}

// A read that needs R of replicas with exponential times takes as long as the
// slowest of R, on average H(R) times one; a write that needs W of N as long as the
// W-th of N.
func TestQuorums(t *testing.T) {
	sc := read(t, clientOf("20/s", "{to: db}")+"\n    - {name: db, kind: store, replicas: 3, workers: 100k, time: 10 ms}")
	harmonic := func(n, k int) float64 { // sum of the last k of 1/n ... 1/1
		sum := 0.
		for i := range k {
			sum += 1 / float64(n-i)
		}
		return sum
	}
	for _, writes := range []string{"0%", "100%"} {
		for quorum := 1; quorum <= 3; quorum++ {
			want := harmonic(quorum, quorum)
			if writes == "100%" {
				want = harmonic(3, quorum)
			}
			n := fmt.Sprint(quorum)
			r := run(t, with(sc, "network", "0 s", "duration", "2000 s", "warmup", "20 s", "writes", writes, "db.read_quorum", n, "db.write_quorum", n))
			within(t, r, "latency_mean_seconds", want*.01, .015)
		}
	}
}

// A queue takes what its consumers cannot do yet, and nobody waits for them.
func TestQueueTakesTheLoadOff(t *testing.T) {
	sc := read(t, `
system: topology
topology:
  components:
    - {name: client, kind: client, rate: 500/s, calls: [{to: q}]}
    - {name: q, kind: queue, calls: [{to: w}]}
    - {name: w, kind: worker, instances: 2, workers: 2, time: 10 ms}
`)
	r := run(t, short(sc))
	within(t, r, "w_utilization", 1, .01)
	within(t, r, "q_queue_max", 1000, .1) // 100/s too many for 10 s
	if p99 := r.Metrics["latency_p99_seconds"]; p99 > .01 {
		t.Errorf("p99 is %v s, though nobody waits for consumers", p99)
	}
	if r.Metrics["w_queue_max"] != 0 {
		t.Errorf("%v messages waited at a worker; they should in the queue", r.Metrics["w_queue_max"])
	}
	if r.Bottleneck != "w" {
		t.Errorf("the bottleneck is %s", r.Bottleneck)
	}
	r = run(t, short(sc, "q.queue_limit", "100"))
	if r.Metrics["q_queue_max"] != 100 || r.Metrics["dropped_fraction"] < .15 {
		t.Errorf("a queue with room for 100 held %v and %v were refused", r.Metrics["q_queue_max"], r.Metrics["dropped_fraction"])
	}
}

// Slow callees take all of their callers' workers; a worker that does not wait is
// free for others.
func TestHeldWorkers(t *testing.T) {
	sc := read(t, `
system: topology
topology:
  components:
    - {name: client, kind: client, rate: 1k/s, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, workers: 16, time: 1 ms, calls: [{to: ext}]}
    - {name: ext, kind: external, time: 100 ms}
`)
	r := run(t, short(sc))
	within(t, r, "app_utilization", 1, .01)
	if r.Bottleneck != "app" || r.Metrics["availability"] > .5 {
		t.Errorf("bottleneck %s, availability %v; want app out of workers", r.Bottleneck, r.Metrics["availability"])
	}
	sc.Topology.Components[1].NonBlocking = true
	r = run(t, short(sc))
	within(t, r, "app_utilization", 1./16, .05)
	if r.Metrics["availability"] < .99 {
		t.Errorf("availability is %v though nothing holds workers", r.Metrics["availability"])
	}
}
