package drill_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/capacity"
	"spar/internal/drill"
	"spar/internal/notebook"
	"spar/internal/quantity"
	"spar/internal/question"
	"spar/questions"
)

var builtIn, _ = question.Open(question.Shelves{BuiltIn: questions.FS}).All()

func newDrill(t *testing.T, seed uint64) *drill.Drill {
	t.Helper()
	d, err := drill.New(builtIn, seed)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// find returns the first question of a drill about an estimate.
func find(t *testing.T, d *drill.Drill, source, estimate string) *drill.Question {
	t.Helper()
	for n := 1; n < 1000; n++ {
		if q := d.Question(n); q.Source == source && q.Estimate == estimate {
			return q
		}
	}
	t.Fatalf("no question about %s of %s", estimate, source)
	return nil
}

func TestNothingToAsk(t *testing.T) {
	if _, err := drill.New(nil, 1); !errors.Is(err, drill.ErrEmpty) {
		t.Errorf("error %v, want %v", err, drill.ErrEmpty)
	}
}

// face is what a candidate sees of a question.
func face(q *drill.Question) string {
	return fmt.Sprint(q.Number, q.Source, q.Estimate, q.Ask, q.Unit, q.Givens, q.Expected(), q.Route())
}

func TestSameSeedSameQuestions(t *testing.T) {
	a, b, other := newDrill(t, 7), newDrill(t, 7), newDrill(t, 8)
	same := 0
	for n := 1; n <= 100; n++ {
		if face(a.Question(n)) != face(b.Question(n)) {
			t.Errorf("question %d differs", n)
		}
		if face(a.Question(n)) == face(other.Question(n)) {
			same++
		}
	}
	if same > 10 {
		t.Errorf("%d of 100 questions are those of another seed", same)
	}
	// A question does not depend on those that were asked before.
	if fresh := newDrill(t, 7); face(fresh.Question(50)) != face(a.Question(50)) {
		t.Error("question 50 depends on those before it")
	}
}

// Every estimate comes once before any comes again.
func TestRounds(t *testing.T) {
	d := newDrill(t, 3)
	estimates := 0
	for _, q := range builtIn {
		estimates += len(q.Phases.Capacity.Estimates)
	}
	for round := range 3 {
		seen := make(map[string]bool)
		for i := range estimates {
			q := d.Question(round*estimates + i + 1)
			seen[q.Source+" "+q.Estimate] = true
		}
		if len(seen) != estimates {
			t.Errorf("round %d asks for %d estimates of %d", round+1, len(seen), estimates)
		}
	}
}

// Whatever the seed: each question can be answered, its own answer is spot on,
// and it depends on the figures that it shows and on no other.
func TestQuestions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, err := drill.New(builtIn, rapid.Uint64().Draw(t, "seed"))
		if err != nil {
			t.Fatal(err)
		}
		q := d.Question(rapid.IntRange(1, 1_000_000).Draw(t, "number"))
		for _, answer := range []string{q.Expected(), strings.TrimSuffix(q.Expected(), " "+q.Unit)} {
			if g, err := q.Grade(answer); err != nil || g.Verdict != capacity.SpotOn {
				t.Errorf("%q, its own answer, is %s, %v\n%s", answer, g.Grade, err, face(q))
			}
		}
		names := make(map[string]quantity.Quantity)
		for _, g := range q.Givens {
			value, err := quantity.Eval(g.Expr, func(name string) (quantity.Quantity, bool) { v, ok := names[name]; return v, ok })
			if err != nil {
				t.Errorf("given %s = %s: %v", g.Name, g.Expr, err)
			}
			names[g.Name] = value.Quantity
		}
		if r := q.Route(); r.Reading == "" || r.Result == "" {
			t.Errorf("no route: %+v", r)
		}
	})
}

// Figures that a question puts into words stay as they are.
func TestWordsHold(t *testing.T) {
	for seed := range uint64(50) {
		d := newDrill(t, seed)
		for _, c := range []struct{ estimate, given, want string }{
			{"records", "retention", "10 years"},
			{"exhaustion", "code_length", "6"},
		} {
			for _, g := range find(t, d, "spar/url-shortener", c.estimate).Givens {
				if g.Name == c.given && g.Expr != c.want {
					t.Errorf("seed %d asks for %s with %s = %s, want %s", seed, c.estimate, g.Name, g.Expr, c.want)
				}
			}
		}
	}
}

// Figures vary, and stay such as people say.
func TestFiguresVary(t *testing.T) {
	seen := make(map[string]bool)
	for seed := range uint64(200) {
		for _, g := range find(t, newDrill(t, seed), "spar/chat", "media_day").Givens {
			seen[g.Name+" = "+g.Expr] = true
		}
	}
	for _, want := range []string{"messages = 20B/day", "messages = 150B/day", "media_share = 8%", "media_size = 500 KB"} {
		if !seen[want] {
			t.Errorf("never %s, only %v", want, seen)
		}
	}
	if len(seen) < 15 || len(seen) > 50 {
		t.Errorf("%d figures, want some dozens: %v", len(seen), seen)
	}
}

