package chat

import (
	"math"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

func simulate(t *testing.T, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{Seed: 1, Parameters: parameters, Faults: faults})
}

func planOf(t *testing.T, parameters map[string]string) *system.Plan {
	t.Helper()
	return systemtest.Plan(t, System(), system.Scenario{Parameters: parameters})
}

// What a run takes must be known before, so that one which takes too much is refused.
func TestCostIsKnownBefore(t *testing.T) {
	for name, parameters := range map[string]map[string]string{
		"default": {"users": "100k"}, "rough": rough(2000, 5), "groups": {"users": "10k", "group_fraction": "0.5", "group_size": "100"},
		"watchers": {"users": "100k", "watchers": "50", "session_mean": "1 min"}, "write": systemtest.With(rough(2000, 5), "fan_out", onWrite),
	} {
		parameters = systemtest.With(parameters, "duration", "5 s")
		p := planOf(t, parameters)
		r := simulate(t, parameters)
		if stated, took := cost(p).Events, float64(r.Events); took > 1.3*stated || took < stated/4 {
			t.Errorf("%s: %.3g events were stated, and it took %.3g", name, stated, took)
		}
	}
}

func TestScaleIsTheSmallestThatIsAffordable(t *testing.T) {
	for _, tt := range []struct {
		parameters       map[string]string
		scale            float64
		gateways, shards int
	}{
		{nil, 1, 4, 4},
		{guide(), 500, 4, 1},
		{systemtest.With(guide(), "users", "100M"), 50, 40, 8},
		{systemtest.With(guide(), "scale", "1k"), 1000, 2, 1},
		{systemtest.With(guide(), "gateways", "3", "scale", "10k"), 10_000, 1, 1},
	} {
		s := sizeOf(planOf(t, tt.parameters))
		if s.scale != tt.scale || s.gateways != tt.gateways || s.shards != tt.shards {
			t.Errorf("sizeOf(%v) = 1 in %v, %d gateways, %d shards, want %v, %d, %d", tt.parameters, s.scale, s.gateways, s.shards, tt.scale, tt.gateways, tt.shards)
		}
	}
	// Where less than one gateway is left, it does what its part of the users need.
	const want = 578_704 * .002 / (2000 * 8)
	for _, scale := range []string{"2k", "5k"} {
		r := simulate(t, systemtest.With(guide(), "scale", scale, "store_shards", "2000"))
		if got := r.Metrics["store_utilization"]; math.Abs(got-want) > .1*want {
			t.Errorf("at a scale of %s the store is %.3f busy, want about %.3f", scale, got, want)
		}
	}
}

func TestScenariosThatCannotBe(t *testing.T) {
	for parameter, value := range map[string]string{
		"heartbeat_timeout": "29 s", "retry": "40 ms", "scale": "600k", "mistake": "many", "group_size": "2",
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "chat", Parameters: systemtest.With(map[string]string{"heartbeat": "30 s", "network": "20 ms", "users": "1M"}, parameter, value)})
		if len(problems) != 1 || problems[0].Where != "parameters."+parameter {
			t.Errorf("%s %s: %v", parameter, value, problems)
		}
	}
}

// The receivers of messages are those of messages that were stored: one that waits for
// the store has none yet, and must not make them fewer.
func TestFanOutIsOfStoredMessages(t *testing.T) {
	for _, tt := range []struct {
		groups string
		want   float64
	}{{"0", 1}, {"1", 4}} {
		r := simulate(t, systemtest.With(rough(500, 10), "group_fraction", tt.groups, "group_size", "5"), "at 50% cut store")
		if got := r.Metrics["fanout_mean"]; got != tt.want || r.Metrics["fanout_max"] != tt.want {
			t.Errorf("with %s groups a message has %v receivers on average and %v at the most, want %v", tt.groups, got, r.Metrics["fanout_max"], tt.want)
		}
	}
}

