package quantity

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// anyNumber draws exact numbers small and wide, and inexact ones.
func anyNumber(t *rapid.T, name string) number {
	switch rapid.IntRange(0, 3).Draw(t, name+" form") {
	case 0:
		return whole(rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, name))
	case 1:
		return ratio(rapid.Int64Range(-1e9, 1e9).Draw(t, name), rapid.Int64Range(1, 1e9).Draw(t, name+" denominator"))
	case 2:
		a := whole(rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, name))
		return a.mul(ratio(rapid.Int64Range(1, math.MaxInt64).Draw(t, name+" factor"), 97))
	}
	return whole(rapid.Int64Range(-1000, 1000).Draw(t, name))
}

// TestNumberAgainstRat holds the arithmetic against that of math/big.
func TestNumberAgainstRat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyNumber(t, "a"), anyNumber(t, "b")
		check := func(op string, got number, want *big.Rat) {
			if got.exact() && got.rat().Cmp(want) != 0 {
				t.Fatalf("%s %s %s = %s, want %s", a.text(), op, b.text(), got.rat(), want)
			}
			if f, _ := want.Float64(); math.Abs(got.float64()-f) > 1e-15*math.Abs(f) {
				t.Fatalf("%s %s %s = %v, want %v", a.text(), op, b.text(), got.float64(), f)
			}
			if got.den < 0 || got.den > 1 && gcd(got.num, got.den) != 1 {
				t.Fatalf("%s %s %s = %d/%d, not in lowest terms", a.text(), op, b.text(), got.num, got.den)
			}
		}
		check("+", a.add(b), new(big.Rat).Add(a.rat(), b.rat()))
		check("-", a.sub(b), new(big.Rat).Sub(a.rat(), b.rat()))
		check("*", a.mul(b), new(big.Rat).Mul(a.rat(), b.rat()))
		if b.sign() != 0 {
			check("/", a.div(b), new(big.Rat).Quo(a.rat(), b.rat()))
		}
		floor := new(big.Int).Div(a.rat().Num(), a.rat().Denom())
		check("floor", a.floor(), new(big.Rat).SetInt(floor))
	})
}

func TestRaise(t *testing.T) {
	for _, c := range []struct {
		base     number
		exponent int64
		want     string
	}{
		{whole(62), 6, "56800235584"},
		{whole(62), 10, "839299365868340224"},
		{whole(62), 20, "704423425546998022968330264616370176"},
		{whole(2), -3, "0.125"},
		{ratio(1, 1000), 6, "0.000000000000000001"},
		{whole(-2), 3, "-8"},
		{whole(0), 0, "1"},
		{whole(1), 1_000_000_000, "1"},
		{whole(9), 387_420_489, "+Inf"},
		{whole(2), 4_000_000_000_000, "+Inf"},
	} {
		if got := c.base.raise(c.exponent).text(); got != c.want {
			t.Errorf("%s raised to %d = %s, want %s", c.base.text(), c.exponent, got, c.want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"0", "0"},
		{"007", "7"},
		{"1234567", "1234567"},
		{"0.1", "0.1"},
		{"1.50", "1.5"},
		{".5", "0.5"},
		{"1e9", "1000000000"},
		{"1E-3", "0.001"},
		{"9223372036854775807", "9223372036854775807"},
		{"9223372036854775808", "9223372036854775808"},
		{"1e400", ""},
		{"1e309", ""},
		{"1e-400", ""},
		{"1e99999999999999999999", ""},
	} {
		got, ok := parseNumber(c.in)
		if ok != (c.want != "") || ok && got.text() != c.want {
			t.Errorf("parseNumber(%q) = %s, %v, want %q", c.in, got.text(), ok, c.want)
		}
	}
}

func TestFigure(t *testing.T) {
	for _, c := range []struct {
		in   float64
		want string
	}{
		{0, "0"},
		{1, "1"},
		{182.5, "182.5"},
		{11.574, "11.6"},
		{1.2710, "1.271"},
		{99.949, "99.9"},
		{99.96, "99.96"},
		{99.999, "100"},
		{999.4, "999.4"},
		{999.44, "999"},
		{999.5, "999.5"},
		{999.95, "1,000"},
		{1234, "1,234"},
		{1234.5, "1,235"},
		{123456789, "123,456,789"},
		{0.01157407, "0.0116"},
		{0.00000116, "0.00000116"},
		{1.16e-7, "1.16e-7"},
		{1e15, "1e15"},
		{7.044e35, "7.044e35"},
		{-1234.5, "-1,235"},
		{0.30000000000000004, "0.3"},
		{math.MaxFloat64, "1.798e308"},
		{5e-324, "4.941e-324"},
	} {
		if got := figure(c.in); got != c.want {
			t.Errorf("figure(%v) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPrefixBoundaries(t *testing.T) {
	size := func(n float64) Quantity { return Quantity{value: approximate(n), powers: powers{byte: 1}} }
	rate := func(n float64) Quantity { return Quantity{value: approximate(n), powers: powers{second: -1}} }
	for _, c := range []struct {
		in   Quantity
		want string
	}{
		{size(0.5), "0.5 B"},
		{size(999), "999 B"},
		{size(999.4), "999.4 B"},
		{size(999.96), "1 KB"},
		{size(1000), "1 KB"},
		{size(999_499), "999 KB"},
		{size(999_950), "1 MB"},
		{size(999.96e9), "1 TB"},
		{size(1e27), "1,000 YB"},
		{rate(0.5), "0.5/s"},
		{rate(0.0099), "855/day"},
		{rate(999.96), "1k/s"},
		{rate(999_400), "999.4k/s"},
		{rate(999_960), "1M/s"},
		{rate(1e9), "1bn/s"},
		{rate(1e15), "1,000T/s"},
		{Quantity{value: ratio(3, 2), powers: powers{dollar: 1}}, "$1.50"},
		{Quantity{value: ratio(-3, 2), powers: powers{dollar: 1}}, "-$1.50"},
		{Quantity{value: ratio(23, 1000), powers: powers{dollar: 1}}, "$0.023"},
		{Quantity{value: whole(1_500_000), powers: powers{dollar: 1}}, "$1.5M"},
		{Count(999_999), "999,999"},
		{Count(1_000_000), "1 million"},
		{Count(1_000_001), "1,000,001"},
		{Count(1e21), "1e21"},
		{Count(1234.5), "1.23k"},
		{Percent(0.9994), "99.94%"},
		{Percent(0.99999), "99.999%"},
		{Percent(1), "100%"},
		{Percent(0), "0%"},
		{Percent(1.5), "150%"},
	} {
		if got := c.in.String(); got != c.want {
			t.Errorf("String of %s = %q, want %q", c.in.Exact(), got, c.want)
		}
	}
}
