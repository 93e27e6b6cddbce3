package sim

import (
	"fmt"
	"math"
	"testing"

	"spar/internal/truth"
)

func TestZipfMass(t *testing.T) {
	const draws = 300_000
	for _, n := range []int{1, 2, 10, 100_000, 100_000_000} {
		for _, exponent := range []float64{0, .5, .8, .99, 1, 1.00001, 1.1, 2} {
			t.Run(fmt.Sprintf("n=%d,s=%v", n, exponent), func(t *testing.T) {
				z, err := NewZipf(n, exponent)
				if err != nil {
					t.Fatal(err)
				}
				r := Stream(5, t.Name())
				tops := []int{1, 2, 10, 1000, 1_000_000}
				counts := make([]int, len(tops))
				for range draws {
					k := z.Sample(r)
					if k < 1 || k > n {
						t.Fatalf("drew %d, outside 1..%d", k, n)
					}
					for i, top := range tops {
						if k <= top {
							counts[i]++
						}
					}
				}
				all := powers(n, exponent)
				for i, top := range tops {
					want := powers(min(top, n), exponent) / all
					got := float64(counts[i]) / draws
					if tolerance := 4*math.Sqrt(want*(1-want)/draws) + 1e-9; math.Abs(got-want) > tolerance {
						t.Errorf("the top %d have mass %.5f, want %.5f within %.5f", top, got, want, tolerance)
					}
				}
			})
		}
	}
}

// powers returns the sum of k^-s for k from 1 to n: term by term at first, then
// by the Euler-Maclaurin formula.
func powers(n int, s float64) float64 {
	first := min(n, 1000)
	sum := 0.
	for k := first; k >= 1; k-- {
		sum += math.Pow(float64(k), -s)
	}
	if n == first {
		return sum
	}
	a, b := float64(first), float64(n)
	area := math.Log(b / a)
	if s != 1 {
		area = (math.Pow(b, 1-s) - math.Pow(a, 1-s)) / (1 - s)
	}
	ends := (math.Pow(b, -s) - math.Pow(a, -s)) / 2
	slopes := -s * (math.Pow(b, -s-1) - math.Pow(a, -s-1)) / 12
	return sum + area + ends + slopes
}

// The masses are those of 10 most popular keys of 100,000, summed directly.
func TestPowersAgainstPublishedMass(t *testing.T) {
	if got := powers(10, .99) / powers(100_000, .99); !truth.Near(got, .2313374010015965, 1e-9) {
		t.Errorf("mass of the top ten is %v", got)
	}
}

func TestNewZipfRefuses(t *testing.T) {
	for _, tt := range []struct {
		n        int
		exponent float64
	}{{0, 1}, {-1, 1}, {10, -.1}, {10, 1000}, {10, math.NaN()}} {
		if _, err := NewZipf(tt.n, tt.exponent); err == nil {
			t.Errorf("NewZipf(%d, %v) succeeded", tt.n, tt.exponent)
		}
	}
}
