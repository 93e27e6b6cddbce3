package sharding

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"spar/internal/shard"
	"spar/internal/truth"
)

// TestTruth holds every row against the system, with enough keys and repetitions
// that three standard deviations of chance are within its tolerance. Those that
// take seconds run with -tags slow only, and all then with more seeds.
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
			for seed := range uint64(seeds) {
				test(t, row, seed)
			}
		})
	}
}

// brisk are rows that are quick to measure.
var brisk = []string{
	"shard.modn.16to15.moved", "shard.modn.10to11.moved", "shard.modn.3to4.moved", "shard.modn.100to101.moved",
	"shard.min.4to8.moved", "shard.min.10to11.moved", "shard.min.10to12.moved", "shard.min.16to15.moved",
	"shard.ring.n10.v10.relsd", "shard.ring.n10.v100.Emax", "shard.ring.n10.v10.moved_sd",
	"shard.jump.n100.iters", "shard.bounded.cap", "shard.maglev.share",
	"shard.maglev.M65537.N10.extra", "shard.maglev.M65537.N100.extra", "shard.maglev.M65537.N100.add",
}

// TestFormulas holds the formulas that stand beside what is measured against the
// rows.
func TestFormulas(t *testing.T) {
	for _, row := range truth.Rows(t, "*") {
		whole := func(name string) int { return int(row.NumberOr(name, 0)) }
		n, v := whole("n"), whole("v")
		got := 0.
		switch {
		case strings.HasSuffix(row.ID, ".moved_sd"):
			got = shard.RingMovedDeviation(n, v)
		case strings.HasSuffix(row.ID, ".Emax"):
			got = shard.RingMost(n, v)
		case strings.HasPrefix(row.ID, "shard.ring.") && strings.HasSuffix(row.ID, ".relsd"):
			got = shard.RingDeviation(n, v)
		case strings.HasPrefix(row.ID, "shard.multinomial."):
			got = shard.SampleDeviation(n, whole("keys"))
		case strings.HasPrefix(row.ID, "shard.modn."):
			got = shard.ModuloMoved(whole("n_from"), whole("n_to"))
		case strings.HasPrefix(row.ID, "shard.min."):
			got = shard.MinimumMoved(whole("n_from"), whole("n_to"))
		default:
			continue
		}
		if math.Abs(got-row.Figure()) > 1e-6*row.Figure() {
			t.Errorf("%s: the formula gives %v, want %v", row.ID, got, row.Figure())
		}
	}
}

func testOf(id string) func(*testing.T, truth.Row, uint64) {
	for _, test := range []struct {
		prefix, suffix string
		run            func(*testing.T, truth.Row, uint64)
	}{
		{"shard.modn.", ".moved", testModulo},
		{"shard.min.", ".moved", testMinimum},
		{"shard.ring.", ".relsd", testDeviation},
		{"shard.ring.", ".moved_sd", testMovedDeviation},
		{"shard.ring.", ".Emax", testExtreme},
		{"shard.ring.", ".Emin", testExtreme},
		{"shard.jumppaper.v", "", testPaper},
		{"shard.jumppaper.jump", "", testJumpShares},
		{"shard.jump.", ".iters", testJumps},
		{"shard.multinomial.", ".relsd", testSample},
		{"shard.bounded.cap", "", testCap},
		{"shard.bounded.", "", testBounded},
		{"shard.maglev.share", "", testSlots},
		{"shard.maglev.", ".extra", testCollateral},
		{"shard.maglev.", ".add", testCollateral},
	} {
		if strings.HasPrefix(id, test.prefix) && strings.HasSuffix(id, test.suffix) {
			return test.run
		}
	}
	return nil
}

// resize returns the parameters that take one number of shards to another.
func resize(row truth.Row) []string {
	from, to := row.Number("n_from"), row.Number("n_to")
	direction := addShards
	if to < from {
		direction = removeShards
	}
	return []string{"shards", row.Text("n_from"), "change", direction, "change_count", strconv.Itoa(int(math.Abs(to - from)))}
}

func testModulo(t *testing.T, row truth.Row, seed uint64) {
	r := place(t, seed, append(resize(row), "strategy", "modulo", "keys", "500k", "repetitions", "1")...)
	row.Check(t, "moved", r.Metrics["moved_fraction"], row.Figure(), 0)
	row.Check(t, "moved by theory", r.Theory["moved_fraction"], row.Figure(), 0)
}

