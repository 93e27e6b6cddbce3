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
