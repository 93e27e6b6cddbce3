package score

import (
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/phrase"
	"spar/internal/question"
)

// gradeDecisions scores each decision: the choice as deep dive, its reason as a
// trade-off.
func (g *grader) gradeDecisions() {
	for i := range g.question.Phases.Detail.Decisions {
		d := &g.question.Phases.Detail.Decisions[i]
		points := float64(max(2, d.Points))
		choice := Item{ID: d.ID, Text: d.Ask, Phase: interview.Detail, Points: points}
		reason := Item{ID: d.ID + " because", Text: "Gives a sound reason: " + d.Ask, Phase: interview.Detail, Points: points}
		if made, option := g.made(d); made != nil {
			choice.Earned = points * fitness(option.Fit)
			choice.Evidence = []Evidence{{interview.Detail, string(d.Topic) + ": " + made.Choice}}
			if supports(made.Because, phrase.Compile(d.Because)) {
				reason.Earned = points
				reason.Evidence = []Evidence{{interview.Detail, made.Choice + ", because " + made.Because}}
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
		if made.ID != "" && made.ID != d.ID || made.ID == "" && made.Topic != d.Topic {
			continue
		}
		if option := Option(d, made.Choice); option != nil {
			return made, option
		}
	}
	return nil, nil
}

// Option returns the option of a decision that a choice means; nil if it means
// none.
func Option(d *question.Decision, choice string) *question.Option {
	var best *question.Option
	clarity := 0.
	for i := range d.Options {
		o := &d.Options[i]
		called := append([]string{o.Choice}, o.Also...)
		if slices.ContainsFunc(called, func(name string) bool { return strings.EqualFold(name, strings.TrimSpace(choice)) }) {
			return o
		}
		match, ok := phrase.Compile(called).Match(choice)
		if ok && !match.Negated && match.Weight*match.Strength > clarity {
			best, clarity = o, match.Weight*match.Strength
		}
	}
	return best
}
