package network

import (
	"strings"
	"testing"

	"spar/internal/system"
)

// outage is a scenario of 800 s in which a service fails all that it is asked, from
// 200 s to 320 s.
func outage(t testing.TB, call string) system.Scenario {
	sc := read(t, clientOf("100/s", "{to: a"+call+"}")+"\n    - {name: a, kind: service}\n")
	sc.Faults = []string{"at 200 s errors a 100%", "at 320 s errors a 0%"}
	return with(sc, "duration", "800 s", "warmup", "0 s")
}

// part returns which part of the requests of some seconds was answered.
func part(t testing.TB, r *system.Result, from, to float64) float64 {
	t.Helper()
	answered, failed := 0., 0.
	for _, p := range r.Series {
		if p.AtSeconds >= from && p.AtSeconds < to {
			answered += p.Throughput
			failed += p.Failed
		}
	}
	if answered+failed == 0 {
		t.Fatalf("nothing happened from %v to %v s", from, to)
	}
	return answered / (answered + failed)
}

// What protects a service that fails gets out of the way once it works again, also
// where a throttle and a breaker stand behind each other.
func TestProtectionEndsWithTheOutage(t *testing.T) {
	for _, tt := range []struct {
		call string
		from float64 // from when on nearly everything is answered
	}{
		{", throttle: 2", 440},
		{", breaker: 50%, breaker_rest: 5 s", 340},
		{", breaker: 50%, breaker_rest: 5 s, throttle: 2", 500},
	} {
		r := run(t, outage(t, tt.call))
		if got := part(t, r, 0, 190); got < .9999 {
			t.Errorf("with%s a part of %v is answered before the outage", tt.call, got)
		}
		if got := part(t, r, tt.from, 800); got < .95 {
			t.Errorf("with%s a part of %v is answered from %v s on, after an outage until 320 s", tt.call, got, tt.from)
		}
	}
}

// A budget saves nothing up: a hundred seconds of an outage after hours without any
// meet a tenth more attempts.
func TestRetryBudgetAfterHealthyTimes(t *testing.T) {
	sc := read(t, clientOf("100/s", "{to: a, retries: 3, retry_budget: 10%}")+"\n    - {name: a, kind: service}\n")
	sc.Faults = []string{"at 3000 s errors a 100%"}
	r := run(t, with(sc, "duration", "3100 s", "warmup", "0 s"))
	calls := 100 * 3100.
	if got, most := (r.Metrics["attempts_per_request"]-1)*calls, .1*100*(100+10)*1.05; got > most {
		t.Errorf("%v retries, want at most %v", got, most)
	}
}

// What callers do to protect themselves, and do without, is counted beside an
// availability that shows nothing of it.
func TestDamageIsCounted(t *testing.T) {
	r := run(t, outage(t, ", breaker: 50%, breaker_rest: 5 s, throttle: 2, fallback: true"))
	if r.Metrics["availability"] != 1 {
		t.Errorf("availability %v although there is a fallback", r.Metrics["availability"])
	}
	// Two minutes of 800 s, and the time in which callers come back.
	for name, want := range map[string][2]float64{
		"fallback_fraction": {.15, .3}, "breaker_open_fraction": {.14, .17}, "breaker_refused_fraction": {.14, .17}, "throttle_refused_fraction": {.001, .15},
	} {
		if got, ok := r.Metrics[name]; !ok || got < want[0] || got > want[1] {
			t.Errorf("%s = %v, want %v to %v", name, got, want[0], want[1])
		}
	}
	for _, want := range []string{"answered by a fallback", "the breaker of client.a was open for", "the throttle of client.a refused"} {
		if !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("warnings %q do not say %q", r.Warnings, want)
		}
	}
	sound := outage(t, ", breaker: 50%, throttle: 2, fallback: true")
	sound.Faults = nil
	r = run(t, sound)
	for _, name := range []string{"fallback_fraction", "breaker_open_fraction", "breaker_refused_fraction", "throttle_refused_fraction"} {
		if got, ok := r.Metrics[name]; !ok || got != 0 {
			t.Errorf("%s = %v where nothing fails", name, got)
		}
	}
}

// A fallback somewhere below shows at the client, unless a later answer was whole; a
// cache that nobody reaches is a miss and no fallback.
func TestFallbacksShowAtTheClient(t *testing.T) {
	for _, tt := range []struct {
		name, text, fault string
		want              [2]float64
	}{
		{"below", clientOf("100/s", "{to: app}") + "\n    - {name: app, kind: service, calls: [{to: b, fallback: true}]}\n    - {name: b, kind: service}\n", "errors b 30%", [2]float64{.28, .32}},
		{"tried again", clientOf("100/s", "{to: b, fallback: true, retries: 1}") + "\n    - {name: b, kind: service}\n", "errors b 30%", [2]float64{.08, .1}},
		{"for nothing", clientOf("100/s", "{to: b, fallback: true}, {to: c}") + "\n    - {name: b, kind: service}\n    - {name: c, kind: service}\n", "errors c 100%", [2]float64{0, 0}},
		{"cache", clientOf("100/s", "{to: app}") + "\n    - {name: app, kind: service, calls: [{to: cache}, {to: b, when: cache miss, fallback: true}]}\n    - {name: cache, kind: cache}\n    - {name: b, kind: service}\n", "errors cache 100%", [2]float64{0, 0}},
	} {
		sc := read(t, tt.text)
		sc.Faults = []string{tt.fault}
		if got := metric(t, with(sc, "duration", "200 s", "warmup", "0 s"), "fallback_fraction"); got < tt.want[0] || got > tt.want[1] {
			t.Errorf("%s: fallback_fraction = %v, want %v to %v", tt.name, got, tt.want[0], tt.want[1])
		}
	}
}
