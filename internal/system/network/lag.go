package network

import (
	"slices"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/topology"
)

// This file describes and sets the metrics of work that is done later.

// laterMetrics returns those of all that is handed over, those of each class, and those
// of each queue.
func laterMetrics(spec *topology.Spec) []system.Metric {
	if !handsOver(spec) {
		return nil
	}
	list := doneMetrics("", "of the requests that hand something over")
	for _, name := range spec.ClassNames() {
		list = append(list, doneMetrics(name+"_", "of "+name+" that hand something over")...)
	}
	for i := range spec.Components {
		if c := &spec.Components[i]; consumed(c) {
			list = append(list, lagMetrics(c.Name)...)
		}
	}
	return list
}

func doneMetrics(prefix, of string) []system.Metric {
	list := []system.Metric{
		{Name: prefix + "done_fraction", Unit: system.Ratio, Doc: "Part " + of + " of which all is done, and nothing was given up."},
		{Name: prefix + "done_mean_seconds", Unit: system.Seconds, Doc: "Mean time, " + of + ", from the request to the end of all that it started, messages and asynchronous calls included. What is not done in the end counts with the time until then, what was given up does not."},
	}
	return append(list, terms.Percentiles(prefix+"done", "Time until all is done "+of, system.Percentiles...)...)
}

func lagMetrics(name string) []system.Metric {
	list := []system.Metric{
		{Name: name + "_oldest_seconds", Unit: system.Seconds, Doc: "Age of the oldest message that waits in " + name + ", at its worst."},
		{Name: name + "_dead", Unit: system.Jobs, Doc: "Messages in " + name + " that were given up, after all retries."},
		{Name: name + "_dead_fraction", Unit: system.Ratio, Doc: "The same as a part of the messages."},
		{Name: name + "_done_per_second", Unit: system.PerSecond, Doc: "Messages in " + name + " with which a consumer finished, a second."},
		{Name: name + "_lag_mean_seconds", Unit: system.Seconds, Doc: "Mean time from publishing in " + name + " until the consumer has finished, retries included. Messages that wait in the end count with the time until then, dead ones do not."},
	}
	return append(list, terms.Percentiles(name+"_lag", "Time from publishing in "+name+" until the consumer has finished", system.Percentiles...)...)
}

// measureLater sets the metrics of what was handed over.
func (m *model) measureLater(r *system.Result) {
	if m.later == nil {
		return
	}
	m.giveUpLater(r)
	measureDone(r, "", m.later.rec)
	for i, c := range m.classes {
		if c.rec != nil {
			measureDone(r, c.name+"_", m.later.classes[i])
		}
	}
	for _, c := range m.components {
		if c.queue != nil && c.queue.rec != nil {
			c.queue.measure(r, c.name)
		}
	}
}

func measureDone(r *system.Result, prefix string, rec *sim.Recorder) {
	r.MeasureTimes(prefix+"done", rec, system.Percentiles...)
	measurePart(r, prefix+"done_fraction", rec, func(p sim.Point) int64 { return p.Served })
	if n := rec.Counts().All(); n > 0 && n < 1000 {
		r.Warn("only %d requests handed something over%s; higher percentiles of %sdone need thousands", n, measuredOf(prefix), prefix)
	}
}

func measuredOf(prefix string) string {
	if prefix == "" {
		return ""
	}
	return " of " + prefix[:len(prefix)-1]
}

// measurePart sets a metric to a part of what a recorder counted.
func measurePart(r *system.Result, metric string, rec *sim.Recorder, of func(sim.Point) int64) {
	r.Measure(metric, system.Tallies(rec, func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(of(p)), Whole: float64(p.All())}
	}))
	if i, ok := r.Intervals[metric]; ok {
		r.Intervals[metric] = system.Interval{Low: i.Low, High: min(1, i.High)}
	}
}

// measure sets the metrics of a queue.
func (q *queue) measure(r *system.Result, name string) {
	r.MeasureTimes(name+"_lag", q.rec, system.Percentiles...)
	counts := q.rec.Counts()
	r.Set(name+"_dead", float64(counts.Failed))
	measurePart(r, name+"_dead_fraction", q.rec, func(p sim.Point) int64 { return p.Failed })
	r.Measure(name+"_done_per_second", system.Tallies(q.rec, func(p sim.Point) sim.Tally {
		return sim.Tally{Part: float64(p.Completed), Whole: p.Width.Seconds()}
	}))
	if counts.TimedOut > 0 {
		r.Warn("%d messages in %s were not done in the end: they count with the time until then, so the lag is longer", counts.TimedOut, name)
	}
}

// measureOldest sets how old the oldest message of each queue became up to now.
func (m *model) measureOldest(r *system.Result) {
	for _, c := range m.components {
		if c.queue == nil || c.queue.rec == nil {
			continue
		}
		oldest := c.queue.oldest
		for _, e := range c.queue.edges {
			if e.backlog.Len() > 0 {
				oldest = max(oldest, m.Sim.Now()-m.later.published[e.backlog.Front()])
			}
			if e.polite != nil {
				oldest = max(oldest, e.polite.oldest(m.later.published, m.Sim.Now()))
			}
		}
		r.Set(c.name+"_oldest_seconds", oldest.Seconds())
	}
}

// recorders returns how many recorders a topology takes.
func recorders(spec *topology.Spec) int {
	n := 1 + len(spec.ClassNames())
	if handsOver(spec) {
		n *= 2
	}
	n += len(spec.Regions)
	for i := range spec.Components {
		if c := &spec.Components[i]; consumed(c) || c.Undoes() || c.Plays() {
			n++
		}
	}
	return n
}

// standLater adds how the objectives on times until done stand to a view's metrics.
func (m *model) standLater(figures map[string]float64) {
	if m.later == nil || figures == nil {
		return
	}
	stands := func(prefix string, rec *sim.Recorder) {
		latency := rec.Latency()
		if latency.Count() == 0 {
			return
		}
		all := map[string]float64{prefix + "_mean_seconds": latency.Mean().Seconds()}
		for _, p := range system.Percentiles {
			all[system.PercentileName(prefix, p)] = latency.Quantile(p).Seconds()
		}
		for name, value := range all {
			if slices.ContainsFunc(m.Plan.Objectives, func(o system.Objective) bool { return o.Metric == name }) {
				figures[name] = value
			}
		}
	}
	stands("done", m.later.rec)
	for _, c := range m.components {
		if c.queue != nil && c.queue.rec != nil {
			stands(c.name+"_lag", c.queue.rec)
		}
	}
}
