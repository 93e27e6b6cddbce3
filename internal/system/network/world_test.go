package network

import (
	"math"
	"strings"
	"testing"

	"spar/internal/cache"
	"spar/internal/system"
)

// twoRegions is a service in regions that are 100 ms apart, and clients in both.
const twoRegions = `system: topology
parameters: {network: 0 s, timeout: 1 s, detection: 2 s, duration: 100 s, warmup: 10 s}
topology:
  regions: [{name: here, share: 70%}, {name: there, round_trips: {here: 100 ms}}]
  components:
    - {name: client, kind: client, rate: 200/s, region: "here, there", calls: [{to: app}]}
    - {name: app, kind: service, instances: 4, workers: 100, time: 1 ms, law: deterministic, region: "REGIONS", calls: CALLS}
`

func regional(regions, calls, others string) string {
	return strings.NewReplacer("REGIONS", regions, "CALLS", calls).Replace(twoRegions) + others
}

// exactly checks a metric against what it should be, whatever its interval is.
func exactly(t *testing.T, r *system.Result, metric string, want, tolerance float64) {
	t.Helper()
	if got := r.Metrics[metric]; !(math.Abs(got-want) <= tolerance*want) {
		t.Errorf("%s = %.6g, want %.6g within %.2g", metric, got, want, tolerance*want)
	}
}

// A request takes the round trip to the nearest region where somebody answers it.
func TestRegionsAreApart(t *testing.T) {
	for _, tt := range []struct {
		regions     string
		here, there float64
	}{
		{"here, there", .001, .001},
		{"here", .001, .101},
		{"there", .101, .001},
	} {
		r := run(t, read(t, regional(tt.regions, "[]", "")))
		within(t, r, "here_latency_mean_seconds", tt.here, .001)
		within(t, r, "there_latency_mean_seconds", tt.there, .001)
		within(t, r, "latency_mean_seconds", .7*tt.here+.3*tt.there, .02)
	}
}

// Replicas in two regions: a read is answered by the near one, a write waits for as many
// as it must, wherever they are, and leaders take writes from everywhere.
func TestReplicasInRegions(t *testing.T) {
	for _, tt := range []struct {
		rest        string
		writes      string
		here, there float64
	}{
		{"", "0%", .002, .002},
		{", write_quorum: 2", "100%", .102, .102},
		{", write_quorum: 1", "100%", .002, .002},
		{", read_quorum: 2, write_quorum: 2", "0%", .102, .102},
		{", lag: 1 ms, write_quorum: 1", "100%", .002, .102},
		{", lag: 1 ms, read_from: leader", "0%", .002, .102},
	} {
		text := regional("here, there", "[{to: db}]", "    - {name: db, kind: store, replicas: 2, workers: 100, time: 1 ms, law: deterministic, region: 'here, there'"+tt.rest+"}\n")
		r := run(t, with(read(t, text), "writes", tt.writes))
		within(t, r, "here_latency_mean_seconds", tt.here, .002)
		within(t, r, "there_latency_mean_seconds", tt.there, .002)
	}
}

// A read elsewhere is stale while the latest write of its key is on its way there: of
// keys that are written at a rate, for the one-way trip after each. The writes that came
// from there are acknowledged there just as they arrive.
func TestLagAcrossRegions(t *testing.T) {
	text := regional("here, there", "[{to: db}]", "    - {name: db, kind: store, replicas: 2, workers: 100, time: 0 s, lag: 1 us, region: 'here, there'}\n")
	r := run(t, with(read(t, text), "keys", "50", "zipf", "0", "writes", "50%", "client.rate", "400/s", "app.time", "0 s", "here.share", "50%"))
	within(t, r, "db_stale_fraction", .5*(1-math.Exp(-100./50*.05)), .06)
}

// While a region is gone, its clients go to the next: after detection, and before that in
// vain. The others notice nothing.
func TestRegionsFailOver(t *testing.T) {
	for verb, early := range map[string]float64{"kill": 0, "hang": 1, "cut": 1} { // and how long who is early waits
		sc := read(t, regional("here, there", "[]", ""))
		sc.Faults = []string{"at 50 s " + verb + " region here"}
		r := run(t, sc)
		exactly(t, r, "here_availability", 1-2./90, .003)
		exactly(t, r, "there_availability", 1, 0)
		answers := 40*.001 + 48*.101
		if early == 0 {
			exactly(t, r, "here_latency_mean_seconds", answers/88, .03)
		} else {
			exactly(t, r, "here_latency_mean_seconds", (answers+2*early)/90, .03)
		}
		if reasons := strings.Join(r.Reasons, "\n"); !strings.Contains(reasons, "region here") {
			t.Errorf("%s: reasons are %q", verb, reasons)
		}
	}
	back := read(t, regional("here, there", "[]", ""))
	back.Faults = []string{"at 20 s cut region here", "at 40 s heal region here"}
	r := run(t, back)
	exactly(t, r, "here_latency_p50_seconds", .001, .01)
	exactly(t, r, "here_availability", 1-2./90, .004)
}

