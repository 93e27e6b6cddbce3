package sim

import (
	"errors"
	"math"
	"math/rand/v2"
)

// A Zipf draws ranks 1 to n with probabilities proportional to rank^-exponent,
// for any exponent from zero (all alike) upwards, in constant time and memory.
//
// It inverts the integral of x^-exponent and rejects what the steps of the true
// distribution cut off: Hörmann and Derflinger, "Rejection-inversion to generate
// variates from monotone discrete distributions", 1996.
type Zipf struct {
	n        float64
	exponent float64
	low      float64 // integral at 3/2, less the weight of rank 1
	span     float64 // integral at n+1/2, less low
	certain  float64 // a rank at most this far above the draw needs no check
}

// NewZipf returns the distribution over ranks 1 to n.
func NewZipf(n int, exponent float64) (*Zipf, error) {
	if n < 1 {
		return nil, errors.New("zipf: number of ranks is below 1")
	}
	if !(exponent >= 0) || exponent > 100 {
		return nil, errors.New("zipf: exponent is not between 0 and 100")
	}
	z := &Zipf{n: float64(n), exponent: exponent}
	z.low = z.integral(1.5) - 1
	z.span = z.integral(z.n+.5) - z.low
	z.certain = 2 - z.inverse(z.integral(2.5)-z.weight(2))
	return z, nil
}

// Sample draws a rank.
func (z *Zipf) Sample(r *rand.Rand) int {
	for {
		u := z.low + float64(share(r)*z.span)
		x := z.inverse(u)
		k := min(max(math.Floor(x+.5), 1), z.n)
		if k-x <= z.certain || u >= z.integral(k+.5)-z.weight(k) {
			return int(k)
		}
	}
}

func (z *Zipf) weight(x float64) float64 { return Pow(x, -z.exponent) }

// integral returns the integral of t^-exponent from 1 to x.
func (z *Zipf) integral(x float64) float64 {
	l := Log(x)
	return float64(l * growth(float64((1-z.exponent)*l)))
}

// inverse returns the x whose integral is y.
func (z *Zipf) inverse(y float64) float64 {
	t := max(float64(y*(1-z.exponent)), -1+0x1p-52)
	return Exp(float64(y * shrink(t)))
}

// growth returns (e^x - 1)/x, by its series near zero, where the quotient is
// noise; there lies the exponent 1.
func growth(x float64) float64 {
	if math.Abs(x) > 1e-4 {
		return (Exp(x) - 1) / x
	}
	return 1 + float64(x/2*(1+float64(x/3*(1+float64(x/4)))))
}

// shrink returns ln(1+x)/x, by its series near zero.
func shrink(x float64) float64 {
	if math.Abs(x) > 1e-4 {
		return Log(1+x) / x
	}
	return 1 - float64(x*(.5-float64(x*(1./3-float64(x/4)))))
}
