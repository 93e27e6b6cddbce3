package quantity

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// figure writes a number with four significant digits if that is all it has,
// and with three otherwise; what is 1,000 and more keeps its digits before the
// point, with commas.
func figure(x float64) string {
	rounded, digits := significant(x)
	size := math.Abs(rounded)
	switch {
	case x == 0:
		return "0"
	case size >= 1e15 || size < 1e-6:
		return scientific(rounded, digits)
	case size >= 1000:
		return commas(strconv.FormatFloat(rounded, 'f', 0, 64))
	}
	places := max(0, digits-1-magnitudeOf(size))
	return trimZeros(strconv.FormatFloat(rounded, 'f', places, 64))
}

// figureOf writes a number with at least so many significant digits, if it has
// them.
func figureOf(x float64, digits int) string {
	if _, usual := significant(x); digits <= usual || short(x) {
		return figure(x)
	}
	x = roundTo(x, digits)
	text := strconv.FormatFloat(x, 'f', max(0, digits-1-magnitudeOf(math.Abs(x))), 64)
	whole, decimals, _ := strings.Cut(text, ".")
	return trimZeros(commas(whole) + "." + decimals)
}

// figures writes a range, with as many digits as it takes to tell its ends
// apart.
func figures(low, high float64) string {
	a, _ := significant(low)
	b, _ := significant(high)
	if a < b {
		return figure(low) + ".." + figure(high)
	}
	digits := 4
	for digits < 17 && roundTo(low, digits) >= roundTo(high, digits) {
		digits++
	}
	return strconv.FormatFloat(low, 'g', digits, 64) + ".." + strconv.FormatFloat(high, 'g', digits, 64)
}

// scientific writes a number such as 7.04e35.
func scientific(x float64, digits int) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', digits-1, 64), "e")
	sign := ""
	if exponent[0] == '-' {
		sign = "-"
	}
	return trimZeros(mantissa) + "e" + sign + strings.TrimLeft(exponent[1:], "0")
}

// significant rounds a number as figure shows it, and returns how many of its
// digits are significant.
func significant(x float64) (rounded float64, digits int) {
	if x == 0 {
		return 0, 3
	}
	rounded = roundTo(x, 4)
	switch {
	case math.Abs(x-rounded) <= 1e-9*math.Abs(x):
		return rounded, 4
	case math.Abs(x) >= 1000 && math.Abs(x) < 1e15:
		return math.Round(x), 4
	}
	return roundTo(x, 3), 3
}

// short reports whether four significant digits say all there is.
func short(x float64) bool {
	rounded, digits := significant(x)
	return x == 0 || digits == 4 && math.Abs(x-rounded) <= 1e-9*math.Abs(x)
}

// magnitudeOf returns the power of ten of the first digit of x, which is above
// zero.
func magnitudeOf(x float64) int {
	_, exponent := math.Frexp(x)
	n := int(math.Floor(float64(exponent-1) * math.Ln2 / math.Ln10))
	if x >= math.Pow10(n+1) {
		n++ // the power of two below x has fewer digits than x
	}
	return n
}

// roundTo rounds to significant digits.
func roundTo(x float64, digits int) float64 {
	power := digits - 1 - magnitudeOf(math.Abs(x))
	if power < 0 {
		unit := math.Pow10(-power)
		if rounded := math.Round(x/unit) * unit; !math.IsInf(rounded, 0) {
			return rounded
		}
		return x
	}
	unit := math.Pow10(power)
	if math.IsInf(x*unit, 0) {
		return x
	}
	return math.Round(x*unit) / unit
}

func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// Thousands writes a count with its digits in groups of three: 20,000.
func Thousands(n int) string { return commas(strconv.Itoa(n)) }

// commas groups the digits of an integer.
func commas(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= 3 {
		return sign + digits
	}
	out := make([]byte, 0, len(digits)*4/3+1)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, digits[i])
	}
	return sign + string(out)
}

// tidy removes what floating-point arithmetic leaves behind the 14th digit.
func tidy(x float64) float64 {
	if x == math.Trunc(x) && math.Abs(x) < 1<<53 {
		return x
	}
	return roundTo(x, 14)
}

// tidy returns the number as a float64 without noise.
func (a number) tidy() float64 {
	if a.exact() {
		return a.float64()
	}
	return tidy(a.float64())
}

// percent writes a share of one. Shares close to all keep the digits of what is
// missing, so that no number of nines becomes 100%.
func (a number) percent() string {
	share := a.float64()
	missing := whole(1).sub(a).float64() * 100
	if share < 0.99 || missing <= 0 {
		return figure(share*100) + "%"
	}
	_, digits := significant(missing)
	places := max(0, digits-1-magnitudeOf(missing))
	text := new(big.Rat).Mul(a.ratOrFloat(), big.NewRat(100, 1)).FloatString(places)
	return trimZeros(text) + "%"
}

func (a number) ratOrFloat() *big.Rat {
	if a.exact() {
		return a.rat()
	}
	return new(big.Rat).SetFloat64(a.float)
}
