package balancing

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// clockwork are two servers that take turns, without chance: 40 requests a second
// for each, of 10 ms, for a minute.
var clockwork = map[string]string{
	"servers": "2", "policy": "round-robin", "service": "deterministic", "service_mean": "10 ms",
	"arrivals": "constant", "rate": "80/s", "duration": "60 s", "warmup": "0 s", "detection": "1 s",
}

// An outcome is what became of a run's requests, and which server had how many.
type outcome struct {
	served, failed, timedOut float64
	sent                     []float64
}

func outcomeOf(r *system.Result, requests float64) outcome {
	count := func(metric string) float64 { return math.Round(r.Metrics[metric] * requests) }
	return outcome{count("availability"), count("dropped_fraction"), count("timed_out_fraction"), r.Arrays["server_requests"]}
}

func TestFaults(t *testing.T) {
	for _, tt := range []struct {
		name     string
		faults   []string
		failed   float64 // requests of 4800
		timedOut float64
		sent     []float64
		mean     time.Duration
	}{
		{"none", nil, 0, 0, []float64{2400, 2400}, 10 * time.Millisecond},
		// For a second half of the requests still go to the dead server.
		{"kill", []string{"at 50% kill server 1"}, 40, 0, []float64{1240, 3560}, 10 * time.Millisecond},
		{"kill and restart", []string{"at 20% kill server 1", "at 40% restart server 1"}, 40, 0, []float64{1920, 2880}, 10 * time.Millisecond},
		{"slow", []string{"at 50% slow server 1 by 2"}, 0, 0, []float64{2400, 2400}, 12500 * time.Microsecond},
		{"slow for a while", []string{"at 50% slow server 1 by 2", "at 75% slow server 1 by 1"}, 0, 0, []float64{2400, 2400}, 11250 * time.Microsecond},
		{"errors", []string{"at 75% errors server 2 100%"}, 600, 0, []float64{2400, 2400}, 10 * time.Millisecond},
		{"cut", []string{"at 50% cut server 1"}, 0, 40, []float64{1240, 3560}, 0},
		{"cut and heal", []string{"at 50% cut server 1", "at 75% heal server 1"}, 0, 40, []float64{1800, 3000}, 0},
		{"add", []string{"at 50% add server"}, 0, 0, []float64{2000, 2000, 800}, 10 * time.Millisecond},
		{"remove the last", []string{"at 50% remove server"}, 0, 0, []float64{3600, 1200}, 10 * time.Millisecond},
		{"remove the first", []string{"at 50% remove server 1"}, 0, 0, []float64{1200, 3600}, 10 * time.Millisecond},
		{"all die", []string{"at 50% kill server"}, 2400, 0, []float64{1240, 1240}, 10 * time.Millisecond},
		{"all are removed", []string{"at 50% remove server 1", "at 50% remove server"}, 2400, 0, []float64{1200, 1200}, 10 * time.Millisecond},
		{"another policy", []string{"at 50% set policy smooth-weighted"}, 0, 0, []float64{2700, 2100}, 0},
	} {
		r := run(t, systemtest.With(clockwork, "timeout", "100 ms", "weights", "5,3"), tt.faults...)
		got := outcomeOf(r, 4800)
		want := outcome{4800 - tt.failed - tt.timedOut, tt.failed, tt.timedOut, tt.sent}
		// Which of them has the next turn, and what a dying one holds, is a request or two.
		close := func(a, b float64) bool { return math.Abs(a-b) <= 3 }
		if !close(got.served, want.served) || !close(got.failed, want.failed) || !close(got.timedOut, want.timedOut) || !slices.EqualFunc(got.sent, want.sent, close) {
			t.Errorf("%s: got %v, want %v", tt.name, got, want)
		}
		mean := r.Metrics["latency_mean_seconds"]
		if tt.mean > 0 && math.Abs(mean-tt.mean.Seconds()) > .01*tt.mean.Seconds() {
			t.Errorf("%s: mean latency %v s, want %v", tt.name, mean, tt.mean)
		}
	}
}

