package sim

import (
	"math"
	"testing"
)

// What is drawn has the quantiles and moments that it should have.
func TestQuantiles(t *testing.T) {
	for _, tt := range []struct {
		name          string
		points        []Quantile
		mean, squared float64
		at            map[float64]float64
	}{
		{"even", []Quantile{{1, 2}}, 1, 4. / 3, map[float64]float64{.25: .5, .5: 1, .9: 1.8}},
		{"measured", []Quantile{{.5, 2}, {.9, 5}, {1, 45}}, .5 + 1.4 + 2.5, .5*4/3 + .4*(4+10+25)/3 + .1*(25+225+2025)/3, map[float64]float64{.25: 1, .5: 2, .7: 3.5, .95: 25}},
		{"the line goes on", []Quantile{{0, 1}, {.5, 2}}, 2, 13. / 3, map[float64]float64{.5: 2, .75: 2.5, .99: 2.98}},
		{"always the same", []Quantile{{0, 3}, {1, 3}}, 3, 9, map[float64]float64{.5: 3}},
	} {
		d, err := NewQuantiles(tt.points)
		if err != nil {
			t.Fatal(err)
		}
		mean, squared := d.Moments()
		if math.Abs(mean-tt.mean) > 1e-12 || math.Abs(squared-tt.squared) > 1e-12 {
			t.Errorf("%s: moments are %v and %v, want %v and %v", tt.name, mean, squared, tt.mean, tt.squared)
		}
		const n = 200_000
		r, below, sum := Stream(1, tt.name), map[float64]int{}, 0.
		for range n {
			x := d.Times(10).Sample(r) / 10
			sum += x
			for share, value := range tt.at {
				if x <= value+1e-12 {
					below[share]++
				}
			}
		}
		if math.Abs(sum/n-mean) > .02*mean {
			t.Errorf("%s: mean is %v, want %v", tt.name, sum/n, mean)
		}
		for share, count := range below {
			if got := float64(count) / n; math.Abs(got-share) > .005 && tt.name != "always the same" {
				t.Errorf("%s: a share of %v is up to %v, want %v", tt.name, got, tt.at[share], share)
			}
		}
	}
}

func TestQuantilesMustRise(t *testing.T) {
	for _, points := range [][]Quantile{nil, {{0, 1}}, {{.5, 2}, {.5, 3}}, {{.5, 2}, {.9, 1}}, {{1.5, 2}}, {{.5, -1}}, {{.5, math.NaN()}}} {
		if _, err := NewQuantiles(points); err == nil {
			t.Errorf("%v is taken", points)
		}
	}
}

func TestMixture(t *testing.T) {
	d := Mixture{Share: .1, Usual: Deterministic{1}, Other: Deterministic{21}}
	r, sum := Stream(1, "mixture"), 0.
	const n = 200_000
	for range n {
		sum += d.Sample(r)
	}
	if mean := sum / n; math.Abs(mean-3) > .05 {
		t.Errorf("mean is %v, want 3", mean)
	}
}
