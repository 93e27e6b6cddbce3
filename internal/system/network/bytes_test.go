package network

import (
	"math"
	"strings"
	"testing"

	"spar/internal/cache"
	"spar/internal/sim"
)

// photos are read through a CDN, whose link is the only thing that takes time.
const photos = `
system: topology
parameters: {network: 0 s, timeout: 1 d, duration: 4k s, warmup: 400 s, keys: 10k, zipf: "0.9"}
topology:
  components:
    - {name: client, kind: client, rate: 50/s, size: 1 kB, answer: 1 MB, calls: [{to: app}]}
    - {name: app, kind: service, instances: 1, time: 0 s, bandwidth: 640 Mb/s}
`

// A link with answers of any size is a queue for a single server: what leaves it does so
// one after the other.
func TestLinksAreQueues(t *testing.T) {
	const mean, load = 1e6 / 80e6, 50 * 1e6 / 80e6
	for _, tt := range []struct {
		sizes string
		cv    float64
	}{
		{"answer: 1 MB", 0},
		{"answer: 1 MB, size_law: exponential", 1},
		{"answer: 1 MB, size_law: lognormal, size_spread: 2", 2},
	} {
		r := run(t, read(t, strings.Replace(photos, "answer: 1 MB", tt.sizes, 1)))
		within(t, r, "latency_mean_seconds", mean+sim.MeanWaitGeneral(load, mean, tt.cv), .04)
		within(t, r, "app_link_utilization", load, .02)
		within(t, r, "egress_bytes_per_second", 50e6, .02)
		within(t, r, "app_bytes_per_second", 50e6, .02)
		within(t, r, "ingress_bytes_per_second", 50e3, .02)
	}
}

// A user's own link adds what the answer takes there, and a full link is warned of.
func TestOwnLinksAndFullOnes(t *testing.T) {
	r := run(t, read(t, strings.NewReplacer("answer: 1 MB,", "answer: 1 MB, bandwidth: 8 Mb/s,", "640 Mb/s", "640 Gb/s").Replace(photos)))
	within(t, r, "latency_mean_seconds", 1+.001, .001) // and the request
	r = run(t, with(read(t, photos), "app.bandwidth", "350 Mb/s", "timeout", "2 s", "duration", "200 s", "warmup", "20 s"))
	if warned := strings.Join(r.Warnings, "\n"); !strings.Contains(warned, "a link of app has no time left") || r.Metrics["app_link_utilization"] < .99 {
		t.Errorf("warnings are %v at %v", r.Warnings, r.Metrics["app_link_utilization"])
	}
}

// What a CDN sends is what is asked for, and its origin sends what it lacks: by Che.
func TestBytesOfACDN(t *testing.T) {
	text := strings.NewReplacer(
		"calls: [{to: app}]", "calls: [{to: edge}]", "answer: 1 MB", "answer: 1 MB, size_law: lognormal, size_spread: 1.5",
		"\n    - {name: app", "\n    - {name: edge, kind: cdn, capacity: 1k, calls: [{to: app}]}\n    - {name: app", "640 Mb/s", "10 Gb/s",
	).Replace(photos)
	r := run(t, with(read(t, text), "client.rate", "400/s", "duration", "600 s", "warmup", "60 s"))
	hit := cache.LRUHitRatio(10_000, .9, 1000)
	within(t, r, "edge_hit_ratio", hit, .02)
	within(t, r, "egress_bytes_per_second", 400e6, .03)
	within(t, r, "app_bytes_per_second", 400e6*(1-hit), .04)
	// The edge sends to clients, and what it lacks it asks for.
	within(t, r, "edge_bytes_per_second", 400e6+400e3*(1-hit), .03)
	within(t, r, "ingress_bytes_per_second", 400e3, .03)
}

// A topology without sizes has none of their metrics and parameters, and objectives may
// name those of one that has.
func TestBytesAreAskedFor(t *testing.T) {
	s, _ := System().Of(example())
	if _, ok := s.Metric("egress_bytes_per_second"); ok || modelOf(t, with(read(t, worker))).cargo != nil {
		t.Error("bytes come unasked")
	}
	sc := with(read(t, photos), "duration", "100 s", "warmup", "10 s")
	sc.Objectives = []string{"egress_bytes_per_second < 1 Gb/s", "app_link_utilization < 50%"}
	r := run(t, sc)
	if !r.Objectives[0].Met || r.Objectives[1].Met || math.Abs(r.Objectives[0].Measured-50e6) > 5e6 {
		t.Errorf("objectives are %+v", r.Objectives)
	}
}

func TestMistakesInBytes(t *testing.T) {
	for _, tt := range []struct{ old, new, says string }{
		{"answer: 1 MB", "answer: large", "write a size such as"},
		{"answer: 1 MB", "answer: 1 MB/s", "is not a size"},
		{"answer: 1 MB", "answer: 1 MB, size_law: erlang", "no choice"},
		{"answer: 1 MB", "answer: 1 MB, size_spread: 0", "out of range"},
		{"size: 1 kB, answer: 1 MB", "size_law: pareto", "nothing has a size that could vary"},
		{"size: 1 kB, answer: 1 MB", "writes: 0%", "nothing that is sent has a size"},
		{"640 Mb/s", "640 Mb", "is not a bandwidth; write one such as 1 Gb/s"},
		{"640 Mb/s", "0 B/s", "out of range"},
		{"time: 0 s", "answer: 5 kB", "a service has no answer"},
		{"answer: 1 MB", "answer: 1 MB, classes: [{name: k}]", "move answer to them"},
	} {
		problems := problemsOf(t, strings.Replace(photos, tt.old, tt.new, 1))
		if len(problems) == 0 || !contains(problems, tt.says) || problems[0].Line < 6 {
			t.Errorf("%s: %+v, want %q", tt.new, problems, tt.says)
		}
	}
}

// Where links are busier than workers, they are what limits, also to who waits for them.
func TestLinksLimit(t *testing.T) {
	for _, tt := range []struct{ rate, says string }{
		{"70/s", "the link of files would saturate first"},
		{"140/s", "the link of files has no time left"},
	} {
		text := "system: topology\ntopology:\n  components:\n    - {name: client, kind: client, rate: " + tt.rate + ", answer: 100 kB, calls: [{to: app}]}" +
			"\n    - {name: app, kind: service, instances: 1, workers: 4, calls: [{to: files}]}" +
			"\n    - {name: files, kind: store, time: 1 ms, bandwidth: 80 Mb/s}"
		r := run(t, with(read(t, text), "duration", "60 s"))
		if r.Bottleneck != "files" || !strings.HasPrefix(r.BottleneckReason, tt.says) {
			t.Errorf("at %s the bottleneck is %s: %s", tt.rate, r.Bottleneck, r.BottleneckReason)
		}
	}
}
