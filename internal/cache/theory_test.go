package cache_test

import (
	"testing"

	"spar/internal/cache"
	"spar/internal/truth"
)

// The values were computed independently, key by key.
func TestHitRatioFormulas(t *testing.T) {
	for _, tt := range []struct {
		policy         string
		exponent       float64
		keys, capacity int
		want           float64
	}{
		{"fifo", 0.8, 100000, 100, 0.05734142180200002},
		{"fifo", 0.8, 100000, 10000, 0.4283710947542438},
		{"fifo", 0.8, 1000000, 100000, 0.4481732862951968},
		{"fifo", 0.99, 100000, 1000, 0.4482506132002548},
		{"fifo", 0.99, 100000, 10000, 0.6878871181816748},
		{"fifo", 0.99, 1000000, 1000, 0.34802970620475243},
		{"fifo", 0.99, 1000000, 100000, 0.7348319735446344},
		{"fifo", 1.1, 100000, 100, 0.3996903507347039},
		{"fifo", 1.1, 100000, 1000, 0.6265252132555279},
		{"fifo", 1.1, 100000, 10000, 0.8174794027027035},
		{"fifo", 1.1, 1000000, 1000, 0.5592563371153166},
		{"lfu", 0.8, 100000, 1000, 0.33952935965116915},
		{"lfu", 0.8, 100000, 10000, 0.5950208480622439},
		{"lfu", 0.8, 1000000, 1000, 0.20679593725629808},
		{"lfu", 0.8, 1000000, 100000, 0.609066436754569},
		{"lfu", 0.99, 100000, 100, 0.4143393926080019},
		{"lfu", 0.99, 100000, 1000, 0.6048480780091106},
		{"lfu", 0.99, 1000000, 1000, 0.5021458333346089},
		{"lfu", 1.1, 100000, 100, 0.5763843522786952},
		{"lfu", 1.1, 100000, 1000, 0.7508349828852977},
		{"lfu", 1.1, 100000, 10000, 0.8896851650788465},
		{"lfu", 1.1, 1000000, 10000, 0.8180050564266418},
		{"lru", 0.8, 100000, 100, 0.06778876687577547},
		{"lru", 0.8, 100000, 1000, 0.2043337634702778},
		{"lru", 0.8, 1000000, 10000, 0.23190534553208494},
		{"lru", 0.8, 1000000, 100000, 0.4871132931052286},
		{"lru", 0.99, 100000, 100, 0.2747999957951623},
		{"lru", 0.99, 100000, 1000, 0.48939380961604345},
		{"lru", 0.99, 1000000, 1000, 0.3835702433850768},
		{"lru", 0.99, 1000000, 100000, 0.7663420499533056},
		{"lru", 1.1, 100000, 100, 0.4499885254902548},
		{"lru", 1.1, 100000, 1000, 0.6662749550925664},
		{"lru", 1.1, 1000000, 1000, 0.5979673112971156},
	} {
		got, tolerance := 0., 1e-5
		switch tt.policy {
		case "lru":
			got = cache.LRUHitRatio(tt.keys, tt.exponent, tt.capacity)
		case "fifo":
			got = cache.FIFOHitRatio(tt.keys, tt.exponent, tt.capacity)
		case "lfu":
			got, tolerance = cache.LFUHitRatio(tt.keys, tt.exponent, tt.capacity), 1e-9
		}
		if !truth.Near(got, tt.want, tolerance) {
			t.Errorf("%s, exponent %v, %d of %d keys: %v, want %v", tt.policy, tt.exponent, tt.capacity, tt.keys, got, tt.want)
		}
	}
}

func TestHitRatioEdges(t *testing.T) {
	for name, formula := range map[string]func(int, float64, int) float64{"lru": cache.LRUHitRatio, "fifo": cache.FIFOHitRatio, "lfu": cache.LFUHitRatio} {
		for _, tt := range []struct {
			keys     int
			exponent float64
			capacity int
			want     float64
		}{
			{100, 1, 0, 0},
			{100, 1, -1, 0},
			{100, 1, 100, 1},
			{100, 1, 200, 1},
			{0, 1, 10, 0},
			{100_000, 0, 10_000, .1}, // all keys alike: the part that fits
		} {
			if got := formula(tt.keys, tt.exponent, tt.capacity); !truth.Near(got, tt.want, 1e-6) {
				t.Errorf("%s, exponent %v, %d of %d keys: %v, want %v", name, tt.exponent, tt.capacity, tt.keys, got, tt.want)
			}
		}
	}
	// The formulas pass smoothly through the exponent 1, where a closed form of the
	// sums has a gap.
	below, at, above := cache.LFUHitRatio(1e6, 1-1e-7, 1e5), cache.LFUHitRatio(1e6, 1, 1e5), cache.LFUHitRatio(1e6, 1+1e-7, 1e5)
	if !truth.Near((below+above)/2, at, 1e-10) || below >= at || at >= above {
		t.Errorf("around the exponent 1: %v, %v, %v", below, at, above)
	}
}

// The values of the paper's model, some by numeric integration.
func TestStampedeFormulas(t *testing.T) {
	for _, tt := range []struct {
		what      string
		got, want float64
	}{
		{"size at 100/s and 50 ms", cache.StampedeSize(100, .05), 6},
		{"size at 10/s and 3 s", cache.StampedeSize(10, 3), 31},
		{"probability 4 s before", cache.EarlyProbability(4, .4, 1), 4.5399929762484854e-05},
		{"probability 1.2 s before", cache.EarlyProbability(1.2, .4, 1), .049787068367863965},
		{"probability .1 s before", cache.EarlyProbability(.1, .4, 1), .7788007830714049},
		{"probability afterwards", cache.EarlyProbability(-1, .4, 1), 1},
		{"early size at 1/s", cache.EarlyStampedeSize(1, .4, 1), 1.3537239112640755},
		{"early size at 10/s", cache.EarlyStampedeSize(10, .4, 1), 2.514861082638064},
		{"early size at 1000/s", cache.EarlyStampedeSize(1000, .4, 1), 2.7182818284590433},
		{"early size at a high rate, beta 2", cache.EarlyStampedeSize(1e5, .4, 2), 1.6487212707001282},
		{"fixed time to live, 10 requests", cache.FixedTTLHitRatio(10), .9090909090909091},
		{"fixed time to live, .1 requests", cache.FixedTTLHitRatio(.1), .09090909090909091},
		{"sliding time to live, 10 requests", cache.SlidingTTLHitRatio(10), .9999546000702375},
		{"sliding time to live, 1 request", cache.SlidingTTLHitRatio(1), .6321205588285577},
	} {
		if !truth.Near(tt.got, tt.want, 1e-6) {
			t.Errorf("%s: %v, want %v", tt.what, tt.got, tt.want)
		}
	}
}
