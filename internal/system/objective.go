package system

import (
	"fmt"
	"strings"

	"spar/internal/spelling"
)

// An Objective is a threshold on a metric, such as
// "redirect_latency_p99_seconds < 50 ms" or "availability >= 99.9%".
type Objective struct {
	Text      string
	Metric    string
	Operator  string // <, <=, > or >=
	Threshold float64
	Unit      Unit // of the metric
}

// ParseObjective reads an objective on one of the metrics:
//
//	objective = metric ( "<" | "<=" | ">" | ">=" ) value
//
// A value has the metric's unit: a duration, a rate, a number, or for a ratio a
// number from 0 to 1 or a percentage, for money an amount with or without "$".
func ParseObjective(text string, metrics []Metric) (Objective, error) {
	at := strings.IndexAny(text, "<>")
	if at < 0 {
		return Objective{}, fmt.Errorf("%q: no comparison; write METRIC < VALUE, with <, <=, > or >=", text)
	}
	operator := text[at : at+1]
	value := text[at+1:]
	if rest, ok := strings.CutPrefix(value, "="); ok {
		operator += "="
		value = rest
	}
	name := strings.TrimSpace(text[:at])
	metric, err := findMetric(name, metrics)
	if err != nil {
		return Objective{}, fmt.Errorf("%q: %w", text, err)
	}
	threshold, err := metric.parse(strings.TrimSpace(value))
	if err != nil {
		return Objective{}, fmt.Errorf("%q: %w", text, err)
	}
	written := fmt.Sprintf("%s %s %s", name, operator, strings.Join(strings.Fields(value), " "))
	return Objective{written, name, operator, threshold, metric.Unit}, nil
}

func findMetric(name string, metrics []Metric) (Metric, error) {
	names := make([]string, len(metrics))
	for i, m := range metrics {
		if m.Name == name {
			return m, nil
		}
		if m.Was == name && name != "" {
			return Metric{}, fmt.Errorf("%s is called %s now", name, m.Name)
		}
		names[i] = m.Name
	}
	if near := spelling.Nearest(name, names); near != "" {
		return Metric{}, fmt.Errorf("no metric %q; did you mean %q?", name, near)
	}
	return Metric{}, fmt.Errorf("no metric %q; there are %s", name, strings.Join(names, ", "))
}

// Met reports whether a measured value is on the right side of the threshold.
func (o Objective) Met(measured float64) bool {
	switch o.Operator {
	case "<":
		return measured < o.Threshold
	case "<=":
		return measured <= o.Threshold
	case ">":
		return measured > o.Threshold
	default:
		return measured >= o.Threshold
	}
}
