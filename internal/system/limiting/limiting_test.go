package limiting

import (
	"errors"
	"strings"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// brief returns parameters of a run short enough for a test of one thing.
func brief(pairs ...string) map[string]string {
	return systemtest.With(map[string]string{"duration": "20 s", "warmup": "2 s", "keys": "10k", "rate": "500/s", "zipf": "0.8"}, pairs...)
}

func simulate(t *testing.T, seed uint64, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{Parameters: parameters, Faults: faults, Seed: seed})
}

func TestSystem(t *testing.T) {
	systemtest.Conform(t, System(), system.Scenario{Seed: 2, Parameters: brief(
		"scope", checkThenAct, "algorithm", "sliding-log", "on_store_failure", own, "policy", "least-connections", "store_workers", "2",
	), Faults: []string{
		"at 15% kill server 1", "at 20% restart server 1", "at 25% cut server 2", "at 30% heal server 2", "at 35% slow server 3 by 3",
		"at 40% errors server 4 20%", "at 45% hang server 4", "at 50% restart server 4", "at 55% load x1.5", "at 58% hot 20%", "at 60% cut store", "at 65% heal store",
		"at 70% hang store", "at 75% restart store", "at 80% slow store by 50", "at 82% slow store by 1", "at 85% errors store 30%", "at 90% flush store", "at 95% kill store",
	}})
}

func TestDescriptionIsSound(t *testing.T) {
	for _, parameters := range []map[string]string{brief(), brief("abusers", "0"), brief("rate", "0/s"), brief("scope", local, "queue_limit", "0"), brief("algorithm", "leaky-queue", "abuse", boundary)} {
		r := simulate(t, 1, parameters)
		systemtest.Described(t, System(), r)
		systemtest.JSON(t, r) // fails on what is no number
	}
}

// What each way of limiting lets through, and what it holds back, is what it is known
// for.
func TestWhatGetsThrough(t *testing.T) {
	for _, tt := range []struct {
		name   string
		pairs  []string
		faults []string
		want   func(m map[string]float64) bool
	}{
		{"one store is exact", nil, nil, func(m map[string]float64) bool {
			return m["over_admission_ratio"] < .001 && m["wrongly_refused_fraction"] < .001 && m["window_max_ratio"] < 1.1
		}},
		{"four servers grant four times the limit", []string{"scope", local}, nil, func(m map[string]float64) bool {
			return m["abusive_over_admission_ratio"] > 2.9 && m["polite_refused_fraction"] == 0
		}},
		{"keys that mostly stay at a server are mostly counted there", []string{"scope", local, "policy", "bounded-hash", "rate", "5k/s", "zipf", "0", "abusers", "1", "limit", "50", "workers", "10"}, nil, func(m map[string]float64) bool {
			return m["abusive_over_admission_ratio"] < 1.5
		}},
		{"a part of the limit is too little for who meets one server", []string{"scope", divided, "policy", "bounded-hash", "abusers", "0", "rate", "1k/s", "zipf", "1.2"}, nil, func(m map[string]float64) bool {
			return m["polite_wrongly_refused_fraction"] > .02
		}},
		{"a race lets more through the longer it takes", []string{"scope", checkThenAct, "network", "4 ms"}, nil, func(m map[string]float64) bool {
			return m["abusive_over_admission_ratio"] > 1.7 && m["polite_refused_fraction"] == 0
		}},
		{"twice the limit around the end of a window", []string{"algorithm", "fixed-window", "abuse", boundary}, nil, func(m map[string]float64) bool {
			return m["window_max_ratio"] > 1.9 && m["window_max_ratio"] <= 2
		}},
		{"and not in a log", []string{"algorithm", "sliding-log", "abuse", boundary}, nil, func(m map[string]float64) bool { return m["window_max_ratio"] == 1 }},
		{"nor in an estimate, if before it was used up", []string{"algorithm", "sliding-window", "abuse", boundary}, nil, func(m map[string]float64) bool { return m["window_max_ratio"] < 1.1 }},
		{"a queue shapes", []string{"algorithm", "leaky-queue"}, nil, func(m map[string]float64) bool {
			return m["window_max_ratio"] <= 1.01 && m["latency_p99_seconds"] > .5
		}},
		{"an expiry set anew never ends", []string{"algorithm", "naive-window", "abusers", "0", "zipf", "1", "limit", "40"}, nil, func(m map[string]float64) bool {
			return m["polite_wrongly_refused_fraction"] > .05
		}},
		{"open: the abuse reaches the servers", []string{"on_store_failure", open}, []string{"at 50% kill store"}, func(m map[string]float64) bool {
			return m["unchecked_fraction"] > .4 && m["abusive_over_admission_ratio"] > 1 && m["window_max_ratio"] > 4
		}},
		{"closed: nobody gets through", []string{"on_store_failure", closed}, []string{"at 50% kill store"}, func(m map[string]float64) bool {
			return m["availability"] < .4 && m["dropped_fraction"] > .6 && m["unchecked_fraction"] == 0
		}},
		{"local: at most each server's limit", []string{"on_store_failure", own}, []string{"at 50% kill store"}, func(m map[string]float64) bool {
			return m["unchecked_fraction"] == 0 && m["abusive_over_admission_ratio"] > .5 && m["abusive_refused_fraction"] > .4
		}},
		{"a store that hangs is waited for", nil, []string{"at 50% hang store"}, func(m map[string]float64) bool {
			return m["check_p99_seconds"] > .0199 && m["check_p99_seconds"] < .0201 && m["unchecked_fraction"] > .4
		}},
		{"so is one that is cut off", nil, []string{"at 50% cut store"}, func(m map[string]float64) bool { return m["check_p99_seconds"] > .0199 }},
		{"one that is asked too much answers too late", []string{"store_service_mean", "1 ms"}, nil, func(m map[string]float64) bool {
			return m["unchecked_fraction"] > .9 && m["store_utilization"] > .99
		}},
		{"counters that are gone grant anew", []string{"limit", "1k", "period", "10 s"}, []string{"at 50% flush store"}, func(m map[string]float64) bool {
			return m["abusive_over_admission_ratio"] > .1 && m["abusive_over_admission_ratio"] < .8
		}},
		{"clients give up on a server that hangs", []string{"detection", "1 h"}, []string{"at 50% hang server 1"}, func(m map[string]float64) bool {
			return m["timed_out_fraction"] > .1 && m["dropped_fraction"] == 0
		}},
		{"and are refused by one that died", []string{"detection", "1 h"}, []string{"at 50% kill server 1"}, func(m map[string]float64) bool {
			return m["timed_out_fraction"] == 0 && m["dropped_fraction"] > .1
		}},
	} {
		if m := simulate(t, 1, brief(tt.pairs...), tt.faults...).Metrics; !tt.want(m) {
			t.Errorf("%s: %v", tt.name, m)
		}
	}
}

