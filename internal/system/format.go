package system

import (
	"math"
	"strconv"
	"time"

	"spar/internal/quantity"
)

// Format writes a value in the unit as the calculator says it: 46.9 ms, 99.95%,
// 11.6k/s, 4.5 million. What has no unit is written as a number.
func (u Unit) Format(value float64) string {
	switch u {
	case Seconds:
		return quantity.Seconds(value).String()
	case Ratio:
		return quantity.Percent(value).String()
	case BytesPerSecond:
		return quantity.Bandwidth(value).String()
	case PerSecond:
		return quantity.Rate(value).String()
	case Dollars:
		return formatDollars(value)
	}
	return quantity.Count(value).String()
}

// formatDollars writes an amount to three digits, or to the cent: $12.4k, $842, $3.07.
func formatDollars(value float64) string {
	if value < 0 {
		return "-" + formatDollars(-value)
	}
	for _, scale := range []struct {
		size   float64
		letter string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}} {
		// What three digits round up to the size is written in it.
		if value >= scale.size*.9995 {
			return "$" + strconv.FormatFloat(roundTo(value/scale.size, 3), 'f', -1, 64) + scale.letter
		}
	}
	switch {
	case value >= 99.995:
		return "$" + strconv.FormatFloat(math.Round(value), 'f', -1, 64)
	case value == 0:
		return "$0"
	}
	return "$" + strconv.FormatFloat(value, 'f', 2, 64)
}

// roundTo rounds a value of one or more to so many digits, and to a whole number at the
// least.
func roundTo(value float64, digits int) float64 {
	text := strconv.FormatFloat(value, 'g', digits, 64)
	rounded, err := strconv.ParseFloat(text, 64)
	if err != nil || value >= 1000 {
		return math.Round(value)
	}
	return rounded
}

// Format writes a value of the parameter, in base units, as the calculator says it.
// Of a list it is one number.
func (p Parameter) Format(value float64) string {
	switch p.Kind {
	case Duration:
		return quantity.Seconds(value).String()
	case Rate:
		return quantity.Rate(value).String()
	case Bandwidth:
		return quantity.Bandwidth(value).String()
	case Size:
		return quantity.Bytes(value).String()
	}
	return quantity.Count(value).String()
}

// formatTime writes a virtual time as the fault language reads it, exactly.
func formatTime(t time.Duration) string {
	return strconv.FormatFloat(t.Seconds(), 'f', -1, 64) + "s"
}
