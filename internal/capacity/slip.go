package capacity

import (
	"fmt"
	"math"
	"slices"

	"spar/internal/quantity"
)

// A mistake is a factor that people get wrong, with what it hints at.
type mistake struct {
	factor float64
	high   string // what a guess that is too high by it hints at
	low    string
}

// mistakes are the usual factors. They were most of what was wrong in published
// estimates: a thousand, eight, thirty, 86,400.
var mistakes = []mistake{
	{10, "a zero too many?", "a zero missing?"},
	{12, "a year taken for a month?", "a month taken for a year?"},
	{24, "a day taken for an hour?", "an hour taken for a day?"},
	{30, "a month taken for a day?", "a day taken for a month?"},
	{60, "a minute taken for a second?", "a second taken for a minute?"},
	{365, "a year taken for a day?", "a day taken for a year?"},
	{3600, "an hour taken for a second?", "a second taken for an hour?"},
	{86_400, "a day taken for a second?", "a second taken for a day?"},
}

// sizeMistakes happen where bytes are counted, countMistakes elsewhere.
var (
	sizeMistakes = []mistake{
		{8, "bits instead of bytes?", "bytes instead of bits?"},
		{1000, "one prefix too high, such as GB for MB?", "one prefix too low, such as MB for GB?"},
		{1024, "one prefix too high, such as GB for MB?", "one prefix too low, such as MB for GB?"},
		{1e6, "two prefixes too high, such as TB for MB?", "two prefixes too low, such as MB for TB?"},
	}
	countMistakes = []mistake{
		{1000, "millions instead of thousands?", "thousands instead of millions?"},
		{1e6, "six zeros too many?", "six zeros missing?"},
	}
)

func mistakesOf(d quantity.Dim) []mistake {
	if d.Byte != 0 {
		return slices.Concat(mistakes, sizeMistakes)
	}
	return slices.Concat(mistakes, countMistakes)
}

// near is how far a factor may be from a usual one to be taken for it, in
// orders of magnitude: a twentieth.
const near = 0.021

// slip names the mistake that is nearest to the factor by which an estimate of
// some kind is off.
func slip(factor float64, kind quantity.Dim, factors []quantity.Factor) string {
	size, direction := factor, "high"
	if factor < 1 {
		size, direction = 1/factor, "low"
	}
	best, hint := near, ""
	for _, m := range mistakesOf(kind) {
		if d := math.Abs(math.Log10(size / m.factor)); d < best {
			best, hint = d, m.high
			if direction == "low" {
				hint = m.low
			}
		}
	}
	for _, f := range factors {
		if d := math.Abs(math.Log10(size / f.Value)); f.Value > 1.5 && d < best {
			best, hint = d, f.Text+" taken twice?"
			if direction == "low" {
				hint = f.Text + " left out?"
			}
		}
	}
	if hint == "" {
		return fmt.Sprintf("about %s times too %s", rough(size), direction)
	}
	return fmt.Sprintf("about %s times too %s: %s", rough(size), direction, hint)
}

// rough writes a factor with two digits.
func rough(x float64) string {
	if x < 1e6 {
		return quantity.Count(rounded(x, 2)).String()
	}
	return fmt.Sprintf("%.1g", x)
}

// rounded rounds a number above zero to significant digits.
func rounded(x float64, digits int) float64 {
	unit := math.Pow10(int(math.Floor(math.Log10(x))) - digits + 1)
	return math.Round(x/unit) * unit
}

// kindSlip says how a guess is of another kind.
func kindSlip(guess, expected quantity.Quantity) string {
	if guess.Dim() == (quantity.Dim{}) {
		return fmt.Sprintf("a number without its unit: %s is asked for", expected.Kind())
	}
	return fmt.Sprintf("%s, where %s is asked for", guess.Kind(), expected.Kind())
}
