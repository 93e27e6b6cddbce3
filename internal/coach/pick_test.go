package coach_test

import (
	"strings"
	"testing"
	"time"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/store/mem"
)

// finished stores a finished session on a question.
func finished(t *testing.T, store interview.Store, id, question string, at time.Time) {
	t.Helper()
	q, err := library.Find(question)
	if err != nil {
		t.Fatal(err)
	}
	c, err := coach.Begin(store, id, q, coach.Settings{Mode: interview.Practice, Minutes: 45}, at)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Journal.Do(at, interview.Finished{}); err != nil {
		t.Fatal(err)
	}
	if err := c.Journal.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// The question for a mock is drawn by how the latest attempt went and how long ago it
// was, the same with the same seed.
func TestPickQuestion(t *testing.T) {
	counts := func(store interview.Store, seeds uint64) (urls int, why string) {
		for seed := range seeds {
			pick, err := coach.PickQuestion(t.Context(), store, library, seed, morning)
			if err != nil {
				t.Fatal(err)
			}
			if pick.Question.ID == "url-shortener" {
				urls, why = urls+1, pick.Why
			}
		}
		return urls, why
	}
	store := new(mem.Store)
	if first, _ := counts(store, 400); first > 0 {
		if again, _ := counts(store, 400); again != first {
			t.Errorf("the same seeds pick it %d and %d times", first, again)
		}
	}
	if urls, why := counts(store, 400); urls < 150 || urls > 250 || why != "you have not taken it yet" {
		t.Errorf("of two new questions one is picked %d of 400 times, as %q", urls, why)
	}
	finished(t, store, "old", "spar/url-shortener", morning.Add(-30*24*time.Hour))
	if urls, why := counts(store, 16); urls < 3 || urls > 13 || !strings.HasSuffix(why, " of 4, was 30 days ago") {
		t.Errorf("what went badly long ago is picked %d of 16 times, as %q", urls, why)
	}
	finished(t, store, "new", "spar/url-shortener", morning.Add(-time.Hour))
	if urls, why := counts(store, 16); urls > 4 || why != "" && !strings.HasSuffix(why, "was today") {
		t.Errorf("what was done today is picked %d of 16 times, as %q", urls, why)
	}
}
