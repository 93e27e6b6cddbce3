package printout

import (
	"fmt"
	"math"
	"strings"

	"github.com/guptarohit/asciigraph"

	"spar/internal/system"
	"spar/internal/system/solve"
)

// Answer writes what a search for the smallest design has found.
func (w *Writer) Answer(a *solve.Answer) {
	w.Ends(a.System+", least "+string(a.Minimize), w.facts(seedsOf(a.Seeds), fmt.Sprintf("%d of at most %d runs", a.Runs, a.Budget)))
	w.Blank()
	d := a.Best
	if d == nil {
		w.Say("No design that ran meets every objective.")
		d = a.Closest
	}
	if d == nil {
		w.Item(" ", "None can run, or costs as little as the objectives say.")
	} else {
		w.found(a, d)
	}
	if a.Stopped != "" {
		w.Item(" "+w.Bullet+" ", "The search ended early: "+a.Stopped+".")
	}
	w.List("how sure that is", sureness(a))
	w.front(a)
}

// found writes a design with the ranges that it was looked for in, and its objectives.
func (w *Writer) found(a *solve.Answer, d *solve.Design) {
	if a.Best == nil {
		w.Say("The one that misses least:")
	}
	var rows [][]string
	for i, s := range d.Settings {
		r := a.Ranges[i]
		rows = append(rows, []string{s.Parameter, s.Value, fmt.Sprintf("of %s to %s", r.Low, r.High)})
	}
	w.Table(rows)
	w.Item(" ", w.facts(takes(d), met(d)))
	w.Heading("objectives")
	for _, o := range d.Objectives {
		measured := "measured " + o.Unit.Format(o.Measured)
		if o.Low != o.High {
			measured += fmt.Sprintf(", from %s to %s", o.Unit.Format(o.Low), o.Unit.Format(o.High))
		}
		w.Ends(" "+w.Mark(o.Met == d.Seeds && d.Seeds > 0)+" "+o.Objective, measured)
	}
}

func seedsOf(seeds []uint64) string {
	if len(seeds) == 1 {
		return fmt.Sprintf("seed %d", seeds[0])
	}
	return fmt.Sprintf("seeds %d to %d", seeds[0], seeds[len(seeds)-1])
}

// takes says what a design costs.
func takes(d *solve.Design) string {
	machines := fmt.Sprintf("%d machines", d.Machines)
	if d.Machines == 1 {
		machines = "1 machine"
	}
	if d.Dollars == nil {
		return machines
	}
	return system.Dollars.Format(*d.Dollars) + " a month for " + machines
}

// met says with how many seeds a design meets the objectives.
func met(d *solve.Design) string {
	if d.Fails != "" {
		return "cannot run: " + d.Fails
	}
	return fmt.Sprintf("meets with %d of %d seeds", d.Met, d.Seeds)
}

// sureness says what is known of smaller designs.
func sureness(a *solve.Answer) []string {
	var list []string
	if a.Best == nil {
		return contradictions(a)
	}
	for i, s := range a.Best.Settings {
		smaller := lessOf(a, i)
		switch {
		case s.Value == a.Ranges[i].Low:
			list = append(list, fmt.Sprintf("%s is as small as it may be", s.Parameter))
		case smaller == nil:
			list = append(list, fmt.Sprintf("less of %s was not run", s.Parameter))
		default:
			list = append(list, misses(s.Parameter, smaller.Settings[i].Value, smaller))
		}
	}
	switch {
	case a.Proven:
		list = append(list, "every smaller design missed, or has less of everything than one that did")
	case len(a.Contradictions) == 0:
		list = append(list, "smaller designs are left that did not run; raise --runs to try them")
	}
	return append(list, contradictions(a)...)
}

// lessOf returns the design that ran with one step less of a setting; nil if there is none.
func lessOf(a *solve.Answer, i int) *solve.Design {
	for k, d := range a.Smaller {
		if d.Settings[i].Value != a.Best.Settings[i].Value {
			return &a.Smaller[k]
		}
	}
	return nil
}