// The tolerance is four standard deviations of the mean over repetitions: the
// share that moves on a ring with v points a shard, V in all, has the distribution
// Beta, of variance m(1-m)/(V+1).
func testMinimum(t *testing.T, row truth.Row, seed uint64) {
	const repetitions, keys = 20, 20_000
	points := 100 * max(row.Number("n_from"), row.Number("n_to"))
	m := row.Figure()
	slack := 4 * math.Sqrt(m*(1-m)*(1/(points+1)+1./keys)/repetitions)
	for _, strategy := range []string{"ring", "jump", "rendezvous"} {
		r := place(t, seed, append(resize(row), "strategy", strategy, "keys", "20k", "repetitions", "20")...)
		if got := r.Metrics["moved_fraction"]; math.Abs(got-m) > slack {
			t.Errorf("%s moves %.5f, want %.5f within %.5f", strategy, got, m, slack)
		}
		if r.Theory["moved_fraction"] != r.Metrics["moved_minimum_fraction"] || math.Abs(r.Theory["moved_fraction"]-m) > 1e-12 {
			t.Errorf("%s moves %v by theory, want %v", strategy, r.Theory["moved_fraction"], m)
		}
		if r.Metrics["collateral_fraction"] != 0 {
			t.Errorf("%s moves %v without need", strategy, r.Metrics["collateral_fraction"])
		}
	}
}

// effort says how many keys and repetitions measure the shares of a ring: few keys
// where shares differ much, few rings where there are many shares.
func effort(row truth.Row) (keys, repetitions string) {
	switch n, v := row.Number("n"), row.Number("v"); {
	case v == 1:
		return strconv.Itoa(int(200 * n)), strconv.Itoa(int(max(6000-40*n, 2000)))
	case v <= 10:
		return "20k", "400"
	case n >= 100 && v >= 1000:
		return "2M", "12"
	case n >= 100:
		return "500k", "50"
	case v >= 1000:
		return "300k", "80"
	}
	return "50k", "120"
}

func testDeviation(t *testing.T, row truth.Row, seed uint64) {
	keys, repetitions := effort(row)
	r := place(t, seed, "strategy", "ring", "shards", row.Text("n"), "virtual_nodes", row.Text("v"), "keys", keys, "repetitions", repetitions, "change", "none")
	row.Check(t, "deviation", r.Metrics["load_stddev_ratio"], row.Figure(), 0)
	row.Check(t, "deviation by theory", r.Theory["load_stddev_ratio"], row.Figure(), 0)
}

func testExtreme(t *testing.T, row truth.Row, seed uint64) {
	keys, repetitions := effort(row)
	metric := "load_max_ratio"
	if strings.HasSuffix(row.ID, "Emin") {
		metric = "load_min_ratio"
	}
	r := place(t, seed, "strategy", "ring", "shards", row.Text("n"), "virtual_nodes", row.Text("v"), "keys", keys, "repetitions", repetitions, "change", "none")
	row.Check(t, metric, r.Metrics[metric], row.Figure(), 0)
	if most, ok := r.Theory[metric]; ok && math.Abs(most-row.Figure()) > 1e-6*most {
		t.Errorf("theory gives %v, want %v", most, row.Figure())
	}
}

