package evidence

import (
	"slices"
	"testing"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/questions"
)

// TestMistakeCostsItsSentence checks that of several sentences on one line the one
// that is a mistake costs itself, and a mistake of two sentences both.
func TestMistakeCostsItsSentence(t *testing.T) {
	library := question.Open(question.Shelves{BuiltIn: questions.FS})
	q, err := library.Find("chat")
	if err != nil {
		t.Fatal(err)
	}
	a := new(interview.Attempt)
	a.Design.Flow = []string{"The chat service writes the message to Cassandra at quorum and only then acks. " +
		"The gateway writes the message to the store after delivery. Photos go straight to S3 with a presigned url, the message carries only the key."}
	r := Read(q, a)
	for _, id := range []string{"store-first", "media-apart"} {
		if f := r.Of(id); f.State != claim.Seen {
			t.Errorf("%s is not earned: %+v", id, f)
		}
	}
	wrong := slices.IndexFunc(r.Lines, func(l *Line) bool { return len(l.read.Beliefs) > 0 })
	if wrong < 0 || r.Lines[wrong].Text != "The gateway writes the message to the store after delivery." || len(r.Lines[wrong].Earned) > 0 {
		t.Errorf("the mistake is not told by itself: %+v", r.Lines)
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"One sentence without an end", []string{"One sentence without an end"}},
		{"First we write it. Then we tell the sender! Is that slow? No.", []string{"First we write it.", "Then we tell the sender!", "Is that slow? No."}},
		{"A store, e.g. Cassandra, holds the messages. It has three copies.", []string{"A store, e.g. Cassandra, holds the messages.", "It has three copies."}},
		{"", []string{""}},
	} {
		if got := sentences(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("sentences(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
