package printout

import (
	"slices"

	"spar/internal/system"
)

// components writes how busy each part was, with a bar, and the bottleneck.
func (w *Writer) components(r *system.Result) {
	if len(r.Components) == 0 {
		return
	}
	w.Blank()
	cells := min(max(w.width/4, 8), 30)
	priced := slices.ContainsFunc(r.Components, func(c system.Component) bool { return c.DollarsPerMonth > 0 })
	rows := [][]string{{"part", "", "busy", "hottest", theoryLabel(r), "queue", "refused"}}
	if priced {
		rows[0] = append(rows[0], "a month")
		cells = max(cells-9, 8) // as many as that takes
	}
	for _, c := range r.Components {
		theory := ""
		if t, ok := r.Theory[c.Name+"_utilization"]; ok {
			theory = system.Ratio.Format(t)
		}
		rows = append(rows, []string{
			c.Name, w.Meter(c.Utilization, cells), system.Ratio.Format(c.Utilization), system.Ratio.Format(c.Hottest),
			theory, system.Jobs.Format(float64(c.QueueMax)), system.Jobs.Format(float64(c.Refused)),
		})
		if priced {
			last := len(rows) - 1
			rows[last] = append(rows[last], system.Dollars.Format(c.DollarsPerMonth))
		}
	}
	w.Table(rows)
	if r.Bottleneck != "" {
		w.Item(" bottleneck  ", r.BottleneckReason)
	}
}

// objectives writes each objective with whether it was met, and by how much.
func (w *Writer) objectives(r *system.Result) {
	if len(r.Objectives) == 0 {
		return
	}
	w.Heading("objectives")
	w.outcomes(r)
}

func (w *Writer) outcomes(r *system.Result) {
	for _, o := range r.Objectives {
		measured := o.MeasuredText()
		if !o.Unmeasured {
			measured = w.facts(measured, o.Margin())
		}
		w.Ends(" "+w.Mark(o.Met)+" "+o.Objective, measured)
	}
}
