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
	w.Ends(c.System+" by "+c.Vary, w.facts(seeds(c), system.Seconds.Format(first.VirtualSeconds)+" of virtual time", traffic(c)))
	timed := mainMetrics(c)
	others := varying(c, timed)
	w.Blank()
	w.Table(compared(c, append(slices.Clone(timed), others...)))
	if main := about(c, timed, others); len(main) > 0 {
		w.against(c, main)
		w.versus(c, drawn(c, main))
	}
	w.List("differences", verdicts(c, append(timed, others...)))
	w.List("warnings", warnings(c))
	w.List("not modelled", first.NotModelled)
}

// seeds says which seeds ran.
func seeds(c *system.Comparison) string {
	if len(c.Seeds) == 1 {
		return fmt.Sprintf("seed %d", c.Seeds[0])
	}
	return fmt.Sprintf("seeds %d to %d", c.Seeds[0], c.Seeds[len(c.Seeds)-1])
}

// traffic says whether all values met the same.
func traffic(c *system.Comparison) string {
	if c.SameTraffic {
		return "the same arrivals"
	}
	return "other arrivals"
}

// mostAbout is how many metrics differences are written of.
const mostAbout = 4

// about returns the metrics that the parameter changes most, for their size, with the
// mean and the p99 of the latency among them.
func about(c *system.Comparison, timed, others []string) []string {
	main := timed[:min(2, len(timed))]
	rest := slices.Concat(timed[len(main):], others)
	slices.SortStableFunc(rest, func(a, b string) int { return cmp.Compare(effect(c, b), effect(c, a)) })
	return slices.Concat(main, rest[:min(len(rest), mostAbout-len(main))])
}

// drawn returns the metric to draw: the second, which is the p99 where one is timed, or
// the one that the parameter changes most where it hardly changes that.
func drawn(c *system.Comparison, main []string) string {
	const hardly = .05
	first := main[min(1, len(main)-1)]
	if effect(c, first) >= hardly {
		return first
	}
	return slices.MaxFunc(main, func(a, b string) int { return cmp.Compare(effect(c, a), effect(c, b)) })
}

// effect returns the largest difference of a metric beyond chance, over the larger of the
// values that it is between: 0 to 1.
func effect(c *system.Comparison, metric string) float64 {
	most := 0.
	for _, r := range c.Runs[1:] {
		if d := r.Differences[metric]; d.Seen() {
			most = max(most, math.Abs(d.Difference)/max(math.Abs(r.Means[metric]), math.Abs(c.Runs[0].Means[metric])))
		}
	}
	return most
}

// verdicts says which values do nothing, and of which metrics no difference is seen.
func verdicts(c *system.Comparison, metrics []string) []string {
	first := c.Runs[0].Value
	var list []string
	for _, r := range c.Runs[1:] {
		if r.Same {
			list = append(list, fmt.Sprintf("%s does nothing here: every metric is as with %s, with every seed", r.Value, first))
			continue
		}
		var unseen []string
		for _, name := range metrics {
			if !r.Differences[name].Seen() {
				unseen = append(unseen, brief(name))
			}
		}
		switch {
		case len(c.Seeds) < system.DefaultSeeds:
		case len(unseen) == len(metrics):
			list = append(list, fmt.Sprintf("%s: no difference to %s is seen", r.Value, first))
		case len(unseen) > 0:
			list = append(list, fmt.Sprintf("%s: no difference to %s is seen of %s", r.Value, first, strings.Join(unseen, ", ")))
		}
	}
	if len(c.Seeds) < system.DefaultSeeds {
		list = append(list, fmt.Sprintf("whether they are chance cannot be told: that takes %d seeds at least", system.DefaultSeeds))
	}
	return list
}

// mainMetrics returns the metrics that a comparison is mostly about: of the latency that
// predictions are about, the mean, the p99 and others; none if nothing was timed.
func mainMetrics(c *system.Comparison) []string {
	first := c.Runs[0].Result
	prefix, ok := timesOf(first.Description.P99Metric)
	if !ok || !slices.ContainsFunc(c.Runs, func(r system.ComparedRun) bool { return r.Means[first.Description.P99Metric] > 0 }) {
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
		same := !slices.ContainsFunc(c.Runs, func(r system.ComparedRun) bool { return r.Means[name] != c.Runs[0].Means[name] })
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
			row = append(row, format(r.Result, name, r.Means[name]))
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
			above := w.signed(r.Result.Description.Unit(name), d.Difference)
			if !d.Seen() {
				above = "none seen"
			}
			row = append(row, above, half)
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
		most = max(most, r.Means[metric])
		names = max(names, ansi.StringWidth(r.Value))
	}
	cells := max(w.width-names-16, 8)
	var rows [][]string
	for _, r := range c.Runs {
		value := r.Means[metric]
		rows = append(rows, []string{r.Value, w.Meter(value/cmp.Or(most, 1), cells), format(r.Result, metric, value)})
	}
	w.Table(rows)
}

// warnings returns those of all runs with any seed, each behind the values that it is about
// and how many of the seeds have it, where that is not all.
func warnings(c *system.Comparison) []string {
	var list []system.SeedWarning
	values := map[system.SeedWarning][]string{}
	for _, r := range c.Runs {
		for _, warning := range r.Warnings {
			if values[warning] == nil {
				list = append(list, warning)
			}
			values[warning] = append(values[warning], r.Value)
		}
	}
	texts := make([]string, len(list))
	for i, warning := range list {
		var about []string
		if len(values[warning]) < len(c.Runs) {
			about = values[warning]
		}
		if warning.Seeds < len(c.Seeds) {
			about = append(about, fmt.Sprintf("in %d of %d seeds", warning.Seeds, len(c.Seeds)))
		}
		texts[i] = warning.Text
		if len(about) > 0 {
			texts[i] = strings.Join(about, ", ") + ": " + warning.Text
		}
	}
	return texts
}
