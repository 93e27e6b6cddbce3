package metric

import "time"

// An AlertRule fires while the error ratio over both its windows is above a limit.
// The long window makes it sure of what it says, the short one lets it end soon
// after the trouble has. With two equal windows it is a plain threshold.
type AlertRule struct {
	Name        string
	Ratio       float64 // of errors to requests
	Long, Short time.Duration
}

// WorkbookRules returns the alerts that the Site Reliability Workbook recommends
// (B. Beyer and others, 2018, chapter 5) for an objective over a period: a page at
// a burn rate of 14.4 over an hour, or of 6 over six hours, and a ticket at 1 over
// three days, each with a short window of a twelfth. The windows are those for a
// period of 30 days and change in proportion.
func WorkbookRules(objective float64, period time.Duration) []AlertRule {
	rule := func(name string, burn float64, parts time.Duration) AlertRule {
		long := period / parts
		return AlertRule{name, burn * (1 - objective), long, long / 12}
	}
	return []AlertRule{rule("page, fast burn", 14.4, 720), rule("page, slow burn", 6, 120), rule("ticket", 1, 10)}
}

// Fires reports whether the rule fires on a history as it stands.
func (r AlertRule) Fires(h *History) bool {
	return h.ErrorRatio(r.Short) > r.Ratio && h.ErrorRatio(r.Long) > r.Ratio
}

// DetectionTime returns how long after errors begin, at a steady ratio and with none
// before, the rule fires: when they fill so much of the long window. It never does
// at a ratio up to its limit, which ok tells.
func (r AlertRule) DetectionTime(errorRatio float64) (d time.Duration, ok bool) {
	if errorRatio <= r.Ratio {
		return 0, false
	}
	return time.Duration(float64(r.Ratio/errorRatio*float64(r.Long)) + .5), true
}

// A History keeps samples of two counters, of requests and of those that failed,
// for as long as Keep. The zero History keeps only the latest.
type History struct {
	Keep time.Duration

	samples []sample // oldest first
	old     int      // samples at the beginning that nothing needs
}

// A sample is what counters stood at.
type sample struct {
	at            time.Duration
	total, failed float64
}

// Add takes in a sample. Times rise; sums are those since the beginning, without
// resets (see [Increase]).
func (h *History) Add(at time.Duration, total, failed float64) {
	h.samples = append(h.samples, sample{at, total, failed})
	for h.old+1 < len(h.samples) && h.samples[h.old+1].at <= at-h.Keep {
		h.old++
	}
	if h.old > len(h.samples)/2 {
		h.samples = h.samples[:copy(h.samples, h.samples[h.old:])]
		h.old = 0
	}
}

// ErrorRatio returns the part of the requests that failed in a window that ends
// with the latest sample. It begins with the latest sample that is so old, or the
// oldest. Without requests nothing has failed.
func (h *History) ErrorRatio(window time.Duration) float64 {
	if len(h.samples) == 0 {
		return 0
	}
	last := h.samples[len(h.samples)-1]
	from := h.at(last.at - window)
	if last.total <= from.total {
		return 0
	}
	return (last.failed - from.failed) / (last.total - from.total)
}

// at returns the latest sample up to a time, or the oldest.
func (h *History) at(t time.Duration) sample {
	low, high := h.old, len(h.samples)-1
	for low < high {
		middle := (low + high + 1) / 2
		if h.samples[middle].at <= t {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return h.samples[low]
}
