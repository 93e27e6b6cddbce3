// Package drill generates estimation questions without end: the estimates of
// interview questions with other figures in the same formulas. A drill is its
// seed, so it can be taken again. Answers are in the calculator's language and
// graded by their order of magnitude. Like the packages below it, it is told
// the time.
package drill

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"spar/internal/capacity"
	"spar/internal/question"
	"spar/internal/score"
	"spar/internal/sim"
)

// Limit is the time for an answer. What comes later is late, and graded all the
// same.
const Limit = 60 * time.Second

// ShortSeed makes a seed of a random number: short enough to be typed by whoever
// wants to repeat the drill, and not 0, which may stand for any.
func ShortSeed(random uint64) uint64 { return 1 + random%1_000_000 }

// A Drill is an endless run of questions. New makes one. It does not change, so
// it is safe for concurrent use.
type Drill struct {
	Seed    uint64
	sources []source
}

// A source is an estimate that questions are made from.
type source struct {
	question *question.Question
	estimate question.Estimate
}

// ErrEmpty means that no question asks for an estimate.
var ErrEmpty = errors.New("no question asks for an estimate")

// New returns the drill of a seed over the estimates that questions ask for.
// The same seed over the same questions gives the same drill.
func New(questions []*question.Question, seed uint64) (*Drill, error) {
	d := &Drill{Seed: seed}
	for _, q := range questions {
		for _, e := range q.Phases.Capacity.Estimates {
			d.sources = append(d.sources, source{q, e})
		}
	}
	if len(d.sources) == 0 {
		return nil, fmt.Errorf("drill: %w", ErrEmpty)
	}
	return d, nil
}

// Question returns the question of a number, from 1. Each estimate comes once
// before any comes again.
func (d *Drill) Question(number int) *Question {
	round, place := (number-1)/len(d.sources), (number-1)%len(d.sources)
	order := sim.Stream(d.Seed, fmt.Sprintf("order of round %d", round)).Perm(len(d.sources))
	from := d.sources[order[place]]
	random := sim.Stream(d.Seed, fmt.Sprintf("figures of question %d", number))
	original := from.question.Givens
	needed := needs(from.question, from.estimate)
	for range mostDraws {
		givens := slices.Clone(original)
		for i, g := range givens {
			if needed[g.Name] {
				givens[i].Expr = vary(g.Expr, from.estimate.Ask, random)
			}
		}
		if slices.Equal(givens, original) {
			continue
		}
		if q, ok := d.question(number, from, givens, needed); ok {
			return q
		}
	}
	q, _ := d.question(number, from, original, needed)
	return q
}

// mostDraws bounds how often figures are drawn: some estimates have none that
// can be another, and some figures do not go together.
const mostDraws = 20

// question returns the question that figures make, and whether they give
// something that can be estimated.
func (d *Drill) question(number int, from source, givens question.Givens, needed map[string]bool) (*Question, bool) {
	q := &Question{
		Seed: d.Seed, Number: number, Source: from.question.FullID(), Title: from.question.Title,
		Estimate: from.estimate.ID, Ask: from.estimate.Ask, Unit: from.estimate.In,
		formula: from.estimate.Formula, tolerance: from.estimate.Tolerance,
	}
	all := score.Givens(givens)
	for _, g := range all {
		if needed[g.Name] {
			q.Givens = append(q.Givens, g)
		}
	}
	q.given = capacity.New(all...)
	q.worked = capacity.New(all...)
	q.worked.SetLines(append(score.Formulas(from.question), q.asked(q.formula)))
	expected, ok := q.worked.Lookup(q.Estimate)
	value := expected.Base()
	q.expected = expected
	return q, ok && value > 0 && !math.IsInf(value, 0)
}
