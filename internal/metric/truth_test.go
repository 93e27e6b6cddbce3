package metric

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// A truthRow is a figure that Prometheus, ClickHouse or the Site Reliability
// Workbook publishes, or that follows from a formula.
type truthRow struct {
	ID         string
	Parameters map[string]any
	Value      json.RawMessage
}

func (r truthRow) number(name string) float64 {
	x, _ := r.Parameters[name].(float64)
	return x
}

func (r truthRow) want(t *testing.T) float64 {
	t.Helper()
	var x float64
	if err := json.Unmarshal(r.Value, &x); err != nil {
		t.Fatal(err)
	}
	return x
}

// truth returns the rows whose names begin with a prefix; there are want of them.
func truth(t *testing.T, prefix string, want int) []truthRow {
	t.Helper()
	data, err := os.ReadFile("testdata/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []truthRow
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	rows = slices.DeleteFunc(rows, func(r truthRow) bool { return !strings.HasPrefix(r.ID, prefix) })
	if len(rows) != want {
		t.Fatalf("%d rows %s, want %d", len(rows), prefix, want)
	}
	return rows
}

// buckets returns the buckets of a row.
func (r truthRow) buckets() []Bucket {
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
	for _, r := range truth(t, "histq.", 11) {
		if r.Parameters["buckets"] == nil {
			continue
		}
		n++
		if got, want := Quantile(r.number("q"), r.buckets()), r.want(t); !(math.Abs(got-want) <= 1e-9) {
			t.Errorf("%s: Quantile(%v, %v) = %v, want %v", r.ID, r.number("q"), r.buckets(), got, want)
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
	for _, r := range truth(t, "histq.bias.", 2) {
		mean := 10.
		if strings.Contains(r.ID, "100ms") {
			mean = 100
		}
		var buckets []Bucket
		for _, b := range DefaultBounds() {
			buckets = append(buckets, Bucket{b * 1e3, 1 - math.Exp(-b*1e3/mean)})
		}
		buckets = append(buckets, Bucket{math.Inf(1), 1})
		if got, want := Quantile(.99, buckets), r.want(t); !(math.Abs(got/want-1) <= 1e-9) {
			t.Errorf("%s: Quantile(.99) = %v, want %v", r.ID, got, want)
		}
	}
}

func TestBudgets(t *testing.T) {
	const month = 30 * 24 * time.Hour
	for _, r := range truth(t, "slo.", 4) {
		want := r.want(t)
		var got float64
		if strings.HasPrefix(r.ID, "slo.burn") {
			window := time.Duration(r.number("window_h") * float64(time.Hour))
			got = BudgetSpent(r.number("burn_rate"), window, month)
		} else {
			got = ErrorBudget(r.number("slo"), month).Minutes()
		}
		if !(math.Abs(got/want-1) <= 1e-9) {
			t.Errorf("%s: got %v, want %v", r.ID, got, want)
		}
	}
}

func TestHDRSteps(t *testing.T) {
	var want [2]float64
	if err := json.Unmarshal(truth(t, "hdr.", 1)[0].Value, &want); err != nil {
		t.Fatal(err)
	}
	steps := float64(HDRSteps(3))
	if got := [2]float64{2 * steps, 1 / steps}; got != want {
		t.Errorf("three digits need sub-buckets and have an error of %v, want %v", got, want)
	}
}
