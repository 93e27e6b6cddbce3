package balancing

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"spar/internal/system"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// steady are the rows about a system that has settled.
var steady = []string{"mm1.*", "mmc.*", "md1.*", "mg1.*", "mm1k.*", "mmck.*", "erlangB.*", "closed.*", "pod.*", "jsq2.*", "rr.*", "lb.random.*", "lb.sim.*", "lb.slow1of8.jsq*"}

// textOf returns the first of some parameters that a row has, as a scenario has it;
// nothing if it has none.
func textOf(r truth.Row, names ...string) string {
	for _, name := range names {
		if r.Parameters[name] != nil {
			return r.Text(name)
		}
	}
	return ""
}

// scenarioOf returns the parameters that a row is about.
func scenarioOf(r truth.Row) map[string]string {
	p := map[string]string{"service_mean": "1 s", "servers": "1", "load": textOf(r, "rho")}
	family, rest, _ := strings.Cut(r.ID, ".")
	switch family {
	case "mmc", "mmck", "erlangB":
		p["servers"], p["policy"] = textOf(r, "c"), "shared-queue"
	case "md1":
		p["service"] = "deterministic"
	case "mg1":
		p["service"], p["service_cv"] = "lognormal", "10^0.5"
		if textOf(r, "cv2") == "0.5" {
			p["service"], p["service_cv"] = "erlang", "0.5^0.5"
		}
	case "closed":
		delete(p, "load")
		p["users"], p["think"] = textOf(r, "N"), "10 s"
	case "pod":
		p["servers"], p["policy"], p["load"], p["choices"] = "1000", "two-choices", textOf(r, "lam"), textOf(r, "d")
	case "jsq2", "rr", "lb":
		p["servers"] = textOf(r, "n")
		p["policy"], p["choices"] = policyOf(family + "." + rest)
	}
	switch family {
	case "mm1k", "mmck":
		p["queue_limit"] = textOf(r, "K") + "-" + p["servers"]
	case "erlangB":
		p["queue_limit"] = "0"
	}
	if rate := textOf(r, "lam", "offered_load"); rate != "" && family != "pod" {
		delete(p, "load")
		p["rate"] = rate + "/s"
	}
	if family == "lb" && strings.HasPrefix(rest, "slow1of8") {
		p["speeds"] = "1,1,1,1,1,1,1,0.2"
	}
	return p
}

// The limit of infinitely many servers stands beside a run only where it is near, as
// simulations of so many servers say.
func TestLimitOfManyServers(t *testing.T) {
	given := 0
	for _, r := range append(truth.Rows(t, "lb.sim.p2.*"), truth.Rows(t, "lb.sim.p3.*")...) {
		said := theory(modelOf(t, scenarioOf(r)).Plan)
		got, ok := said.Figures["latency_mean_seconds"]
		if !ok {
			if reasons := fmt.Sprint(said.Gaps); !strings.Contains(reasons, "many servers only") {
				t.Errorf("%s: no formula, and no reason in %q", r.ID, reasons)
			}
			continue
		}
		if given++; !truth.Near(got, r.Figures()[0], .025) {
			t.Errorf("%s: the limit is %v, the truth %v", r.ID, got, r.Figures()[0])
		}
	}
	if given < 6 {
		t.Errorf("%d rows have a formula, want most", given)
	}
}

func policyOf(id string) (policy, choices string) {
	for part := range strings.SplitSeq(id, ".") {
		switch part {
		case "rr":
			return "round-robin", "2"
		case "random":
			return "random", "2"
		case "p2":
			return "two-choices", "2"
		case "p3":
			return "two-choices", "3"
		case "central":
			return "shared-queue", "2"
		}
	}
	return "least-connections", "2"
}

// A figure is what a row says: a metric, or several that are added up.
type figure struct {
	metrics []string
	want    float64
}

// figuresOf returns what a row says.
func figuresOf(r truth.Row) []figure {
	if list := r.Figures(); len(list) > 1 {
		var all []figure
		for i, name := range []string{"mean", "p50", "p95", "p99", "p999"} {
			all = append(all, figure{[]string{"latency_" + name + "_seconds"}, list[i]})
		}
		return all
	}
	parts := strings.Split(r.ID, ".")
	switch last := parts[len(parts)-1]; {
	case last == "W", last == "T", last == "R":
		return []figure{{[]string{"latency_mean_seconds"}, r.Figure()}}
	case last == "Wq":
		return []figure{{[]string{"wait_mean_seconds"}, r.Figure()}}
	case last == "L":
		return []figure{{[]string{"queue_mean", "utilization"}, r.Figure()}}
	case last == "X":
		return []figure{{[]string{"throughput_per_second"}, r.Figure()}}
	case last == "erlangC":
		return []figure{{[]string{"wait_probability"}, r.Figure()}}
	case last == "loss", parts[0] == "erlangB":
		return []figure{{[]string{"dropped_fraction"}, r.Figure()}}
	case strings.Contains(r.ID, ".wait."):
		return []figure{{[]string{"wait_" + last + "_seconds"}, r.Figure()}}
	case strings.HasPrefix(last, "tail"):
		return nil
	}
	return []figure{{[]string{"latency_" + strings.Replace(parts[len(parts)-1], "p5", "p50", 1) + "_seconds"}, r.Figure()}}
}

