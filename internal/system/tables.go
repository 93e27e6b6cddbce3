package system

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// named returns the metrics whose names begin and end so, as the part between
// mapped to the whole name.
func named(r *Result, prefix, suffix string) map[string]string {
	names := map[string]string{}
	for name := range r.Metrics {
		rest, ok := strings.CutSuffix(name, suffix)
		if at := strings.Index(rest, prefix); ok && at >= 0 {
			names[rest[at+len(prefix):]] = name
		}
	}
	return names
}

// latencies writes a table of the latency's mean and percentiles.
func (w *writer) latencies(r *Result) {
	names := named(r, "latency_", "_seconds")
	rows := [][]string{{"latency"}, {"measured"}, {"95% " + w.marks.times}, {"theory"}}
	columns := []string{"mean", "p50", "p90", "p95", "p99", "p999"}
	if w.width < 64 {
		columns = []string{"mean", "p50", "p99"}
	}
	for _, column := range columns {
		name, ok := names[column]
		if !ok {
			continue
		}
		rows[0] = append(rows[0], strings.Replace(column, "p999", "p99.9", 1))
		rows[1] = append(rows[1], formatSeconds(r.Metrics[name]))
		interval, theory := "", ""
		if i, ok := r.Intervals[name]; ok {
			interval = formatSeconds((i.High - i.Low) / 2)
		}
		if t, ok := r.Theory[name]; ok {
			theory = formatSeconds(t)
		}
		rows[2] = append(rows[2], interval)
		rows[3] = append(rows[3], theory)
	}
	rows = slices.DeleteFunc(rows, func(row []string) bool { return strings.Join(row[1:], "") == "" })
	if len(rows) > 0 {
		w.WriteByte('\n')
		w.table(rows)
	}
}

// outcomes writes the figures that are neither latencies nor a component's.
func (w *writer) outcomes(r *Result) {
	w.WriteByte('\n')
	rows := [][]string{}
	for _, m := range []struct{ label, name string }{
		{"availability", "availability"},
		{"throughput", "throughput_per_second"},
		{"dropped", "dropped_fraction"},
		{"timed out", "timed_out_fraction"},
		{"cache hits", "cache_hit_ratio"},
	} {
		value, ok := r.Metrics[m.name]
		if !ok {
			continue
		}
		row := []string{m.label, formatMetric(m.name, value)}
		if theory, ok := r.Theory[m.name]; ok {
			row = append(row, "theory "+formatMetric(m.name, theory))
		}
		rows = append(rows, row)
	}
	w.table(rows)
}

// components writes how busy each part was, with a bar, and the bottleneck.
func (w *writer) components(r *Result) {
	if len(r.Components) == 0 {
		return
	}
	w.WriteByte('\n')
	rows := [][]string{{"part", "", "busy", "hottest", "theory", "queue", "refused"}}
	cells := min(max(w.width/4, 8), 30)
	for _, c := range r.Components {
		theory := ""
		if t, ok := r.Theory[c.Name+"_utilization"]; ok {
			theory = formatRatio(t)
		}
		rows = append(rows, []string{
			c.Name, w.bar(c.Utilization, cells), formatRatio(c.Utilization), formatRatio(c.Hottest),
			theory, fmt.Sprint(c.QueueMax), formatCount(float64(c.Refused)),
		})
	}
	w.table(rows)
	if r.Bottleneck != "" {
		w.wrap(" bottleneck  ", r.BottleneckReason)
	}
}

// objectives writes each objective with whether it was met.
func (w *writer) objectives(r *Result) {
	if len(r.Objectives) == 0 {
		return
	}
	w.heading("objectives")
	for _, o := range r.Objectives {
		mark := w.marks.missed
		if o.Met {
			mark = w.marks.met
		}
		metric, _, _ := strings.Cut(o.Objective, " ")
		prefix := fmt.Sprintf(" %-*s ", utf8.RuneCountInString(w.marks.missed), mark)
		measured := "measured " + formatMetric(metric, o.Measured)
		if w.fits(prefix+o.Objective, measured) {
			w.spread(prefix+o.Objective, measured)
		} else {
			w.wrap(prefix, o.Objective+" "+w.marks.dot+" "+measured)
		}
	}
}
