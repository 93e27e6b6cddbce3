package score

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/claim"
	"spar/internal/diagram"
	"spar/internal/evidence"
	"spar/internal/interview"
	"spar/internal/interviewer"
	"spar/internal/question"
)

// A grader collects the items of one attempt.
type grader struct {
	question *question.Question
	attempt  *interview.Attempt
	reading  *evidence.Reading
	replies  []interviewer.Reply // to the questions that were asked
	graph    *diagram.Graph

	items     map[question.Dimension][]Item
	estimates []EstimateGrade
}

func newGrader(q *question.Question, a *interview.Attempt) *grader {
	graph, _ := diagram.Parse(a.Lines(interview.Graph), diagram.Vocabulary(q.Vocabulary))
	return &grader{
		question: q, attempt: a, reading: evidence.Read(q, a), graph: graph, replies: interviewer.Replies(q, a.Requirements.Asked),
		items: make(map[question.Dimension][]Item),
	}
}

func (g *grader) gradeAll() {
	g.estimates = Estimates(g.question, g.attempt)
	for i := range g.estimates {
		e := &g.estimates[i]
		e.Decided = e.Passed && g.reading.Supports(e.ID, e.Decides)
	}
	for _, p := range interview.Phases() {
		if !g.assessed(p) {
			continue
		}
		if !g.reading.Foreign {
			g.gradeWords(p)
		}
		switch p {
		case interview.Capacity:
			g.gradeEstimates()
		case interview.Design:
			g.gradeGraph()
		case interview.Scale:
			g.gradeRun()
		}
	}
	if !g.reading.Foreign {
		g.gradeCurveballs()
	}
	g.gradeConduct()
}

// gradeWords scores what is earned by words in a phase.
func (g *grader) gradeWords(p interview.Phase) {
	for i := range g.question.Common(p).Rubric {
		g.gradeRubric(p, &g.question.Common(p).Rubric[i])
	}
	switch p {
	case interview.Requirements:
		g.gradeTopics()
	case interview.Detail:
		g.gradeDecisions()
	}
}

// assessed reports whether a phase counts: it was entered or something was
// written in it. Without any times the attempt stands for a whole interview,
// and what was left blank counts as blank.
func (g *grader) assessed(p interview.Phase) bool {
	_, timed := g.attempt.Minutes[p]
	return timed || len(g.attempt.Minutes) == 0 || g.reading.WroteIn(p)
}

// add files an item under a dimension, after hints and the candidate's own
// judgement.
func (g *grader) add(d question.Dimension, item Item) {
	if item.Hints = g.attempt.Hints[item.ID]; item.Hints > 0 {
		item.Earned /= 2
	}
	if earned, ok := g.attempt.Overrides[item.ID]; ok && earned != (item.Earned > 0) && (item.Disputable() || !earned) {
		item.Overridden = true
		item.Earned = 0
		item.State = Missed
		if earned {
			item.Earned, item.State = item.Points, Seen
		}
	}
	item.Earned = round(item.Earned)
	if item.State == "" {
		item.State = stateOf(item)
	}
	if item.Evidence == nil {
		item.Evidence = []Evidence{}
	}
	g.items[d] = append(g.items[d], item)
}

// dimensionOf is where the rubric of a phase is filed unless an item says
// otherwise.
func dimensionOf(p interview.Phase) question.Dimension {
	switch p {
	case interview.Requirements:
		return question.RequirementsDimension
	case interview.Capacity:
		return question.EstimationDimension
	case interview.Design:
		return question.DesignDimension
	case interview.Detail:
		return question.DeepDiveDimension
	}
	return question.ScaleDimension
}

func (g *grader) gradeRubric(p interview.Phase, r *question.RubricItem) {
	item := Item{ID: r.ID, Text: r.Text, Phase: p, Points: float64(max(1, r.Points)), Why: r.Why, Strong: r.Strong}
	item.Evidence = g.earns(r)
	if len(item.Evidence) > 0 {
		item.Earned = item.Points
	} else {
		item.near(g.reading.Of(r.ID))
	}
	dimension := r.Dimension
	if dimension == "" {
		dimension = dimensionOf(p)
	}
	g.add(dimension, item)
}

// earns returns the evidence for a rubric item, none if there is none.
func (g *grader) earns(r *question.RubricItem) []Evidence {
	if r.Asks != "" {
		for i, asked := range g.attempt.Requirements.Asked {
			if slices.Contains(g.answered(i), r.Asks) {
				return []Evidence{{interview.Requirements, asked}}
			}
		}
	}
	if r.Path != "" {
		if line, ok := g.path(r.Path); ok {
			return []Evidence{{interview.Design, line}}
		}
	}
	if found := g.reading.Of(r.ID); found.State == claim.Seen {
		return quote(found.Line)
	}
	return nil
}

// answered returns the ids of the clarifications that answered a question.
func (g *grader) answered(asked int) []string {
	var ids []string
	if r := g.replies[asked]; r.Kind == interviewer.Answered {
		for _, i := range r.Clarifications {
			ids = append(ids, g.question.Phases.Requirements.Clarifications[i].ID)
		}
	}
	return ids
}

// quote returns a line as evidence, none if there is none.
func quote(l *evidence.Line) []Evidence {
	if l == nil {
		return nil
	}
	return []Evidence{{l.Phase, l.Text}}
}

// gradeTopics scores which of the ten topics the candidate's questions touch.
func (g *grader) gradeTopics() {
	const points, enough = 3., 7 // nobody has time for all ten
	item := Item{
		ID: "topics", Phase: interview.Requirements, Points: points,
		Text: "Asks about what every design needs to know, from the use case to technology",
	}
	var covered []string
	for i, asked := range g.attempt.Requirements.Asked {
		for _, topic := range interviewer.For(g.question).Topics(g.replies[i]) {
			if !slices.Contains(covered, topic) {
				covered = append(covered, topic)
				item.Evidence = append(item.Evidence, Evidence{interview.Requirements, asked})
			}
		}
	}
	item.Evidence = slices.Compact(item.Evidence)
	item.Earned = points * min(1, float64(len(covered))/enough)
	g.add(question.RequirementsDimension, item)
}

// gradeCurveballs scores the reaction to every curveball that was thrown.
func (g *grader) gradeCurveballs() {
	for _, c := range g.question.Phases.Scale.Curveballs {
		if !slices.Contains(g.attempt.Curveballs, c.ID) {
			continue
		}
		item := Item{
			ID: c.ID, Phase: c.Phase, Points: float64(max(1, c.Points)),
			Text: fmt.Sprintf("Reacts when the interviewer says: %s", strings.TrimSpace(c.Says)),
		}
		if item.Evidence = quote(g.reading.Reaction(c.ID, c.Phase)); len(item.Evidence) > 0 {
			item.Earned = item.Points
		}
		g.add(question.TradeOffsDimension, item)
	}
}

// Missing returns the rubric items of a phase that nothing has earned yet, in
// the order of the pack.
func Missing(q *question.Question, a *interview.Attempt, p interview.Phase) []question.RubricItem {
	g := newGrader(q, a)
	var missing []question.RubricItem
	for i := range q.Common(p).Rubric {
		if r := &q.Common(p).Rubric[i]; len(g.earns(r)) == 0 {
			missing = append(missing, *r)
		}
	}
	return missing
}
