package quantity

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

func (a number) floor() number {
	switch {
	case a.den > 1:
		q := a.num / a.den
		if a.num < 0 {
			q--
		}
		return whole(q)
	case a.wide != nil:
		q := new(big.Int).Div(a.wide.Num(), a.wide.Denom())
		return narrow(new(big.Rat).SetInt(q))
	case a.den == 0:
		return approximate(math.Floor(a.float))
	}
	return a
}

func (a number) ceil() number { return a.neg().floor().neg() }

// round rounds halves up.
func (a number) round() number { return a.add(ratio(1, 2)).floor() }

// text writes the number exactly where it has a decimal form of moderate
// length, and to 17 digits otherwise, without separators.
func (a number) text() string {
	if a.den == 1 {
		return strconv.FormatInt(a.num, 10)
	}
	if a.exact() {
		if places, ok := decimals(a.rat()); ok {
			return a.rat().FloatString(places)
		}
	}
	return strconv.FormatFloat(a.float64(), 'g', -1, 64)
}

// maxPlaces is how many decimals an exact number may show.
const maxPlaces = 30

// decimals returns how many places the decimal form of r has, if that is at
// most maxPlaces.
func decimals(r *big.Rat) (int, bool) {
	places, exact := r.FloatPrec()
	return places, exact && places <= maxPlaces
}

// parseNumber reads digits with an optional point and exponent.
func parseNumber(text string) (number, bool) {
	if len(text) <= 18 && strings.Trim(text, "0123456789") == "" {
		n, err := strconv.ParseInt(text, 10, 64)
		return whole(n), err == nil
	}
	mantissa, exponent, ok := strings.Cut(strings.ToLower(text), "e")
	if e, err := strconv.Atoi(exponent); ok && (err != nil || e > 400 || e < -400) || len(mantissa) > 400 {
		return number{}, false
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return number{}, false
	}
	n := narrow(r)
	return n, n.measurable()
}
