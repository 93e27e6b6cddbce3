package network

import (
	"strings"
	"testing"
)

// Idle instances take turns: whom a queue gives its messages, with and without regions.
func TestIdleConsumersTakeTurns(t *testing.T) {
	const queued = `
system: topology
parameters: {duration: 100 s}
topology:
  components:
    - {name: c, kind: client, rate: 100/s, calls: [{to: q, async: true}]}
    - {name: q, kind: queue, calls: [{to: w}]}
    - {name: w, kind: worker, instances: 4, workers: 16, time: 100 ms}
`
	in := strings.Replace(queued, "topology:\n  c", "topology:\n  regions: [{name: eu, share: 100%, round_trips: {us: 100 ms}}, {name: us, share: 0%}]\n  c", 1)
	for name, text := range map[string]string{"alone": queued, "in a region": strings.ReplaceAll(in, "kind:", "region: eu, kind:")} {
		r := run(t, read(t, text))
		for _, c := range r.Components {
			if c.Name == "w" && c.Hottest > 1.1*c.Utilization {
				t.Errorf("%s: the busiest works %v of the time, all on average %v", name, c.Hottest, c.Utilization)
			}
		}
	}
}
