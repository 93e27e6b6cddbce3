package metric

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/truth"
)

// bucketsOf returns the buckets of a row.
func bucketsOf(r truth.Row) []Bucket {
	var list []Bucket
	pairs, _ := r.Parameters["buckets"].([]any)
	for _, pair := range pairs {
		pair := pair.([]any)
		bound, finite := pair[0].(float64)
		if !finite {
			bound = math.Inf(1)
		}
		list = append(list, Bucket{bound, pair[1].(float64)})
	}
	return list
}

func TestQuantileAsPublished(t *testing.T) {
	n := 0
	for _, r := range truth.Exactly(t, 11, "histq.*") {
		if r.Parameters["buckets"] == nil {
			continue
		}
		n++
		if got, want := Quantile(r.Number("q"), bucketsOf(r)), r.Figure(); !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("%s: Quantile(%v, %v) = %v, want %v", r.ID, r.Number("q"), bucketsOf(r), got, want)
		}
	}
	if n != 8 {
		t.Errorf("%d rows with buckets, want 8", n)
	}
}

func TestQuantileOutOfTheOrdinary(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	some := []Bucket{{.1, 5}, {.2, 7}, {1, 11}, {inf, 12}}
	for _, tt := range []struct {
		q       float64
		buckets []Bucket
		want    float64
	}{
		{-.1, some, -inf},
		{1.1, some, inf},
		{nan, some, nan},
		{.5, nil, nan},
		{.5, []Bucket{{.1, 0}, {inf, 0}}, nan},
		{.5, []Bucket{{.1, 5}, {.2, 7}}, nan},
		{.5, []Bucket{{inf, 7}}, nan},
		{.99, some, 1},
		{0, []Bucket{{.1, 0}, {inf, 1}}, nan},
		{.5, []Bucket{{1, 6}, {2, 4}, {3, 10}, {inf, 10}}, 5. / 6}, // the second counts as 6
		{.8, []Bucket{{1, 6}, {2, 4}, {3, 10}, {inf, 10}}, 2.5},
	} {
		got := Quantile(tt.q, tt.buckets)
		if got != tt.want && !(math.IsNaN(got) && math.IsNaN(tt.want)) {
			t.Errorf("Quantile(%v, %v) = %v, want %v", tt.q, tt.buckets, got, tt.want)
		}
	}
}

// What a quantile is off by, where the law of the values is known.
func TestQuantileBias(t *testing.T) {
	for _, r := range truth.Exactly(t, 2, "histq.bias.*") {
		mean := 10.
		if strings.Contains(r.ID, "100ms") {
			mean = 100
		}
		var buckets []Bucket
		for _, b := range DefaultBounds() {
			buckets = append(buckets, Bucket{b * 1e3, 1 - math.Exp(-b*1e3/mean)})
		}
		buckets = append(buckets, Bucket{math.Inf(1), 1})
		if got, want := Quantile(.99, buckets), r.Figure(); !truth.Near(got, want, 1e-9) {
			t.Errorf("%s: Quantile(.99) = %v, want %v", r.ID, got, want)
		}
	}
}

func TestBudgets(t *testing.T) {
	const month = 30 * 24 * time.Hour
	for _, r := range truth.Exactly(t, 4, "slo.*") {
		var got float64
		if strings.HasPrefix(r.ID, "slo.burn") {
			window := time.Duration(r.Number("window_h") * float64(time.Hour))
			got = BudgetSpent(r.Number("burn_rate"), window, month)
		} else {
			got = ErrorBudget(r.Number("slo"), month).Minutes()
		}
		truth.Check(t, r.ID, got, r.Figure(), 1e-9)
	}
}

func TestHDRSteps(t *testing.T) {
	want := truth.Exactly(t, 1, "hdr.*")[0].Figures()
	steps := float64(HDRSteps(3))
	if got := []float64{2 * steps, 1 / steps}; !slices.Equal(got, want) {
		t.Errorf("three digits need sub-buckets and have an error of %v, want %v", got, want)
	}
}
