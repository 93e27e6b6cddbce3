package demo_test

import (
	"context"
	"strings"
	"testing"

	"spar/internal/demo"
	"spar/internal/question"
	"spar/questions"
)

// The sample candidate's first run misses, one more line of the design follows, and
// the second run holds.
func TestPlay(t *testing.T) {
	library := question.Open(question.Shelves{BuiltIn: questions.FS})
	q, err := library.Find("spar/url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	data, err := questions.FS.ReadFile(q.Samples[0].File)
	if err != nil {
		t.Fatal(err)
	}
	sample, _, problems := question.ReadAttempt(q.Samples[0].File, data, library.Find)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var out strings.Builder
	if err := demo.Play(context.Background(), q, sample, demo.Config{Out: &out, Width: 80, ASCII: true}); err != nil {
		t.Fatal(err)
	}
	rest := out.String()
	for _, want := range []string{
		"interrupts: Marketing", "survives: you said yes; 3 of 4 objectives are missed.", "bottlenecks> :phase 3", "diagram> redirect: service x24",
		"bottleneck: you said cache, the run says cache.", "survives: you said yes; it does.", "objectives met: 1 of 4 -> 4 of 4", "strong hire",
	} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("the rest of the transcript lacks %q", want)
		}
		rest = after
	}
	if !strings.Contains(sample.Design.Graph, "x24") {
		t.Error("the sample lost its last line")
	}
}
