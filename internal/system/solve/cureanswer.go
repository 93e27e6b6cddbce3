package solve

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/sim"
	"spar/internal/system"
)

func (a *attempt) text() string {
	var list []string
	for _, m := range a.remedies {
		list = append(list, m.Text)
	}
	return strings.Join(list, ", and ")
}

// A price is what a change takes from requests that no objective is about.
type price struct {
	text string
	away float64 // how far it is from what it was
}

// little is by what part of all requests more may fail, or be refused, without being said.
const little = .005

// pays says what a design takes from requests that no objective is about.
func (c *cure) pays(a *attempt) []price {
	var list []price
	n := min(len(a.seeds), len(c.base.seeds))
	for _, m := range c.system.Metrics {
		answered, refused := strings.HasSuffix(m.Name, "availability"), m.Name == "refused_fraction"
		spoken := slices.ContainsFunc(c.objectives, func(o system.Objective) bool { return o.Metric == m.Name })
		if !answered && !refused || spoken || n == 0 {
			continue
		}
		before, after := 0., 0.
		for i := range n {
			before += c.base.seeds[i].result.Metrics[m.Name] / float64(n)
			after += a.seeds[i].result.Metrics[m.Name] / float64(n)
		}
		verb := "falls"
		asked := system.Objective{Unit: m.Unit, Threshold: before}
		if refused {
			verb, asked.Threshold = "rises", 1-before
		}
		if answered && after < before-little || refused && after > before+little {
			text := fmt.Sprintf("%s %s from %s to %s", strings.ReplaceAll(m.Name, "_", " "), verb, m.Unit.Format(before), m.Unit.Format(after))
			if refused {
				after = 1 - after
			}
			list = append(list, price{text, distance(asked, after)})
		}
	}
	return list
}

// tried returns an attempt as answers have it.
func (c *cure) tried(a *attempt) Tried {
	t := Tried{
		Design: *c.design(&a.trial), Text: a.text(), Remedies: []Remedy{},
		AddedMachines: a.print.Machines - c.base.print.Machines,
	}
	if t.Settings == nil {
		t.Settings = []Setting{}
	}
	if a.print.Priced {
		added := a.print.Dollars - c.base.print.Dollars
		t.AddedDollars = &added
	}
	for _, p := range c.pays(a) {
		t.Pays = append(t.Pays, p.text)
	}
	for _, m := range a.remedies {
		t.Remedies = append(t.Remedies, *m)
	}
	for i := range c.objectives {
		var values []float64
		for _, s := range a.seeds {
			values = append(values, s.measured[i])
		}
		var margin *system.Interval
		if interval, ok := sim.MeanInterval(values); ok {
			margin = &system.Interval{Low: interval.Low, High: interval.High}
		}
		t.Margins = append(t.Margins, margin)
	}
	return t
}

// answer returns what was found.
func (c *cure) answer(stopped string) *Cure {
	answer := &Cure{
		System: c.system.Name, Minimize: c.goal, Seeds: c.seedList(), Now: c.tried(c.base), Meets: c.base.meets(c.seeds),
		Others: []Tried{}, Helped: []Tried{}, Idle: []Tried{}, Worse: []Tried{}, Untried: []string{},
		Stopped: stopped, Runs: c.runs, Budget: c.budget,
	}
	if !c.base.print.Priced {
		answer.Minimize = Machines
	}
	for _, o := range c.objectives {
		answer.Objectives = append(answer.Objectives, o.Text)
	}
	for _, a := range c.ranked(func(*attempt) bool { return true }) {
		t, gain := c.tried(a), c.gain(a)
		switch {
		case a == c.found:
			answer.Smallest = &t
		case !a.missed():
			answer.Others = append(answer.Others, t)
		case gain > 0:
			answer.Helped = append(answer.Helped, t)
		case gain < 0:
			answer.Worse = append(answer.Worse, t)
		default:
			answer.Idle = append(answer.Idle, t)
		}
	}
	for _, a := range c.all {
		if len(a.seeds) == 0 && a.fails == "" {
			answer.Untried = append(answer.Untried, a.text())
		}
	}
	for _, group := range [][]Tried{answer.Helped, answer.Idle, answer.Worse} {
		for i := range group {
			group[i].Misses = c.lack(&group[i], &answer.Now)
		}
	}
	answer.Text = c.sentence(answer)
	return answer
}

// sentence says what was found.
func (c *cure) sentence(a *Cure) string {
	tried := len(a.Helped) + len(a.Idle) + len(a.Worse) + len(a.Others)
	switch {
	case a.Meets:
		return fmt.Sprintf("The design meets every objective as it is, with %d of %d seeds.", a.Now.Met, len(a.Seeds))
	case a.Smallest != nil:
		s := a.Smallest
		with := s.Text
		if len(s.Remedies) > 1 {
			with += ","
		}
		text := fmt.Sprintf("With %s every objective is met with %d of %d seeds", with, s.Met, len(a.Seeds))
		text += ", " + s.Takes()
		if closest := c.closest(s); closest != "" {
			text += "; the closest call is " + closest
		}
		if len(s.Pays) > 0 {
			text += "; but " + strings.Join(s.Pays, ", and ")
		}
		return text + "."
	case len(a.Others) > 0:
		return fmt.Sprintf("With %s every objective is met with %d of %d seeds that ran; whether it is with all is not known.", a.Others[0].Text, a.Others[0].Met, a.Others[0].Seeds)
	case len(a.Helped) > 0:
		nearest := &a.Helped[0]
		return fmt.Sprintf("None of the %d changes tried meets every objective; the nearest is %s: %s.", tried, nearest.Text, nearest.Misses)
	case tried == 0:
		return "No usual change was tried, and the design misses its objectives."
	}
	return fmt.Sprintf("None of the %d changes tried helps: %s.", tried, c.lack(&a.Now, nil))
}

// worst returns the value of an objective that is worst over the seeds.
func (c *cure) worst(t *Tried, i int) float64 {
	if strings.HasPrefix(c.objectives[i].Operator, "<") {
		return t.Objectives[i].High
	}
	return t.Objectives[i].Low
}

// closest says which objective is met by least, and by how much.
func (c *cure) closest(t *Tried) string {
	at := -1
	for i, o := range c.objectives {
		if o.Threshold == 0 { // of which nothing is near
			continue
		}
		if at < 0 || distance(o, c.worst(t, i)) < distance(c.objectives[at], c.worst(t, at)) {
			at = i
		}
	}
	if at < 0 {
		return ""
	}
	o := c.objectives[at]
	return fmt.Sprintf("%s, measured %s with the worst seed", o.Text, o.Unit.Format(c.worst(t, at)))
}

// lack says which objective a design misses by most, and how far it was before.
func (c *cure) lack(t, before *Tried) string {
	if t.Fails != "" {
		return "it cannot run: " + t.Fails
	}
	at := -1
	for i, o := range c.objectives {
		if !o.Met(c.worst(t, i)) && (at < 0 || distance(o, c.worst(t, i)) > distance(c.objectives[at], c.worst(t, at))) {
			at = i
		}
	}
	if at < 0 {
		return "it misses with some seeds"
	}
	o := c.objectives[at]
	text := fmt.Sprintf("%s, measured %s with the worst seed", o.Text, o.Unit.Format(c.worst(t, at)))
	if before != nil && before.Seeds > 0 {
		text += fmt.Sprintf(", in place of %s", o.Unit.Format(c.worst(before, at)))
	}
	return text
}
