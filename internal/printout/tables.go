package printout

import (
	"fmt"
	"unicode/utf8"

	"spar/internal/system"
)

// components writes how busy each part was, with a bar, and the bottleneck.
func (w *writer) components(r *system.Result) {
	if len(r.Components) == 0 {
		return
	}
	w.WriteByte('\n')
	rows := [][]string{{"part", "", "busy", "hottest", "theory", "queue", "refused"}}
	cells := min(max(w.width/4, 8), 30)
	for _, c := range r.Components {
		theory := ""
		if t, ok := r.Theory[c.Name+"_utilization"]; ok {
			theory = system.Ratio.Format(t)
		}
		rows = append(rows, []string{
			c.Name, w.bar(c.Utilization, cells), system.Ratio.Format(c.Utilization), system.Ratio.Format(c.Hottest),
			theory, system.Jobs.Format(float64(c.QueueMax)), system.Jobs.Format(float64(c.Refused)),
		})
	}
	w.table(rows)
	if r.Bottleneck != "" {
		w.wrap(" bottleneck  ", r.BottleneckReason)
	}
}

// objectives writes each objective with whether it was met.
func (w *writer) objectives(r *system.Result) {
	if len(r.Objectives) == 0 {
		return
	}
	w.heading("objectives")
	for _, o := range r.Objectives {
		mark := w.marks.missed
		if o.Met {
			mark = w.marks.met
		}
		prefix := fmt.Sprintf(" %-*s ", utf8.RuneCountInString(w.marks.missed), mark)
		measured := "measured " + o.Unit.Format(o.Measured)
		if w.fits(prefix+o.Objective, measured) {
			w.spread(prefix+o.Objective, measured)
		} else {
			w.wrap(prefix, o.Objective+" "+w.marks.dot+" "+measured)
		}
	}
}
