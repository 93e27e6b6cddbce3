package network

import (
	"fmt"
	"math"
	"testing"

	"spar/internal/system"
	"spar/internal/truth"
)

// plain are the parameters of a model without a network and with patient clients;
// times are in seconds.
var plain = []string{"network", "0 s", "timeout", "1 d", "duration", "100k s", "warmup", "10k s"}

// queue is one station with these workers.
func station(name, workers string) string {
	return fmt.Sprintf("\n    - {name: %s, kind: external, instances: 1, workers: %s, time: 1 s, queue_limit: 1M}", name, workers)
}

func clientOf(rate, calls string) string {
	return fmt.Sprintf("system: topology\ntopology:\n  components:\n    - {name: client, kind: client, rate: %s, calls: [%s]}", rate, calls)
}

func TestStationsAndTandem(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       float64
	}{
		{"M/M/1", clientOf("0.7/s", "{to: a}") + station("a", "1"), 1 / .3},
		{"M/M/4", clientOf("3.2/s", "{to: a}") + station("a", "4"), 1.7455},
		{"tandem", clientOf("0.8/s", "{to: a}, {to: b}") + station("a", "1") + station("b", "1"), truth.Figure(t, "tandem2.rho0.8")},
		{"fork and join", clientOf("0.8/s", "{to: a}, {to: b, parallel: true}") + station("a", "1") + station("b", "1"), truth.Figure(t, "forkjoin2.rho0.8")},
	} {
		sc := with(read(t, tt.text), plain...)
		sc.Seed = 2
		r := run(t, sc)
		within(t, r, "latency_mean_seconds", tt.want, .02)
		if theory, ok := r.Theory["latency_mean_seconds"]; ok {
			within(t, r, "latency_mean_seconds", theory, .02)
		}
	}
}

// path is a balancer, a service, a cache and a database, each asked in turn, with a
// share of misses that chance decides.
func path(t testing.TB, misses string) system.Scenario {
	return with(read(t, `
system: topology
topology:
  components:
    - name: client
      kind: client
      rate: 800/s
      calls: [{to: lb}, {to: service}, {to: cache}, {to: db, share: `+misses+`}]
    - {name: lb, kind: balancer, workers: 1, time: 200 us, queue_limit: 1M}
    - {name: service, kind: external, workers: 4, time: 4 ms, queue_limit: 1M}
    - {name: cache, kind: external, workers: 1, time: 100 us, queue_limit: 1M}
    - {name: db, kind: store, workers: 2, time: 10 ms, queue_limit: 1M}
`), "network", "0 s", "timeout", "1 h", "duration", "100 s", "warmup", "10 s")
}

func TestPathToTheDatabase(t *testing.T) {
	r := run(t, path(t, "20%"))
	within(t, r, "latency_mean_seconds", truth.Figure(t, "topo.lb_svc_cache_db.mean_ms")/1e3, .03)
	within(t, r, "db_utilization", .8, .02)
	for metric, want := range r.Theory {
		within(t, r, metric, want, .03)
	}
	sum := truth.Figure(t, "topo.station.lb_ms") + truth.Figure(t, "topo.station.service_ms") + truth.Figure(t, "topo.station.cache_ms") + .2*truth.Figure(t, "topo.station.db_ms")
	if got := r.Theory["latency_mean_seconds"] * 1e3; got < sum*(1-1e-9) || got > sum*(1+1e-9) {
		t.Errorf("theory says %v ms, want %v", got, sum)
	}
	if r.Bottleneck != "service" && r.Bottleneck != "db" {
		t.Errorf("the bottleneck is %s", r.Bottleneck)
	}
	worse := run(t, path(t, "24%"))
	gap := .24*truth.Figure(t, "topo.hit0.76.db_ms") - .2*truth.Figure(t, "topo.station.db_ms")
	within(t, worse, "latency_mean_seconds", (truth.Figure(t, "topo.lb_svc_cache_db.mean_ms")+gap)/1e3, .15)
}