func TestLoadStep(t *testing.T) {
	r := run(t, clockwork, "at 50% load x2")
	if got := r.Metrics["throughput_per_second"]; math.Abs(got-120) > .1 {
		t.Errorf("twice the load in the second half: %v answers a second, want 120", got)
	}
	if got := r.Metrics["utilization"]; math.Abs(got-.6) > .01 {
		t.Errorf("twice the load in the second half: utilization %v, want .6", got)
	}
	r = run(t, clockwork, "load x1.5")
	if got := r.Metrics["throughput_per_second"]; math.Abs(got-120) > .1 {
		t.Errorf("half as much again from the start: %v answers a second, want 120", got)
	}
	r = run(t, map[string]string{"servers": "1", "users": "10", "think": "0 s", "requests": "20k"}, "load x0.5")
	if got, want := r.Metrics["latency_mean_seconds"], .05; math.Abs(got-want) > .05*want {
		t.Errorf("half of ten users from the start: mean latency %v, want %v", got, want)
	}
}

// A server that fails fast looks idle to least-connections, which therefore sends
// it more than its share.
func TestErrorsAttractRequests(t *testing.T) {
	parameters := map[string]string{"servers": "4", "load": "0.6", "requests": "50k", "policy": "least-connections"}
	r := run(t, parameters, "errors server 2 100%")
	sent := r.Arrays["server_requests"]
	if sent[1] < 1.3*sent[0] {
		t.Errorf("the server that fails got %v of %v requests, want more than the others", sent[1], sent)
	}
	if got := r.Metrics["dropped_fraction"]; got < .3 {
		t.Errorf("dropped %v, want more than the server's share of .25", got)
	}
}

// What a server holds when it dies fails at once.
func TestKillFailsWhatTheServerHolds(t *testing.T) {
	parameters := map[string]string{"servers": "1", "rate": "200/s", "service": "deterministic", "arrivals": "constant", "duration": "10 s", "warmup": "0 s"}
	m := modelOf(t, parameters)
	if err := m.RunUntil(t.Context(), 5*time.Second); err != nil {
		t.Fatal(err)
	}
	held := m.jobs.Live()
	if held < 400 {
		t.Fatalf("%d requests under way, want the 500 that two seconds of overload leave", held)
	}
	m.Strike(system.Fault{Verb: system.Kill, Part: "server", Index: 1})
	if failed := m.Rec.Counts().Failed; failed != int64(held) || m.jobs.Live() != 0 {
		t.Errorf("killed with %d requests: %d failed and %d are under way", held, failed, m.jobs.Live())
	}
}

// A balancer with an old view keeps avoiding servers that have long been idle, so
// fewer connections say less and less.
func TestStaleViews(t *testing.T) {
	parameters := map[string]string{"servers": "16", "load": "0.9", "requests": "200k", "policy": "least-connections"}
	mean := func(others ...string) float64 {
		return run(t, systemtest.With(parameters, others...)).Metrics["latency_mean_seconds"]
	}
	fresh, stale, turns := mean(), mean("staleness", "1 s"), mean("policy", "round-robin")
	if !(stale > 2*fresh && stale > .9*turns) {
		t.Errorf("mean latency %v with fresh views, %v with stale ones: want at least the %v of round robin", fresh, stale, turns)
	}
	several, random := mean("balancers", "16"), mean("policy", "random")
	if !(several > 1.3*fresh && several < random) {
		t.Errorf("mean latency %v with one balancer, %v with sixteen: want it between that and the %v of random", fresh, several, random)
	}
}

