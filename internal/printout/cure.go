package printout

import (
	"fmt"
	"strings"

	"spar/internal/system/solve"
)

// Cure writes what a search for the smallest change has found.
func (w *Writer) Cure(c *solve.Cure) {
	w.Ends(c.System+", the smallest change", w.facts(seedsOf(c.Seeds), fmt.Sprintf("%d of at most %d runs", c.Runs, c.Budget)))
	w.Blank()
	w.Item(" ", c.Text)
	if c.Stopped != "" {
		w.Item(" "+w.Bullet+" ", "The search ended early: "+c.Stopped+".")
	}
	if s := c.Smallest; s != nil {
		w.Heading("what to set")
		var rows [][]string
		for _, setting := range s.Settings {
			rows = append(rows, []string{setting.Parameter, setting.Value})
		}
		w.Table(rows)
		w.changed(&c.Now, s)
	} else {
		w.changed(nil, &c.Now)
	}
	w.List("other changes that meet everything, too", said(c.Others, func(t *solve.Tried) string { return t.Takes() + ", " + met(&t.Design) }))
	w.List("helps, and does not suffice", said(c.Helped, func(t *solve.Tried) string { return t.Misses }))
	w.List("makes it worse", said(c.Worse, func(t *solve.Tried) string { return t.Misses }))
	w.List("does nothing, or next to nothing", said(c.Idle, nil))
	if n := len(c.Untried); n > 0 {
		w.List("not tried", []string{fmt.Sprintf("%d changes, the first of them %s; a larger budget of runs tries them", n, c.Untried[0])})
	}
}

// changed writes what is measured of each objective with a change, and as it was without.
func (w *Writer) changed(now, with *solve.Tried) {
	w.Heading("objectives")
	for i, o := range with.Objectives {
		if with.Seeds == 0 {
			w.Ends(" "+w.Mark(false)+" "+o.Objective, "cannot run: "+with.Fails)
			continue
		}
		measured := "measured " + o.Unit.Format(o.Measured)
		if o.Low != o.High {
			measured += fmt.Sprintf(", from %s to %s", o.Unit.Format(o.Low), o.Unit.Format(o.High))
		}
		if now != nil && now.Seeds > 0 {
			measured += ", was " + o.Unit.Format(now.Objectives[i].Measured)
		}
		w.Ends(" "+w.Mark(o.Met == with.Seeds)+" "+o.Objective, measured)
		if m := with.Margins[i]; m != nil {
			w.Ends("", fmt.Sprintf("the mean is %s to %s with 95%% confidence", o.Unit.Format(m.Low), o.Unit.Format(m.High)))
		}
	}
}

// mostTold is how many changes of each outcome are written.
const mostTold = 5

// said lists changes with what is to be said of each.
func said(list []solve.Tried, of func(*solve.Tried) string) []string {
	var texts []string
	for i := range list {
		t := &list[i]
		if i == mostTold {
			texts = append(texts, fmt.Sprintf("and %d more, which --json lists", len(list)-i))
			break
		}
		text := t.Text
		if of != nil {
			text += ": " + of(t)
		}
		if len(t.Pays) > 0 {
			text += "; but " + strings.Join(t.Pays, ", and ")
		}
		texts = append(texts, text)
	}
	return texts
}
