// Package report puts a session together for a reader: what was written, what
// it earned, how the time went, and what a strong answer holds. [New] collects
// it; the screens show it, and [Markdown] writes it as a document.
package report

import (
	"fmt"
	"strings"
	"time"

	"spar/internal/diagram"
	"spar/internal/evidence"
	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/question"
	"spar/internal/score"
	"spar/internal/shell"
)

// A Report is a session with its score, ready to be shown. Its texts are as
// the candidate and the pack wrote them; whoever shows them cleans them.
type Report struct {
	ID        string
	Title     string
	Mode      interview.Mode
	Level     interview.Level
	StartedAt time.Time
	Finished  bool

	Overall    float64 // 1 to 4
	GiveOrTake float64 // by how much a fair reader differs on average
	// Remarks say what the store has lost of the session, and what the score rests on, beyond
	// what was written: the strict figure
	// where the candidate judged for themselves, doubt, and gates that are closed.
	Remarks       []string
	Assessed      float64 // part of the whole that was assessed, 0 to 1
	Unread        bool    // most of it is in a language that is not read
	Verdicts      []Verdict
	Dimensions    []Dimension
	Phases        []PhaseTime
	Interruptions int
	Away          time.Duration // of those, altogether
	AwayCounts    bool          // it is counted as spent
	Estimates     []Estimate
	Mistakes      []string
	Next          []string
	Answers       []Answer
}

// A Verdict is the call at one level.
type Verdict struct {
	Level interview.Level
	Call  string
}

// A Dimension is one side of the performance.
type Dimension struct {
	Title    string
	Weight   int
	Score    string  // "3.2", or "not assessed"
	Anchor   string  // what such a score looks like
	Fraction float64 // of the way from 1 to 4
	Items    []Item
}

// An Item is one thing that a good answer contains.
type Item struct {
	ID     string
	Text   string
	Earned bool
	Near   bool // not earned, but a line comes near to it
	Judged bool // by the candidate
	// Disputable is set where the candidate may judge for themselves.
	Disputable bool
	Points     string // "2 of 2"
	Remark     string // a hint taken, or the candidate's own judgement
	Lines      []string
	// Nearest says which line comes nearest to an item that was not earned, and what
	// it lacks; empty if none does.
	Nearest string
	// Advice says why an item that was not earned matters, and what a strong answer
	// says.
	Advice []string
}

// explain says of an item that was not earned what came nearest, why it matters
// and what a strong answer says.
func (i *Item) explain(from score.Item) {
	if n := from.Near; n != nil {
		i.Nearest = fmt.Sprintf("nearest: %q: %s", n.Line, evidence.Missing(n.Lacks, n.Reason))
	}
	if from.Why != "" {
		i.Advice = append(i.Advice, "why: "+from.Why)
	}
	if from.Strong != "" {
		i.Advice = append(i.Advice, fmt.Sprintf("a strong answer says: %q", from.Strong))
	}
}

// A PhaseTime is the time of one phase.
type PhaseTime struct {
	Phase          interview.Phase
	Title          string
	Planned, Spent time.Duration
	Over           time.Duration // 0 if within the plan
}

// An Estimate is what was estimated, against what was expected.
type Estimate struct {
	Ask, Guess, Expected, Verdict, Slip, Decides string
	Passed                                       bool
}

// An Answer is what was written in one phase, and a strong answer to compare.
type Answer struct {
	Phase     interview.Phase
	Title     string
	Fields    []Field
	Missed    []string
	Reference string // Markdown
}

// A Field is a list of lines under a title.
type Field struct {
	Title string
	Lines []string
	Code  bool // to be shown as it stands
}

// New collects the report of a session on its question, as of now.
func New(id string, s *interview.Session, q *question.Question, now time.Time) *Report {
	attempt := s.Attempt(now)
	card := score.Grade(q, &attempt)
	r := &Report{
		ID: id, Title: s.Started.Title, Mode: s.Started.Mode, Level: s.Started.Level,
		StartedAt: s.StartedAt, Finished: s.Finished,
	}
	r.Interruptions, r.Away = s.Interruptions()
	r.AwayCounts = s.Started.ClockRuns
	for _, p := range interview.Phases() {
		planned, spent := s.Started.Plan.Budget(p), s.Spent(p, now)
		r.Phases = append(r.Phases, PhaseTime{p, p.Title(), planned, spent, max(0, spent-planned)})
	}
	r.grade(card)
	if s.Finished {
		for i, phase := range card.NextPhases {
			r.Next[i] += fmt.Sprintf(" With: spar practice %s --phase %s --from %s", q.ID, phase, id)
		}
	}
	r.Remarks = append(damage(s), r.Remarks...)
	r.answers(s, q, card)
	return r
}

