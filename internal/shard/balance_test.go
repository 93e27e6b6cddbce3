package shard_test

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"testing"

	"spar/internal/shard"
	"spar/internal/truth"
)

// upTo yields the keys from zero to below n.
func upTo(n int) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for key := range uint64(n) {
			if !yield(key) {
				return
			}
		}
	}
}

// count returns how many keys lie on each of shards 0 to n-1.
func count(t testing.TB, s shard.Strategy, keys, n int) []int {
	t.Helper()
	counts := make([]int, n)
	for key := range upTo(keys) {
		id, err := s.Find(key)
		if err != nil {
			t.Fatal(err)
		}
		counts[id]++
	}
	return counts
}

// deviation returns the relative standard deviation.
func deviation[N int | float64](values []N) float64 {
	sum, squares := 0., 0.
	for _, v := range values {
		sum += float64(v)
	}
	mean := sum / float64(len(values))
	for _, v := range values {
		squares += (float64(v) - mean) * (float64(v) - mean)
	}
	return math.Sqrt(squares/float64(len(values))) / mean
}

// The table of Lamping and Veach gives .9979 .3152 .0997 .0316 for rings of many
// shards.
func TestRingDeviation(t *testing.T) {
	for i, published := range []float64{.997906, .3152, .0996996, .0315723} {
		v := int(math.Pow10(i))
		if got := shard.RingDeviation(1000, v); !truth.Near(got, published, .01) {
			t.Errorf("RingDeviation(1000, %d) = %.4f, published %.4f", v, got, published)
		}
	}
	for _, tt := range []struct {
		n, v int
		want float64
	}{
		{100, 1000, .03146410812495722},
		{10, 1000, .029998500112490625},
		{10, 1, .9045340337332909},
		{100, 1, .9900495037128094},
		{10, 10, .29851115706299675},
	} {
		if got := shard.RingDeviation(tt.n, tt.v); !truth.Near(got, tt.want, 1e-9) {
			t.Errorf("RingDeviation(%d, %d) = %v, want %v", tt.n, tt.v, got, tt.want)
		}
	}
}

func TestRingMost(t *testing.T) {
	for _, tt := range []struct {
		n, v int
		want float64
	}{
		{100, 100, 1.2689712102531892},
		{10, 100, 1.159426379206497},
		{10, 10, 1.538478935244864},
		{10, 1000, 1.0492254978043176},
		{10, 160, 1.1251393673473333},
		{10, 40, 1.2569401460256837},
		{100, 1, 5.187377517639621},
		{10, 1, 2.9289682539682538},
		{1, 50, 1},
	} {
		if got := shard.RingMost(tt.n, tt.v); !truth.Near(got, tt.want, 1e-7) {
			t.Errorf("RingMost(%d, %d) = %v, want %v", tt.n, tt.v, got, tt.want)
		}
	}
}

// The exact shares of many rings scatter as theory says.
func TestRingShares(t *testing.T) {
	for _, tt := range []struct{ n, v, rings int }{{10, 1, 400}, {10, 10, 200}, {100, 10, 20}, {100, 100, 10}, {10, 1000, 20}} {
		t.Run(fmt.Sprintf("n=%d,v=%d", tt.n, tt.v), func(t *testing.T) {
			var all []float64
			most := 0.
			for i := range tt.rings {
				r := shard.Ring{VirtualNodes: tt.v}
				if err := r.Add(numbered(i*tt.n, tt.n)...); err != nil {
					t.Fatal(err)
				}
				shares := make([]float64, tt.n)
				for _, s := range r.Spans() {
					shares[s.Shard-i*tt.n] += s.Share()
				}
				all = append(all, shares...)
				most += slices.Max(shares) * float64(tt.n) / float64(tt.rings)
			}
			if want := shard.RingMost(tt.n, tt.v); !truth.Near(most, want, .05) {
				t.Errorf("the largest share is %.3f times the mean, want %.3f", most, want)
			}
			if got, want := deviation(all), shard.RingDeviation(tt.n, tt.v); !truth.Near(got, want, .1) {
				t.Errorf("shares deviate by %.4f, want %.4f", got, want)
			}
		})
	}
}

// Strategies of even shares scatter no more than dealing keys out at random.
func TestEvenShares(t *testing.T) {
	const n, keys = 100, 1_000_000
	for _, name := range []string{"modulo", "jump", "rendezvous"} {
		got := deviation(count(t, build(t, name, shard.Config{}, n), keys, n))
		if want := shard.SampleDeviation(n, keys); !truth.Near(got, want, .25) {
			t.Errorf("%s: keys deviate by %.4f, want %.4f", name, got, want)
		}
	}
}

func TestMaglevShares(t *testing.T) {
	slots := make([]float64, 100)
	m := build(t, "maglev", shard.Config{}, 100).(*shard.Maglev)
	for _, s := range m.Spans() {
		slots[s.Shard] += s.Share() * shard.DefaultTableSize
	}
	for id, n := range slots {
		if n < 654.9 || n > 656.1 {
			t.Errorf("shard %d has %.2f slots, want 655 or 656", id, n)
		}
	}
}

