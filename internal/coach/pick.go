package coach

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
	"spar/internal/sim"
)

// A Lister lists questions and finds each; a question library is one.
type Lister interface {
	Finder
	Questions() []question.Summary
}

// A Pick is a question that was chosen for the candidate, and why, in a clause such as
// "your latest, 1.8 of 4, was 12 days ago".
type Pick struct {
	Question question.Summary
	Why      string
}

// A question whose latest score is as low as can be, and was long ago, weighs as much as
// one that was never taken; the latest of all weighs next to nothing at first, and half
// of that after halfForgotten.
const (
	weightOfNew   = 3.
	weightAtLeast = 0.1
	halfForgotten = 7 * 24 * time.Hour
)

// PickQuestion draws a question for a mock. The weaker the latest finished attempt at one
// was and the longer ago, the likelier it is drawn. The same seed draws the same one from
// the same history.
func PickQuestion(ctx context.Context, store interview.Store, library Lister, seed uint64, now time.Time) (Pick, error) {
	summaries, err := store.Summaries(ctx)
	if err != nil {
		return Pick{}, fmt.Errorf("pick a question: %w", err)
	}
	latest := make(map[string]interview.Summary) // by full id
	for _, s := range summaries {
		id := s.Pack + "/" + s.Question
		if s.Finished() && s.FinishedAt.After(latest[id].FinishedAt) {
			latest[id] = s
		}
	}
	var picks []Pick
	var weights []float64
	total := 0.
	for _, q := range library.Questions() {
		pick, weight := Pick{q, "you have not taken it yet"}, weightOfNew
		if s, ok := latest[q.FullID()]; ok {
			pick.Why, weight = weigh(ctx, store, library, s, now)
		}
		picks, weights, total = append(picks, pick), append(weights, weight), total+weight
	}
	if len(picks) == 0 {
		return Pick{}, errors.New("pick a question: there is none")
	}
	at := sim.Stream(seed, "the question of a mock").Float64() * total
	for i, weight := range weights {
		if at -= weight; at < 0 {
			return picks[i], nil
		}
	}
	return picks[len(picks)-1], nil
}

// weigh says how the latest attempt at a question went, and how likely that makes it. An
// attempt that cannot be read any more counts as none.
func weigh(ctx context.Context, store interview.Store, library Finder, s interview.Summary, now time.Time) (why string, weight float64) {
	c, err := Resume(ctx, store, s.ID, library)
	if err != nil {
		return "your latest attempt at it cannot be read any more", weightOfNew
	}
	attempt := c.Session().Attempt(s.FinishedAt)
	overall := score.Grade(c.Question, &attempt).Overall
	age := max(0, now.Sub(s.FinishedAt))
	forgotten := 1 - math.Exp2(-age.Hours()/halfForgotten.Hours())
	return fmt.Sprintf("your latest, %.1f of 4, was %s", overall, daysAgo(age)),
		weightAtLeast + float64((4-overall)*forgotten)
}

func daysAgo(age time.Duration) string {
	switch days := int(age.Hours() / 24); days {
	case 0:
		return "today"
	case 1:
		return "a day ago"
	default:
		return fmt.Sprintf("%d days ago", days)
	}
}
