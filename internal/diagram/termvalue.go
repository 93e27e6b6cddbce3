package diagram

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spar/internal/spelling"
)

// A mistake is what is wrong in a label, and what would be right.
type mistake struct{ message, fix string }

// A policy is an item of a word and a figure: "timeout 200 ms", "2 retries".
type policy struct {
	words  string // the ways to say it, by commas, the one that is written first
	like   string // an example of the figure
	figure func([]string) string
	field  func(*Terms) *string
}

var policies = []policy{
	{"retry budget", "10%", shareOf, func(t *Terms) *string { return &t.RetryBudget }},
	{"timeout, time-out, time out, times out after, timeout of, timeout after, time-out of, deadline, within", "200 ms", durationOf, func(t *Terms) *string { return &t.Timeout }},
	{"retries, retry, retried, retries up to, up to", "2", timesOf, func(t *Terms) *string { return &t.Retries }},
	{"backoff, back-off, backoff of", "50 ms", durationOf, func(t *Terms) *string { return &t.Backoff }},
	{"breaker, circuit breaker, breaker at, circuit breaker at", "50%", shareOf, func(t *Terms) *string { return &t.Breaker }},
	{"throttle, throttled, throttle at", "2", numberOf, func(t *Terms) *string { return &t.Throttle }},
	{"hedge, hedge after, hedged after, hedged", "50 ms", durationOf, func(t *Terms) *string { return &t.Hedge }},
}

// readPolicy reads "timeout 200 ms", "200 ms timeout", "retry twice", "no retries".
func readPolicy(list []string) (Terms, *mistake) {
	list = without(list, "with", "a", "of")
	for _, p := range policies {
		for said := range strings.SplitSeq(p.words, ", ") {
			rest, ok := beside(list, strings.Fields(said))
			if !ok || said == "up to" && !slices.Contains(rest, "retries") {
				continue
			}
			var t Terms
			rest = without(rest, "retries", "up", "to", "=", ":", "max", "at", "most", "after")
			if *p.field(&t) = p.figure(rest); *p.field(&t) != "" {
				return t, nil
			}
			if len(rest) > 0 && !startsNumber(rest[0]) {
				break // words that only begin alike
			}
			name, _, _ := strings.Cut(p.words, ",")
			wrong := fmt.Sprintf("%q says no figure", strings.Join(list, " "))
			return Terms{}, &mistake{wrong, fmt.Sprintf("write it as in \"%s %s\"", name, p.like)}
		}
	}
	return Terms{}, slipOf(list)
}

// slipOf tells of a word before or behind a figure that is one slip of the fingers from
// one of a policy.
func slipOf(list []string) *mistake {
	if len(list) < 2 || !slices.ContainsFunc(list, startsNumber) {
		return nil
	}
	for _, p := range policies {
		name, _, _ := strings.Cut(p.words, ",")
		for _, word := range []string{list[0], list[len(list)-1]} {
			if len(word) > 4 && spelling.OneSlip(word, name) {
				return &mistake{fmt.Sprintf("%q says nothing of an arrow", word), fmt.Sprintf("did you mean %q?", name)}
			}
		}
	}
	return nil
}

// beside returns what stands behind words at the start of a list, or before them at its
// end.
func beside(list, words []string) (rest []string, ok bool) {
	n := len(list) - len(words)
	switch {
	case n >= 0 && slices.Equal(list[:len(words)], words):
		return list[len(words):], true
	case n > 0 && slices.Equal(list[n:], words):
		return list[:n], true
	}
	return nil, false
}

// without returns a list of words but for some.
func without(list []string, words ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(word string) bool { return slices.Contains(words, word) })
}

// durationOf reads a time with its unit: 200 ms, 200ms, two seconds.
func durationOf(list []string) string {
	if len(list) == 1 {
		digits := strings.TrimRight(list[0], "abcdefghijklmnopqrstuvwxyzµμ")
		list = []string{digits, list[0][len(digits):]}
	}
	if len(list) != 2 || numberOf(list[:1]) == "" {
		return ""
	}
	unit, ok := map[string]string{
		"us": "us", "µs": "us", "μs": "us", "ms": "ms", "msec": "ms", "millisecond": "ms", "milliseconds": "ms", "s": "s", "sec": "s", "secs": "s",
		"second": "s", "seconds": "s", "min": "min", "mins": "min", "minute": "min", "minutes": "min", "h": "h", "hour": "h", "hours": "h",
	}[list[1]]
	if !ok {
		return ""
	}
	return numberOf(list[:1]) + " " + unit
}

// shareOf reads a share: 1%, 10 %, half, 1 in 100, one in ten.
func shareOf(list []string) string {
	text := strings.Join(list, " ")
	if text == "half" {
		return "50%"
	}
	if digits, ok := strings.CutSuffix(strings.TrimSpace(text), "%"); ok {
		n := numberOf([]string{strings.TrimSpace(digits)})
		if value, err := strconv.ParseFloat(n, 64); err == nil && value <= 100 {
			return n + "%"
		}
		return ""
	}
	if len(list) == 3 && (list[1] == "in" || list[1] == "of") {
		part, of := numeral(list[0]), numeral(list[2])
		if part > 0 && of >= part && (list[1] == "in" || list[0] == "one") {
			return strconv.FormatFloat(100*float64(part)/float64(of), 'g', 6, 64) + "%"
		}
	}
	return ""
}

// timesOf reads how often something is done: 2, x2, twice, 3 times, no.
func timesOf(list []string) string {
	if n := len(list); n == 2 && (list[1] == "times" || list[1] == "time") {
		list = list[:1]
	}
	switch text := strings.Join(list, " "); text {
	case "no", "without", "none", "0":
		return "0"
	case "once":
		return "1"
	case "twice":
		return "2"
	default:
		if n, ok := times(text); ok {
			return strconv.Itoa(n)
		}
		if n := numeral(text); n > 0 {
			return strconv.Itoa(n)
		}
	}
	return ""
}

// numberOf reads a number in figures, with its thousands apart or not: 1,000, 1.5, 20k.
func numberOf(list []string) string {
	if len(list) != 1 {
		return ""
	}
	text := strings.ReplaceAll(list[0], ",", "")
	factor := 1.0
	if digits, ok := strings.CutSuffix(text, "k"); ok {
		text, factor = digits, 1e3
	} else if digits, ok := strings.CutSuffix(text, "m"); ok {
		text, factor = digits, 1e6
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || text == "" || strings.Trim(text, "0123456789.") != "" || value <= 0 || value*factor > 1e9 {
		if n := numeral(list[0]); n > 0 {
			return strconv.Itoa(n)
		}
		return ""
	}
	return strconv.FormatFloat(value*factor, 'f', -1, 64)
}