// maxDamage bounds the places of a damaged journal that are named.
const maxDamage = 3

// damage says what a session has lost in its store.
func damage(s *interview.Session) []string {
	var texts []string
	places := s.Damage()
	for _, d := range places[:min(len(places), maxDamage)] {
		texts = append(texts, "damaged: "+d.Reason)
	}
	if more := len(places) - maxDamage; more > 0 {
		texts = append(texts, fmt.Sprintf("damaged: %d more places, which spar doctor names", more))
	}
	return texts
}

// Absence says how often and how long the candidate was away.
func (r *Report) Absence() string {
	times := "once"
	if r.Interruptions > 1 {
		times = fmt.Sprintf("%d times", r.Interruptions)
	}
	counted := "which is not counted"
	if r.AwayCounts {
		counted = "and the clock ran on"
	}
	return fmt.Sprintf("away %s, %s altogether, %s", times, interview.Clock(r.Away), counted)
}

// OfAttempt collects the report of an attempt on paper.
func OfAttempt(a *interview.Attempt, q *question.Question) *Report {
	card := score.Grade(q, a)
	r := &Report{Title: q.Title, Level: a.Level, Finished: true}
	r.grade(card)
	return r
}

// Headline is the overall score. What words say in a language that is not read has
// none: a figure of the rest would be taken for it.
func (r *Report) Headline() string {
	if r.Unread {
		return "not assessed"
	}
	return fmt.Sprintf("%.2f of 4", r.Overall)
}

// Certainty is how sure the headline is, to stand behind it; empty where there is no
// figure.
func (r *Report) Certainty() string {
	if r.Unread {
		return ""
	}
	return fmt.Sprintf(", give or take %.1f", r.GiveOrTake)
}

// grade takes over what the scorecard says.
func (r *Report) grade(card *score.Scorecard) {
	r.Overall, r.GiveOrTake, r.Assessed, r.Next = card.Overall, card.GiveOrTake, card.Assessed, card.Next
	r.Unread = card.Unread
	r.Remarks = remarks(card)
	for _, l := range interview.Levels() {
		r.Verdicts = append(r.Verdicts, Verdict{l, string(card.Verdicts[l])})
	}
	for _, d := range card.Dimensions {
		r.Dimensions = append(r.Dimensions, dimension(d))
	}
	for _, m := range card.Mistakes {
		r.Mistakes = append(r.Mistakes, m.Text)
	}
	for _, e := range card.Estimates {
		r.Estimates = append(r.Estimates, Estimate{
			Ask: e.Ask, Guess: e.Guess, Expected: e.Expected, Verdict: string(e.Verdict),
			Slip: e.Slip, Decides: e.Decides, Passed: e.Passed,
		})
	}
}

// remarks says what the overall score rests on, beyond what was written.
func remarks(card *score.Scorecard) []string {
	var texts []string
	if card.Strict != card.Overall {
		texts = append(texts, fmt.Sprintf("%.2f without your own judgement", card.Strict))
	}
	if card.Unread {
		texts = append(texts, "most of it is in a language that is not read here: only numbers and the drawing are assessed")
	}
	if card.Doubt.Reason != "" {
		texts = append(texts, "read strictly: "+card.Doubt.Reason)
	}
	levels := make(map[string][]string)
	var order []string
	for _, g := range card.Gates {
		if levels[g.Text] == nil {
			order = append(order, g.Text)
		}
		levels[g.Text] = append(levels[g.Text], string(g.Level))
	}
	for _, text := range order {
		texts = append(texts, fmt.Sprintf("not shown, and asked for at %s: %s", strings.Join(levels[text], ", "), text))
	}
	return texts
}

func dimension(d score.Dimension) Dimension {
	out := Dimension{Title: Title(d.ID), Weight: d.Weight, Score: "not assessed", Anchor: d.Anchor}
	if d.Score != nil {
		out.Score = fmt.Sprintf("%.1f", *d.Score)
		out.Fraction = (*d.Score - 1) / 3
	}
	for _, i := range d.Items {
		item := Item{ID: i.ID, Text: i.Text, Earned: i.Earned > 0, Points: points(i.Earned, i.Points), Judged: i.Overridden, Disputable: i.Disputable()}
		switch {
		case i.Overridden:
			item.Remark = "by your own judgement"
		case i.Hints > 0:
			item.Remark = "after a hint"
		}
		for _, e := range i.Evidence {
			item.Lines = append(item.Lines, e.Line)
		}
		if !item.Earned && !i.Overridden {
			item.Near = i.State == score.Near
			item.explain(i)
		}
		out.Items = append(out.Items, item)
	}
	return out
}

