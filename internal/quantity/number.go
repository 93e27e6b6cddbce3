package quantity

import (
	"math"
	"math/big"
	"math/bits"
)

// Bounds of an exact number. Integers reach beyond the largest float64;
// fractions have room for every estimate, and none that takes long.
const (
	maxIntegerBits  = 1100
	maxFractionBits = 256
)

// A number is a real number: an exact fraction, or a float64 once a logarithm
// or a root has left no fraction. Exact fractions are what keeps 0.1 + 0.2 at
// 0.3, a ceiling from rounding up noise, and six nines from rounding to one.
// The zero number is 0.
type number struct {
	num, den int64    // exact if den > 0; without a common divisor
	wide     *big.Rat // exact, where 64 bits are too few
	float    float64  // otherwise
}

func whole(n int64) number { return number{num: n, den: 1} }

func ratio(num, den int64) number {
	g := gcd(num, den)
	return number{num: num / g, den: den / g}
}

// approximate returns a number that is known to float64 precision only. One
// that is an integer but for the last bits becomes that integer: log10(1000)
// is 3, whatever the processor says.
func approximate(f float64) number {
	f = float64(f) // a product, which must not be fused with what follows
	r := math.Round(f)
	if math.Abs(r) < 1<<53 && math.Abs(f-r) <= float64(2e-15*math.Abs(r)) {
		return whole(int64(r))
	}
	return number{float: f}
}

// narrow returns an exact number in its smallest form, or as a float64 if it
// has outgrown its bounds.
func narrow(r *big.Rat) number {
	num, den := r.Num(), r.Denom()
	switch {
	case num.IsInt64() && den.IsInt64() && num.Int64() != math.MinInt64:
		return number{num: num.Int64(), den: den.Int64()}
	case r.IsInt() && num.BitLen() <= maxIntegerBits, num.BitLen() <= maxFractionBits && den.BitLen() <= maxFractionBits:
		return number{wide: r}
	}
	f, _ := r.Float64()
	return notZero(f, r.Sign())
}

// notZero returns an inexact number whose sign is known. One that is too small
// for a float64 is undefined rather than 0.
func notZero(f float64, sign int) number {
	if f == 0 && sign != 0 {
		return number{float: math.NaN()}
	}
	return approximate(f)
}

func (a number) exact() bool { return a.den != 0 || a.wide != nil || a.float == 0 }

func (a number) rat() *big.Rat {
	switch {
	case a.wide != nil:
		return a.wide
	case a.den != 0:
		return big.NewRat(a.num, a.den)
	}
	return new(big.Rat)
}

func (a number) float64() float64 {
	switch {
	case a.den == 1:
		return float64(a.num)
	case a.den != 0:
		return float64(a.num) / float64(a.den)
	case a.wide != nil:
		f, _ := a.wide.Float64()
		return f
	}
	return a.float
}

// largest is the size that a value may have. Whatever is shown of it in another
// unit or for another period, such as nanoseconds or events a year, then still
// has a float64 of its own.
const largest = 1e290

// measurable reports whether a value is neither undefined nor beyond the
// largest.
func measurable(x float64) bool { return math.Abs(x) <= largest }

func (a number) measurable() bool { return measurable(a.float64()) }

func (a number) sign() int {
	switch {
	case a.den != 0:
		return compare(a.num, 0)
	case a.wide != nil:
		return a.wide.Sign()
	}
	return compare(a.float, 0)
}

func (a number) isWhole() bool {
	return a.den == 1 || a.wide != nil && a.wide.IsInt() || a.den == 0 && a.wide == nil && a.float == 0
}

func (a number) add(b number) number {
	if a.den != 0 && b.den != 0 {
		if sum, ok := addSmall(a, b); ok {
			return sum
		}
	}
	if a.exact() && b.exact() {
		return narrow(new(big.Rat).Add(a.rat(), b.rat()))
	}
	return approximate(addFloats(a.float64(), b.float64()))
}

func addSmall(a, b number) (number, bool) {
	g := gcd(a.den, b.den)
	left, ok1 := multiplySmall(a.num, b.den/g)
	right, ok2 := multiplySmall(b.num, a.den/g)
	den, ok3 := multiplySmall(a.den, b.den/g)
	sum := left + right
	overflow := left > 0 == (right > 0) && left > 0 != (sum > 0)
	if !ok1 || !ok2 || !ok3 || overflow || sum == math.MinInt64 {
		return number{}, false
	}
	if den == 1 {
		return whole(sum), true
	}
	return ratio(sum, den), true
}

// addFloats adds and calls the noise that is left where two numbers cancel 0.
func addFloats(a, b float64) float64 {
	sum := a + b
	if math.Abs(sum) < 1e-14*math.Abs(a) {
		return 0
	}
	return sum
}

func (a number) neg() number {
	switch {
	case a.den != 0:
		return number{num: -a.num, den: a.den}
	case a.wide != nil:
		return number{wide: new(big.Rat).Neg(a.wide)}
	}
	return number{float: -a.float}
}

func (a number) sub(b number) number { return a.add(b.neg()) }

func (a number) mul(b number) number {
	if a.den != 0 && b.den != 0 {
		g, h := gcd(a.num, b.den), gcd(b.num, a.den)
		num, ok1 := multiplySmall(a.num/g, b.num/h)
		den, ok2 := multiplySmall(a.den/h, b.den/g)
		if ok1 && ok2 {
			return number{num: num, den: den}
		}
	}
	if a.exact() && b.exact() {
		return narrow(new(big.Rat).Mul(a.rat(), b.rat()))
	}
	return notZero(a.float64()*b.float64(), a.sign()*b.sign())
}

// inverse returns 1/a; a must not be 0.
func (a number) inverse() number {
	switch {
	case a.den != 0 && a.num > 0:
		return number{num: a.den, den: a.num}
	case a.den != 0:
		return number{num: -a.den, den: -a.num}
	case a.wide != nil:
		return number{wide: new(big.Rat).Inv(a.wide)}
	}
	return approximate(1 / a.float)
}

func (a number) div(b number) number { return a.mul(b.inverse()) }

// raise returns a^n, exact as long as its digits can be kept. The size of the
// result is known beforehand, so that no power takes long.
func (a number) raise(n int64) number {
	if n < 0 {
		return a.raise(-n).inverse()
	}
	if !a.exact() || n > maxIntegerBits || int64(a.bitLen())*n > 2*maxIntegerBits {
		return notZero(math.Pow(a.float64(), float64(n)), a.sign())
	}
	power, base := whole(1), a
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			power = power.mul(base)
		}
		if n > 1 {
			base = base.mul(base)
		}
	}
	return power
}

// bitLen returns the bits of the numerator or denominator, whichever is longer,
// but 0 for 1 and -1, whose powers do not grow.
func (a number) bitLen() int {
	if a.wide != nil {
		return max(a.wide.Num().BitLen(), a.wide.Denom().BitLen())
	}
	if n := max(magnitude(a.num), uint64(a.den)); n > 1 {
		return bits.Len64(n)
	}
	return 0
}

func gcd(a, b int64) int64 {
	if a == 1 || b == 1 {
		return 1
	}
	x, y := magnitude(a), magnitude(b)
	for y != 0 {
		x, y = y, x%y
	}
	return max(int64(x), 1)
}

func multiplySmall(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	return a * b, hi == 0 && lo <= math.MaxInt64
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return uint64(-a)
	}
	return uint64(a)
}

func compare[T int64 | float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
