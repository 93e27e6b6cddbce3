package score_test

import (
	"io/fs"
	"testing"

	"go.yaml.in/yaml/v3"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
	"spar/questions"
)

// strong returns the strong sample of the shortener.
func strong(t *testing.T) (*question.Question, *interview.Attempt) {
	t.Helper()
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find("url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(questions.FS, "samples/url-shortener-strong.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a := new(interview.Attempt)
	if err := yaml.Unmarshal(data, a); err != nil {
		t.Fatal(err)
	}
	return q, a
}

// Nobody is hired past a closed gate, however good the rest.
func TestGates(t *testing.T) {
	q, whole := strong(t)
	card := score.Grade(q, whole)
	if len(card.Gates) > 0 || card.Verdicts[interview.Senior] != score.StrongHire {
		t.Fatalf("the strong sample meets closed gates %v, verdicts %v", card.Gates, card.Verdicts)
	}
	for _, tt := range []struct {
		gate  string
		level interview.Level // the lowest that it closes
		spoil func(*interview.Attempt)
	}{
		{"estimate", interview.Mid, func(a *interview.Attempt) {
			a.Capacity = interview.CapacityAttempt{Sheet: []string{"writes = 1/year", "reads = 1/year", "storage = 1 B"}}
		}},
		{"phases", interview.Mid, func(a *interview.Attempt) { a.Capacity = interview.CapacityAttempt{} }},
		{"phases", interview.Mid, func(a *interview.Attempt) { a.Scale = interview.ScaleAttempt{} }},
		{"reaches-store", interview.Mid, func(a *interview.Attempt) { a.Design.Graph = "client -> lb -> app\ndb" }},
		{"failure", interview.Senior, func(a *interview.Attempt) { a.Scale.Failures = nil }},
	} {
		_, a := strong(t)
		tt.spoil(a)
		card := score.Grade(q, a)
		for _, level := range interview.Levels() {
			closed := false
			for _, g := range card.Gates {
				closed = closed || g.Level == level && g.ID == tt.gate
			}
			want := level == tt.level || tt.level == interview.Mid || level == interview.Staff
			if v := card.Verdicts[level]; closed != want || closed && (v == score.Hire || v == score.StrongHire) {
				t.Errorf("%s at %s: closed %v, want %v; %s", tt.gate, level, closed, want, v)
			} else if above := level != tt.level && closed; above && v != score.NoHire {
				t.Errorf("%s, asked for at %s, is missing, and %s says %s", tt.gate, tt.level, level, v)
			}
		}
	}
}

// What the candidate judges otherwise counts, and the strict figure leaves it out.
func TestStrictLeavesOwnJudgementOut(t *testing.T) {
	q, a := strong(t)
	a.Requirements = interview.RequirementsAttempt{}
	strict := score.Grade(q, a).Overall
	a.Overrides = map[string]bool{"available": true, "fast": true, "unique": true}
	card := score.Grade(q, a)
	if card.Strict != strict || card.Overall <= strict {
		t.Errorf("overall %v, strict %v; without overrides %v", card.Overall, card.Strict, strict)
	}
}
