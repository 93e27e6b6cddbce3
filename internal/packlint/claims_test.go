package packlint

import (
	"strings"
	"testing"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/question"
)

// Each kind of loose claim is named, and a sound one is not.
func TestClaims(t *testing.T) {
	q := &question.Question{Summary: question.Summary{ID: "q", Title: "Q"}}
	q.Phases.Detail.Rubric = []question.RubricItem{
		{ID: "loose", Text: "x", Words: claim.Words{Says: []string{"[message]", "[connection] [team or teams or good]"}}},
		{ID: "odd", Text: "x", Words: claim.Words{Says: []string{"[frobnicate] the [hot-key]"}}},
		{ID: "sound", Text: "x", Strong: "a hot key is coalesced at the edge", Words: claim.Words{Says: []string{"[hot-key] [coalesce]"}}},
		{ID: "twin", Text: "x", Words: claim.Words{Says: []string{"[coalesce] [hot-key]"}}},
	}
	sample := &interview.Attempt{Detail: interview.DetailAttempt{Notes: []string{"coalesce reads of a hot key"}}}
	warned := make(map[string]string)
	for _, a := range Claims(q, []*interview.Attempt{sample}) {
		warned[a.Item] += strings.Join(a.Warnings, "; ") + ";"
		if a.Reading == "" {
			t.Errorf("%s: nothing is said of what %q comes down to", a.Item, a.Claim)
		}
	}
	for item, want := range map[string]string{
		"loose": "one common idea", "odd": `"frobnicate" is no idea`, "sound": "twin wants the line too",
	} {
		if !strings.Contains(warned[item], want) {
			t.Errorf("%s: warned %q, want %q", item, warned[item], want)
		}
	}
	if !strings.Contains(warned["loose"], "unrelated sentences make it") || !strings.Contains(warned["odd"], "no sample makes it") {
		t.Errorf("warned %q", warned)
	}
	if strings.Contains(warned["sound"], "common") || strings.Contains(warned["sound"], "no sample") {
		t.Errorf("a sound claim is warned of: %q", warned["sound"])
	}
}

// Unrelated text earns next to nothing in the questions that come with spar.
func TestNeutralTextEarnsNothing(t *testing.T) {
	const most = 5 // claims of both questions
	made := 0
	all, errs := question.Open(question.Shelves{Folders: []string{"../../questions"}}).All()
	if len(all) == 0 {
		t.Fatal(errs)
	}
	for _, q := range all {
		for _, a := range Claims(q, nil) {
			for _, w := range a.Warnings {
				if strings.Contains(w, "unrelated sentences make it") {
					made++
					t.Logf("%s %s: %s: %s", q.ID, a.Item, a.Claim, w)
				}
			}
		}
	}
	if made > most {
		t.Errorf("%d claims are made by unrelated text, want at most %d", made, most)
	}
}
