package network

import (
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
