package plain_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"spar/internal/drill"
	"spar/internal/golden"
	"spar/internal/notebook"
	"spar/internal/plain"
	"spar/internal/question"
	"spar/internal/store/mem"
)

// drilled types the lines of a script, each after a pause, into the drill of a
// seed over two questions.
func drilled(t *testing.T, store *mem.Store, pause time.Duration, script string) string {
	t.Helper()
	var asked []*question.Question
	for _, id := range []string{"spar/url-shortener", "spar/chat"} {
		q, err := library.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, q)
	}
	d, err := drill.New(asked, 7)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	now := morning
	err = plain.Drill(t.Context(), d, store, notebook.NewLog(store), plain.Config{
		In: strings.NewReader(script), Out: &out, Width: 80,
		Now: func() time.Time { return now },
		Typed: func(line string) {
			now = now.Add(pause)
			out.WriteString(line + "\n")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// A drill as it reads: right, refused and put right, wrong, skipped, left.
func TestDrill(t *testing.T) {
	store := new(mem.Store)
	out := drilled(t, store, 20*time.Second, "9\n3 GB + 5/s\n2\n3 TB\n\n:quit\n")
	golden.Check(t, "drill.txt", []byte(out))
	answers, err := store.Answers(t.Context())
	if err != nil || len(answers) != 4 {
		t.Fatalf("%d answers are stored, %v; want 4", len(answers), err)
	}
	if got := notebook.TallyOf(answers); got.Right != 2 || got.Best != 2 || got.Streak != 0 {
		t.Errorf("tally %+v", got)
	}
	if answers[1].Seconds != 40 {
		t.Errorf("the second answer took %g s, want 40: its refused try counts", answers[1].Seconds)
	}
}

// The end of the input ends a drill, and what was not answered is not counted.
func TestDrillEnds(t *testing.T) {
	store := new(mem.Store)
	out := drilled(t, store, 2*time.Minute, "9\n")
	if !strings.HasSuffix(out, "1 answered, 0 right in time, best streak 0\n") || !strings.Contains(out, "✗ 9 MB/s, spot on; late, after 120 s") {
		t.Errorf("the drill reads\n%s", out)
	}
}