// Each layer that tries several times multiplies what gets to the bottom.
func TestRetriesMultiplyByLayer(t *testing.T) {
	for _, tt := range []struct {
		id              string
		layers, retries int
	}{{"retry.layers3", 3, 3}, {"retry.layers5", 5, 2}} {
		text := clientOf("10/s", fmt.Sprintf("{to: layer1, retries: %d}", tt.retries))
		for layer := 1; layer < tt.layers; layer++ {
			text += fmt.Sprintf("\n    - {name: layer%d, kind: service, calls: [{to: layer%d, retries: %d}]}", layer, layer+1, tt.retries)
		}
		sc := read(t, text+fmt.Sprintf("\n    - {name: layer%d, kind: store, shards: 16}\n", tt.layers))
		sc.Faults = []string{fmt.Sprintf("errors layer%d 100%%", tt.layers)}
		r := run(t, with(sc, "duration", "20 s", "warmup", "2 s", "timeout", "1 min"))
		within(t, r, fmt.Sprintf("layer%d_visits_per_request", tt.layers), truth.Figure(t, tt.id), .01)
		if r.Metrics["dropped_fraction"] != 1 {
			t.Errorf("%s: dropped_fraction is %v", tt.id, r.Metrics["dropped_fraction"])
		}
	}
}

// However many want something, callers that throttle themselves send twice what an
// overloaded server accepts.
func TestThrottle(t *testing.T) {
	for _, rate := range []string{"500/s", "2k/s"} {
		sc := read(t, clientOf(rate, "{to: a, throttle: 2}")+"\n    - {name: a, kind: service, instances: 1, workers: 1, time: 10 ms, queue_limit: 10}\n")
		r := run(t, with(sc, "duration", "300 s", "warmup", "150 s"))
		accepted := r.Metrics["throughput_per_second"]
		offered := map[string]float64{"500/s": 500, "2k/s": 2000}[rate]
		if got, want := r.Metrics["a_visits_per_request"]*offered/accepted, truth.Figure(t, "throttle.adaptive"); math.Abs(got-want) > .05*want {
			t.Errorf("at %s %v attempts reach the server for each that it accepts, want %v", rate, got, want)
		}
		if accepted < 95 {
			t.Errorf("at %s the server accepts %v a second of the hundred that it can", rate, accepted)
		}
	}
	// Where nothing fails nothing is refused.
	sc := read(t, clientOf("50/s", "{to: a, throttle: 2}")+"\n    - {name: a, kind: service}\n")
	if r := run(t, with(sc, "duration", "60 s", "warmup", "6 s")); r.Metrics["availability"] < 1 {
		t.Errorf("without an overload the availability is %v", r.Metrics["availability"])
	}
}

func TestAttempts(t *testing.T) {
	const text = "    - {name: a, kind: service}\n"
	for _, tt := range []struct{ id, errors string }{
		{"retry.amp.p0.9.r3", "90%"}, {"retry.amp.p0.5.r3", "50%"}, {"retry.amp.p0.1.r3", "10%"},
	} {
		sc := read(t, clientOf("1k/s", "{to: a, retries: 3}")+"\n"+text)
		sc.Faults = []string{"errors a " + tt.errors}
		sc = with(sc, "duration", "30 s", "warmup", "1 s")
		r := run(t, sc)
		within(t, r, "attempts_per_request", truth.Figure(t, tt.id), .01)
		sc = with(sc, "client.a.retry_budget", "10%")
		if got, most := run(t, sc).Metrics["attempts_per_request"], truth.Figure(t, "retry.budget10"); got > most+1e-3 {
			t.Errorf("%s: %v attempts with a budget, want at most %v", tt.id, got, most)
		}
	}
}

func TestFanOutMeetsSlowServers(t *testing.T) {
	// 25 of a hundred servers are asked by each of four stages.
	text := clientOf("100/s", "{to: s1}, {to: s2, parallel: true}, {to: s3, parallel: true}, {to: s4, parallel: true}")
	for s := 1; s <= 4; s++ {
		text += fmt.Sprintf("\n    - name: s%d\n      kind: service\n      non_blocking: true\n      time: 0 s\n      calls:", s)
		for k := range 25 {
			text += fmt.Sprintf("\n        - {to: fast, parallel: %v}", k > 0)
		}
	}
	text += "\n    - {name: fast, kind: external, workers: 10k, time: 0 s}\n"
	sc := read(t, text)
	sc.Faults = []string{"errors fast 1%"}
	r := run(t, with(sc, "network", "0 s", "duration", "30 s", "warmup", "1 s"))
	within(t, r, "dropped_fraction", truth.Figure(t, "tail.fanout100.p99"), .01)
}

func TestHedgedTail(t *testing.T) {
	sc := read(t, clientOf("100/s", "{to: a, hedge: 3 s}")+"\n    - {name: a, kind: external, workers: 1M, time: 1 s}")
	r := run(t, with(sc, "timeout", "1 h", "duration", "3000 s", "warmup", "100 s"))
	within(t, r, "latency_p999_seconds", truth.Figure(t, "hedge.exp.d3.p999"), .01)
	within(t, r, "attempts_per_request", 1.0498, .003)
}
