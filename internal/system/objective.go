package system

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/quantity"
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
	const signs = "<>=!"
	at := strings.IndexAny(text, signs)
	if at < 0 {
		return Objective{}, fmt.Errorf("%q: no comparison; write METRIC < VALUE, with <, <=, > or >=", text)
	}
	value := strings.TrimLeft(text[at:], signs)
	operator := text[at : len(text)-len(value)]
	if !slices.Contains([]string{"<", "<=", ">", ">="}, operator) {
		return Objective{}, fmt.Errorf("%q: no comparison %q; write <, <=, > or >=", text, operator)
	}
	name := strings.TrimSpace(text[:at])
	metric, err := findMetric(name, metrics)
	if err != nil {
		return Objective{}, fmt.Errorf("%q: %w", text, err)
	}
	threshold, err := metric.threshold(strings.TrimSpace(value))
	if err != nil {
		return Objective{}, fmt.Errorf("%q: %w", text, err)
	}
	written := fmt.Sprintf("%s %s %s", name, operator, strings.Join(strings.Fields(value), " "))
	return Objective{written, name, operator, threshold, metric.Unit}, nil
}

// threshold reads the value of an objective, which is one that the metric can have.
func (m Metric) threshold(text string) (float64, error) {
	value, err := m.parse(text)
	switch {
	case err != nil:
		fields := strings.Fields(text)
		if _, unread := quantity.Parse(text); unread == nil {
			return 0, err // of another unit
		}
		for n := len(fields) - 1; n > 0; n-- {
			first := strings.Join(fields[:n], " ")
			if _, wrong := m.parse(first); wrong == nil {
				return 0, fmt.Errorf("%q after the value says nothing; an objective is of the whole run, and ends with its value: write %s", strings.Join(fields[n:], " "), first)
			}
		}
		return 0, err
	case value < 0:
		return 0, fmt.Errorf("%q is out of range: %s is never below 0", text, m.Name)
	case value > 1 && m.isPart():
		return 0, fmt.Errorf("%q is out of range: %s is 0%% to 100%%", text, m.Name)
	}
	return value, nil
}

// isPart reports whether a metric cannot be above 100%, as some ratios can, such as an error
// or what several changes add up to.
func (m Metric) isPart() bool {
	return m.Unit == Ratio && slices.ContainsFunc([]string{"availability", "utilization", "hit_ratio"}, func(end string) bool {
		return strings.HasSuffix(m.Name, end)
	})
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
