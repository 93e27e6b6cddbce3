// Package score grades an attempt at a question. A score is arithmetic on
// evidence: every item is earned by a line of the candidate, an estimate, a
// decision, a property of the drawn design, or a run's result, and it quotes
// what earned it. The same attempt gets the same score every time.
//
// What a line may earn is bounded, so that volume does not count: text copied
// from the question, lists of terms and denials are no evidence, and a line
// earns no more items than it has room for. See the evidence type.
package score

import (
	"math"

	"spar/internal/claim"
	"spar/internal/evidence"
	"spar/internal/interview"
	"spar/internal/question"
)

// A Scorecard is a graded attempt.
type Scorecard struct {
	Question string          `json:"question"`
	Level    interview.Level `json:"level"`
	// Overall is the weighted mean of the dimensions that were assessed, 1 to 4;
	// 0 if none was.
	Overall float64 `json:"overall"`
	// Strict is the overall score without the candidate's own judgement, which counts
	// in Overall: the same where nothing was judged.
	Strict float64 `json:"strict"`
	// GiveOrTake is by how much a fair reader's overall score differs on average.
	GiveOrTake float64 `json:"give_or_take"`
	// Assessed is the part of all weight that those dimensions have, 0 to 1.
	Assessed float64                     `json:"assessed"`
	Verdicts map[interview.Level]Verdict `json:"verdicts"`
	// Gates that are closed: what a level asks for and the attempt does not show at
	// all. Nobody is hired at a level past a closed gate.
	Gates      []Gate          `json:"gates"`
	Dimensions []Dimension     `json:"dimensions"`
	Estimates  []EstimateGrade `json:"estimates"`
	Mistakes   []Mistake       `json:"mistakes"`
	// Unread is set where most of the text is in a language that is not read: what words
	// earn is not assessed.
	Unread bool `json:"unread,omitempty"`
	// Doubt says how far the attempt as a whole was taken at its word.
	Doubt Doubt    `json:"doubt"`
	Next  []string `json:"next"` // what to practise, the most useful first
	// NextPhases are the phases that Next is about, in its order.
	NextPhases []interview.Phase `json:"next_phases"`
}

// A Dimension is one side of the performance.
type Dimension struct {
	ID     question.Dimension `json:"id"`
	Weight int                `json:"weight"` // of 100
	// Score runs from 1 to 4; null if nothing could be assessed.
	Score *float64 `json:"score"`
	// Anchor says in words what such a score looks like.
	Anchor string `json:"anchor"`
	Items  []Item `json:"items"`
}

// An Item is one thing that a good answer contains.
type Item struct {
	ID       string          `json:"id"`
	Text     string          `json:"text"`
	Phase    interview.Phase `json:"phase"`
	Earned   float64         `json:"earned"`
	Points   float64         `json:"points"` // that can be earned
	State    State           `json:"state"`
	Evidence []Evidence      `json:"evidence"`
	// Near is the line that comes nearest to the item where none earned it.
	Near *Closest `json:"near,omitempty"`
	// Why says why the item matters, and Strong what a strong answer says.
	Why    string `json:"why,omitempty"`
	Strong string `json:"strong,omitempty"`
	// Hints is the strongest hint that was taken for the item; any halves what it
	// can earn.
	Hints int `json:"hints,omitempty"`
	// Overridden is set where the candidate's own judgement stands.
	Overridden bool `json:"overridden,omitempty"`
}

// Disputable reports whether the candidate may say of the item "this is what I
// meant": a line comes near to it. What was never written, drawn or measured is no
// matter of reading.
func (i *Item) Disputable() bool { return i.Near != nil }

// Doubt says how far an attempt as a whole was taken at its word.
type Doubt struct {
	// Value from 0, for none; see evidence.Doubt.
	Value float64 `json:"value"`
	// Reason in words, empty where the attempt was read as any other.
	Reason string `json:"reason,omitempty"`
}

// A State says how sure it is that an item was shown.
type State string

// The states.
const (
	Seen   State = "seen"
	Near   State = "near" // most of it is there, or said in another way
	Missed State = "missed"
)

// A Closest is a line that comes near to an item without earning it.
type Closest struct {
	Phase interview.Phase `json:"phase"`
	Line  string          `json:"line"`
	// Lacks are the ideas that were not found in it.
	Lacks []string `json:"lacks,omitempty"`
	// Reason says why it does not count.
	Reason string `json:"reason,omitempty"`
	// Opposite is set if it says the contrary of the item.
	Opposite bool `json:"opposite,omitempty"`
}