func TestViewTellsTheStateOfServers(t *testing.T) {
	m := modelOf(t, systemtest.With(clockwork, "servers", "5"))
	at := func(now time.Duration, faults ...string) []string {
		t.Helper()
		for _, text := range faults {
			f, err := system.ParseFault(text)
			if err != nil {
				t.Fatal(err)
			}
			m.Strike(f)
		}
		if err := m.RunUntil(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		var states []string
		for _, member := range m.View().Parts[0].Members {
			states = append(states, member.State)
		}
		return states
	}
	for _, step := range []struct {
		now    time.Duration
		faults []string
		want   []string
	}{
		{time.Second, nil, []string{"", "", "", "", ""}},
		{
			1500 * time.Millisecond,
			[]string{"kill server 1", "cut server 2", "slow server 3 by 4", "errors server 4 5%", "remove server 5"},
			[]string{"down, not noticed", "cut off, not noticed", "4x slower", "5% errors", "removed"},
		},
		{3 * time.Second, nil, []string{"down", "cut off", "4x slower", "5% errors", "removed"}},
		{3500 * time.Millisecond, []string{"restart server 1", "heal server 2", "slow server 3 by 1", "errors server 4 0%"}, []string{"back, not noticed", "back, not noticed", "", "", "removed"}},
		{5 * time.Second, []string{"add server"}, []string{"", "", "", "", "removed", ""}},
	} {
		if got := at(step.now, step.faults...); !slices.Equal(got, step.want) {
			t.Errorf("at %v: %q, want %q", step.now, got, step.want)
		}
	}
	if err := m.RunUntil(t.Context(), 50*time.Second); err != nil {
		t.Fatal(err)
	}
	v := m.View()
	if len(v.Series) != system.Steps || v.At != 50*time.Second || v.Events == 0 {
		t.Errorf("view at %v with %d slices and %d events", v.At, len(v.Series), v.Events)
	}
}

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		parameters map[string]string
		want       string // the problem, or empty
	}{
		{map[string]string{"servers": "3", "weights": "5,1"}, "parameters.weights: 2 numbers for 3 servers"},
		{map[string]string{"servers": "2", "speeds": "1,1,1"}, "parameters.speeds: 3 numbers for 2 servers"},
		{map[string]string{"servers": "2", "weights": "1.5,1"}, "parameters.weights: 1.5 is not a whole number"},
		{map[string]string{"duration": "10 s", "warmup": "10 s"}, `parameters.warmup: "10 s" leaves nothing of a run of 10s`},
		{map[string]string{"service_cv": "2"}, ""}, // the default law gives way
		{map[string]string{"service": "exponential", "service_cv": "2"}, "parameters.service_cv: the law exponential has its own"},
		{map[string]string{"service": "erlang", "service_cv": "2"}, "parameters.service_cv: "},
		{map[string]string{"service": "hyperexponential", "service_cv": "0.5"}, "parameters.service_cv: "},
		{map[string]string{"service": "lognormal", "service_cv": "3"}, ""},
		{map[string]string{"arrivals": "diurnal", "peak": "3"}, "parameters.peak: "},
		{map[string]string{"arrivals": "bursts", "peak": "6"}, "parameters.peak: "},
		{map[string]string{"arrivals": "flash-crowd", "peak": "6"}, ""},
		{map[string]string{"arrivals": "constant", "users": "10"}, "parameters.arrivals: users send when they have thought"},
		{map[string]string{"rate": "0.000001/s", "requests": "1M"}, "parameters.requests: the run would cover"},
		{map[string]string{"load": "0.5", "rate": "1/s"}, "parameters.load: rate stands in for load"},
	} {
		problems := system.Registry{System()}.Check(system.Scenario{System: "balancing", Parameters: tt.parameters})
		switch text := fmt.Sprint(problems.Error()); {
		case tt.want == "" && len(problems) > 0:
			t.Errorf("%v: %s, want no problem", tt.parameters, text)
		case tt.want != "" && (len(problems) != 1 || !strings.HasPrefix(text, tt.want)):
			t.Errorf("%v: %q, want %q", tt.parameters, text, tt.want)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, tt := range []struct {
		parameters map[string]string
		want       string
	}{
		{map[string]string{"load": "1.5", "requests": "20k"}, "1.5 times as much is asked of the servers as they can do: queues grow"},
		{map[string]string{"load": "1.5", "queue_limit": "5", "requests": "20k"}, "what does not fit the queues is refused"},
		{map[string]string{"servers": "2", "speeds": "1,0.1", "policy": "random", "load": ".5", "requests": "20k"}, "random gives server 2 2.75 times what it can do"},
		{map[string]string{"timeout": "100 ms", "retries": "3", "load": ".5", "requests": "20k"}, "the load is 2 times what the servers can do, up from 0.5"},
		{map[string]string{"servers": "1", "load": ".99", "requests": "20k"}, "at this load queues need about"},
		{map[string]string{"requests": "2k"}, "only 1"},
		{map[string]string{"users": "10", "requests": "20k"}, "a closed loop"},
		{map[string]string{"servers": "1", "load": ".95", "requests": "30k"}, "the mean latency is known to within"},
	} {
		r := run(t, tt.parameters)
		if !slices.ContainsFunc(r.Warnings, func(w string) bool { return strings.Contains(w, tt.want) }) {
			t.Errorf("%v: warnings %q, want %q", tt.parameters, r.Warnings, tt.want)
		}
		for _, w := range r.Warnings {
			if strings.Contains(w, "e+") {
				t.Errorf("%v: %q has an exponent", tt.parameters, w)
			}
		}
	}
	calm := run(t, map[string]string{"load": ".3", "requests": "200k", "service": "deterministic"})
	if len(calm.Warnings) > 0 {
		t.Errorf("a long and quiet run warns: %q", calm.Warnings)
	}
}