func points(earned, of float64) string {
	return fmt.Sprintf("%g of %g", earned, of)
}

// Title returns the name of a dimension as a heading.
func Title(d question.Dimension) string {
	switch d {
	case question.APIAndDataDimension:
		return "API and data"
	case question.ScaleDimension:
		return "scale and reliability"
	case question.TradeOffsDimension:
		return "trade-offs"
	case question.CommunicationDimension:
		return "communication and time"
	}
	return strings.ReplaceAll(string(d), "-", " ")
}

// answers collects what was written, what was missed, and the references.
func (r *Report) answers(s *interview.Session, q *question.Question, card *score.Scorecard) {
	for _, p := range interview.Phases() {
		answer := Answer{Phase: p, Title: p.Title(), Reference: q.Common(p).Reference}
		if p == interview.Requirements {
			answer.add(Field{Title: "asked", Lines: asked(s)})
		}
		if p == interview.Detail {
			answer.add(Field{Title: "decisions", Lines: decided(s)})
		}
		for _, f := range interview.Fields(p) {
			answer.add(Field{f.Title(), s.Lines(f), f == interview.Sheet || f == interview.Graph})
		}
		if p == interview.Design {
			drawn := drawing(s.Lines(interview.Graph), q)
			answer.add(Field{"drawing", drawn, true})
			answer.add(Field{"the drawing for a document or a chat", r.formats(len(drawn) > 0), true})
		}
		if p == interview.Scale {
			answer.add(Field{Title: "runs", Lines: runs(s)})
		}
		answer.Missed = missed(q, card, p)
		r.Answers = append(r.Answers, answer)
	}
}

func (a *Answer) add(f Field) {
	if len(f.Lines) > 0 {
		a.Fields = append(a.Fields, f)
	}
}

// drawingWidth is the width of the drawn design in a document.
const drawingWidth = 96

// drawing draws a design.
func drawing(lines []string, q *question.Question) []string {
	graph, _ := diagram.Parse(lines, diagram.Vocabulary(q.Vocabulary))
	if len(graph.Nodes) == 0 {
		return nil
	}
	return diagram.Labelled(graph, diagram.Options{Width: drawingWidth})
}

// formats returns the commands that write the drawing as a picture or as text.
func (r *Report) formats(drawn bool) []string {
	if !drawn || r.ID == "" {
		return nil
	}
	command := "spar design " + shell.Quote(r.ID) + " --format "
	return []string{command + "svg > design.svg", command + "mermaid", command + "text"}
}

func asked(s *interview.Session) []string {
	var lines []string
	for _, a := range s.Asked {
		lines = append(lines, a.Text+" — "+strings.ReplaceAll(a.Answer, "\n", " "))
	}
	return lines
}

func decided(s *interview.Session) []string {
	var lines []string
	for _, d := range s.Decisions {
		line := fmt.Sprintf("%s: %s", d.Topic, d.Choice)
		if d.Because != "" {
			line += ", because " + d.Because
		}
		lines = append(lines, line)
	}
	return lines
}

func runs(s *interview.Session) []string {
	var lines []string
	for _, run := range s.Runs {
		lines = append(lines, fmt.Sprintf("%s: p99 %s, first bottleneck %s", run.Scenario, quantity.Seconds(run.P99Seconds), run.Bottleneck))
		for _, o := range run.Objectives {
			verdict := "missed"
			switch {
			case o.Met:
				verdict = "met"
			case o.Unmeasured:
				verdict = "nothing measured"
			}
			lines = append(lines, fmt.Sprintf("%s: %s", o.Objective, verdict))
		}
	}
	return lines
}

// missed returns what a phase's rubric asks for and nothing earned.
func missed(q *question.Question, card *score.Scorecard, p interview.Phase) []string {
	earned := make(map[string]bool)
	for _, d := range card.Dimensions {
		for _, i := range d.Items {
			earned[i.ID] = i.Earned > 0
		}
	}
	var texts []string
	for _, item := range q.Common(p).Rubric {
		if !earned[item.ID] {
			texts = append(texts, item.Text)
		}
	}
	return texts
}