func TestGrade(t *testing.T) {
	shortener := question.Question{
		Summary: question.Summary{Pack: "test", ID: "q", Title: "Q"},
		Givens:  question.Givens{{Name: "writes", Expr: "2 * 50M/day"}, {Name: "record", Expr: "1 KB / 2"}, {Name: "share", Expr: "99.9%"}},
	}
	shortener.Phases.Capacity.Estimates = []question.Estimate{
		{ID: "rate", Ask: "Rate", Formula: "writes", In: "/s"},
		{ID: "storage", Ask: "Storage of ten years", Formula: "writes * record * 10 years", In: "TB"},
		{ID: "records", Ask: "Records of ten years", Formula: "writes * 10 years", In: "billion"},
		{ID: "band", Ask: "Bandwidth", Formula: "storage / 10 years", In: "Gbps"},
		{ID: "loose", Ask: "Days", Formula: "1000 days", In: "days", Tolerance: 10},
		{ID: "kept", Ask: "Kept", Formula: "10 * share", In: "nodes"},
	}
	d, err := drill.New([]*question.Question{&shortener}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ estimate, answer, guess, want string }{
		{"rate", "1200", "1.2k/s", "spot on"},
		{"rate", "1.2k", "1.2k/s", "spot on"},
		{"rate", "100M/day", "1.16k/s", "spot on"},
		{"rate", "100M", "100M/s", "wrong: about 86,000 times too high: a day taken for a second?"},
		{"rate", "writes", "1.16k/s", "spot on"},
		{"rate", "5 TB", "5 TB", "wrong: a size, where a rate per day is asked for"},
		{"storage", "180", "180 TB", "spot on"},
		{"storage", "100M/day * 500 B * 10y", "182.5 TB", "spot on"},
		{"storage", "1.5 PB", "1,500 TB", "one order off: about 8.2 times too high: bits instead of bytes?"},
		{"storage", "writes * record * 3650 days", "182.5 TB", "spot on"},
		{"storage", "100 to 300", "100..300 TB", "spot on"},
		{"records", "365", "365 billion", "spot on"},
		{"records", "365,000,000,000", "365 billion", "spot on"},
		{"records", "365bn", "365 billion", "spot on"},
		{"records", "365 million", "0.365 billion", "wrong: about 1,000 times too low: thousands instead of millions?"},
		{"band", "0.0046", "0.0046 Gbps", "spot on"},
		{"band", "580 KB/s", "0.00464 Gbps", "spot on"},
		{"loose", "3000", "3,000 days", "same order"},
		{"kept", "10", "10 nodes", "spot on"},
	} {
		g, err := find(t, d, "test/q", c.estimate).Grade(c.answer)
		got := g.String()
		if err != nil || g.Guess != c.guess || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: Grade(%q) = %s, %q, %v; want %s, %q", c.estimate, c.answer, g.Guess, got, err, c.guess, c.want)
		}
	}
	for _, answer := range []string{"", "storage", "3 GB + 5/s", "1 +", "many", "# 5"} {
		var refused *quantity.Error
		if g, err := find(t, d, "test/q", "storage").Grade(answer); !errors.As(err, &refused) {
			t.Errorf("Grade(%q) = %v, %v, want it refused", answer, g, err)
		}
	}
}

func TestAnswer(t *testing.T) {
	q := newDrill(t, 7).Question(3)
	graded, err := q.Grade(q.Expected())
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 2, 12, 0, 0, 123456789, time.FixedZone("CET", 3600))
	want := notebook.Answer{
		At: time.Date(2026, 11, 2, 11, 0, 0, 123e6, time.UTC), Seed: 7, Number: 3, Question: q.Source, Estimate: q.Estimate,
		Ask: q.Ask, Guess: q.Expected(), Expected: q.Expected(), Verdict: "spot on", Passed: true, Seconds: 60,
	}
	if got := q.Answer(at, time.Minute, graded); !reflect.DeepEqual(got, want) {
		t.Errorf("Answer = %+v, want %+v", got, want)
	}
	if got := q.Answer(at, time.Minute+time.Millisecond, graded); !got.Late || got.Right() {
		t.Errorf("after more than a minute %+v, want it late", got)
	}
	if got := q.Answer(at, time.Second, drill.Skipped()); got.Guess != "" || got.Verdict != "" || got.Right() {
		t.Errorf("skipped: %+v", got)
	}
}

func TestRemark(t *testing.T) {
	for _, c := range []struct {
		answer notebook.Answer
		want   string
	}{
		{notebook.Answer{Expected: "5 TB"}, "skipped; 5 TB is right"},
		{notebook.Answer{Guess: "5 TB", Verdict: "spot on", Passed: true}, "5 TB, spot on"},
		{notebook.Answer{Guess: "40 TB", Verdict: "one order off", Slip: "about 8 times too high: bits?"}, "40 TB, one order off: about 8 times too high: bits?"},
		{notebook.Answer{Guess: "5 TB", Verdict: "spot on", Passed: true, Late: true, Seconds: 71.6}, "5 TB, spot on; late, after 72 s"},
	} {
		if got := drill.Remark(c.answer); got != c.want {
			t.Errorf("Remark(%+v) = %q, want %q", c.answer, got, c.want)
		}
	}
}

// FuzzGrade gives any answer to any question.
func FuzzGrade(f *testing.F) {
	for _, seed := range []string{"", "5", "5 TB", "1e308", "1 # x", "5 in TB", "(", ")", "5) + (3", "-1", "0", "1..2", "9^9^9^9"} {
		f.Add(seed, uint64(1), 1)
	}
	f.Fuzz(func(t *testing.T, answer string, seed uint64, number int) {
		d, err := drill.New(builtIn, seed)
		if err != nil {
			t.Fatal(err)
		}
		g, err := d.Question(1 + max(0, number)%1000).Grade(answer)
		if err == nil && (g.Guess == "" || math.IsNaN(g.Factor) || g.Verdict == "") {
			t.Errorf("Grade(%q) = %+v", answer, g)
		}
	})
}
