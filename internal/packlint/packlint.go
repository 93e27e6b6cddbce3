// Package packlint checks a pack as far as it can be checked without a
// candidate: besides reading it, it builds every scenario and scores every
// sample.
package packlint

import (
	"fmt"
	"strings"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/question"
	"spar/internal/score"
	"spar/internal/system/builtin"
)

// Folder reads the pack in a folder and returns all its mistakes and warnings,
// sorted by file and place. The pack is nil if there is none.
func Folder(path string) (*question.Pack, question.Problems) { return Linter().LintFolder(path) }

// Linter returns a linter that also builds scenarios and scores samples.
func Linter() question.Linter { return question.Linter{Scenario: scenario, Sample: sample} }

// scenario returns what keeps a scenario from running.
func scenario(s question.Scenario, names quantity.Names) []question.Finding {
	var findings []question.Finding
	built := coach.Build(s, names)
	described, _ := builtin.Systems().Of(built)
	for _, p := range builtin.Systems().Check(built) {
		f := question.Finding{Where: p.Where, Message: p.Message}
		if name, ok := strings.CutPrefix(p.Where, "parameters."); ok && described != nil {
			_, known := described.Parameter(name)
			f.Name = !known
		}
		findings = append(findings, f)
	}
	return findings
}

// sample returns an error if an attempt does not get the score that it must
// get.
func sample(q *question.Question, s question.Sample, a *interview.Attempt) error {
	low, high, err := s.Range()
	if err != nil {
		return err
	}
	attempt := *a
	attempt.Level = s.Level
	card := score.Grade(q, &attempt)
	if card.Overall >= low && card.Overall <= high {
		return nil
	}
	var dimensions []string
	for _, d := range card.Dimensions {
		if d.Score != nil {
			dimensions = append(dimensions, fmt.Sprintf("%s %.2f", d.ID, *d.Score))
		}
	}
	return fmt.Errorf("the sample gets %.2f, not %s: %s", card.Overall, s.Overall, strings.Join(dimensions, ", "))
}
