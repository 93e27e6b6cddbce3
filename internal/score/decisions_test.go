package score_test

import (
	"testing"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
)

// On paper a choice is assessed where one was written down: making a good one costs
// nothing against making none.
func TestDecisionsOnPaper(t *testing.T) {
	q := small()
	second := q.Phases.Detail.Decisions[0]
	second.ID, second.Topic = "keys", interview.Caching
	q.Phases.Detail.Decisions = append(q.Phases.Detail.Decisions, second)
	overall := func(made ...interview.Decision) float64 {
		a := good()
		a.Detail = interview.DetailAttempt{Notes: []string{"a log is kept for a week"}, Decisions: made}
		return score.Grade(q, a).Overall
	}
	counting := interview.Decision{ID: "counting", Choice: "buffered counts", Because: "fewer writes reach the database"}
	none, one := overall(), overall(counting)
	if one < none {
		t.Errorf("with one good decision of two the score is %v, without any %v", one, none)
	}
	poor := overall(interview.Decision{ID: "counting", Choice: "a row update for every view"})
	unknown := overall(interview.Decision{ID: "counting", Choice: "we shall see"})
	if poor >= none || unknown >= none {
		t.Errorf("a poor decision gives %v and an empty one %v, none gives %v", poor, unknown, none)
	}
}

// A session offers every choice, so one that was not made is a zero.
func TestDecisionsOfASession(t *testing.T) {
	a := good()
	a.Detail.Decisions = nil
	a.Planned = map[interview.Phase]float64{interview.Detail: 10}
	if d := dimension(t, score.Grade(small(), a), question.DeepDiveDimension); d.Score == nil || *d.Score != 1 {
		t.Errorf("a session without decisions has a deep dive of %v, want 1", d.Score)
	}
}
