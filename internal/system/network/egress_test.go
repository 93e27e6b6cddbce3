package network

import (
	"math"
	"strings"
	"testing"

	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// What is sent to clients costs what the list says, of a CDN and of others, and a plan
// knows it before it runs.
func TestEgressCosts(t *testing.T) {
	text := strings.Replace(photos, "topology:\n  components", "topology:\n  prices: {service: $0/h, egress: $0.10/GB, cdn: $0/h, cdn_egress: $0.02/GB}\n  components", 1)
	const month = 30 * 86400
	for kind, perGB := range map[string]float64{"service": .1, "cdn": .02} {
		text := text
		if kind == "cdn" {
			text = strings.Replace(text, "kind: service,", "kind: cdn, capacity: 10k,", 1)
		}
		sc := with(read(t, text), "duration", "1000 s", "warmup", "100 s")
		r, want := run(t, sc), 50*1e6/1e9*perGB*month
		within(t, r, "dollars_per_month", want, .03)
		s, _ := system.Registry{System()}.Of(sc)
		if begins := s.Dollars(systemtest.Plan(t, System(), sc)); math.Abs(begins-want) > 1e-6*want {
			t.Errorf("a %s will cost %v, want %v", kind, begins, want)
		}
	}
}

// Classes have sizes of their own, calls may have others, and errors, refusals and what
// is missing weigh nothing.
func TestWhatIsSent(t *testing.T) {
	text := `
system: topology
parameters: {network: 0 s, duration: 200 s, warmup: 20 s, keys: 1k}
topology:
  components:
    - name: client
      kind: client
      rate: 100/s
      classes: [{name: view, size: 1 kB, answer: 100 kB}, {name: upload, share: 20%, writes: true, size: 1 MB, answer: 2 kB}]
      calls: [{to: app}]
    - name: app
      kind: service
      calls: [{to: meta, answer: 500 B, size: 100 B}, {to: cache, only: view}, {to: blobs, when: cache miss}, {to: log, async: true}]
    - {name: meta, kind: external}
    - {name: cache, kind: cache, capacity: 0}
    - {name: blobs, kind: store, replicas: 3, read_quorum: 2, write_quorum: 3, found: 50%}
    - {name: log, kind: queue, calls: [{to: worker}]}
    - {name: worker, kind: worker}
`
	r := run(t, read(t, strings.Replace(text, "when: cache miss", "share: 100%", 1)))
	within(t, r, "egress_bytes_per_second", 80*100e3+20*2e3, .03)
	within(t, r, "ingress_bytes_per_second", 80*1e3+20*1e6, .03)
	within(t, r, "meta_bytes_per_second", 100*500, .03)
	within(t, r, "blobs_bytes_per_second", 80*2*.5*100e3+20*3*2e3, .2) // the most popular keys are found or not
	within(t, r, "log_bytes_per_second", 80*1e3+20*1e6, .05)
	within(t, r, "worker_bytes_per_second", 0, 0)
	within(t, r, "cache_bytes_per_second", 0, 0) // it has nothing
	toBlobs := 80*1e3 + 20*1e6
	within(t, r, "app_bytes_per_second", 80*100e3+20*2e3+100*100+80*1e3+2*toBlobs, .05)
	sc := read(t, strings.Replace(text, "when: cache miss", "share: 100%", 1))
	sc.Faults = []string{"errors app 100%"}
	if got := run(t, sc).Metrics["egress_bytes_per_second"]; got != 0 {
		t.Errorf("errors weigh %v", got)
	}
}

// What a quorum in another region answers crosses to where it was asked, once for each
// replica there, and clients and callers are sent one answer, whatever the quorum.
func TestQuorumsCrossRegions(t *testing.T) {
	const text = `
system: topology
parameters: {network: 0 s, duration: 100 s, warmup: 10 s, keys: 1k}
topology:
  prices: {store: $0/h, service: $0/h, egress: $0.10/GB, cross_region: $0.02/GB}
  regions:
    - {name: eu, share: 100%, round_trips: {us: 100 ms}}
    - {name: us, share: 0%}
  components:
    - {name: client, kind: client, region: eu, rate: 100/s, calls: [{to: db, answer: 100 kB}]}
    - {name: db, kind: store, region: "eu, us", replicas: 2, read_quorum: 2}
`
	const month = 30 * 86400
	behind := strings.Replace(text, "    - {name: db,", "    - {name: app, kind: service, region: eu, calls: [{to: db, answer: 100 kB}]}\n    - {name: db,", 1)
	behind = strings.Replace(behind, "{to: db, answer: 100 kB}]}", "{to: app, answer: 100 kB, HEDGE}]}", 1)
	for name, c := range map[string]struct {
		text    string
		crossed float64 // bytes a second
	}{
		"direct":     {text, 1e7},
		"one":        {strings.Replace(text, "read_quorum: 2", "read_quorum: 1", 1), 0},
		"far":        {strings.Replace(strings.Replace(text, `"eu, us", replicas: 2`, "us, replicas: 3", 1), "read_quorum: 2", "read_quorum: 1", 1), 0},
		"behind":     {strings.Replace(behind, ", HEDGE", "", 1), 1e7},
		"three":      {strings.Replace(strings.Replace(text, "replicas: 2", "replicas: 4", 1), "read_quorum: 2", "read_quorum: 4", 1), 2e7},
		"speculated": {strings.Replace(text, "read_quorum: 2", "read_quorum: 1, speculate: 1 us, time: 5 ms", 1), 1e7},
		"hedged":     {strings.Replace(behind, ", HEDGE", ", hedge: 1 us", 1), 2e7},
		"k of n":     {strings.Replace(behind, ", HEDGE", ", times: 3, await: 2", 1), 3e7},
	} {
		r := run(t, read(t, c.text))
		sent := 1e7
		if name == "hedged" || name == "k of n" { // the second answer comes for nothing
			sent = c.crossed
		}
		within(t, r, "egress_bytes_per_second", sent, .05)
		if name != "far" {
			within(t, r, "eu_egress_bytes_per_second", sent, .05)
		}
		within(t, r, "cross_region_bytes_per_second", c.crossed, .05)
		within(t, r, "dollars_per_month", (sent*.1+c.crossed*.02)/1e9*month, .05)
	}
}
