package caching

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

// A truthRow is a figure that is known of a cache: by a closed form, by an
// approximation that is exact for large caches, or from independent simulations of
// 10^8 requests.
type truthRow struct {
	ID         string
	Parameters map[string]any
	Value      any // a number, or a list of them
	Tolerance  map[string]any
}

func (r truthRow) want() float64 { return r.Value.(float64) }

func (r truthRow) number(name string) float64 {
	x, _ := r.Parameters[name].(float64)
	return x
}

// text returns a parameter as a scenario has it.
func (r truthRow) text(name string) string { return strconv.FormatFloat(r.number(name), 'f', -1, 64) }

// slack returns by how much a measured value may differ.
func (r truthRow) slack(value float64) float64 {
	if relative, ok := r.Tolerance["sim_rel"].(float64); ok {
		return relative * math.Abs(value)
	}
	absolute, _ := r.Tolerance["sim_abs"].(float64)
	return absolute
}

// near fails unless a figure is within the row's tolerance, or twice the run's own
// interval holds the truth: one row in twenty is outside of that, and there are
// many rows.
func (r truthRow) near(t *testing.T, result *system.Result, metric string, want float64) {
	t.Helper()
	got, i := result.Metrics[metric], result.Intervals[metric]
	if math.Abs(got-want) > r.slack(want)+(i.High-i.Low)/2 {
		t.Errorf("%s is %.6g (%.6g to %.6g), want %.6g within %.2g", metric, got, i.Low, i.High, want, r.slack(want))
	}
}

// within returns twice as tight a requirement for long runs: the tolerance alone.
func (r truthRow) within(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > r.slack(want) {
		t.Errorf("%s is %.6g, want %.6g within %.2g", what, got, want, r.slack(want))
	}
}

