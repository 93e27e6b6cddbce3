package score

import (
	"fmt"
	"strings"

	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/question"
)

// gradeRun scores what was predicted and what the run showed.
func (g *grader) gradeRun() {
	run := g.attempt.Scale.Run
	if run != nil {
		g.gradeLatency(run)
		g.gradeObjectives(run)
		g.gradeSurvival(run)
	}
	if run != nil || len(g.question.Phases.Scale.Bottleneck) > 0 && (g.played() || g.attempt.Scale.Prediction.Bottleneck != "") {
		g.gradeBottleneck(run)
	}
}

// Factors by which a predicted latency may be off.
const (
	closeFactor = 2 // full points
	nearFactor  = 5 // half
)

func (g *grader) gradeLatency(run *interview.RunOutcome) {
	item := Item{ID: "predict-p99", Text: "Predicts the p99 within a factor of two", Phase: interview.Scale, Points: 1}
	said := g.attempt.Scale.Prediction.P99
	if q, err := quantity.Parse(said); err == nil && q.Dim() == (quantity.Dim{Second: 1}) && q.Base() > 0 && run.P99Seconds > 0 {
		switch factor := max(q.Base()/run.P99Seconds, run.P99Seconds/q.Base()); {
		case factor <= closeFactor:
			item.Earned = 1
		case factor <= nearFactor:
			item.Earned = 0.5
		}
		if item.Earned > 0 {
			item.Evidence = []Evidence{{interview.Scale, fmt.Sprintf("predicted %s, ran at %s", said, quantity.Seconds(run.P99Seconds))}}
		}
	}
	g.add(question.ScaleDimension, item)
}

// gradeSurvival holds the prediction that the objectives are met, or that they are
// not, against the run. Who did not say is not asked: earlier sessions could not.
func (g *grader) gradeSurvival(run *interview.RunOutcome) {
	said, ok := YesOrNo(g.attempt.Scale.Prediction.Survives)
	if !ok || len(run.Objectives) == 0 {
		return
	}
	missed := 0
	for _, o := range run.Objectives {
		if !o.Met {
			missed++
		}
	}
	item := Item{ID: "predict-survival", Text: "Predicts whether the design meets its objectives in spite of the faults", Phase: interview.Scale, Points: 1}
	if said == (missed == 0) {
		item.Earned = 1
		outcome := "the run met every objective"
		if missed > 0 {
			outcome = fmt.Sprintf("the run missed %d of %d objectives", missed, len(run.Objectives))
		}
		item.Evidence = []Evidence{{interview.Scale, fmt.Sprintf("predicted that it survives: %s; %s", g.attempt.Scale.Prediction.Survives, outcome)}}
	}
	g.add(question.ScaleDimension, item)
}

// YesOrNo reads an answer by its first word; ok is false if that is neither.
func YesOrNo(text string) (yes, ok bool) {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(text)), " ")
	switch strings.TrimRight(first, ".,;:!") {
	case "y", "yes":
		return true, true
	case "n", "no":
		return false, true
	}
	return false, false
}

func (g *grader) gradeObjectives(run *interview.RunOutcome) {
	if len(run.Objectives) == 0 {
		return
	}
	item := Item{ID: "objectives", Text: "The design meets its objectives when it runs", Phase: interview.Scale, Points: 2}
	met := 0
	for _, o := range run.Objectives {
		if o.Met {
			met++
			item.Evidence = append(item.Evidence, Evidence{interview.Scale, fmt.Sprintf("%s: met with %s", o.Objective, measured(o))})
		}
	}
	item.Earned = item.Points * float64(met) / float64(len(run.Objectives))
	g.add(question.ScaleDimension, item)
}

// measured writes what an objective measured in the kind of its threshold, which
// is what stands behind the comparison.
func measured(o interview.ObjectiveResult) string {
	threshold := strings.TrimLeft(o.Objective[strings.IndexAny(o.Objective, "<>")+1:], "= ")
	q, _ := quantity.Parse(threshold) // of a text that cannot be read: a number
	switch dim := q.Dim(); {
	case strings.HasSuffix(threshold, "%"):
		return quantity.Percent(o.Measured).String()
	case dim == quantity.Dim{Second: 1}:
		return quantity.Seconds(o.Measured).String()
	case dim == quantity.Dim{Second: -1}:
		return quantity.Rate(o.Measured).String()
	}
	return quantity.Count(o.Measured).String()
}
