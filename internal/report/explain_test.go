package report_test

import (
	"strings"
	"testing"

	"spar/internal/interview"
	"spar/internal/printout"
	"spar/internal/question"
	"spar/internal/report"
	"spar/questions"
)

// Every line is told what became of it.
func TestExplain(t *testing.T) {
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find("url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	a := &interview.Attempt{
		Requirements: interview.RequirementsAttempt{NonFunctional: []string{"redirects 99.95% available", "redirects 99.95% available", "it is blue"}},
		Capacity:     interview.CapacityAttempt{Sheet: []string{"mints = 100M/day", "hats = 3", "hats_mb = 3 GB in hats"}},
		Detail:       interview.DetailAttempt{Notes: []string{"backups, audits, drills"}},
		Overrides:    map[string]bool{"available": false},
	}
	var b strings.Builder
	report.Explain(printout.New(&b, 100, false), q, a)
	for _, want := range []string{
		"redirects 99.95% available\n      earned available",
		"nothing: said before",
		"it is blue\n      nothing: no item asks for it",
		"states writes: spot on",
		"nothing: no estimate is asked for",
		"hats_mb = 3 GB in hats\n      not calculated: ",
		"nothing: names terms; say what you would do with them",
		"Your own judgement, which stands\n  not earned: available",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// A text in another language gets no figure that could be taken for a judgement of it.
func TestUnreadHasNoFigure(t *testing.T) {
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find("url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	r := report.OfAttempt(&interview.Attempt{Requirements: interview.RequirementsAttempt{Functional: []string{
		"Man gibt eine lange Adresse ein und bekommt eine kurze dafür zurück", "Wer die kurze öffnet, wird sofort zur langen weitergeleitet und merkt davon nichts",
	}}}, q)
	if got := r.Headline() + r.Certainty(); got != "not assessed" {
		t.Errorf("the headline is %q", got)
	}
}
