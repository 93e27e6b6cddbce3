package balancing

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
)

// A truthRow is a figure that is known of a model: by a closed form, from a
// mean-field limit, or from independent simulations. Times are in service times.
type truthRow struct {
	ID         string
	Parameters map[string]any
	Value      any // a number, or a list of them
	Tolerance  map[string]any
}

// truth returns the rows whose names begin with one of the prefixes.
func truth(t *testing.T, prefixes ...string) []truthRow {
	t.Helper()
	data, err := os.ReadFile("testdata/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var all, rows []truthRow
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		for _, prefix := range prefixes {
			if strings.HasPrefix(r.ID, prefix) {
				rows = append(rows, r)
			}
		}
	}
	if len(rows) == 0 {
		t.Fatalf("no rows %v", prefixes)
	}
	return rows
}

// rowOf returns the row of a name.
func rowOf(t *testing.T, id string) truthRow {
	t.Helper()
	for _, r := range truth(t, id) {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("no row %s", id)
	return truthRow{}
}

// steady are the rows about a system that has settled.
var steady = []string{"mm1.", "mmc.", "md1.", "mg1.", "mm1k.", "mmck.", "erlangB.", "closed.", "pod.", "jsq2.", "rr.", "lb.random.", "lb.sim.", "lb.slow1of8.jsq"}

func (r truthRow) want() float64 {
	x, _ := r.Value.(float64)
	return x
}

func (r truthRow) number(names ...string) string {
	for _, name := range names {
		if x, ok := r.Parameters[name].(float64); ok {
			return strconv.FormatFloat(x, 'g', -1, 64)
		}
	}
	return ""
}

// scenario returns the parameters that a row is about.
func (r truthRow) scenario() map[string]string {
	p := map[string]string{"service_mean": "1 s", "servers": "1", "load": r.number("rho")}
	family, rest, _ := strings.Cut(r.ID, ".")
	switch family {
	case "mmc", "mmck", "erlangB":
		p["servers"], p["policy"] = r.number("c"), "shared-queue"
	case "md1":
		p["service"] = "deterministic"
	case "mg1":
		p["service"], p["service_cv"] = "lognormal", "10^0.5"
		if r.number("cv2") == "0.5" {
			p["service"], p["service_cv"] = "erlang", "0.5^0.5"
		}
	case "closed":
		delete(p, "load")
		p["users"], p["think"] = r.number("N"), "10 s"
	case "pod":
		p["servers"], p["policy"], p["load"], p["choices"] = "1000", "two-choices", r.number("lam"), r.number("d")
	case "jsq2", "rr", "lb":
		p["servers"] = r.number("n")
		p["policy"], p["choices"] = policyOf(family + "." + rest)
	}
	switch family {
	case "mm1k", "mmck":
		p["queue_limit"] = r.number("K") + "-" + p["servers"]
	case "erlangB":
		p["queue_limit"] = "0"
	}
	if rate := r.number("lam", "offered_load"); rate != "" && family != "pod" {
		delete(p, "load")
		p["rate"] = rate + "/s"
	}
	if family == "lb" && strings.HasPrefix(rest, "slow1of8") {
		p["speeds"] = "1,1,1,1,1,1,1,0.2"
	}
	return p
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

// figures returns what a row says.
func (r truthRow) figures() []figure {
	if list, ok := r.Value.([]any); ok {
		var all []figure
		for i, name := range []string{"mean", "p50", "p95", "p99", "p999"} {
			all = append(all, figure{[]string{"latency_" + name + "_seconds"}, list[i].(float64)})
		}
		return all
	}
	parts := strings.Split(r.ID, ".")
	switch last := parts[len(parts)-1]; {
	case last == "W", last == "T", last == "R":
		return []figure{{[]string{"latency_mean_seconds"}, r.want()}}
	case last == "Wq":
		return []figure{{[]string{"wait_mean_seconds"}, r.want()}}
	case last == "L":
		return []figure{{[]string{"queue_mean", "utilization"}, r.want()}}
	case last == "X":
		return []figure{{[]string{"throughput_per_second"}, r.want()}}
	case last == "erlangC":
		return []figure{{[]string{"wait_probability"}, r.want()}}
	case last == "loss", parts[0] == "erlangB":
		return []figure{{[]string{"dropped_fraction"}, r.want()}}
	case strings.Contains(r.ID, ".wait."):
		return []figure{{[]string{"wait_" + last + "_seconds"}, r.want()}}
	case strings.HasPrefix(last, "tail"):
		return nil
	}
	return []figure{{[]string{"latency_" + strings.Replace(parts[len(parts)-1], "p5", "p50", 1) + "_seconds"}, r.want()}}
}

// tolerance returns by how much a run may be off.
func (r truthRow) tolerance(f figure) float64 {
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
func (r truthRow) check(t *testing.T, result *system.Result, halves float64) {
	t.Helper()
	for _, f := range r.figures() {
		got, half := 0., 0.
		for _, metric := range f.metrics {
			got += result.Metrics[metric]
			i := result.Intervals[metric]
			half += (i.High - i.Low) / 2
		}
		t.Logf("%s %s is %.5g ± %.2g, want %.5g", r.ID, f.metrics[0], got, half, f.want)
		if off := math.Abs(got - f.want); !(off <= max(r.tolerance(f), halves*half)) {
			t.Errorf("%s: %v is %.5g, want %.5g within %.2g or %.2g", r.ID, f.metrics, got, f.want, r.tolerance(f), halves*half)
		}
	}
}

// run runs a scenario, which must have no mistakes.
func run(t testing.TB, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	return runSeed(t, 0, parameters, faults...)
}

func runSeed(t testing.TB, seed uint64, parameters map[string]string, faults ...string) *system.Result {
	t.Helper()
	r, err := system.Registry{System()}.Run(t.Context(), system.Scenario{
		System: "balancing", Parameters: parameters, Faults: faults, Seed: seed,
	}, sim.Cost{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// with returns parameters with others, given as name and value in turns.
func with(parameters map[string]string, others ...string) map[string]string {
	all := maps.Clone(parameters)
	for i := 0; i < len(others); i += 2 {
		all[others[i]] = others[i+1]
	}
	return all
}

// planOf returns the plan of a scenario, which must have no mistakes.
func planOf(t testing.TB, parameters map[string]string, faults ...string) *system.Plan {
	t.Helper()
	var plan *system.Plan
	s := System()
	s.Start = func(p *system.Plan) (system.Model, error) {
		plan = p
		return newModel(p)
	}
	if _, err := (system.Registry{s}).Begin(system.Scenario{System: "balancing", Parameters: parameters, Faults: faults}, sim.Cost{}); err != nil {
		t.Fatal(err)
	}
	return plan
}

// Every row that a formula gives is what the run shows beside its measurement.
func TestTheoryOfEveryRow(t *testing.T) {
	shown := 0
	for _, r := range truth(t, steady...) {
		figures, source := theory(planOf(t, r.scenario()))
		for _, f := range r.figures() {
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
		r := rowOf(t, tt.id)
		r.check(t, run(t, with(r.scenario(), "requests", tt.requests)), 1.5)
	}
}

// The slow one of eight servers gets three times what it can do from policies that
// do not look, though all together have a third to spare.
func TestSlowServerMelts(t *testing.T) {
	row := rowOf(t, "lb.slow1of8.random")
	for _, policy := range []string{"random", "round-robin"} {
		parameters := with(row.scenario(), "policy", policy, "speeds", "1,1,1,1,1,1,1,0.2", "requests", "100k")
		own := ownLoads(planOf(t, parameters))
		if math.Abs(own[7]-row.want()) > 1e-12 || own[0] != .6 {
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
	if p2 := run(t, with(row.scenario(), "policy", "two-choices", "speeds", "1,1,1,1,1,1,1,0.2", "requests", "500k")); math.Abs(p2.Metrics["latency_mean_seconds"]-2.36) > .1 {
		t.Errorf("two choices: mean of %v, want 2.36", p2.Metrics["latency_mean_seconds"])
	}
}
