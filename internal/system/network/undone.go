package network

import (
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/topology"
)

// This file describes and sets the metrics of what was done, done twice and undone.

// undoings are what a component has undone.
type undoings struct {
	rec                  *sim.Recorder // of what failed, until all is undone; nil where nothing is
	begun, undone, stuck int64         // requests, in the whole run
	waiting              []int32       // calls, for any instance
}

// undoMetrics returns those of the sagas of a component, and of what its calls have done.
func undoMetrics(c *topology.Component) []system.Metric {
	var list []system.Metric
	if c.Undoes() {
		list = append(
			list,
			system.Metric{Name: c.Name + "_sagas_undone", Unit: system.Jobs, Doc: "Requests at " + c.Name + " that failed or were refused, and of which all is undone that was done, since the start of the run."},
			system.Metric{Name: c.Name + "_sagas_stuck", Unit: system.Jobs, Doc: "Requests at " + c.Name + " of which something could not be undone, after all retries, since the start of the run."},
			system.Metric{Name: c.Name + "_sagas_open", Unit: system.Jobs, Doc: "Requests at " + c.Name + " of which something is still to be undone in the end."},
			system.Metric{Name: c.Name + "_undo_mean_seconds", Unit: system.Seconds, Doc: "Mean time at " + c.Name + " from the failure of a request until all is undone. What is still to be undone in the end counts with the time until then, what is stuck does not."},
		)
		list = append(list, terms.Percentiles(c.Name+"_undo", "Time at "+c.Name+" from the failure of a request until all is undone", system.Percentiles...)...)
	}
	for j := range c.Calls {
		if tracked(c, j) {
			list = append(list, ledgerMetrics(c, j)...)
		}
	}
	return list
}

func ledgerMetrics(c *topology.Component, j int) []system.Metric {
	call := c.CallName(j)
	name := ledgerName(call)
	list := []system.Metric{
		{Name: name + "_done", Unit: system.Jobs, Doc: "How often what " + call + " asks for was done, whether its caller got to know or not, since the start of the run."},
		{Name: name + "_done_twice", Unit: system.Jobs, Doc: "How often it was done again for the same call of " + call + ", such as a second charge."},
	}
	if undoer(c, j) < 0 {
		return list
	}
	return append(
		list,
		system.Metric{Name: name + "_undone", Unit: system.Jobs, Doc: "How often what " + call + " did was undone, since the start of the run."},
		system.Metric{Name: name + "_undone_twice", Unit: system.Jobs, Doc: "How often it was undone beyond how often it was done, such as a second refund."},
		system.Metric{Name: name + "_in_flight", Unit: system.Jobs, Doc: "What " + call + " did for requests that are not ended, or not undone yet, in the end."},
		system.Metric{Name: name + "_orphaned", Unit: system.Jobs, Doc: "What " + call + " did for requests that failed, and nobody undoes any more: done twice, done after it was undone, or stuck."},
	)
}

// measureUndone sets them, and warns of what is wrong in the end.
func (m *model) measureUndone(r *system.Result) {
	x := m.effects
	if x == nil {
		return
	}
	for i := range x.sagas.All {
		if g := &x.sagas.All[i]; i > 0 && g.of != nobody {
			m.components[g.of].undoing.rec.TimedOut(g.began, m.Sim.Now()-g.began)
		}
	}
	for i := range x.all.All {
		if f := &x.all.All[i]; i > 0 && f.edge != nobody && !f.kept {
			m.edges[f.edge].ledger.flying += int64(f.done - f.undone)
		}
	}
	for i, c := range m.components {
		spec := &m.spec.Components[i]
		if u := &c.undoing; u.rec != nil {
			r.Set(c.name+"_sagas_undone", float64(u.undone))
			r.Set(c.name+"_sagas_stuck", float64(u.stuck))
			r.Set(c.name+"_sagas_open", float64(u.begun-u.undone-u.stuck))
			r.MeasureTimes(c.name+"_undo", u.rec, system.Percentiles...)
			if u.stuck > 0 {
				r.Warn("of %d requests at %s something could not be undone, after all retries", u.stuck, c.name)
			}
		}
		for _, e := range m.edges {
			if e.from == int32(i) && e.tracked {
				e.measureLedger(r, undoer(spec, e.number) >= 0)
			}
		}
	}
}

func (e *edge) measureLedger(r *system.Result, undone bool) {
	l, name := &e.ledger, ledgerName(e.name)
	r.Set(name+"_done", float64(l.done))
	r.Set(name+"_done_twice", float64(l.twice))
	if l.twice > 0 {
		r.Warn("what %s asks for was done twice %d times: it was tried again, and who is called does not know it again; write idempotent: yes", e.name, l.twice)
	}
	if !undone {
		return
	}
	r.Set(name+"_undone", float64(l.undone))
	r.Set(name+"_undone_twice", float64(l.over))
	r.Set(name+"_in_flight", float64(l.flying))
	r.Set(name+"_orphaned", float64(l.orphaned))
	if l.over > 0 {
		r.Warn("%s was undone %d times more often than it was done: the undoing was tried again, and who is called does not know it again; write idempotent: yes", e.name, l.over)
	}
	if l.orphaned > 0 {
		r.Warn("%d times what %s did for a request that failed is not undone, and nobody will undo it", l.orphaned, e.name)
	}
}
