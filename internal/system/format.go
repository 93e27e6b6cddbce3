package system

import (
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
	case PerSecond:
		return quantity.Rate(value).String()
	}
	return quantity.Count(value).String()
}

// Format writes a value of the parameter, in base units, as the calculator says it.
// Of a list it is one number.
func (p Parameter) Format(value float64) string {
	switch p.Kind {
	case Duration:
		return quantity.Seconds(value).String()
	case Rate:
		return quantity.Rate(value).String()
	case Size:
		return quantity.Bytes(value).String()
	}
	return quantity.Count(value).String()
}

// formatTime writes a virtual time as the fault language reads it, exactly.
func formatTime(t time.Duration) string {
	return strconv.FormatFloat(t.Seconds(), 'f', -1, 64) + "s"
}
