package score_test

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"spar/internal/interview"
	"spar/internal/score"
	"spar/questions"
)

// turnings make of what somebody says its denial, a question, hearsay or nonsense.
var turnings = map[string]func(string) string{
	"denied":   func(s string) string { return "It is not true that " + s },
	"never":    func(s string) string { return "I would never do this: " + s },
	"mistake":  func(s string) string { return "It is a mistake to think that " + s },
	"asked":    func(s string) string { return "Should we do this: " + strings.TrimSuffix(s, ".") + "?" },
	"hearsay":  func(s string) string { return "Some people say that " + s },
	"unneeded": func(s string) string { return strings.TrimSuffix(s, ".") + ": not needed" },
	"backwards": func(s string) string {
		words := strings.Fields(s)
		slices.Reverse(words)
		return strings.Join(words, " ")
	},
	"sorted": func(s string) string { words := strings.Fields(s); slices.Sort(words); return strings.Join(words, " ") },
}

// Whoever turns every sentence round is not saved by a right sheet and a right
// drawing.
func TestTurnedProse(t *testing.T) {
	const most = 1.3
	for _, q := range builtIn {
		strong := sample(t, q.ID+"-strong")
		for name, turn := range turnings {
			a := turned(strong, turn)
			if card := score.Grade(q, a); card.Overall > most || card.Verdicts[interview.Mid] != score.NoHire {
				t.Errorf("%s: %s scores %.2f, %s, doubt %.2f", q.ID, name, card.Overall, card.Verdicts[interview.Mid], card.Doubt.Value)
			}
		}
	}
}

// sample returns an attempt that ships with the questions.
func sample(t *testing.T, name string) *interview.Attempt {
	data, err := questions.FS.ReadFile("samples/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	a := new(interview.Attempt)
	if err := yaml.Unmarshal(data, a); err != nil {
		t.Fatal(err)
	}
	return a
}

// turned returns an attempt with every line of prose turned.
func turned(a *interview.Attempt, turn func(string) string) *interview.Attempt {
	b := *a
	all := func(lines []string) []string {
		var out []string
		for _, l := range lines {
			out = append(out, turn(l))
		}
		return out
	}
	b.Requirements = interview.RequirementsAttempt{
		Asked: a.Requirements.Asked, Functional: all(a.Requirements.Functional), NonFunctional: all(a.Requirements.NonFunctional),
		Constraints: all(a.Requirements.Constraints), Assumptions: all(a.Requirements.Assumptions),
	}
	b.Design.APIs, b.Design.Flow = all(a.Design.APIs), all(a.Design.Flow)
	b.Detail.Notes = all(a.Detail.Notes)
	b.Scale = interview.ScaleAttempt{
		Bottlenecks: all(a.Scale.Bottlenecks), Optimizations: all(a.Scale.Optimizations), Monitoring: all(a.Scale.Monitoring), Failures: all(a.Scale.Failures),
	}
	return &b
}