// toleranceOf returns by how much a run may be off.
func toleranceOf(r truth.Row, f figure) float64 {
	relative := 0.
	for _, name := range []string{"sim_rel", "sim_rel_95_at_1e7", "sim_rel_n>=1000", "p99_rel"} {
		if x, ok := r.Tolerance[name].(float64); ok {
			relative = x
		}
	}
	if x, ok := r.Tolerance["mean_abs_95"].(float64); ok && f.metrics[0] == "latency_mean_seconds" {
		return x
	}
	if x, ok := r.Tolerance["sim_abs"].(float64); ok {
		return x
	}
	return relative * f.want
}

// check holds a run against a row: each figure must be within the tolerance of the
// row, or within so many half-widths of the run's own interval.
func check(t *testing.T, r truth.Row, result *system.Result, halves float64) {
	t.Helper()
	for _, f := range figuresOf(r) {
		got, half := 0., 0.
		for _, metric := range f.metrics {
			got += result.Metrics[metric]
			i := result.Intervals[metric]
			half += (i.High - i.Low) / 2
		}
		t.Logf("%s %s is %.5g ± %.2g, want %.5g", r.ID, f.metrics[0], got, half, f.want)
		if off := math.Abs(got - f.want); !(off <= max(toleranceOf(r, f), halves*half)) {
			t.Errorf("%s: %v is %.5g, want %.5g within %.2g or %.2g", r.ID, f.metrics, got, f.want, toleranceOf(r, f), halves*half)
		}
	}
}

func run(t testing.TB, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{Parameters: parameters, Faults: faults})
}

// modelOf returns the model of a run before its first event.
func modelOf(t testing.TB, parameters map[string]string, faults ...string) *model {
	t.Helper()
	return systemtest.Model[*model](t, System(), system.Scenario{Parameters: parameters, Faults: faults})
}

// Every row that a formula gives is what the run shows beside its measurement.
func TestTheoryOfEveryRow(t *testing.T) {
	shown := 0
	for _, r := range truth.Rows(t, steady...) {
		said := theory(modelOf(t, scenarioOf(r)).Plan)
		figures, source := said.Figures, said.Source
		for _, f := range figuresOf(r) {
			got := 0.
			for _, metric := range f.metrics {
				got += figures[metric]
			}
			exact, _ := r.Tolerance["formula_rel"].(float64)
			switch known := got != 0; {
			case exact == 0 || strings.HasPrefix(r.ID, "jsq2."):
				continue
			case !known || source == "" || math.Abs(got-f.want) > exact*f.want:
				t.Errorf("%s: theory (%s) says %v, want %v", r.ID, source, got, f.want)
			}
			shown++
		}
	}
	if shown < 80 {
		t.Errorf("only %d rows were compared", shown)
	}
}

// One short run of each model and policy.
func TestRunsAgreeWithTheTruth(t *testing.T) {
	for _, tt := range []struct{ id, requests string }{
		{"mm1.rho0.7.W", "300k"},
		{"mmc.c10.rho0.9.erlangC", "300k"},
		{"md1.rho0.9.wait.p99", "300k"},
		{"mg1.rho0.8.cv2_0.5.Wq", "300k"},
		{"mm1k.rho1.2.K20.W", "200k"},
		{"mmck.c4.K20.a4.4.loss", "200k"},
		{"erlangB.c10.a10", "200k"},
		{"closed.N10.R", "200k"},
		{"pod.l0.9.d2.T", "1M"},
		{"jsq2.rho0.8.W", "300k"},
		{"lb.random.n64.rho0.9.W", "500k"},
		{"lb.sim.rr.n64.rho0.9", "500k"},
		{"lb.sim.p2.n64.rho0.9", "500k"},
		{"lb.sim.p3.n64.rho0.9", "500k"},
		{"lb.sim.jsq.n64.rho0.9", "500k"},
		{"lb.sim.central.n8.rho0.95", "2M"},
		{"lb.slow1of8.jsq", "500k"},
	} {
		r := truth.Find(t, tt.id)
		check(t, r, run(t, systemtest.With(scenarioOf(r), "requests", tt.requests)), 1.5)
	}
}

// The slow one of eight servers gets three times what it can do from policies that
// do not look, though all together have a third to spare.
func TestSlowServerMelts(t *testing.T) {
	row := truth.Find(t, "lb.slow1of8.random")
	for _, policy := range []string{"random", "round-robin"} {
		parameters := systemtest.With(scenarioOf(row), "policy", policy, "speeds", "1,1,1,1,1,1,1,0.2", "requests", "100k")
		own := ownLoads(modelOf(t, parameters).Plan)
		if math.Abs(own[7]-row.Figure()) > 1e-12 || own[0] != .6 {
			t.Errorf("%s: the servers' loads are %v, want 3 for the last and .6 for others", policy, own)
		}
		r := run(t, parameters)
		if want := "gives server 8 3 times what it can do"; !strings.Contains(fmt.Sprint(r.Warnings), want) {
			t.Errorf("%s: warnings %q do not say %q", policy, r.Warnings, want)
		}
		if r.Metrics["latency_p99_seconds"] < 1000 {
			t.Errorf("%s: p99 of %v s, want an overload", policy, r.Metrics["latency_p99_seconds"])
		}
	}
	if p2 := run(t, systemtest.With(scenarioOf(row), "policy", "two-choices", "speeds", "1,1,1,1,1,1,1,0.2", "requests", "500k")); math.Abs(p2.Metrics["latency_mean_seconds"]-2.113) > .06 {
		t.Errorf("two choices: mean of %v, want 2.113", p2.Metrics["latency_mean_seconds"])
	}
}
