package balancing

import (
	"fmt"
	"math"
	"testing"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// An attempt that fails with probability p is repeated: 1 + p + p² + p³ attempts a
// request, of which p⁴ end badly.
func TestRetriesAmplify(t *testing.T) {
	for _, r := range truth.Rows(t, "retry.amp.*") {
		var p float64
		if _, err := fmt.Sscanf(r.ID, "retry.amp.p%f.r3", &p); err != nil {
			t.Fatal(err)
		}
		result := run(t, map[string]string{"load": "0.2", "retries": "3", "requests": "200k"}, fmt.Sprintf("errors server %g%%", p*100))
		if got := result.Metrics["attempts_per_request"]; math.Abs(got-r.Figure()) > .01*r.Figure() {
			t.Errorf("%s: %v attempts a request, want %v", r.ID, got, r.Figure())
		}
		want := p * p * p * p
		if got := result.Metrics["dropped_fraction"]; math.Abs(got-want) > .02*want+.0005 {
			t.Errorf("%s: dropped %v, want %v", r.ID, got, want)
		}
	}
}

func TestRetryBudget(t *testing.T) {
	row := truth.Find(t, "retry.budget10")
	r := run(t, map[string]string{"load": "0.2", "retries": "10", "retry_budget": "0.1", "requests": "50k"}, "errors server 100%")
	if got := r.Metrics["attempts_per_request"]; math.Abs(got-row.Figure()) > .001 {
		t.Errorf("%v attempts a request, want %v", got, row.Figure())
	}
}

// The highest load that has a state without overload, and one above it.
func TestCriticalLoadOfRetries(t *testing.T) {
	row := truth.Find(t, "metastable.mm1.tau10.r3.critical")
	low, high := 0., 1.
	for range 40 {
		middle := (low + high) / 2
		parameters := map[string]string{"servers": "1", "service_mean": "1 s", "load": fmt.Sprint(middle), "timeout": "10 s", "retries": "3"}
		if len(theory(modelOf(t, parameters).Plan).Figures) > 0 {
			low = middle
		} else {
			high = middle
		}
	}
	if math.Abs(low-row.Figure()) > 1e-4 {
		t.Errorf("theory has a state without overload up to a load of %v, want %v", low, row.Figure())
	}
}

// Half of the attempts fail; a second one comes after a pause of 0 to 100 ms, so of
// three answers one takes 50 ms more.
func TestBackoffIsJittered(t *testing.T) {
	r := run(t, map[string]string{
		"servers": "1", "workers": "100", "service": "deterministic", "service_mean": "1 ms", "rate": "1k/s",
		"retries": "1", "backoff": "100 ms", "requests": "100k",
	}, "errors server 50%")
	if got, want := r.Metrics["latency_mean_seconds"], .001+.05/3; math.Abs(got-want) > .03*want {
		t.Errorf("mean latency %v, want %v", got, want)
	}
	if got := r.Metrics["latency_p999_seconds"]; got > .102 {
		t.Errorf("p99.9 %v, want at most the longest pause", got)
	}
}

// A server that works off what nobody waits for any more answers hardly anybody.
func TestAbandonedWork(t *testing.T) {
	parameters := map[string]string{"servers": "1", "load": "1.5", "timeout": "100 ms", "requests": "20k"}
	executed := run(t, parameters)
	withdrawn := run(t, systemtest.With(parameters, "abandoned", "withdrawn"))
	if got := executed.Metrics["throughput_per_second"]; got > 10 {
		t.Errorf("executed: %v answers in time a second, want hardly any", got)
	}
	// Not all of the 100 that the server can do: some that it begins it ends too late.
	if got := withdrawn.Metrics["throughput_per_second"]; got < 60 {
		t.Errorf("withdrawn: %v answers in time a second, want most of those that the server can do", got)
	}
	if got := withdrawn.Metrics["latency_p999_seconds"]; got > .1001 {
		t.Errorf("withdrawn: p99.9 of %v s, above the time-out", got)
	}
}

// The queue that servers share gives back what clients have abandoned in it too.
func TestAbandonedWorkInTheSharedQueue(t *testing.T) {
	parameters := map[string]string{"servers": "4", "policy": "shared-queue", "load": "1.5", "timeout": "100 ms", "requests": "20k"}
	executed := run(t, parameters).Metrics["throughput_per_second"]
	withdrawn := run(t, systemtest.With(parameters, "abandoned", "withdrawn")).Metrics["throughput_per_second"]
	if withdrawn < 100 || withdrawn < 5*executed {
		t.Errorf("%v answers in time a second if withdrawn, %v if executed; want many more", withdrawn, executed)
	}
}

// Users of a closed loop who do not think are always all there, and adding some
// takes place at once.
func TestClosedLoop(t *testing.T) {
	m := modelOf(t, map[string]string{"servers": "3", "users": "10", "think": "0 s", "duration": "100 s"})
	for step := range 20 {
		if step == 10 {
			m.Strike(system.Fault{Verb: system.Load, Factor: 2})
		}
		if err := m.RunUntil(t.Context(), time.Duration(step+1)*time.Second); err != nil {
			t.Fatal(err)
		}
		want := 10
		if step >= 10 {
			want = 20
		}
		if m.jobs.Live() != want {
			t.Errorf("at %v: %d requests under way, want %d", m.Sim.Now(), m.jobs.Live(), want)
		}
	}
	m.Strike(system.Fault{Verb: system.Load, Factor: .5})
	if err := m.RunUntil(t.Context(), 30*time.Second); err != nil {
		t.Fatal(err)
	}
	if m.jobs.Live() != 5 {
		t.Errorf("half the users: %d requests under way, want 5", m.jobs.Live())
	}
}

// Requests of one key go to one server while it has room.
func TestBoundedHashKeepsKeysTogether(t *testing.T) {
	r := run(t, map[string]string{"policy": "bounded-hash", "keys": "1", "load": "0.0001", "requests": "20k"})
	most := 0.
	for _, n := range r.Arrays["server_requests"] {
		most = max(most, n)
	}
	if most < 17700 {
		t.Errorf("the key's server got %v of 18000 requests", most)
	}
}

// The cost that is stated is about what a run takes, whose time-outs mostly do not
// strike and which goes on for a while to answer what it has left.
func TestCost(t *testing.T) {
	for _, parameters := range []map[string]string{
		{"requests": "20k"},
		{"requests": "20k", "timeout": "1 s"},
		{"requests": "20k", "staleness": "10 ms", "balancers": "3"},
		{"requests": "20k", "arrivals": "flash-crowd", "peak": "5"},
		{"requests": "20k", "users": "50", "think": "1 s"},
	} {
		stated := cost(modelOf(t, parameters).Plan).Events
		if got := float64(run(t, parameters).Events); got < .6*stated || got > 1.4*stated {
			t.Errorf("%v: %v events, stated %v", parameters, got, stated)
		}
	}
	_, err := system.Registry{System()}.Begin(system.Scenario{System: "balancing"}, sim.Cost{Events: 1000})
	if err == nil {
		t.Error("a run of two million events began within a limit of a thousand")
	}
}

// In the steady state an event allocates nothing.
func TestNoAllocations(t *testing.T) {
	for _, policy := range []string{"least-connections", "shared-queue", "two-choices", "ewma", "bounded-hash", "smooth-weighted"} {
		m := modelOf(t, map[string]string{
			"servers": "64", "load": "0.8", "policy": policy, "timeout": "10 s", "retries": "2", "duration": "10000 s", "warmup": "0 s",
		})
		now := 20 * time.Second
		if err := m.RunUntil(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		before := m.Sim.Events()
		allocations := testing.AllocsPerRun(1, func() {
			now += 5 * time.Second
			if err := m.RunUntil(t.Context(), now); err != nil {
				t.Fatal(err)
			}
		})
		if events := float64(m.Sim.Events() - before); allocations > events/1000 {
			t.Errorf("%s: %v allocations in %v events", policy, allocations, events)
		}
	}
}
