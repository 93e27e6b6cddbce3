package shortid_test

import (
	"math"
	"testing"

	"spar/internal/shortid"
	"spar/internal/truth"
)

const six, seven = 56_800_235_584., 3_521_614_606_208.

// The truths were computed with 40 digits.
func TestCollisionTruths(t *testing.T) {
	for _, tt := range []struct{ n, space, want float64 }{
		{1e6, seven, .13236156474232813},
		{1e5, six, .08426382585870949},
		{1e5, seven, .0014187816805507683},
		{23, 365, .5072972343239854},
		{2, 365, 1. / 365},
		{366, 365, 1},
		// These with 60 digits.
		{2, 1 << 63, 1.0842021724855044e-19},
		{2, 839299365868340224, 1.191469981590417e-18},
		{10, 839299365868340224, 5.3616149171568765e-17},
		{9999, 839299365868340224, 5.955562821949378e-11},
		{10001, 839299365868340224, 5.9579456427654185e-11},
		{100, 3226266762397899821056, 1.5342810637025402e-18},
		{5000, 52036560683837093888, 2.4016767895039433e-13},
		{1000, 916132832, .00054507820100768202},
		{20_000, 47672401706823533450263330816, 4.1950896711665913e-21},
	} {
		truth.Check(t, "CollisionProbability", shortid.CollisionProbability(tt.n, tt.space), tt.want, 1e-9)
	}
	for _, n := range []float64{0, 1} {
		for _, f := range []func(n, space float64) float64{shortid.CollisionProbability, shortid.ExpectedCollisions} {
			if got := f(n, six); got != 0 || math.Signbit(got) {
				t.Errorf("%v of %v codes are alike, want 0", got, n)
			}
		}
	}
	// The expected number of pairs is n²/2N, and the answer 1.1774 times the root of N.
	truth.Check(t, "CodesUntilCollision", shortid.CodesUntilCollision(.5, 7e35), 1.1774100225154747*math.Sqrt(7e35), 1e-9)
	for _, tt := range []struct{ space, want float64 }{{365, 23}, {six, 280_611}, {seven, 2_209_524}} {
		if got := shortid.CodesUntilCollision(.5, tt.space); got != tt.want {
			t.Errorf("CodesUntilCollision(.5, %.0f) = %.0f, want %.0f", tt.space, got, tt.want)
		}
	}
	for _, tt := range []struct{ n, space, want float64 }{
		{1e5, seven, .0014197890773909767},
		{1e6, seven, .1419801734670103},
		{1e7, seven, 14.198018029891802},
		{1e8, seven, 1419.7898358176503},
		{1e8, six, 87976.16646493308},
		{3, 2, 3 - 2*(1-.125)},
	} {
		truth.Check(t, "ExpectedCollisions", shortid.ExpectedCollisions(tt.n, tt.space), tt.want, 1e-9)
	}
}

func TestExpectedAttempts(t *testing.T) {
	for taken, want := range map[float64]float64{0: 1, .1: 1.1111111111111112, .5: 2} {
		truth.Check(t, "ExpectedAttempts", shortid.ExpectedAttempts(taken), want, 1e-12)
	}
	truth.Check(t, "DaysUntilExhausted", shortid.DaysUntilExhausted(1e8, six), 568.00235584, 1e-9)
	// The integral against the sum.
	for _, tt := range []struct{ n, taken, space float64 }{{1000, 0, 1e6}, {1000, 500_000, 1e6}, {400_000, 100_000, 1e6}} {
		sum := 0.
		for i := tt.taken; i < tt.taken+tt.n; i++ {
			sum += i / (tt.space - i)
		}
		truth.Check(t, "ExpectedRetries", shortid.ExpectedRetries(tt.n, tt.taken, tt.space), sum, .002)
	}
}
