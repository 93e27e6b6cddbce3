package printout

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/system"
)

// Comparison writes how runs differ.
func (w *Writer) Comparison(c *system.Comparison) {
	first := c.Runs[0].Result
	w.Ends(c.System+" by "+c.Vary, w.facts(fmt.Sprintf("seed %d", c.Seed), system.Seconds.Format(first.VirtualSeconds)+" of virtual time"))
	main := mainMetrics(c)
	w.Blank()
	w.Table(compared(c, append(main, varying(c, main)...)))
	if len(main) == 0 {
		main = varying(c, nil)
	}
	if len(main) > 0 {
		w.against(c, main)
		w.versus(c, main[min(1, len(main)-1)])
	}
	w.List("warnings", warnings(c))
	w.List("not modelled", first.NotModelled)
}

// mainMetrics returns the metrics that a comparison is mostly about: of the latency that
// predictions are about, the mean, the p99 and others; none if nothing was timed.
func mainMetrics(c *system.Comparison) []string {
	first := c.Runs[0].Result
	prefix, ok := timesOf(first.Description.P99Metric)
	if !ok || !slices.ContainsFunc(c.Runs, func(r system.ComparedRun) bool { return r.Result.P99() > 0 }) {
		return nil
	}
	var main []string
	for _, stat := range []string{"mean", "p99", "p50", "p999"} {
		name := prefix + "_" + stat + "_seconds"
		if _, ok := first.Metrics[name]; ok {
			main = append(main, name)
		}
	}
	return main
}

// varying returns the other metrics that are not the same in all runs.
func varying(c *system.Comparison, main []string) []string {
	var list []string
	for _, name := range names(c.Runs[0].Result) {
		_, timed := timesOf(name)
		same := !slices.ContainsFunc(c.Runs, func(r system.ComparedRun) bool { return r.Result.Metrics[name] != c.Runs[0].Result.Metrics[name] })
		if !timed && !same && !slices.Contains(main, name) {
			list = append(list, name)
		}
	}
	return list
}

// compared returns a table with a row for each run.
func compared(c *system.Comparison, metrics []string) [][]string {
	rows := [][]string{{c.Vary}}
	for _, name := range metrics {
		rows[0] = append(rows[0], brief(name))
	}
	for _, r := range c.Runs {
		row := []string{r.Value}
		for _, name := range metrics {
			row = append(row, format(r.Result, name, r.Result.Metrics[name]))
		}
		rows = append(rows, row)
	}
	return rows
}

// brief names a metric in the head of a table: the mean and percentiles by
// themselves.
func brief(metric string) string {
	prefix, timed := timesOf(metric)
	if !timed {
		return label(metric)
	}
	stat := strings.TrimSuffix(strings.TrimPrefix(metric, prefix+"_"), "_seconds")
	return strings.Replace(stat, "p999", "p99.9", 1)
}

// against writes the differences of all runs to the first.
func (w *Writer) against(c *system.Comparison, metrics []string) {
	w.Blank()
	rows := [][]string{{"above " + c.Runs[0].Value}}
	for _, name := range metrics {
		rows[0] = append(rows[0], brief(name), "95% "+w.Interval)
	}
	for _, r := range c.Runs[1:] {
		row := []string{r.Value}
		for _, name := range metrics {
			d := r.Differences[name]
			half := ""
			if d.Interval != nil {
				half = format(r.Result, name, (d.Interval.High-d.Interval.Low)/2)
			}
			row = append(row, w.signed(r.Result.Description.Unit(name), d.Difference), half)
		}
		rows = append(rows, row)
	}
	w.Table(rows)
}

func (w *Writer) signed(unit system.Unit, difference float64) string {
	sign := ""
	switch {
	case difference > 0:
		sign = "+"
	case difference < 0:
		sign = w.Minus
	}
	return sign + unit.Format(math.Abs(difference))
}

// versus draws a bar for each run.
func (w *Writer) versus(c *system.Comparison, metric string) {
	w.Heading(strings.ReplaceAll(label(metric), "p999", "p99.9"))
	most, names := 0., 0
	for _, r := range c.Runs {
		most = max(most, r.Result.Metrics[metric])
		names = max(names, ansi.StringWidth(r.Value))
	}
	cells := max(w.width-names-16, 8)
	var rows [][]string
	for _, r := range c.Runs {
		value := r.Result.Metrics[metric]
		rows = append(rows, []string{r.Value, w.Meter(value/cmp.Or(most, 1), cells), format(r.Result, metric, value)})
	}
	w.Table(rows)
}

// warnings returns those of all runs, each with the values that it is about.
func warnings(c *system.Comparison) []string {
	var texts []string
	values := map[string][]string{}
	for _, r := range c.Runs {
		for _, text := range r.Result.Warnings {
			if values[text] == nil {
				texts = append(texts, text)
			}
			values[text] = append(values[text], r.Value)
		}
	}
	for i, text := range texts {
		if len(values[text]) < len(c.Runs) {
			texts[i] = strings.Join(values[text], ", ") + ": " + text
		}
	}
	return texts
}
