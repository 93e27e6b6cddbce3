package network

import (
	"testing"
)

// What follows depends on what was answered before.
func TestAnswersDecide(t *testing.T) {
	const stations = "\n    - {name: a, kind: external, time: 1 ms}\n    - {name: b, kind: external, time: 1 ms}\n    - {name: c, kind: external, time: 1 ms}"
	one := len(stations) / 3
	for _, tt := range []struct {
		name, text string
		set        []string
		fault      string
		want       map[string]float64
	}{
		{
			name: "a limit that is asked beside is no unavailability",
			text: clientOf("400/s", "{to: app}") + "\n    - {name: app, kind: service, non_blocking: true, calls: [{to: limiter}, {to: a}]}\n    - {name: limiter, kind: gateway, limit: 100/s}" + stations[:one],
			want: map[string]float64{"refused_fraction": .75, "availability": 1, "a_visits_per_request": .25, "throughput_per_second": 100},
		},
		{
			name: "a refusal that a later call is for",
			text: clientOf("400/s", "{to: app}") + "\n    - {name: app, kind: service, non_blocking: true, calls: [{to: limiter}, {to: a, when: limiter allowed}, {to: b, when: limiter refused}]}\n    - {name: limiter, kind: gateway, limit: 100/s}" + stations[:2*one],
			want: map[string]float64{"refused_fraction": 0, "availability": 1, "a_visits_per_request": .25, "b_visits_per_request": .75},
		},
		{
			name: "some are refused by whom the callee asks",
			text: clientOf("400/s", "{to: app}") + "\n    - {name: app, kind: service, non_blocking: true, calls: [{to: a}, {to: b}, {to: c}]}" + stations,
			set:  []string{"a.refuses", "5%"},
			want: map[string]float64{"availability": 1, "c_visits_per_request": .95},
		},
		{
			name: "what is missing is looked for elsewhere, and found there or not",
			text: clientOf("400/s", "{to: app}") + "\n    - {name: app, kind: service, non_blocking: true, calls: [{to: near}, {to: far, when: near missing}, {to: a, when: far found}, {to: b, when: near found}]}\n    - {name: near, kind: store, found: 90%}\n    - {name: far, kind: store}" + stations[:2*one],
			set:  []string{"zipf", "0"},
			want: map[string]float64{"far_visits_per_request": .1, "a_visits_per_request": .1, "b_visits_per_request": .9},
		},
		{
			name:  "another stands in for what failed",
			text:  clientOf("400/s", "{to: app}") + "\n    - {name: app, kind: service, non_blocking: true, calls: [{to: a}, {to: b, when: a failed}, {to: c, when: a ok}]}" + stations,
			fault: "at 0 s errors a 30%",
			want:  map[string]float64{"availability": 1, "b_visits_per_request": .3, "c_visits_per_request": .7},
		},
		{
			name: "writes find nothing and miss nothing",
			text: clientOf("400/s", "{to: app}") + "\n    - {name: app, kind: service, non_blocking: true, calls: [{to: db}, {to: a, when: db found}, {to: b, when: db missing}]}\n    - {name: db, kind: store}" + stations[:2*one],
			set:  []string{"writes", "20%"},
			want: map[string]float64{"a_visits_per_request": .8, "b_visits_per_request": .2},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sc := with(read(t, "parameters: {duration: 500 s, keys: 100k}\n"+tt.text), tt.set...)
			if tt.fault != "" {
				sc.Faults = []string{tt.fault}
			}
			r := run(t, sc)
			for metric, want := range tt.want {
				within(t, r, metric, want, .02)
			}
		})
	}
}

// Nothing of what a store does not have is kept in a cache.
func TestWhatIsMissingIsNotCached(t *testing.T) {
	for _, calls := range []string{
		"[{to: cache}, {to: db, when: cache miss}]}\n    - {name: cache, kind: cache}",
		"[{to: cache}]}\n    - {name: cache, kind: cache, calls: [{to: db}]}",
	} {
		text := clientOf("1k/s", "{to: app}") + "\n    - {name: app, kind: service, workers: 1000, calls: " + calls + "\n    - {name: db, kind: store, workers: 1000, found: 60%}"
		r := run(t, with(read(t, text), "duration", "200 s", "warmup", "50 s", "keys", "50k", "zipf", "0"))
		within(t, r, "cache_hit_ratio", .6, .01) // all that there is
		within(t, r, "db_visits_per_request", .4, .02)
	}
}

func TestMistakesInConditions(t *testing.T) {
	const text = "system: topology\ntopology:\n  components:\n    - {name: client, kind: client, calls: [{to: app}]}\n    - {name: app, kind: service, non_blocking: true, calls: [{to: a}, {to: b, when: "
	for _, tt := range []struct{ when, want string }{
		{"c failed}]}", `no component "c"`},
		{"a}]}", `"" is nothing that a external answers; write one of allowed, refused, failed, ok, as in "a allowed"`},
		{"a refuse}]}", `did you mean "refused"?`},
		{"b failed}]}", "app does not ask b before this call"},
	} {
		problems := problemsOf(t, text+tt.when+"\n    - {name: a, kind: external, time: 1 ms}\n    - {name: b, kind: external, time: 1 ms}\n")
		if len(problems) == 0 || !contains(problems, tt.want) {
			t.Errorf("%s: %v, want %q", tt.when, problems, tt.want)
		}
	}
}

// A read survives the death of a replica at once, and its silence if it is given up on.
func TestReadsGoToAnotherReplica(t *testing.T) {
	for _, tt := range []struct {
		set   []string
		fault string
		p99   float64 // at the most
	}{
		{nil, "kill db 1", .1},
		{[]string{"db.read_quorum", "2"}, "kill db 1", .1},
		{[]string{"db.read_quorum", "2", "db.speculate", "40 ms"}, "cut db 1", .1},
		{[]string{"db.speculate", "40 ms"}, "hang db 1", .1},
		{[]string{"db.read_quorum", "2"}, "errors db 1 100%", .1},
	} {
		text := clientOf("400/s", "{to: db}") + "\n    - {name: db, kind: store, replicas: 3, time: 5 ms}"
		sc := with(read(t, text), append([]string{"duration", "20 s", "warmup", "1 s", "detection", "1 d", "timeout", "10 s"}, tt.set...)...)
		sc.Faults = []string{"at 2 s " + tt.fault}
		r := run(t, sc)
		if got := r.Metrics["availability"]; got < .999 { // but for what the dead one had at work
			t.Errorf("%v, %s: availability is %v", tt.set, tt.fault, got)
		}
		if got := r.Metrics["latency_p99_seconds"]; got > tt.p99 {
			t.Errorf("%v, %s: p99 is %v", tt.set, tt.fault, got)
		}
	}
}
