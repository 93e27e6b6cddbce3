package caching

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/systemtest"
	"spar/internal/truth"
)

// TestTruth holds every row against the system. Those that need millions of
// requests run with -tags slow only, and the others then with more seeds.
func TestTruth(t *testing.T) {
	for _, row := range truth.Rows(t, "*") {
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

func testOf(id string) func(*testing.T, truth.Row) {
	for _, test := range []struct {
		prefix, suffix string
		run            func(*testing.T, truth.Row)
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
func testPopularity(t *testing.T, row truth.Row) {
	const draws = 1_000_000
	p, err := system.NewPopularity(1, int(row.Number("N")), row.Number("alpha"))
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
	got, want := float64(n)/draws, row.Figure()
	if off := max(row.Slack(want), 4*math.Sqrt(want/draws)); math.Abs(got-want) > off {
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

func testPolicy(policies ...string) func(*testing.T, truth.Row) {
	return func(t *testing.T, row truth.Row) {
		for _, policy := range policies {
			results := repeat(t, seeds(row.Number("N") < 1000), map[string]string{
				"policy": policy, "keys": row.Text("N"), "zipf": row.Text("alpha"), "capacity": row.Text("C"),
				"requests": requests(int(row.Number("C"))),
			})
			near(t, row, "hit_ratio", row.Figure(), results...)
			if !strings.Contains(row.ID, ".exact.") {
				row.Check(t, "the ratio by theory", results[0].Theory["hit_ratio"], row.Figure(), 0)
			}
		}
	}
}

func testSimulated(t *testing.T, row truth.Row) {
	parameters := map[string]string{
		"policy": strings.ToLower(row.Parameters["policy"].(string)), "keys": row.Text("N"), "zipf": row.Text("alpha"),
		"capacity": row.Text("C"), "requests": requests(int(max(row.Number("C"), row.NumberOr("L2", 0)))),
	}
	var want []float64
	if row.Parameters["L2"] != nil {
		parameters["levels"], parameters["l1_capacity"], parameters["capacity"] = "2", row.Text("C"), row.Text("L2")
		want = row.Figures()
	} else {
		want = []float64{row.Figure(), 0, row.Figure()}
	}
	results := repeat(t, seeds(row.Number("N") < 1000), parameters)
	for i, metric := range []string{"l1_hit_ratio", "l2_hit_ratio", "hit_ratio"} {
		near(t, row, metric, want[i], results...)
	}
}

// lonely returns parameters of a single key whose origin answers at once.
func lonely(pairs ...string) map[string]string {
	return systemtest.With(map[string]string{"keys": "1", "capacity": "1", "origin_service_mean": "0 s", "origin_workers": "0", "requests": "500k"}, pairs...)
}

func testLifetime(t *testing.T, row truth.Row) {
	expiry := "fixed"
	if strings.HasPrefix(row.ID, "ttl.sliding.") {
		expiry = sliding
	}
	for seed := range uint64(seeds(true)) {
		r := simulate(t, seed, lonely("rate", row.Text("lam_times_TTL")+"/s", "ttl", "1 s", "expiry", expiry))
		row.Check(t, "hit ratio", r.Metrics["hit_ratio"], row.Figure(), 0)
		row.Check(t, "hit ratio by theory", r.Theory["hit_ratio"], row.Figure(), 0)
	}
}

// expiring returns parameters of a key that expires so many times, and each time
// takes its time to load.
func expiring(rate, took, ttl, beta float64, cycles int) map[string]string {
	seconds := float64(cycles) * (ttl + took + 1/rate)
	return lonely("coalesce", "off", "rate", fmt.Sprintf("%g/s", rate), "origin_service_mean", fmt.Sprintf("%g s", took),
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

func testStampede(t *testing.T, row truth.Row) {
	rate, took := row.Number("requests_per_s"), row.Number("recompute_s")
	ttl := 10 * max(took, 1/rate)
	r := simulate(t, 1, expiring(rate, took, ttl, 0, cycles()))
	near(t, row, "stampede_mean", row.Figure(), r)
	row.Check(t, "stampede by theory", r.Theory["stampede_mean"], row.Figure(), 0)
	parameters := expiring(rate, took, ttl, 0, 500)
	parameters["coalesce"] = on
	r = simulate(t, 1, parameters)
	if r.Metrics["stampede_mean"] != 1 || r.Metrics["stampede_max"] != 1 || r.Metrics["origin_concurrency_max"] != 1 {
		t.Errorf("with coalescing %v requests load a key at once, %v at the most", r.Metrics["stampede_mean"], r.Metrics["stampede_max"])
	}
}

func testStampedeLoad(t *testing.T, row truth.Row) {
	rate, took, ttl := row.Number("requests_per_s"), row.Number("recompute_s"), row.Number("ttl_s")
	n := 100
	if slow {
		n = 1000
	}
	r := simulate(t, 1, expiring(rate, took, ttl, 0, n))
	row.Check(t, "requests to the origin by theory", r.Theory["origin_requests_per_second"], row.Figure(), 0)
	i := r.Intervals["stampede_mean"]
	scatter := (i.High - i.Low) / 2 / r.Metrics["stampede_mean"] * row.Figure()
	row.Check(t, "requests to the origin", r.Metrics["origin_requests_per_second"], row.Figure(), scatter)
}

func testEarly(t *testing.T, row truth.Row) {
	rate := row.Number("requests_per_s")
	n := cycles()
	if rate > 100 {
		n /= 20
	}
	r := simulate(t, 2, expiring(rate, row.Number("delta_s"), row.Number("ttl_s"), row.Number("beta"), n))
	if strings.HasSuffix(row.ID, ".noearly") {
		got, i := 1-r.Metrics["early_fraction"], r.Intervals["early_fraction"]
		if math.Abs(got-row.Figure()) > row.Slack(0)+(i.High-i.Low)/2 {
			t.Errorf("%.5f of the loads begin after the end, want %.5f", got, row.Figure())
		}
		row.Check(t, "the same by theory", 1-r.Theory["early_fraction"], row.Figure(), 0)
		return
	}
	near(t, row, "stampede_mean", row.Figure(), r)
	row.Check(t, "stampede by theory", r.Theory["stampede_mean"], row.Figure(), 0)
}

func testEarlyLimit(t *testing.T, row truth.Row) {
	const rate, took = 1000, .2
	beta := row.Number("beta")
	r := simulate(t, 3, expiring(rate, took, 30*took*beta, beta, cycles()/4))
	near(t, row, "stampede_mean", row.Figure(), r)
	row.Check(t, "stampede by theory", r.Theory["stampede_mean"], row.Figure(), 0)
}

// testEagerness asks what decides in a run whether to renew.
func testEagerness(t *testing.T, row truth.Row) {
	const draws = 200_000
	m, err := newModel(planOf(t, lonely("early_beta", row.Text("beta"), "ttl", "60 s", "requests", "1000", "start", "cold")))
	if err != nil {
		t.Fatal(err)
	}
	renewed := 0
	for range draws {
		if m.renews(1, 0, value{took: sim.Seconds(row.Number("delta_s"))}, sim.Seconds(row.Number("seconds_to_expiry"))) {
			renewed++
		}
	}
	row.Check(t, "share of reads that renew", float64(renewed)/draws, row.Figure(), 0)
	if got := cache.EarlyProbability(row.Number("seconds_to_expiry"), row.Number("delta_s"), row.Number("beta")); math.Abs(got-row.Figure()) > 1e-12 {
		t.Errorf("the formula gives %v, want %v", got, row.Figure())
	}
}

// The row is what leases did for one site: they took more than nine tenths of the
// peak off its database. So they do here, when a flush takes all entries away.
func testLeases(t *testing.T, _ truth.Row) {
	peak := map[string]float64{}
	for _, coalesce := range []string{on, "off"} {
		r := simulate(t, 1, map[string]string{"coalesce": coalesce, "keys": "1k", "capacity": "1k", "origin_service_mean": "200 ms", "origin_workers": "0", "requests": "100k"}, "at 50% flush cache")
		peak[coalesce] = r.Metrics["origin_concurrency_max"]
	}
	if peak[on] > .5*peak["off"] {
		t.Errorf("after a flush %v requests at once go to the origin with coalescing, %v without", peak[on], peak["off"])
	}
}