func TestWeights(t *testing.T) {
	const n = 20
	r := shard.Ring{VirtualNodes: 1000}
	for id := range n {
		if err := r.Add(shard.Shard{ID: id, Weight: 1 + 2*(id%2)}); err != nil {
			t.Fatal(err)
		}
	}
	light, heavy := 0, 0
	for id, keys := range count(t, &r, 100_000, n) {
		if id%2 == 0 {
			light += keys
		} else {
			heavy += keys
		}
	}
	if ratio := float64(heavy) / float64(light); !truth.Near(ratio, 3, .05) {
		t.Errorf("shards of weight 3 have %.2f times the keys of those of weight 1", ratio)
	}
}

// Three times the standard deviation of the formula is the tolerance of a ring.
func TestMovedKeys(t *testing.T) {
	const keys = 400_000
	for _, tt := range []struct {
		strategy   string
		from, to   int
		want       float64
		tolerance  float64
		collateral bool
	}{
		{"modulo", 10, 12, 5. / 6, .002, true},
		{"modulo", 10, 11, .9090909, .002, true},
		{"modulo", 16, 15, .9375, .002, true},
		{"modulo", 3, 4, .75, .002, true},
		{"modulo", 100, 101, .990099, .002, true},
		{"jump", 10, 12, 1. / 6, .002, false},
		{"jump", 4, 8, .5, .003, false},
		{"jump", 16, 15, .0625, .002, false},
		{"rendezvous", 10, 12, 1. / 6, .002, false},
		{"rendezvous", 16, 15, .0625, .002, false},
		{"ring", 10, 11, 1. / 11, 3 * .008663904476640855, false},
		{"ring", 100, 101, 1. / 101, 3 * .0009851365689115957, false},
		{"ring", 16, 15, .0625, .02, false},
		{"naive-ring", 10, 11, 1. / 11, .27, false},
	} {
		t.Run(fmt.Sprintf("%s/%d-%d", tt.strategy, tt.from, tt.to), func(t *testing.T) {
			before, after := build(t, tt.strategy, shard.Config{}, tt.from), build(t, tt.strategy, shard.Config{}, tt.to)
			r, err := shard.Compare(before, after, upTo(keys))
			if err != nil {
				t.Fatal(err)
			}
			if got := r.MovedFraction(); math.Abs(got-tt.want) > tt.tolerance {
				t.Errorf("%.4f of the keys move, want %.4f within %.4f", got, tt.want, tt.tolerance)
			}
			if (r.Collateral > 0) != tt.collateral {
				t.Errorf("%d of %d moves are collateral", r.Collateral, r.Moved)
			}
			flows := 0
			for _, f := range r.Flows {
				flows += f.Keys
			}
			if flows != r.Moved || r.Keys != keys {
				t.Errorf("flows of %d keys, %d moved, %d seen", flows, r.Moved, r.Keys)
			}
		})
	}
}

// Figures of the algorithm of the paper with random permutations.
func TestMaglevDisruption(t *testing.T) {
	for _, tt := range []struct {
		size, from, to int
		moved          float64 // slots that change their shard
		collateral     float64 // among them those of a shard that stays
	}{
		{65537, 10, 9, .1 + .00247, .00247},
		{65537, 100, 99, .01 + .00569, .00569},
		{65537, 100, 101, .01541, .01541 - 1./101},
		{655373, 100, 101, .01131, .01131 - 1./101},
	} {
		t.Run(fmt.Sprint(tt.size, tt.from, tt.to), func(t *testing.T) {
			c := shard.Config{TableSize: tt.size}
			before, after := build(t, "maglev", c, tt.from).(*shard.Maglev), build(t, "maglev", c, tt.to).(*shard.Maglev)
			moved, collateral := 0., 0.
			for _, m := range shard.Moves(before.Spans(), after.Spans()) {
				moved += m.Share()
				if m.From < tt.to && m.To < tt.from {
					collateral += m.Share()
				}
			}
			if !truth.Near(moved, tt.moved, .3) || !truth.Near(collateral, tt.collateral, .3) {
				t.Errorf("%.5f of the slots move, %.5f collaterally, want %.5f and %.5f", moved, collateral, tt.moved, tt.collateral)
			}
		})
	}
}

func TestTheoryOfMoves(t *testing.T) {
	for _, tt := range []struct {
		what      string
		got, want float64
	}{
		{"modulo from 10 to 12", shard.ModuloMoved(10, 12), 5. / 6},
		{"modulo from 16 to 15", shard.ModuloMoved(16, 15), .9375},
		{"modulo from 4 to 8", shard.ModuloMoved(4, 8), .5},
		{"least from 10 to 12", shard.MinimumMoved(10, 12), 1. / 6},
		{"least from 16 to 15", shard.MinimumMoved(16, 15), .0625},
		{"deviation of 10 shards with 10 points", shard.RingMovedDeviation(10, 10), .027286373872166553},
		{"deviation of 100 shards with 100 points", shard.RingMovedDeviation(100, 100), .0009851365689115957},
		{"deviation of 10 shards with 1000 points", shard.RingMovedDeviation(10, 1000), .0027408876404637424},
		{"sample of a million keys on 10 shards", shard.SampleDeviation(10, 1_000_000), .003},
	} {
		if !truth.Near(tt.got, tt.want, 1e-9) {
			t.Errorf("%s: %v, want %v", tt.what, tt.got, tt.want)
		}
	}
}