// How a limit is kept changes nothing of who asks when.
func TestLimitsDoNotDisturbTheTraffic(t *testing.T) {
	arrived := func(parameters map[string]string) [2]int64 {
		m := systemtest.Model[*model](t, System(), system.Scenario{Parameters: parameters, Seed: 3})
		if err := m.RunUntil(t.Context(), m.Plan.End); err != nil {
			t.Fatal(err)
		}
		sum := [2]int64{}
		for _, s := range m.tally.slices {
			sum[0] += s[0].asked
			sum[1] += s[1].asked
		}
		return sum
	}
	want := arrived(brief())
	for _, pairs := range [][]string{{"scope", local}, {"scope", checkThenAct}, {"algorithm", "fixed-window"}, {"limit", "1"}, {"servers", "9", "policy", "round-robin"}} {
		if got := arrived(brief(pairs...)); got != want || got[0] == 0 || got[1] == 0 {
			t.Errorf("%v: %v requests, want %v", pairs, got, want)
		}
	}
}

func TestProblems(t *testing.T) {
	for where, parameters := range map[string]map[string]string{
		"parameters.warmup":    {"warmup": "60 s", "duration": "60 s"},
		"parameters.algorithm": {"algorithm": "bucket"},
		"parameters.period":    {"limit": "999983", "burst": "1M", "period": "1 day", "duration": "2 days"},
		"parameters.rate":      {"rate": "0/s", "abusers": "0"},
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "limiting", Parameters: parameters})
		if len(problems) != 1 || problems[0].Where != where {
			t.Errorf("%v: got problems %v, want one at %s", parameters, problems, where)
		}
	}
}

func TestCostIsLimited(t *testing.T) {
	for want, parameters := range map[error]map[string]string{
		sim.ErrBudget: {"rate": "1M/s", "duration": "1 day"},
		sim.ErrMemory: {"rate": "1M/s", "keys": "10M", "scope": local, "servers": "256", "duration": "20 s", "zipf": "0", "period": "10 s"},
	} {
		_, err := system.Registry{System()}.Begin(system.Scenario{System: "limiting", Parameters: parameters}, sim.Cost{})
		if !errors.Is(err, want) {
			t.Errorf("%v: got %v, want %v", parameters, err, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	for want, parameters := range map[string]map[string]string{
		"the store is asked 2":     brief("store_service_mean", "1 ms"),
		"cannot be divided among":  brief("scope", divided, "limit", "2"),
		"shorter than two periods": brief("period", "15 s"),
		"use up what they may":     brief("scope", local),
		"what the servers can do":  brief("service_mean", "100 ms"),
		"requests were measured":   brief("rate", "1/s", "abusers", "0"),
		"mistake check-then-act":   brief("scope", checkThenAct, "abusers", "0"),
		"mistake naive-window":     brief("algorithm", "naive-window", "abusers", "0", "zipf", "0"),
	} {
		if r := simulate(t, 1, parameters); !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("no warning %q among %q", want, r.Warnings)
		}
	}
}

// Once everything has grown to its size, requests take hardly any memory.
func TestRequestsAllocateNothing(t *testing.T) {
	m := systemtest.Model[*model](t, System(), system.Scenario{Seed: 1, Parameters: brief("duration", "6000 s", "rate", "1k/s")})
	at := 5 * time.Second
	if err := m.RunUntil(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	allocations := testing.AllocsPerRun(20, func() {
		at += time.Second
		if err := m.RunUntil(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 50 { // of some 2,500 requests
		t.Errorf("%v allocations a second", allocations)
	}
}
