package report

import (
	"fmt"
	"strings"

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
		w.Say("Most of it is in a language that is not read here; nothing is assessed.")
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
	field := interview.Field("none")
	for _, l := range r.Lines {
		if len(l.Earned)+len(l.Near) == 0 && l.Joint() {
			continue
		}
		if l.Field != field {
			field = l.Field
			w.Heading(fieldTitle(l))
		}
		w.Item("  ", l.Text)
		for _, id := range l.Earned {
			w.Item("      earned ", id)
		}
		for _, n := range l.Near {
			w.Item("      near   ", n.Item+": "+nearness(n))
		}
		if said := states[l.Text]; said != "" && l.Field == interview.Sheet {
			w.Item("      states ", said)
		} else if len(l.Earned)+len(l.Near) == 0 {
			w.Item("      ", because(l))
		}
	}
}

func fieldTitle(l *evidence.Line) string {
	if l.Field == "" {
		return l.Phase.Title() + ": what numbers decide"
	}
	return l.Phase.Title() + ": " + l.Field.Title()
}

func nearness(n evidence.Near) string {
	if len(n.Lacks) > 0 {
		return "not found: " + strings.Join(n.Lacks, "; ")
	}
	return n.Reason
}

// because says why a line earned nothing.
func because(l *evidence.Line) string {
	switch {
	case l.Reason != "":
		return "nothing: " + l.Reason
	case l.Field == interview.Sheet:
		return "nothing: no estimate is asked for under that name or value"
	case l.Field == interview.Graph:
		return "nothing by its words: a drawing is judged by what it connects"
	}
	return "nothing: no item asks for it"
}