func truth(t *testing.T) []truthRow {
	t.Helper()
	data, err := os.ReadFile("testdata/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []truthRow
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestTruth holds every row against the system. Those that need millions of
// requests run with -tags slow only, and the others then with more seeds.
func TestTruth(t *testing.T) {
	for _, row := range truth(t) {
		test := testOf(row.ID)
		if test == nil {
			t.Errorf("nothing tests %s", row.ID)
			continue
		}
		t.Run(row.ID, func(t *testing.T) {
			if !slow && !slices.Contains(brisk, row.ID) {
				t.Skip("takes long; run with -tags slow")
			}
			test(t, row)
		})
	}
}

// brisk are rows that are quick to measure.
var brisk = []string{
	"zipf.a0.99.n1000000.top1", "zipf.a1.1.n100000.top100",
	"che.lru.a0.99.n100000.c0.01", "che.random.a0.99.n100000.c0.01", "lfu.a1.1.n100000.c0.001",
	"lru.exact.a1.0.n10.c3", "fifo.exact.a1.0.n10.c3",
	"cache.sim.lru.a0.99.n100000.c100.l2_10000", "cache.sim.lru.a1.1.n100000.c100",
	"ttl.fixed.lT10", "ttl.fixed.lT0.1", "ttl.sliding.lT10", "ttl.sliding.lT1",
	"stampede.l10.d3.E", "stampede.l100.d0.05.amort", "xfetch.l1.recomputes",
	"xfetch.delta0.4.s4.0", "xfetch.delta0.4.s0.1", "xfetch.delta0.4.s1.2", "cache.leases.facebook",
}

func testOf(id string) func(*testing.T, truthRow) {
	for _, test := range []struct {
		prefix, suffix string
		run            func(*testing.T, truthRow)
	}{
		{"zipf.", "", testPopularity},
		{"che.lru.", "", testPolicy("lru")},
		{"che.random.", "", testPolicy("fifo", "random")},
		{"lfu.", "", testPolicy("lfu")},
		{"lru.exact.", "", testPolicy("lru")},
		{"fifo.exact.", "", testPolicy("fifo", "random")},
		{"cache.sim.lru.", "", testSimulated},
		{"cache.sim.fifo.", "", testSimulated},
		{"ttl.", "", testLifetime},
		{"stampede.", ".E", testStampede},
		{"stampede.", ".amort", testStampedeLoad},
		{"xfetch.", ".recomputes", testEarly},
		{"xfetch.", ".noearly", testEarly},
		{"xfetch.limit.", "", testEarlyLimit},
		{"xfetch.delta", "", testEagerness},
		{"cache.leases.facebook", "", testLeases},
	} {
		if strings.HasPrefix(id, test.prefix) && strings.HasSuffix(id, test.suffix) {
			return test.run
		}
	}
	return nil
}

// testPopularity draws from what the requests of a run draw from.
func testPopularity(t *testing.T, row truthRow) {
	const draws = 1_000_000
	p, err := system.NewPopularity(1, int(row.number("N")), row.number("alpha"))
	if err != nil {
		t.Fatal(err)
	}
	var top int
	fmt.Sscanf(row.ID[strings.LastIndex(row.ID, "top"):], "top%d", &top)
	n := 0
	for range draws {
		if p.Pick() <= top {
			n++
		}
	}
	got, want := float64(n)/draws, row.want()
	if off := max(row.slack(want), 4*math.Sqrt(want/draws)); math.Abs(got-want) > off {
		t.Errorf("the top %d get %.5f, want %.5f within %.2g", top, got, want, off)
	}
	if formula := p.Top(top); math.Abs(formula-want) > 1e-8*want {
		t.Errorf("the formula gives %v, want %v", formula, want)
	}
}

// requests says how many measure the hit ratio of a cache so that chance stays
// within the tolerances, and policies have settled.
func requests(capacity int) string {
	n := max(300_000, 20*capacity)
	if slow {
		n = max(6_000_000, n)
	}
	return strconv.Itoa(n)
}

func testPolicy(policies ...string) func(*testing.T, truthRow) {
	return func(t *testing.T, row truthRow) {
		for _, policy := range policies {
			for seed := range uint64(seeds(row.number("N") < 1000)) {
				r := simulate(t, seed, set("policy", policy, "keys", row.text("N"), "zipf", row.text("alpha"), "capacity", row.text("C"),
					"requests", requests(int(row.number("C")))))
				row.near(t, r, "hit_ratio", row.want())
				if !strings.Contains(row.ID, ".exact.") {
					row.within(t, "the ratio by theory", r.Theory["hit_ratio"], row.want())
				}
			}
		}
	}
}

func testSimulated(t *testing.T, row truthRow) {
	parameters := set("policy", strings.ToLower(row.Parameters["policy"].(string)), "keys", row.text("N"), "zipf", row.text("alpha"),
		"capacity", row.text("C"), "requests", requests(int(max(row.number("C"), row.number("L2")))))
	want := []float64{0, 0, 0}
	if row.Parameters["L2"] != nil {
		parameters["levels"], parameters["l1_capacity"], parameters["capacity"] = "2", row.text("C"), row.text("L2")
		for i, x := range row.Value.([]any) {
			want[i] = x.(float64)
		}
	} else {
		want[0], want[2] = row.want(), row.want()
	}
	for seed := range uint64(seeds(row.number("N") < 1000)) {
		r := simulate(t, seed, parameters)
		for i, metric := range []string{"l1_hit_ratio", "l2_hit_ratio", "hit_ratio"} {
			row.near(t, r, metric, want[i])
		}
	}
}

// lonely returns parameters of a single key whose origin answers at once.
func lonely(pairs ...string) map[string]string {
	return set(append([]string{"keys", "1", "capacity", "1", "origin_latency", "0 s", "origin_limit", "0", "requests", "500k"}, pairs...)...)
}

func testLifetime(t *testing.T, row truthRow) {
	expiry := "fixed"
	if strings.HasPrefix(row.ID, "ttl.sliding.") {
		expiry = sliding
	}
	for seed := range uint64(seeds(true)) {
		r := simulate(t, seed, lonely("rate", row.text("lam_times_TTL")+"/s", "ttl", "1 s", "expiry", expiry))
		row.within(t, "hit ratio", r.Metrics["hit_ratio"], row.want())
		row.within(t, "hit ratio by theory", r.Theory["hit_ratio"], row.want())
	}
}

// expiring returns parameters of a key that expires so many times, and each time
// takes its time to load.
func expiring(rate, took, ttl, beta float64, cycles int) map[string]string {
	seconds := float64(cycles) * (ttl + took + 1/rate)
	return lonely("coalesce", "off", "rate", fmt.Sprintf("%g/s", rate), "origin_latency", fmt.Sprintf("%g s", took),
		"ttl", fmt.Sprintf("%g s", ttl), "early_beta", fmt.Sprint(beta), "requests", strconv.Itoa(int(rate*seconds)))
}

// cycles returns how many measure the mean size of a stampede within a tolerance
// of two or three per cent.
func cycles() int {
	if slow {
		return 20_000
	}
	return 1000
}

func testStampede(t *testing.T, row truthRow) {
	rate, took := row.number("requests_per_s"), row.number("recompute_s")
	ttl := 10 * max(took, 1/rate)
	r := simulate(t, 1, expiring(rate, took, ttl, 0, cycles()))
	row.near(t, r, "stampede_mean", row.want())
	row.within(t, "stampede by theory", r.Theory["stampede_mean"], row.want())
	parameters := expiring(rate, took, ttl, 0, 500)
	parameters["coalesce"] = on
	r = simulate(t, 1, parameters)
	if r.Metrics["stampede_mean"] != 1 || r.Metrics["stampede_max"] != 1 || r.Metrics["origin_concurrency_max"] != 1 {
		t.Errorf("with coalescing %v requests load a key at once, %v at the most", r.Metrics["stampede_mean"], r.Metrics["stampede_max"])
	}
}

func testStampedeLoad(t *testing.T, row truthRow) {
	rate, took, ttl := row.number("requests_per_s"), row.number("recompute_s"), row.number("ttl_s")
	n := 100
	if slow {
		n = 1000
	}
	r := simulate(t, 1, expiring(rate, took, ttl, 0, n))
	row.within(t, "requests to the origin by theory", r.Theory["origin_requests_per_second"], row.want())
	i := r.Intervals["stampede_mean"]
	scatter := (i.High - i.Low) / 2 / r.Metrics["stampede_mean"] * row.want()
	if got := r.Metrics["origin_requests_per_second"]; math.Abs(got-row.want()) > row.slack(row.want())+scatter {
		t.Errorf("the origin is asked %.5g times a second, want %.5g", got, row.want())
	}
}

func testEarly(t *testing.T, row truthRow) {
	rate := row.number("requests_per_s")
	n := cycles()
	if rate > 100 {
		n /= 20
	}
	r := simulate(t, 2, expiring(rate, row.number("delta_s"), row.number("ttl_s"), row.number("beta"), n))
	if strings.HasSuffix(row.ID, ".noearly") {
		got, i := 1-r.Metrics["early_fraction"], r.Intervals["early_fraction"]
		if math.Abs(got-row.want()) > row.slack(0)+(i.High-i.Low)/2 {
			t.Errorf("%.5f of the loads begin after the end, want %.5f", got, row.want())
		}
		row.within(t, "the same by theory", 1-r.Theory["early_fraction"], row.want())
		return
	}
	row.near(t, r, "stampede_mean", row.want())
	row.within(t, "stampede by theory", r.Theory["stampede_mean"], row.want())
}

func testEarlyLimit(t *testing.T, row truthRow) {
	const rate, took = 1000, .2
	beta := row.number("beta")
	r := simulate(t, 3, expiring(rate, took, 30*took*beta, beta, cycles()/4))
	row.near(t, r, "stampede_mean", row.want())
	row.within(t, "stampede by theory", r.Theory["stampede_mean"], row.want())
}

// testEagerness asks what decides in a run whether to renew.
func testEagerness(t *testing.T, row truthRow) {
	const draws = 200_000
	m, err := newModel(planOf(t, 1, lonely("early_beta", row.text("beta"), "ttl", "60 s", "requests", "1000", "start", "cold")))
	if err != nil {
		t.Fatal(err)
	}
	renewed := 0
	for range draws {
		if m.renews(1, 0, value{took: sim.Seconds(row.number("delta_s"))}, sim.Seconds(row.number("seconds_to_expiry"))) {
			renewed++
		}
	}
	row.within(t, "share of reads that renew", float64(renewed)/draws, row.want())
	if got := cache.EarlyProbability(row.number("seconds_to_expiry"), row.number("delta_s"), row.number("beta")); math.Abs(got-row.want()) > 1e-12 {
		t.Errorf("the formula gives %v, want %v", got, row.want())
	}
}

// The row is what leases did for one site: they took more than nine tenths of the
// peak off its database. So they do here, when a flush takes all entries away.
func testLeases(t *testing.T, _ truthRow) {
	peak := map[string]float64{}
	for _, coalesce := range []string{on, "off"} {
		r := simulate(t, 1, set("coalesce", coalesce, "keys", "1k", "capacity", "1k", "origin_latency", "200 ms", "origin_limit", "0", "requests", "100k"), "at 50% flush cache")
		peak[coalesce] = r.Metrics["origin_concurrency_max"]
	}
	if peak[on] > .5*peak["off"] {
		t.Errorf("after a flush %v requests at once go to the origin with coalescing, %v without", peak[on], peak["off"])
	}
}