// Those who stand inside what is cut still reach each other, and nobody else: of messages
// that are held for ten seconds, the last ten of forty are delivered after it was cut.
func TestCutRegionsGoOn(t *testing.T) {
	const text = "    - {name: q, kind: queue, time: 0 s, region: there, calls: [{to: w, delay: 10 s}]}\n    - {name: w, kind: worker, workers: 1k, time: 1 ms, region: there, calls: [{to: NEXT, timeout: 300 ms}]}\n" +
		"    - {name: near, kind: store, time: 1 ms, region: there}\n    - {name: far, kind: store, time: 1 ms, region: here}\n"
	for next, dead := range map[string]float64{"near": 0, "far": .25} {
		other := map[string]string{"near": "far", "far": "near"}[next]
		sc := read(t, strings.Replace(regional("there", "[{to: q}, {to: "+other+", share: 0%}]", text), "NEXT", next, 1))
		sc.Faults = []string{"at 50 s cut region there"}
		r := run(t, sc)
		exactly(t, r, "q_dead_fraction", dead, .05)
	}
}

// An edge in each region answers for itself: by Che with its part of the entries. Its
// origin sends across what it lacks, and clients are served from where they are.
func TestEdgesInRegions(t *testing.T) {
	r := run(t, read(t, `system: topology
parameters: {network: 0 s, duration: 300 s, warmup: 30 s, keys: 10k, zipf: "0.9"}
topology:
  prices: {cross_region: $0.02/GB, egress: $0/GB, cdn_egress: $0/GB, service: $0/h, cdn: $0/h}
  regions: [{name: us, share: 75%}, {name: eu}]
  components:
    - {name: client, kind: client, rate: 400/s, answer: 1 MB, region: "us, eu", calls: [{to: edge}]}
    - {name: edge, kind: cdn, instances: 2, time: 0 s, capacity: 2k, region: "us, eu", calls: [{to: origin}]}
    - {name: origin, kind: service, time: 0 s, region: us}
`))
	hit := cache.LRUHitRatio(10_000, .9, 1000)
	for name, share := range map[string]float64{"us": .75, "eu": .25} {
		within(t, r, "edge_"+name+"_hit_ratio", hit, .03)
		within(t, r, name+"_egress_bytes_per_second", share*400e6, .03)
	}
	within(t, r, "edge_hit_ratio", hit, .02)
	crossed := .25 * 400e6 * (1 - hit)
	within(t, r, "cross_region_bytes_per_second", crossed, .05)
	within(t, r, "dollars_per_month", crossed*30*86400*.02e-9, .05)
	within(t, r, "eu_latency_mean_seconds", (1-hit)*.086, .03)
}

func TestMistakesInRegions(t *testing.T) {
	for _, tt := range []struct{ old, new, says string }{
		{`region: "here, there", calls: [{to: app}]`, `region: "hre", calls: [{to: app}]`, `did you mean "here"?`},
		{"{here: 100 ms}", "{here: far}", "far"},
		{"{here: 100 ms}", "{her: 100 ms}", `did you mean "here"?`},
		{", round_trips: {here: 100 ms}", "", "nothing says how far there is from here; write round_trips: {here: 90 ms} here"},
		{"share: 70%", "share: 170%", "170%"},
		{"name: here, share: 70%", "name: app, share: 70%", "is the name of a component"},
		{"{name: here, share: 70%}, ", "", "1 regions; write 2"},
		{"[{name: here, share: 70%}, {name: there, round_trips: {here: 100 ms}}]", "[]", "the topology has no regions"},
		{"instances: 4", "instances: 1", "app stands in 2 regions"},
		{"{name: there,", "{name: there, share: 50%,", "the regions have 120% of the requests together"},
	} {
		problems := problemsOf(t, strings.Replace(regional("here, there", "[]", ""), tt.old, tt.new, 1))
		if len(problems) == 0 || !contains(problems, tt.says) || problems[0].Line < 4 {
			t.Errorf("%s: %+v, want %q", tt.new, problems, tt.says)
		}
	}
}
