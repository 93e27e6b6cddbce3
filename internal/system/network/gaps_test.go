package network

import (
	"math"
	"strings"
	"testing"
)

// Where formulas say how busy a component is, it is: no word that changes how often it is
// asked, or how long its workers are taken, goes unnoticed.
func TestUtilizationsAreThoseOfTheory(t *testing.T) {
	const head = "system: topology\nparameters: {duration: 40 s, warmup: 4 s, keys: 1000, zipf: 0}\ntopology:\n  components:\n"
	for _, tt := range []struct {
		name, components string
		gap              string // of which there must be a reason; empty for none
		figures          string // that there are all the same
	}{
		{"plain", "{name: c, kind: client, rate: 1k/s, calls: [{to: a}]}; {name: a, kind: service, time: 1 ms, instances: 2, calls: [{to: db}]}; {name: db, kind: store, time: 2 ms}", "wait for its calls", "db_utilization"},
		{"lock", "{name: c, kind: client, rate: 500/s, writes: 1, calls: [{to: a}]}; {name: a, kind: service, non_blocking: true, time: 1 ms, calls: [{to: db}]}; {name: db, kind: store, time: 1 ms, contention: lock}", "lock of their row", "a_utilization"},
		{"lock that nobody takes", "{name: c, kind: client, rate: 500/s, calls: [{to: db}]}; {name: db, kind: store, time: 1 ms, contention: lock}", "", "db_utilization"},
		{"optimistic", "{name: c, kind: client, rate: 400/s, writes: 1, calls: [{to: db, retries: 3}]}; {name: db, kind: store, time: 10 ms, contention: optimistic}", "conflict", ""},
		{"stock", "{name: c, kind: client, rate: 500/s, writes: 1, calls: [{to: db}, {to: pay}]}; {name: db, kind: store, time: 1 ms, stock: 1}; {name: pay, kind: external, time: 1 ms}", "sold out", ""},
		{"speculate", "{name: c, kind: client, rate: 2k/s, calls: [{to: s}]}; {name: s, kind: store, replicas: 3, time: 2 ms, read_quorum: 1, speculate: 1 ms}", "one replica more", ""},
		{"await in turn", "{name: c, kind: client, rate: 50/s, calls: [{to: f}]}; {name: f, kind: service, instances: 8, calls: [{to: s, times: 200, in_turn: true, await: 50}]}; {name: s, kind: store, time: .1 ms}", "wait for its calls", "s_utilization"},
		{"await a part", "{name: c, kind: client, rate: 20/s, calls: [{to: f}]}; {name: f, kind: service, instances: 8, calls: [{to: s, times: 20, await: 5}]}; {name: s, kind: service, time: 1 ms, calls: [{to: t}]}; {name: t, kind: store, time: .5 ms}", "wait for its calls", "t_utilization"},
		{"await in turn of varying", "{name: c, kind: client, rate: 50/s, calls: [{to: f}]}; {name: f, kind: service, instances: 8, calls: [{to: s, times: 50, times_law: exponential, in_turn: true, await: 50}]}; {name: s, kind: store, time: .1 ms}", "varies", ""},
		{"quorums", "{name: c, kind: client, rate: 500/s, writes: 30%, calls: [{to: s}]}; {name: s, kind: store, replicas: 3, read_quorum: 2, write_quorum: 2, shards: 2, time: 1 ms}", "", "s_utilization"},
		{"lag", "{name: c, kind: client, rate: 500/s, writes: 30%, calls: [{to: s}]}; {name: s, kind: store, replicas: 3, write_quorum: 1, lag: 100 ms, time: 1 ms}", "", "s_utilization"},
		{"group", "{name: c, kind: client, rate: 500/s, writes: 50%, calls: [{to: s}]}; {name: s, kind: store, time: 1 ms, durability: group, flush: 10 ms}", "log", "s_utilization"},
		{"async log", "{name: c, kind: client, rate: 500/s, writes: 50%, calls: [{to: s}]}; {name: s, kind: store, time: 1 ms, durability: async, flush: 10 ms}", "", "s_utilization"},
		{"saga", "{name: c, kind: client, rate: 200/s, calls: [{to: a}]}; {name: a, kind: service, instances: 4, calls: [{to: b}, {to: d}, {to: b, undoes: b}]}; {name: b, kind: external, time: 2 ms}; {name: d, kind: external, time: 2 ms, refuses: 30%}", "refuses", ""},
		{"polite", "{name: c, kind: client, rate: 200/s, calls: [{to: q}]}; {name: q, kind: queue, calls: [{to: w, gap: 1 s, groups: 20}]}; {name: w, kind: worker, time: 1 ms}", "one key", ""},
		{"coalesce", "{name: c, kind: client, rate: 1k/s, calls: [{to: a}]}; {name: a, kind: service, non_blocking: true, time: .1 ms, calls: [{to: s, coalesce: true}]}; {name: s, kind: store, time: 5 ms, workers: 64}", "coalesce", ""},
		{"hops", "{name: c, kind: client, rate: 200/s, calls: [{to: q}]}; {name: q, kind: queue, calls: [{to: w}]}; {name: w, kind: worker, time: 1 ms, calls: [{to: q, async: true, hops: 3}]}", "", "w_utilization"},
		{"fresh", "{name: c, kind: client, rate: 500/s, writes: 30%, calls: [{to: a}]}; {name: a, kind: service, instances: 4, calls: [{to: s}, {to: t, when: s stale}]}; {name: s, kind: store, replicas: 3, read_quorum: 1, write_quorum: 1, lag: 1 s, time: 1 ms}; {name: t, kind: external, time: 1 ms}", "stale", ""},
		{"missing", "{name: c, kind: client, rate: 500/s, calls: [{to: a}]}; {name: a, kind: service, instances: 4, calls: [{to: s}, {to: t, when: s missing}]}; {name: s, kind: store, found: 60%, time: 1 ms}; {name: t, kind: external, time: 1 ms}", "wait for its calls", "t_utilization"},
		{"lacking", "{name: c, kind: client, rate: 500/s, calls: [{to: a}]}; {name: a, kind: service, instances: 4, calls: [{to: m}, {to: s, when: m miss}]}; {name: m, kind: cache, instances: 1, capacity: 900, time: .1 ms}; {name: s, kind: store, found: 50%, time: 1 ms}", "lacks", ""},
		{"the same key", "{name: c, kind: client, rate: 500/s, calls: [{to: a}]}; {name: a, kind: service, instances: 4, calls: [{to: m, times: 3, keys: same, in_turn: true}, {to: s, when: m miss}]}; {name: m, kind: cache, instances: 1, capacity: 300, time: .1 ms}; {name: s, kind: store, time: 1 ms}", "more than once", ""},
		{"cache", "{name: c, kind: client, rate: 500/s, calls: [{to: m}]}; {name: m, kind: cache, instances: 1, capacity: 300, time: .5 ms, calls: [{to: s}]}; {name: s, kind: store, time: 1 ms}", "", "s_utilization"},
		{"written cache", "{name: c, kind: client, rate: 500/s, writes: 50%, calls: [{to: m}]}; {name: m, kind: cache, instances: 1, capacity: 300, on_write: invalidate, time: .5 ms, calls: [{to: s}]}; {name: s, kind: store, time: 1 ms}", "writes get to", ""},
		{"short queue", "{name: c, kind: client, rate: 700/s, calls: [{to: a}]}; {name: a, kind: external, instances: 1, workers: 1, time: 1 ms, queue_limit: 1, calls: []}", "queue", ""},
		{"held workers", "{name: c, kind: client, rate: 500/s, calls: [{to: a}]}; {name: a, kind: service, instances: 1, workers: 2, time: 1 ms, calls: [{to: b}]}; {name: b, kind: external, workers: 64, time: 20 ms}", "more than it can do", ""},
		{"time-outs", "{name: c, kind: client, rate: 200/s, calls: [{to: a, timeout: 3 ms, retries: 2}]}; {name: a, kind: external, time: 5 ms}", "given up", ""},
		{"hedge", "{name: c, kind: client, rate: 200/s, calls: [{to: a, hedge: 2 ms}]}; {name: a, kind: external, time: 5 ms}", "hedged", ""},
		{"limit", "{name: c, kind: client, rate: 500/s, calls: [{to: g}]}; {name: g, kind: gateway, limit: 100/s, time: 1 ms, calls: [{to: a}]}; {name: a, kind: external, time: 5 ms}", "limits", ""},
		{"delay", "{name: c, kind: client, rate: 200/s, calls: [{to: q}]}; {name: q, kind: queue, calls: [{to: w, delay: 30 s}]}; {name: w, kind: worker, time: 1 ms}", "held back", ""},
		{"players", "{name: c, kind: client, rate: 5/s, bitrate: 5 Mb/s, segment: 4 s, length: 60 s, calls: [{to: a}]}; {name: a, kind: external, time: 5 ms}", "plays", ""},
		{"users", "{name: c, kind: client, users: 50, think: 100 ms, calls: [{to: a}]}; {name: a, kind: external, instances: 1, workers: 4, time: 5 ms}", "", "a_utilization"},
		{"users and a lock", "{name: c, kind: client, users: 50, think: 100 ms, writes: 1, calls: [{to: a}]}; {name: a, kind: store, workers: 4, time: 5 ms, contention: lock}", "lock", ""},
		{"regions", "{name: c, kind: client, region: 'eu, us', rate: 500/s, calls: [{to: a}]}; {name: a, kind: service, region: 'eu, us', instances: 2, time: 2 ms}", "nearest", "a_utilization"},
	} {
		text := head
		for component := range strings.SplitSeq(tt.components, "; ") {
			text += "    - " + component + "\n"
		}
		if tt.name == "regions" {
			text += "  regions: [{name: eu, share: 60%}, {name: us, round_trips: {eu: 80 ms}}]\n"
		}
		r := run(t, read(t, text))
		var reasons []string
		for _, g := range r.TheoryGaps {
			reasons = append(reasons, g.Because)
		}
		if all := strings.Join(reasons, "; "); !strings.Contains(all, tt.gap) {
			t.Errorf("%s: gaps of theory are %q, want one of %q", tt.name, all, tt.gap)
		}
		if _, ok := r.Theory[tt.figures]; tt.figures != "" && !ok {
			t.Errorf("%s: no theory of %s, because %q", tt.name, tt.figures, reasons)
		}
		for name, want := range r.Theory {
			if !strings.HasSuffix(name, "_utilization") && !strings.HasSuffix(name, "_hit_ratio") {
				continue
			}
			if got := r.Metrics[name]; math.Abs(got-want) > .05*want {
				t.Errorf("%s: %s = %v, by theory %v", tt.name, name, got, want)
			}
		}
	}
}
