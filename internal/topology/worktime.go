package topology

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spar/internal/quantity"
	"spar/internal/sim"
)

// This file is how long work takes, beyond its mean.

// lawFigures are those that percentiles stand in for.
var lawFigures = []string{"law", "spread", "slow_share", "slow_time"}

// MostPercentiles of a component.
const MostPercentiles = 100

// ParsePercentiles reads what is said of a time, such as "p50 2 ms, p99 40 ms, p999
// 0.2 s"; p999 is p99.9. The shares rise, and the times, in seconds, do not fall.
func ParsePercentiles(text string) (sim.Quantiles, error) {
	var list []sim.Quantile
	none := sim.Quantiles{}
	for item := range strings.SplitSeq(text, ",") {
		item = strings.TrimSpace(item)
		name, duration, _ := strings.Cut(item, " ")
		share, err := parsePercentile(name)
		if err != nil {
			return none, err
		}
		q, err := quantity.Parse(duration)
		if err != nil || q.IsRange() || q.Dim() != (quantity.Dim{Second: 1}) || !(q.Base() >= 0 && q.Base() <= 3600) {
			return none, fmt.Errorf("%q is no percentile; write a duration of up to an hour behind it, such as %s 40 ms", item, name)
		}
		p := sim.Quantile{Share: share, Value: q.Base()}
		if n := len(list); n > 0 && (p.Share <= list[n-1].Share || p.Value < list[n-1].Value) {
			return none, fmt.Errorf("%q does not rise from what stands before it; write percentiles in their order", item)
		}
		if list = append(list, p); len(list) > MostPercentiles {
			return none, fmt.Errorf("more than %d percentiles; write fewer", MostPercentiles)
		}
	}
	if list[len(list)-1].Share == 0 {
		return none, fmt.Errorf("%q says only where times begin; write one above p0, such as p99 40 ms", text)
	}
	return sim.NewQuantiles(list)
}

// parsePercentile returns the share of a name: p50, p99.9 or p999.
func parsePercentile(name string) (float64, error) {
	digits, ok := strings.CutPrefix(strings.ToLower(name), "p")
	if strings.HasPrefix(digits, "99") && !strings.Contains(digits, ".") && len(digits) > 2 {
		digits = digits[:2] + "." + digits[2:]
	}
	percent, err := strconv.ParseFloat(digits, 64)
	if !ok || err != nil || !(percent >= 0 && percent <= 100) {
		return 0, fmt.Errorf("%q is no percentile; write p50, p90, p99, p99.9 or p100 and a duration, such as \"p50 2 ms, p99 40 ms\"", name)
	}
	// The exponent divides by a hundred without a second rounding.
	return strconv.ParseFloat(digits+"e-2", 64)
}

// usualTime returns the time of a component that gives none: the mean of its percentiles,
// or the default.
func (c *Component) usualTime(usual string) string {
	if measured, err := ParsePercentiles(c.Percentiles); c.Percentiles != "" && err == nil {
		mean, _ := measured.Moments()
		return strconv.FormatFloat(mean*1e6, 'g', 12, 64) + " us"
	}
	return usual
}

// time checks what is said of how long work takes.
func (c *checker) time(at string, component *Component) {
	switch {
	case component.Percentiles == "":
		if (component.SlowShare == "") != (component.SlowTime == "") {
			stated := ".slow_share"
			if component.SlowShare == "" {
				stated = ".slow_time"
			}
			c.add(at+stated, "slow_share and slow_time belong together; write both, such as 1%% and 500 ms, or neither")
		}
		return
	case !slices.Contains(everywhere, component.Kind):
		c.add(at+".percentiles", "a %s has no percentiles; remove it", component.Kind)
		return
	}
	if _, err := ParsePercentiles(component.Percentiles); err != nil {
		c.add(at+".percentiles", "%v", err)
	}
	for _, f := range component.given() {
		if f.Given != "" && slices.Contains(lawFigures, f.Name) {
			c.add(at+"."+f.Name, "percentiles say how times vary; remove %s, or percentiles", f.Name)
		}
	}
}

// completeTime takes the percentiles of a twin where nothing is said of how long work
// takes.
func (c *Component) completeTime(twin *Component) {
	if c.Time == "" && c.Law == "" && c.Spread == "" && c.SlowShare == "" && c.Percentiles == "" {
		c.Percentiles = twin.Percentiles
	}
}
