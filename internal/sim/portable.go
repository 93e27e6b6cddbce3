package sim

import "math"

const (
	ln2High = 0x1.62e42feep-1       // the leading 32 bits of ln 2, exact in products with small integers
	ln2Low  = 0x1.a39ef35793c76p-33 // ln 2 - ln2High
	halfExp = 0x3fe0000000000000    // bits of 0.5 without its fraction
	fracTop = 0x000fffffffffffff    // the fraction of a float64
)

// Log returns the natural logarithm of x, for normal x > 0. It differs from
// [math.Log] by a few units in the last place at most, and never between
// processors. It sums the series of 2 artanh((m-1)/(m+1)) for the fraction m of
// x between the square roots of 1/2 and 2 (Abramowitz and Stegun, 4.1.27).
func Log(x float64) float64 {
	bits := math.Float64bits(x)
	exponent := float64(int(bits>>52) - 1022)
	m := math.Float64frombits(bits&fracTop | halfExp)
	if m < math.Sqrt2/2 {
		m *= 2
		exponent--
	}
	s := (m - 1) / (m + 1)
	z := float64(s * s)
	w := float64(z * z)
	// Two sums run side by side, which halves the wait for each product.
	odd := horner(w, 1./21, 1./17, 1./13, 1./9, 1./5)
	even := horner(w, 1./19, 1./15, 1./11, 1./7, 1./3)
	series := float64(z*even) + float64(w*odd)
	tail := float64(2*s*series) + float64(exponent*ln2Low)
	return float64(exponent*ln2High) + (float64(2*s) + tail)
}

func horner(x, a, b, c, d, e float64) float64 {
	p := float64(a*x) + b
	p = float64(p*x) + c
	p = float64(p*x) + d
	return float64(p*x) + e
}

// Exp returns e to the power of x: zero below -708, infinity above 709. It
// differs from [math.Exp] by a few units in the last place at most, and never
// between processors. It sums the Taylor series of what x leaves after whole
// multiples of ln 2.
func Exp(x float64) float64 {
	switch {
	case x < -708:
		return 0
	case x > 709:
		return math.Inf(1)
	}
	k := math.Floor(float64(x*math.Log2E) + .5)
	r := (x - float64(k*ln2High)) - float64(k*ln2Low)
	z := float64(r * r)
	even := horner(z, 1./479001600, 1./3628800, 1./40320, 1./720, 1./24)
	odd := horner(z, 1./6227020800, 1./39916800, 1./362880, 1./5040, 1./120)
	even = float64(even*z) + .5
	odd = float64(odd*z) + 1./6
	sum := float64(z*even) + float64(float64(r*z)*odd)
	return float64((1 + (r + sum)) * math.Float64frombits(uint64(int(k)+1023)<<52))
}

// Pow returns x to the power of y, for normal x > 0, as Exp(y Log(x)).
func Pow(x, y float64) float64 { return Exp(float64(y * Log(x))) }

// Log1p returns the natural logarithm of 1 + x, for x > -1, to a few units in the last
// place also where x is small: what 1 + x loses is made up for in proportion
// (W. Kahan, in the manual of the HP-15C, 1982).
func Log1p(x float64) float64 {
	u := 1 + x
	if u == 1 {
		return x
	}
	return float64(Log(u) * (x / (u - 1)))
}

// Expm1 returns e to the power of x, less 1, in the same way.
func Expm1(x float64) float64 {
	u := Exp(x)
	switch {
	case u == 1:
		return x
	case u == 0:
		return -1
	case math.IsInf(u, 1):
		return u
	}
	return float64((u - 1) * (x / Log(u)))
}

// cosine returns the cosine of so many turns, from 0 to 1, as the sine of what
// lies between it and the nearest quarter, by its Taylor series.
func cosine(turns float64) float64 {
	x := float64((.25 - min(turns, 1-turns)) * 2 * math.Pi)
	z := float64(x * x)
	sum := 1.
	for k := 19; k > 1; k -= 2 {
		sum = 1 - float64(z*sum)/float64(k*(k-1))
	}
	return float64(x * sum)
}