func testMovedDeviation(t *testing.T, row truth.Row, seed uint64) {
	keys, repetitions := effort(row)
	p := planOf(t, seed, still("strategy", "ring", "shards", row.Text("n"), "virtual_nodes", row.Text("v"), "keys", keys, "repetitions", repetitions))
	draws, err := newStudy(p, make([]int32, p.Int("keys"))).draws(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mean, squares := 0., 0.
	for _, d := range draws {
		mean += d.moved / float64(len(draws))
		squares += d.moved * d.moved / float64(len(draws))
	}
	sample := mean * (1 - mean) / p.Number("keys")
	got := math.Sqrt(squares - mean*mean - sample)
	if off := 4 / math.Sqrt(float64(2*len(draws))); math.Abs(got-row.Figure()) > off*row.Figure() {
		t.Errorf("what moves scatters by %.5f, want %.5f within %.0f%%", got, row.Figure(), off*100)
	}
}

// The paper's table is about many shards. Nearly all of their shares lie within its
// range, which is about one per cent short of all; the sample of keys widens both.
func testPaper(t *testing.T, row truth.Row, seed uint64) {
	const n = 1000
	values := row.Value.([]any)
	v := int(row.Number("points_per_bucket"))
	row.Check(t, "the formula", shard.RingDeviation(n, v), values[0].(float64), 0)
	keys := "200k"
	if v > 1 {
		keys = "2M"
	}
	r := place(t, seed, "strategy", "ring", "shards", "1000", "virtual_nodes", strconv.Itoa(v), "keys", keys, "repetitions", "2", "change", "none")
	got := r.Metrics["load_stddev_ratio"]
	if want := r.Theory["load_stddev_ratio"]; math.Abs(got-want) > .1*want {
		t.Errorf("deviation %.5f, want %.5f", got, want)
	}
	ends := values[1].([]any)
	inside, mean := 0, 0.
	for _, keys := range r.Arrays["shard_keys"] {
		mean += keys / n
	}
	for _, keys := range r.Arrays["shard_keys"] {
		if ratio := keys / mean; ratio >= ends[0].(float64) && ratio <= ends[1].(float64) {
			inside++
		}
	}
	if v < 1000 && (inside < 975 || inside == n) {
		t.Errorf("%d of %d shares lie within %v, want about 990", inside, n, ends)
	}
}

// Jump's own deviation, some billionths, is nothing beside that of the sample.
func testJumpShares(t *testing.T, _ truth.Row, seed uint64) {
	r := place(t, seed, "strategy", "jump", "shards", "100", "keys", "1M", "repetitions", "2")
	if got, want := r.Metrics["load_stddev_ratio"], shard.SampleDeviation(100, 1_000_000); math.Abs(got-want) > .25*want {
		t.Errorf("deviation %.5f, want that of a sample, %.5f", got, want)
	}
}

// The loop of jump goes round once for every number of buckets at which the key
// changes its own.
func testJumps(t *testing.T, row truth.Row, seed uint64) {
	const keys = 5000
	changes := 0
	for key := range uint64(keys) {
		last := -1
		for n := 1; n <= int(row.Number("n")); n++ {
			bucket := shard.JumpHash(shard.Hash(seed*keys+key), n)
			if bucket != last {
				changes++
			}
			last = bucket
		}
	}
	got := float64(changes) / keys
	deviation := math.Sqrt(math.Log(row.Number("n")) / keys)
	if math.Abs(got-row.Figure()) > max(row.Slack(row.Figure()), 3*deviation) {
		t.Errorf("%.4f rounds, want %.4f", got, row.Figure())
	}
}

func testSample(t *testing.T, row truth.Row, seed uint64) {
	for _, strategy := range []string{"modulo", "jump", "rendezvous"} {
		r := place(t, seed, "strategy", strategy, "shards", row.Text("n"), "keys", row.Text("keys"), "repetitions", strconv.Itoa(int(max(1, 60/row.Number("n")))), "change", "none")
		row.Check(t, strategy, r.Metrics["load_stddev_ratio"], row.Figure(), 0)
		if got := r.Theory["load_stddev_ratio"]; math.Abs(got-row.Figure()) > 1e-9*got {
			t.Errorf("theory gives %v, want %v", got, row.Figure())
		}
	}
}

func testCap(t *testing.T, row truth.Row, seed uint64) {
	r := place(t, seed, "strategy", "bounded-ring", "virtual_nodes", "1", "shards", row.Text("nodes"), "keys", row.Text("keys"), "load_factor", row.Text("c"), "repetitions", "1")
	if got := slices.Max(r.Arrays["shard_keys"]); got != row.Figure() {
		t.Errorf("the fullest shard holds %v, want %v", got, row.Figure())
	}
}

// The rows come from four rings only: where few keys overflow, so few of the rings
// have any that only the order of magnitude is sure.
func testBounded(t *testing.T, row truth.Row, seed uint64) {
	r := place(t, seed, "strategy", "bounded-ring", "shards", row.Text("n"), "virtual_nodes", row.Text("v"), "keys", row.Text("keys"), "load_factor", row.Text("c"), "repetitions", "8")
	want := row.Figures()
	row.Check(t, "the fullest shard", r.Metrics["load_max_ratio"], want[0], 0)
	row.Check(t, "moved", r.Metrics["moved_fraction"], want[3], 0)
	for i, metric := range []string{"overflow_fraction", "overflow_probes_mean"} {
		if got, want := r.Metrics[metric], want[i+1]; got > 4*want+.002 || got < want/10 {
			t.Errorf("%s is %v, want about %v", metric, got, want)
		}
	}
}

func testSlots(t *testing.T, row truth.Row, seed uint64) {
	l, err := newLayout(planOf(t, seed, still("strategy", "maglev", "shards", row.Text("N"), "table_size", row.Text("M"), "keys", "10")), 0)
	if err != nil {
		t.Fatal(err)
	}
	slots := map[int]float64{}
	for _, s := range l.strategy.(*shard.Maglev).Spans() {
		slots[s.Shard] += s.Share() * row.Number("M")
	}
	ends := row.Figures()
	for id, n := range slots {
		if n = math.Round(n); n < ends[0] || n > ends[1] {
			t.Errorf("shard %d has %v slots, want %v", id-l.first, n, ends)
		}
	}
}

func testCollateral(t *testing.T, row truth.Row, seed uint64) {
	change, metric := addShards, "moved_fraction"
	if strings.HasSuffix(row.ID, ".extra") {
		change, metric = removeShards, "collateral_fraction"
	}
	if change == addShards {
		r := place(t, seed, "strategy", "maglev", "shards", row.Text("N"), "table_size", row.Text("M"), "keys", "400k", "repetitions", "1", "change", change)
		row.Check(t, metric, r.Metrics[metric], row.Figure(), 0)
		return
	}
	// The rows come from a few tables, and one table differs from the next by more
	// than half: a mean of eight is within a factor of two.
	r := place(t, seed, "strategy", "maglev", "shards", row.Text("N"), "table_size", row.Text("M"), "keys", "400k", "repetitions", "8", "change", change)
	if got, want := r.Metrics[metric], row.Figure(); got < want/2 || got > want*2 {
		t.Errorf("%s is %v, want about %v", metric, got, want)
	}
}