// misses says which objectives a smaller design misses, and how often.
func misses(parameter, value string, d *solve.Design) string {
	if d.Fails != "" {
		return fmt.Sprintf("%s=%s cannot run: %s", parameter, value, d.Fails)
	}
	var list []string
	for _, o := range d.Objectives {
		if o.Met < d.Seeds {
			list = append(list, fmt.Sprintf("%s with %d of %d seeds", o.Objective, d.Seeds-o.Met, d.Seeds))
		}
	}
	if len(list) == 0 {
		return fmt.Sprintf("%s=%s meets with %d of %d seeds", parameter, value, d.Met, d.Seeds)
	}
	return fmt.Sprintf("%s=%s misses %s", parameter, value, strings.Join(list, ", "))
}

// contradictions says where more was worse.
func contradictions(a *solve.Answer) []string {
	var list []string
	for i, text := range a.Contradictions {
		if i == mostContradictions {
			list = append(list, fmt.Sprintf("and so in %d pairs more", len(a.Contradictions)-i))
			break
		}
		list = append(list, "more is not always better here: "+text)
	}
	if len(list) > 0 {
		list = append(list, "so designs beside the best were tried one by one, and smaller ones may have been missed")
	}
	return list
}

const mostContradictions = 3

// front writes the designs that no smaller one is faster than.
func (w *Writer) front(a *solve.Answer) {
	if len(a.Front) < 2 {
		return
	}
	w.Heading("cost against " + strings.ReplaceAll(label(a.P99Metric), "p999", "p99.9"))
	var parameters []string
	for _, r := range a.Ranges {
		parameters = append(parameters, r.Parameter)
	}
	head := []string{parameters[0], "machines", "p99", "meets"}
	if len(parameters) > 1 {
		head[0] = "design"
		w.Item(" ", "A design is "+strings.Join(parameters, ", ")+".")
	}
	priced := a.Front[0].Dollars != nil
	if priced {
		head = append(head, "a month")
	}
	rows := [][]string{head}
	for i := range a.Front {
		d := &a.Front[i]
		values := make([]string, len(d.Settings))
		for k, s := range d.Settings {
			values[k] = s.Value
		}
		row := []string{strings.Join(values, ", "), fmt.Sprint(d.Machines), system.Seconds.Format(d.P99Seconds), fmt.Sprintf("%d of %d", d.Met, d.Seeds)}
		if priced {
			row = append(row, system.Dollars.Format(*d.Dollars))
		}
		rows = append(rows, row)
	}
	w.Table(rows)
	w.frontChart(a)
}

// frontChart draws the lowest p99 that can be had for a cost, both growing evenly in their
// order of magnitude upwards and by their size to the right.
func (w *Writer) frontChart(a *solve.Answer) {
	const labels = 10
	cells := w.width - labels - 3
	cost := func(d *solve.Design) float64 {
		if a.Minimize == solve.Cost && d.Dollars != nil {
			return *d.Dollars
		}
		return float64(d.Machines)
	}
	first, last := cost(&a.Front[0]), cost(&a.Front[len(a.Front)-1])
	if last <= first || a.Front[len(a.Front)-1].P99Seconds <= 0 {
		return
	}
	values := make([]float64, cells)
	at := 0
	for i := range values {
		here := first + (last-first)*float64(i)/float64(cells-1)
		for at+1 < len(a.Front) && cost(&a.Front[at+1]) <= here*(1+1e-9) {
			at++
		}
		values[i] = math.Log10(a.Front[at].P99Seconds)
	}
	w.Heading("lowest p99 for what is spent")
	plot := asciigraph.Plot(values, asciigraph.Height(chartHeight),
		asciigraph.YAxisValueFormatter(func(v float64) string { return padLeft(system.Seconds.Format(math.Pow(10, v)), labels) }))
	for row := range strings.SplitSeq(plot, "\n") {
		w.Row(row)
	}
	unit := system.Jobs
	if a.Minimize == solve.Cost {
		unit = system.Dollars
	}
	w.Ends(strings.Repeat(" ", labels+3)+unit.Format(first), unit.Format(last))
}
