package sim

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/truth"
)

func TestLogAgreesWithMath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0x1p-1022, math.MaxFloat64).Draw(t, "x")
		if got, want := Log(x), math.Log(x); !truth.Near(got, want, 1e-15) {
			t.Errorf("Log(%v) = %v, want %v", x, got, want)
		}
	})
	for i := range 100_000 {
		x := float64(i+1) / 50_000
		if got, want := Log(x), math.Log(x); !truth.Near(got, want, 1e-15) {
			t.Fatalf("Log(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestExpAgreesWithMath(t *testing.T) {
	for i := range 200_000 {
		x := float64(i-100_000) * .00708
		if got, want := Exp(x), math.Exp(x); !truth.Near(got, want, 2e-15) {
			t.Fatalf("Exp(%v) = %v, want %v", x, got, want)
		}
	}
	if Exp(-1000) != 0 || !math.IsInf(Exp(1000), 1) {
		t.Errorf("Exp(-1000) = %v and Exp(1000) = %v, want 0 and +Inf", Exp(-1000), Exp(1000))
	}
}

// Small numbers keep their digits, and their sign.
func TestLog1pAndExpm1AgreeWithMath(t *testing.T) {
	for exponent := -300; exponent <= 2; exponent++ {
		for _, mantissa := range []float64{1, 1.7, 3.3, 6.28} {
			for _, sign := range []float64{1, -1} {
				x := sign * mantissa * math.Pow(10, float64(exponent))
				if got, want := Expm1(x), math.Expm1(x); !truth.Near(got, want, 4e-15) {
					t.Errorf("Expm1(%v) = %v, want %v", x, got, want)
				}
				if got, want := Log1p(x), math.Log1p(x); x > -1 && !truth.Near(got, want, 4e-15) {
					t.Errorf("Log1p(%v) = %v, want %v", x, got, want)
				}
			}
		}
	}
	if Expm1(-1000) != -1 || !math.IsInf(Expm1(1000), 1) || Expm1(0) != 0 || Log1p(0) != 0 {
		t.Errorf("Expm1(-1000), Expm1(1000), Expm1(0), Log1p(0) = %v, %v, %v, %v", Expm1(-1000), Expm1(1000), Expm1(0), Log1p(0))
	}
}

// The sums below are over results to the last bit: they tell whether another
// processor rounds alike.
func TestBitsAreTheSameEverywhere(t *testing.T) {
	var logs, exps uint64
	r := Stream(1, "bits")
	for range 10_000 {
		u := 1 - r.Float64()
		logs = logs*31 + math.Float64bits(Log(u))
		exps = exps*31 + math.Float64bits(Exp(float64(20*u)-10))
	}
	if logs != wantLogs || exps != wantExps {
		t.Errorf("got %#x and %#x, want %#x and %#x", logs, exps, uint64(wantLogs), uint64(wantExps))
	}
}

const (
	wantLogs = 0xcf69497f764993c5
	wantExps = 0xcefaf0fe582c32f1
)
