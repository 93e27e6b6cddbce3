package printout

import (
	"slices"
	"strings"

	"spar/internal/system"
)

// stats are what is told of times, as metrics' names say it, and as tables do.
var stats = []struct{ name, label string }{
	{"mean", "mean"}, {"p50", "p50"}, {"p90", "p90"}, {"p95", "p95"}, {"p99", "p99"}, {"p999", "p99.9"},
}

// figures writes the metrics: a table of times with their mean and percentiles, and
// one of the others. What the table of components says is left out.
func (w *Writer) figures(r *system.Result) {
	times, others := grouped(r)
	if len(times) > 0 {
		w.Blank()
		w.Table(w.timeRows(r, times))
	}
	if len(others) > 0 {
		w.Blank()
		w.Table(w.rows(r, others))
	}
	w.theory(r)
}

// theory writes where the figures of theory come from, and why there are no more.
func (w *Writer) theory(r *system.Result) {
	if r.TheorySource != "" {
		w.Item(" theory  ", without(r)+r.TheorySource)
	}
	for _, gap := range r.TheoryGaps {
		of := ""
		if gap.Of != "" {
			of = " of " + gap.Of
		}
		w.Item(" theory  ", "none"+of+", because "+gap.Because)
	}
}

// without says whether faults are left out of the theory.
func without(r *system.Result) string {
	switch len(r.TheoryWithout) {
	case 0:
		return ""
	case 1:
		return "without the fault: "
	}
	return "without the faults: "
}

// theoryLabel heads the figures of theory, as a row or a column.
func theoryLabel(r *system.Result) string {
	if len(r.TheoryWithout) > 0 {
		return "without fault"
	}
	return "theory"
}

// grouped returns the prefixes of the times that are told by several metrics, and
// the other metrics.
func grouped(r *system.Result) (times, others []string) {
	for _, name := range names(r) {
		prefix, ok := timesOf(name)
		switch {
		case ok && !slices.Contains(times, prefix):
			times = append(times, prefix)
		case !ok && !ofComponent(r, name):
			others = append(others, name)
		}
	}
	return times, others
}

// timesOf returns the prefix of a metric that is the mean or a percentile of times.
func timesOf(metric string) (prefix string, ok bool) {
	for _, stat := range stats {
		if prefix, ok := strings.CutSuffix(metric, "_"+stat.name+"_seconds"); ok {
			return prefix, true
		}
	}
	return "", false
}

// names returns the metrics that have a value, in the order in which their system
// tells of them.
func names(r *system.Result) []string {
	var list []string
	for _, m := range r.Description.Metrics {
		if _, ok := r.Metrics[m.Name]; ok {
			list = append(list, m.Name)
		}
	}
	return list
}

// ofComponent reports whether the table of components has a metric.
func ofComponent(r *system.Result, metric string) bool {
	return slices.ContainsFunc(r.Components, func(c system.Component) bool {
		return metric == c.Name+"_utilization" || metric == c.Name+"_queue_max"
	})
}

// label returns a metric's name as it is read.
func label(metric string) string {
	for _, unit := range []string{"_per_second", "_seconds", "_fraction"} {
		metric = strings.TrimSuffix(metric, unit)
	}
	return strings.ReplaceAll(metric, "_", " ")
}

// timeRows returns a table of times, with up to three rows for each.
func (w *Writer) timeRows(r *system.Result, prefixes []string) [][]string {
	columns := stats
	if w.width < 64 {
		columns = slices.DeleteFunc(slices.Clone(stats), func(s struct{ name, label string }) bool {
			return s.name == "p90" || s.name == "p95" || s.name == "p999"
		})
	}
	rows := [][]string{{""}}
	for _, c := range columns {
		rows[0] = append(rows[0], c.label)
	}
	for _, prefix := range prefixes {
		measured, half, theory := []string{label(prefix)}, []string{"  95% " + w.Interval}, []string{"  " + theoryLabel(r)}
		for _, c := range columns {
			name := prefix + "_" + c.name + "_seconds"
			m, h, t := texts(r, name)
			measured, half, theory = append(measured, m), append(half, h), append(theory, t)
		}
		rows = append(rows, measured)
		for _, row := range [][]string{half, theory} {
			if strings.Join(row[1:], "") != "" {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// rows returns a table of metrics, one in each row.
func (w *Writer) rows(r *system.Result, names []string) [][]string {
	rows := [][]string{{"", "measured", "95% " + w.Interval, theoryLabel(r)}}
	for _, name := range names {
		measured, half, theory := texts(r, name)
		rows = append(rows, []string{label(name), measured, half, theory})
	}
	for column := 3; column >= 2; column-- {
		empty := !slices.ContainsFunc(rows[1:], func(row []string) bool { return row[column] != "" })
		for i := range rows {
			if empty {
				rows[i] = slices.Delete(rows[i], column, column+1)
			}
		}
	}
	if len(rows[0]) == 2 {
		return rows[1:]
	}
	return rows
}

// format writes a value of a metric.
func format(r *system.Result, metric string, value float64) string {
	return r.Description.Unit(metric).Format(value)
}

// texts returns a metric's value, the half width of its interval and what theory
// says of it, each empty if there is none.
func texts(r *system.Result, metric string) (measured, half, theory string) {
	if value, ok := r.Metrics[metric]; ok {
		measured = format(r, metric, value)
	}
	if i, ok := r.Intervals[metric]; ok {
		// The half that is not cut off, as that of a share is at 100%.
		half = format(r, metric, max((i.High-i.Low)/2, r.Metrics[metric]-i.Low))
	}
	if value, ok := r.Theory[metric]; ok {
		theory = format(r, metric, value)
	}
	return measured, half, theory
}