// Evidence is what the candidate wrote, drew or ran that earned an item.
type Evidence struct {
	Phase interview.Phase `json:"phase"`
	Line  string          `json:"line"`
}

// weights of the dimensions, of 100.
var weights = map[question.Dimension]int{
	question.RequirementsDimension:  15,
	question.EstimationDimension:    10,
	question.APIAndDataDimension:    15,
	question.DesignDimension:        20,
	question.DeepDiveDimension:      15,
	question.ScaleDimension:         10,
	question.TradeOffsDimension:     10,
	question.CommunicationDimension: 5,
}

// GiveOrTake is the mean error of the overall score against a fair reader, on
// attempts that nobody had seen while the claims were written; a test holds the
// score to it.
const GiveOrTake = 0.4

// Grade scores an attempt at q.
func Grade(q *question.Question, a *interview.Attempt) *Scorecard {
	card := grade(q, a)
	card.Strict = card.Overall
	if len(a.Overrides) > 0 {
		strict := *a
		strict.Overrides = nil
		card.Strict = grade(q, &strict).Overall
	}
	return card
}

func grade(q *question.Question, a *interview.Attempt) *Scorecard {
	g := newGrader(q, a)
	g.gradeAll()
	doubt := g.reading.Doubt
	card := &Scorecard{
		Question: q.ID, Level: a.Level, Estimates: g.estimates, Mistakes: g.mistakes(),
		Doubt: Doubt{Value: round(doubt.Value), Reason: doubt.Reason()}, GiveOrTake: GiveOrTake, Unread: g.reading.Foreign,
	}
	for _, id := range question.Dimensions() {
		card.Dimensions = append(card.Dimensions, newDimension(id, g.items[id]))
	}
	card.sumUp()
	card.Verdicts = g.verdicts(card)
	card.Next, card.NextPhases = next(card)
	return card
}

// newDimension scores the items of one dimension: the part of the points that
// was earned, on the scale from 1 to 4.
func newDimension(id question.Dimension, items []Item) Dimension {
	d := Dimension{ID: id, Weight: weights[id], Items: items}
	earned, points := 0., 0.
	for _, item := range items {
		earned += item.Earned
		points += item.Points
	}
	if points == 0 {
		d.Items = []Item{}
		d.Anchor = notAssessed
		return d
	}
	score := round(1 + float64(3*bend(earned/points)))
	d.Score = &score
	d.Anchor = anchor(id, score)
	return d
}

// bend turns the part of a dimension's points that was earned into the way from
// 1 to 4, as a fair reader does: the first things that an answer says are those
// that everybody says. It lies halfway between the part and its square; it and
// the two constants of [Scorecard.sumUp] were chosen for a small error on the
// labelled attempts in the tests.
func bend(part float64) float64 { return (part + float64(part*part)) / 2 }

func (c *Scorecard) sumUp() {
	sum, weight, assessed := 0., 0., 0.
	for _, d := range c.Dimensions {
		if d.Score != nil {
			w := float64(float64(d.Weight) * min(1, d.points()/fullPoints))
			sum += float64(w * *d.Score)
			weight += w
			assessed += float64(d.Weight)
		}
	}
	if weight > 0 {
		cost := float64(doubtCosts * max(0, c.Doubt.Value-evidence.Doubtful/2))
		c.Overall = round(max(1, sum/weight-cost))
	}
	c.Assessed = assessed / 100
}

// fullPoints are the points from which a dimension weighs in full: one of which
// little could be shown says little.
const fullPoints = 6

// doubtCosts is what an attempt in full doubt loses: whoever contradicts known
// facts is believed less in the rest, too.
const doubtCosts = 2.5

// points returns what could be earned in a dimension.
func (d Dimension) points() float64 {
	sum := 0.
	for _, i := range d.Items {
		sum += i.Points
	}
	return sum
}

// round keeps two decimals, so that a score prints as it compares.
func round(x float64) float64 { return math.Round(x*100) / 100 }

// near files what comes nearest to an item that nothing earned.
func (i *Item) near(f evidence.Finding) {
	if f.Line == nil {
		return
	}
	i.Near = &Closest{Phase: f.Line.Phase, Line: f.Line.Text, Lacks: f.Lacks, Reason: f.Reason, Opposite: f.Opposite}
	if f.State == claim.Near {
		i.State = Near
	}
}

func stateOf(i Item) State {
	if i.Earned > 0 {
		return Seen
	}
	return Missed
}
