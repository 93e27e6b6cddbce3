package quantity

import (
	"math"
	"strings"
)

// A scale is a unit to show a kind in, with a prefix for the order of magnitude.
type scale struct {
	before string  // "$"
	size   float64 // base units in one of the unit
	prefix string  // of a count: "k", " million"
	factor float64 // what the prefix stands for
	unit   string  // with the space before it, if it has one: " TB", "/s"
	digits int     // at least so many are significant; 0 for what figure takes
}

// span writes a range of values in base units, or the one value that both ends
// are.
func (s scale) span(low, high float64) string {
	text := figureOf(low/s.size/s.factor, s.digits)
	if low != high {
		text = figures(low/s.size/s.factor, high/s.size/s.factor)
	}
	if s.before == "" {
		return text + s.prefix + s.unit
	}
	if point := strings.IndexByte(text, '.'); s.prefix == "" && point >= 0 && point == len(text)-2 {
		text += "0" // dollars and fifty cents are 1.50
	}
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	return sign + s.before + text + s.prefix + s.unit
}

// A step is one prefix, or one unit of several.
type step struct {
	size float64
	name string
}

var (
	countSteps = []step{{1, ""}, {1e3, "k"}, {1e6, " million"}, {1e9, " billion"}, {1e12, " trillion"}, {1e15, " quadrillion"}, {1e18, " quintillion"}}
	rateSteps  = []step{{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "bn"}, {1e12, "T"}}
	moneySteps = []step{{1, ""}, {1e6, "M"}, {1e9, "bn"}, {1e12, "T"}}
	byteSteps  = []step{{1, " B"}, {1e3, " KB"}, {1e6, " MB"}, {1e9, " GB"}, {1e12, " TB"}, {1e15, " PB"}, {1e18, " EB"}, {1e21, " ZB"}, {1e24, " YB"}}
	kibiSteps  = []step{{1, " B"}, {1 << 10, " KiB"}, {1 << 20, " MiB"}, {1 << 30, " GiB"}, {1 << 40, " TiB"}, {1 << 50, " PiB"}, {1 << 60, " EiB"}}
	bitSteps   = []step{{1. / 8, " bps"}, {1e3 / 8, " kbps"}, {1e6 / 8, " Mbps"}, {1e9 / 8, " Gbps"}, {1e12 / 8, " Tbps"}, {1e15 / 8, " Pbps"}}
	clockSteps = []step{{1e-9, " ns"}, {1e-6, " µs"}, {1e-3, " ms"}, {1, " s"}, {60, " min"}, {3600, " hours"}, {86_400, " days"}, {365 * 86_400, " years"}}
)

// pick returns the largest step of which there is at least one, as figure rounds
// it, or the smallest of all.
func pick(v float64, steps []step) step {
	v = math.Abs(v)
	best := steps[0]
	for _, s := range steps[1:] {
		ratio := v / s.size
		if ratio < 0.99 {
			break
		}
		if rounded, _ := significant(ratio); ratio < 1 && rounded < 1 {
			break
		}
		best = s
	}
	return best
}

// prefixed returns a scale whose steps are prefixes.
func prefixed(v float64, steps []step, unit string) scale {
	if v >= 1e21 {
		v = 0 // no prefix is known for such numbers
	}
	s := pick(v, steps)
	return scale{size: 1, prefix: s.name, factor: s.size, unit: unit}
}

// inUnits returns a scale whose steps are units.
func inUnits(v float64, steps []step) scale {
	s := pick(v, steps)
	return scale{size: s.size, factor: 1, unit: s.name}
}

// A period is what a rate is given per.
type period struct {
	seconds float64
	unit    string
}

var (
	perSecond = period{1, "/s"}
	perHour   = period{3600, "/hour"}
	perDay    = period{86_400, "/day"}
	perMonth  = period{30 * 86_400, "/month"}
	perYear   = period{365 * 86_400, "/year"}
	// A year of twelve months, and a month that is a twelfth of a year.
	perMonths12 = period{12 * 30 * 86_400, "/year"}
	perYear12   = period{365 * 86_400 / 12., "/month"}
)

// rateScale shows events per period.
func rateScale(v float64, p period) scale {
	s := prefixed(v*p.seconds, rateSteps, p.unit)
	s.size = 1 / p.seconds
	return s
}

// moneyScale shows dollars per period.
func moneyScale(v float64, p period) scale {
	s := prefixed(v*p.seconds, moneySteps, p.unit)
	s.before, s.size = "$", 1/p.seconds
	return s
}

// flowScale shows bytes per period.
func flowScale(v float64, steps []step, p period) scale {
	s := inUnits(v*p.seconds, steps)
	s.size /= p.seconds
	s.unit += p.unit
	return s
}
