package report

import (
	"fmt"

	"spar/internal/capacity"
	"spar/internal/evidence"
	"spar/internal/interview"
	"spar/internal/printout"
	"spar/internal/question"
	"spar/internal/score"
)

// Explain writes for each line of an attempt which items it earned, which it came
// near to and what was missing there, and why it earned nothing.
func Explain(w *printout.Writer, q *question.Question, a *interview.Attempt) {
	r := evidence.Read(q, a)
	if r.Foreign {
		w.Say("Most of it is in a language that is not read here; its words are not assessed.")
	}
	if why := r.Doubt.Reason(); why != "" {
		w.Say("Read strictly: " + why + ".")
	}
	states := make(map[string]string)
	for _, e := range score.Estimates(q, a) {
		if e.Stated() {
			states[e.Line] = fmt.Sprintf("%s: %s", e.ID, e.Verdict)
		}
	}
	sheet := capacity.New(score.Givens(q.Givens)...)
	sheet.SetLines(a.Capacity.Sheet)
	refused := make(map[string]string)
	for _, l := range sheet.Lines() {
		if l.Err != nil {
			refused[l.Text] = l.Err.Error()
		}
	}
	heading := ""
	for _, l := range r.Lines {
		title := fieldTitle(l)
		if l.Joint() {
			if len(l.Earned) == 0 {
				continue // its lines are told apart
			}
			title = "Neighbours, read together"
		}
		if title != heading {
			heading = title
			w.Heading(title)
		}
		w.Item("  ", l.Text)
		for _, id := range l.Earned {
			w.Item("      earned ", id)
		}
		for _, n := range l.Near {
			w.Item("      near   ", n.Item+": "+evidence.Missing(n.Lacks, n.Reason))
		}
		if said := states[l.Text]; said != "" && l.Field == interview.Sheet {
			w.Item("      states ", said)
		} else if why := refused[l.Text]; why != "" && l.Field == interview.Sheet {
			w.Item("      ", "not calculated: "+why)
		} else if len(l.Earned)+len(l.Near) == 0 || len(l.Earned) == 0 && l.Reason != "" {
			w.Item("      ", because(l, r.Foreign))
		}
	}
	explainOverrides(w, q, a)
}

// explainOverrides names the items in which the candidate's own judgement stands
// against what was read.
func explainOverrides(w *printout.Writer, q *question.Question, a *interview.Attempt) {
	headed := false
	for _, d := range score.Grade(q, a).Dimensions {
		for _, i := range d.Items {
			if !i.Overridden {
				continue
			}
			if !headed {
				w.Heading("Your own judgement, which stands")
				headed = true
			}
			said := "not earned: "
			if i.Earned > 0 {
				said = "earned: "
			}
			w.Item("  ", said+i.ID)
		}
	}
}

func fieldTitle(l *evidence.Line) string {
	if l.Field == "" {
		return l.Phase.Title() + ": what numbers decide"
	}
	return l.Phase.Title() + ": " + l.Field.Title()
}

// because says why a line earned nothing.
func because(l *evidence.Line, unread bool) string {
	switch {
	case unread:
		return "not read: in another language, or beside much that is"
	case l.Reason != "":
		return "nothing: " + l.Reason
	case l.Field == interview.Sheet:
		return "nothing: no estimate is asked for under that name or value"
	case l.Field == interview.Graph:
		return "nothing by its words: a drawing is judged by what it connects"
	}
	return "nothing: no item asks for it"
}
