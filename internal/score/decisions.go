package score

import (
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/lexicon"
	"spar/internal/question"
)

// gradeDecisions scores each decision: the choice as deep dive, its reason as a
// trade-off.
func (g *grader) gradeDecisions() {
	if !g.chose() {
		return
	}
	for i := range g.question.Phases.Detail.Decisions {
		d := &g.question.Phases.Detail.Decisions[i]
		made, option := g.made(d)
		if !g.played() && len(g.attempt.Detail.Decisions) > 0 && !g.took(d) {
			continue // who wrote a choice down on paper was asked for no other
		}
		points := float64(max(2, d.Points))
		choice := Item{ID: d.ID, Text: d.Ask, Phase: interview.Detail, Points: points}
		reason := Item{ID: d.ID + " because", Text: "Gives a sound reason: " + d.Ask, Phase: interview.Detail, Points: points}
		if made != nil {
			choice.Earned = points * fitness(option.Fit)
			choice.Evidence = []Evidence{{interview.Detail, string(d.Topic) + ": " + made.Choice}}
			if g.reading.Supports(d.ID, made.Because) {
				reason.Earned = points
				reason.Evidence = []Evidence{{interview.Detail, made.Choice + ", because " + made.Because}}
			} else if g.reading.IsReason(made.Because) {
				reason.State = Near
				reason.Near = &Closest{Phase: interview.Detail, Line: made.Because, Reason: "a reason, and none of those that were looked for"}
			}
		}
		g.add(question.DeepDiveDimension, choice)
		g.add(question.TradeOffsDimension, reason)
	}
}

// fitness is what a choice earns of its points.
func fitness(fit string) float64 {
	switch fit {
	case "good":
		return 1
	case "fair":
		return 0.5
	}
	return 0
}

// made returns how the candidate took a decision, and the option that it means;
// nil if they did not. A decision without an id is known by its topic and
// choice.
func (g *grader) made(d *question.Decision) (*interview.Decision, *question.Option) {
	for i := range g.attempt.Detail.Decisions {
		made := &g.attempt.Detail.Decisions[i]
		if option := Option(d, made.Choice); option != nil && answers(*made, d) {
			return made, option
		}
	}
	return nil, nil
}

// took reports whether the candidate chose something where d is asked, whether or
// not an option is known in it.
func (g *grader) took(d *question.Decision) bool {
	return slices.ContainsFunc(g.attempt.Detail.Decisions, func(made interview.Decision) bool { return answers(made, d) })
}

// answers reports whether what was made is an answer to d. A decision without an id
// is known by its topic.
func answers(made interview.Decision, d *question.Decision) bool {
	return made.ID == d.ID || made.ID == "" && made.Topic == d.Topic
}

// Option returns the option of a decision that a choice means; nil if it means
// none.
func Option(d *question.Decision, choice string) *question.Option {
	var best *question.Option
	most := leastAlike
	for i := range d.Options {
		o := &d.Options[i]
		called := append([]string{o.Choice}, o.Also...)
		if slices.ContainsFunc(called, func(name string) bool { return strings.EqualFold(name, strings.TrimSpace(choice)) }) {
			return o
		}
		for _, name := range called {
			if alike := lexicon.Standard().Alike(name, choice); alike > most {
				best, most = o, alike
			}
		}
	}
	return best
}

// leastAlike is how alike a choice must at least be to the name of an option.
const leastAlike = 0.5

// chose reports whether decisions are assessed. An attempt on paper that makes
// none could not choose from lists, so what it lacks there is no fault.
func (g *grader) chose() bool {
	detail := &g.attempt.Detail
	return g.played() || len(detail.Decisions) > 0 || len(detail.Notes) == 0
}

// played reports whether the attempt is a session, in which everything could be
// done, rather than an attempt on paper.
func (g *grader) played() bool { return len(g.attempt.Planned) > 0 }
