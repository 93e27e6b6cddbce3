package system

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// shares are the ends of the names of metrics that are shown as percentages.
var shares = []string{"ratio", "fraction", "share", "availability", "utilization", "probability"}

// FormatMetric writes a value as the end of its metric's name demands.
func FormatMetric(name string, value float64) string {
	switch {
	case strings.HasSuffix(name, "_per_second"):
		return FormatCount(value) + "/s"
	case strings.HasSuffix(name, "_seconds"):
		return FormatSeconds(value)
	case slices.ContainsFunc(shares, func(end string) bool { return strings.HasSuffix(name, end) }):
		return formatRatio(value)
	}
	return FormatCount(value)
}

// FormatSeconds writes a duration with three digits and the unit that fits.
func FormatSeconds(s float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}} {
		if math.Abs(s) >= u.size {
			return digits(s/u.size) + u.name
		}
	}
	if s == 0 {
		return "0 s"
	}
	return digits(s/1e-9) + " ns"
}

// FormatCount writes a number with three digits and k, M or G.
func FormatCount(n float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		if math.Abs(n) >= u.size {
			return digits(n/u.size) + u.name
		}
	}
	return digits(n)
}

// formatRatio writes a percentage with as many nines as it has: what is not
// everything must not round to 100%.
func formatRatio(ratio float64) string {
	percent := ratio * 100
	text := digits(percent)
	for decimals := 1; decimals < 9 && percent < 100 && text == "100"; decimals++ {
		if longer := strconv.FormatFloat(percent, 'f', decimals, 64); !strings.HasPrefix(longer, "100") {
			text = longer
		}
	}
	return text + "%"
}

// digits writes three significant digits without an exponent, more before the
// point if there are.
func digits(x float64) string {
	if x == 0 {
		return "0"
	}
	decimals := 2 - int(math.Floor(math.Log10(math.Abs(x))))
	text := strconv.FormatFloat(x, 'f', min(max(decimals, 0), 6), 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// formatTime writes a virtual time as the fault language reads it, exactly.
func formatTime(t time.Duration) string {
	return strconv.FormatFloat(t.Seconds(), 'f', -1, 64) + "s"
}
