package score

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/phrase"
	"spar/internal/question"
)

// A grader collects the items of one attempt.
type grader struct {
	question *question.Question
	attempt  *interview.Attempt
	evidence *evidence
	graph    *diagram.Graph

	items     map[question.Dimension][]Item
	estimates []EstimateGrade
}

func newGrader(q *question.Question, a *interview.Attempt) *grader {
	graph, _ := diagram.Parse(a.Lines(interview.Graph), diagram.Vocabulary(q.Vocabulary))
	return &grader{
		question: q, attempt: a, evidence: gather(q, a), graph: graph,
		items: make(map[question.Dimension][]Item),
	}
}

func (g *grader) gradeAll() {
	g.estimates = Estimates(g.question, g.attempt)
	for _, p := range interview.Phases() {
		if !g.assessed(p) {
			continue
		}
		for i := range g.question.Common(p).Rubric {
			g.gradeRubric(p, &g.question.Common(p).Rubric[i])
		}
		switch p {
		case interview.Requirements:
			g.gradeTopics()
		case interview.Capacity:
			g.gradeEstimates()
		case interview.Design:
			g.gradeGraph()
		case interview.Detail:
			g.gradeDecisions()
		case interview.Scale:
			g.gradeRun()
		}
	}
	g.gradeCurveballs()
	g.gradeConduct()
}

// assessed reports whether a phase counts: it was entered or something was
// written in it. Without any times the attempt stands for a whole interview,
// and what was left blank counts as blank.
func (g *grader) assessed(p interview.Phase) bool {
	_, timed := g.attempt.Minutes[p]
	return timed || len(g.attempt.Minutes) == 0 || g.evidence.wroteIn(p)
}

// add files an item under a dimension, after hints and the candidate's own
// judgement.
func (g *grader) add(d question.Dimension, item Item) {
	if item.Hints = g.attempt.Hints[item.ID]; item.Hints > 0 {
		item.Earned /= 2
	}
	if earned, ok := g.attempt.Overrides[item.ID]; ok {
		item.Overridden = true
		item.Earned = 0
		if earned {
			item.Earned = item.Points
		}
	}
	item.Earned = round(item.Earned)
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
	item := Item{ID: r.ID, Text: r.Text, Phase: p, Points: float64(max(1, r.Points))}
	item.Evidence = g.earns(p, r)
	if len(item.Evidence) > 0 {
		item.Earned = item.Points
	}
	dimension := r.Dimension
	if dimension == "" {
		dimension = dimensionOf(p)
	}
	g.add(dimension, item)
}

// earns returns the evidence for a rubric item, none if there is none.
func (g *grader) earns(p interview.Phase, r *question.RubricItem) []Evidence {
	if r.Asks != "" {
		for _, asked := range g.attempt.Requirements.Asked {
			if c, ok := g.question.Clarify(asked); ok && c.Ask == r.Asks {
				return []Evidence{{interview.Requirements, asked}}
			}
		}
	}
	if r.Path != "" {
		if line, ok := g.path(r.Path); ok {
			return []Evidence{{interview.Design, line}}
		}
	}
	return g.evidence.find(phrase.Compile(r.Says), p, fieldOf(p, r.In))
}

// fieldOf returns the field of a phase that a rubric item names by the last
// part of its id; "" if it names none.
func fieldOf(p interview.Phase, name string) interview.Field {
	if name == "" {
		return ""
	}
	return interview.Field(string(p) + "." + name)
}

// gradeTopics scores which of the ten topics the candidate's questions touch.
func (g *grader) gradeTopics() {
	const points, enough = 3., 7 // nobody has time for all ten
	item := Item{
		ID: "topics", Phase: interview.Requirements, Points: points,
		Text: "Asks about what every design needs to know, from the use case to technology",
	}
	var covered []string
	for _, asked := range g.attempt.Requirements.Asked {
		for _, topic := range g.question.Topics(asked) {
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
		if item.Evidence = g.evidence.find(phrase.Compile(c.Expects), c.Phase, ""); len(item.Evidence) > 0 {
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
		if r := &q.Common(p).Rubric[i]; len(g.earns(p, r)) == 0 {
			missing = append(missing, *r)
		}
	}
	return missing
}