// A view has a part for gateways, which says how many connections each holds, and one
// for the store.
func TestView(t *testing.T) {
	run, err := system.Registry{System()}.Begin(system.Scenario{System: "chat", Parameters: map[string]string{"users": "10k"}, Objectives: []string{"lost <= 0"}}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	for _, strike := range []string{"kill gateway 1", "cut gateway 2", "errors store 1 50%"} {
		if err := run.Strike(strike); err != nil {
			t.Fatal(err)
		}
	}
	if err := run.Advance(t.Context(), run.End()/2); err != nil {
		t.Fatal(err)
	}
	v := run.View()
	gateways, store := v.Parts[0].Members, v.Parts[1].Members
	if gateways[0].State != "down" || gateways[0].Note != "0 connections" || gateways[1].State != "cut off" || store[0].State != "50% errors" {
		t.Errorf("the view shows %+v", v.Parts)
	}
	if lost, ok := v.Metrics["lost"]; !ok || lost != 0 {
		t.Errorf("an objective's metric stands at %v, %v", lost, ok)
	}
}

// A fault that holds from the start, and changes nothing, changes nothing.
func TestLoadFromTheStart(t *testing.T) {
	parameters := map[string]string{"users": "10k", "duration": "10 s"}
	want := simulate(t, parameters).Metrics["sent"]
	if got := simulate(t, parameters, "load x1").Metrics["sent"]; math.Abs(got-want) > .2*want {
		t.Errorf("%v messages are sent, want about %v", got, want)
	}
	if got := simulate(t, parameters, "load x3").Metrics["sent"]; math.Abs(got-3*want) > .6*want {
		t.Errorf("under three times the load %v messages are sent, want about %v", got, 3*want)
	}
}

// Where one user of many is simulated, a fault takes the same part of them along as if
// all were, and costs those who are left as much.
func TestFaultsTakeTheirPartAtAnyScale(t *testing.T) {
	whole := map[string]string{
		"users": "200k", "online_fraction": "0.5", "messages": "2k/s", "gateways": "20", "store_shards": "20", "group_fraction": "0",
		"duration": "60 s", "warmup": "6 s", "heartbeat": "5 s", "heartbeat_timeout": "10 s", "backoff": "200 ms", "backoff_max": "1 s", "scale": "1", "gateway_workers": "1", "gateway_service_mean": "1 ms",
	}
	part := systemtest.With(whole, "scale", "10")
	for _, tt := range []struct {
		faults      []string
		reconnected float64 // part of those who are there
	}{
		{[]string{"at 50% kill gateway 3"}, .05},
		{[]string{"at 50% kill gateway 25%"}, .25},
		{[]string{"at 40% kill gateway 25%", "at 60% restart gateway", "at 70% kill gateway 50%"}, .59}, // few have come to the restarted ones
		{[]string{"at 50% cut gateway 25%"}, .25},
		{[]string{"at 20% slow gateway 10% by 1.5"}, 0},
		{[]string{"at 20% slow store 10% by 2", "at 50% errors store 2 20%"}, 0},
	} {
		all, some := simulate(t, whole, tt.faults...), simulate(t, part, tt.faults...)
		for scale, r := range map[float64]*system.Result{1: all, 10: some} {
			if got := r.Metrics["reconnects"] * scale / 100_000; math.Abs(got-tt.reconnected) > .01 {
				t.Errorf("%q at 1 in %v: %v of all reconnect, want %v", tt.faults, scale, got, tt.reconnected)
			}
		}
		for metric, tolerance := range map[string]float64{
			"delivery_latency_mean_seconds": .2, "delivery_latency_p50_seconds": .03, "gateway_utilization": .12, "store_utilization": .05, "availability": .005,
		} {
			if got, want := some.Metrics[metric], all.Metrics[metric]; math.Abs(got-want) > tolerance*want {
				t.Errorf("%q at 1 in 10: %s = %v, with everybody %v", tt.faults, metric, got, want)
			}
		}
	}
}

// The view says how many of those that share a station are down.
func TestViewOfSharedGateways(t *testing.T) {
	parameters := map[string]string{"users": "100k", "gateways": "20", "scale": "10", "duration": "10 s"}
	run, err := system.Registry{System()}.Begin(system.Scenario{System: "chat", Parameters: parameters}, sim.Cost{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ strike, want string }{
		{"kill gateway 1", "1 of 10 down"},
		{"cut gateway 3", "1 of 10 down, 1 of 10 cut off"},
		{"heal gateway 3", "1 of 10 down"},
		{"kill gateway", "down"},
		{"restart gateway", ""},
		{"slow gateway 50% by 2", "5 of 10 2x slower"},
	} {
		if err := run.Strike(tt.strike); err != nil {
			t.Fatal(err)
		}
		if got := run.View().Parts[0].Members[0].State; got != tt.want {
			t.Errorf("after %s the first is %q, want %q", tt.strike, got, tt.want)
		}
	}
}

// Clients of a gateway that dies notice at once, those of one that hangs or is cut off
// by its silence; the store's faults hold messages up and lose none.
func TestVerbsMeanWhatTheyMeanElsewhere(t *testing.T) {
	parameters := map[string]string{"users": "20k", "messages": "500/s", "heartbeat": "5 s", "heartbeat_timeout": "12 s", "duration": "20 s", "backoff": "100 ms"}
	for _, tt := range []struct {
		fault              string
		reconnect, resends bool
	}{
		{"kill gateway 1", true, true},
		{"hang gateway 1", false, true},
		{"cut gateway 1", false, true},
		{"errors gateway 1 50%", false, true},
		{"kill store 1", false, true},
		{"hang store 1", false, true},
		{"cut store 1", false, true},
		{"errors store 1 50%", false, true},
		{"slow gateway 1 by 2", false, false},
		{"slow store 1 by 2", false, false},
	} {
		// A heartbeat is seven seconds at the least before its timeout.
		r := simulate(t, parameters, "at 14 s "+tt.fault)
		if got := r.Metrics["reconnects"] > 500; got != tt.reconnect {
			t.Errorf("%s: %v connect again", tt.fault, r.Metrics["reconnects"])
		}
		if got := r.Metrics["resends"] > 3; got != tt.resends {
			t.Errorf("%s: %v are sent again", tt.fault, r.Metrics["resends"])
		}
		if r.Metrics["lost"] > 0 || r.Metrics["sent"] != r.Metrics["delivered"]+r.Metrics["pending"] {
			t.Errorf("%s: %v of %v are lost", tt.fault, r.Metrics["lost"], r.Metrics["sent"])
		}
	}
}
