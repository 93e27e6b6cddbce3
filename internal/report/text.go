package report

import (
	"fmt"

	"spar/internal/interview"
	"spar/internal/printout"
)

// Text writes the report as text. It holds what the review screen shows first: the
// score, what to practise, the time, the estimates and the evidence.
func Text(w *printout.Writer, r *Report) {
	t := text{w}
	t.score(r)
	t.List("Practise next", r.Next)
	t.List("Mistakes that interviews punish", r.Mistakes)
	t.time(r)
	t.estimates(r)
	t.evidence(r)
}

// A text is a report being written.
type text struct{ *printout.Writer }

func (t text) score(r *Report) {
	t.Say(r.Title + ": " + r.Headline() + r.Certainty())
	for _, remark := range r.Remarks {
		t.Item("  ", remark)
	}
	if r.Assessed < 1 {
		t.Item("  ", fmt.Sprintf("%.0f%% of the interview was assessed", r.Assessed*100))
	}
	for _, v := range r.Verdicts {
		mark := "  "
		if v.Level == r.Level {
			mark = t.Pointer + " "
		}
		t.Item(mark, fmt.Sprintf("%-7s %s", v.Level, v.Call))
	}
	t.Blank()
	const cells = 9
	for _, d := range r.Dimensions {
		t.Item("  "+t.Meter(d.Fraction, cells)+" ", fmt.Sprintf("%-23s %-12s weight %d", d.Title, d.Score, d.Weight))
	}
}

func (t text) time(r *Report) {
	if len(r.Phases) == 0 {
		return
	}
	t.Heading("Time")
	for _, p := range r.Phases {
		over := ""
		if p.Over > 0 {
			over = "  over by " + interview.Clock(p.Over)
		}
		t.Item("  ", fmt.Sprintf("%-13s %6s of %6s%s", p.Phase, interview.Clock(p.Spent), interview.Clock(p.Planned), over))
	}
	if r.Interruptions > 0 {
		t.Item("  ", r.Absence())
	}
}

func (t text) estimates(r *Report) {
	if len(r.Estimates) == 0 {
		return
	}
	t.Heading("Estimates")
	for _, e := range r.Estimates {
		guess := e.Guess
		if guess == "" {
			guess = "not estimated"
		}
		line := fmt.Sprintf("%s: %s, expected %s", e.Ask, guess, e.Expected)
		if e.Verdict != "" {
			line += ", " + e.Verdict
		}
		t.Item("  "+t.Mark(e.Passed)+" ", line)
		if e.Slip != "" {
			t.Item("      ", e.Slip)
		}
		if e.Decides != "" {
			t.Item("      ", "decides: "+e.Decides)
		}
	}
}

func (t text) evidence(r *Report) {
	for _, d := range r.Dimensions {
		if len(d.Items) == 0 {
			continue
		}
		t.Heading(fmt.Sprintf("%s: %s", d.Title, d.Score))
		for _, item := range d.Items {
			line := item.Text + " (" + item.Points + ")"
			if item.Remark != "" {
				line += ", " + item.Remark
			}
			sign := t.Mark(item.Earned)
			if item.Near {
				sign = t.Near
			}
			t.Item("  "+sign+" ", line)
			for _, quoted := range item.Lines {
				t.Item("      ", `"`+quoted+`"`)
			}
			if item.Nearest != "" {
				t.Item("      ", item.Nearest)
			}
			for _, advice := range item.Advice {
				t.Item("      ", advice)
			}
		}
	}
}
