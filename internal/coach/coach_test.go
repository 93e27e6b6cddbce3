package coach_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/store/mem"
	"spar/questions"
)

var (
	library = question.Open(question.Shelves{BuiltIn: questions.FS})
	morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
)

func begin(t *testing.T, mode interview.Mode, seed uint64) *coach.Coach {
	t.Helper()
	q, err := library.Find("spar/url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	c, err := coach.Begin(new(mem.Store), "s1", q, coach.Settings{Mode: mode, Level: interview.Senior, Minutes: 45, Seed: seed}, morning)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func do(t *testing.T, c *coach.Coach, act interview.Act) {
	t.Helper()
	if err := c.Journal.Do(morning, act); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, c *coach.Coach, f interview.Field, lines ...string) {
	t.Helper()
	if err := c.Journal.Write(morning, f, lines); err != nil {
		t.Fatal(err)
	}
}

// The interviewer answers what the question foresees, tells apart what it does not,
// and a given is known once an answer revealed it.
func TestAsk(t *testing.T) {
	c := begin(t, interview.Practice, 1)
	for _, test := range []struct {
		asked, answer string
	}{
		{"How many links get created per day?", "I took that as: How many URLs are created each day?\nAbout 100 million new links a day."},
		{"what's the latency we should aim for", "50 ms at the 99th percentile"},
		{"What is the peak traffic?", "I have nothing on peak traffic. Assume something, and write it down."},
		{"which database should I use?", "That is yours to decide. Choose, and say why."},
		{"I will assume that reads outnumber writes", "That is a statement, not a question. It belongs below, among what you write down."},
		{"asdf qwer zxcv", "I did not understand that. Say it in other words."},
		{"", "I did not understand that. Say it in other words."},
	} {
		got, err := c.Ask(morning, test.asked)
		if err != nil || !strings.Contains(got.Answer, test.answer) {
			t.Errorf("%q is answered %q, %v; want %q", test.asked, got.Answer, err, test.answer)
		}
	}
	if !c.Known("new_urls") || c.Known("retention") {
		t.Errorf("new_urls known %v, retention known %v; only the first was revealed", c.Known("new_urls"), c.Known("retention"))
	}
	if covered := c.Covered(); !covered["scale"] || !covered["performance"] || covered["budget"] {
		t.Errorf("covered %v", covered)
	}
	do(t, c, interview.Entered{Phase: interview.Capacity})
	if !c.Known("retention") {
		t.Error("a given stays unknown after the requirements")
	}
}

// What is asked back is settled by a word, and reveals nothing before.
func TestAskBack(t *testing.T) {
	c := begin(t, interview.Practice, 1)
	do(t, c, interview.Asked{Text: "how many?", Kind: "asked-back", Answer: "?", Offered: []string{"new-links", "redirects"}})
	if c.Known("new_urls") || c.Known("redirects") {
		t.Error("a question back reveals a given")
	}
	got, err := c.Ask(morning, "the second")
	if err != nil || !slices.Equal(got.Understood, []string{"redirects"}) || !c.Known("redirects") || c.Known("new_urls") {
		t.Errorf("the second is %+v, %v", got, err)
	}
}

// Journals of the first days name an answer by the wording of its clarification.
func TestOldAnswersCount(t *testing.T) {
	c := begin(t, interview.Practice, 1)
	do(t, c, interview.Asked{Text: "links?", Clarification: "How many URLs are created each day?", Answer: "About 100 million a day."})
	if !c.Known("new_urls") || !c.Covered()["scale"] {
		t.Errorf("new_urls known %v, covered %v", c.Known("new_urls"), c.Covered())
	}
}

// No reply but an answer says what a given is worth.
func TestNothingLeaks(t *testing.T) {
	c := begin(t, interview.Practice, 1)
	for _, text := range []string{"", "how many?", "how large?", "how long?", "what is the number", "day", "QPS or bytes", "and those?", "tell me all the numbers", "which figures do you have", "100 million?"} {
		got, err := c.Ask(morning, text)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Understood) == 0 && strings.ContainsAny(got.Answer, "0123456789") {
			t.Errorf("%q is answered %q", text, got.Answer)
		}
	}
	for _, known := range c.Question.Phases.Requirements.Clarifications {
		if strings.ContainsAny(known.Ask, "0123456789") {
			t.Errorf("%q holds a figure, and is asked back", known.Ask)
		}
	}
}

// Hints lead to what is missing, step by step, and end.
func TestHints(t *testing.T) {
	c := begin(t, interview.Practice, 1)
	first, err := c.Hint(morning)
	if err != nil || first.Step != 1 {
		t.Fatalf("the first hint is %+v, %v", first, err)
	}
	if second, err := c.Hint(morning); err != nil || second.Step != 2 || second.Text == first.Text {
		t.Errorf("the second hint is %+v, %v", second, err)
	}
	write(t, c, interview.Assumptions, "It is read heavy, ten redirects for every new link")
	if next, err := c.Hint(morning); err != nil || next.Step != 1 {
		t.Errorf("once the item is earned the hint is %+v, %v; want the first for another", next, err)
	}
	for range 50 {
		if _, err = c.Hint(morning); err != nil {
			break
		}
	}
	if !errors.Is(err, coach.ErrNoHint) {
		t.Errorf("hints end with %v", err)
	}
	if _, err := begin(t, interview.Mock, 1).Hint(morning); !errors.Is(err, interview.ErrMockRule) {
		t.Errorf("a mock's hint: %v", err)
	}
}

// Options stand in an order of the session's own, the same every time.
func TestOptionsAreShuffled(t *testing.T) {
	orders := make(map[string]bool)
	for seed := range uint64(20) {
		a, b := begin(t, interview.Practice, seed).Decisions(), begin(t, interview.Practice, seed).Decisions()
		var order []string
		for i, o := range a[0].Options {
			if o.Choice != b[0].Options[i].Choice {
				t.Fatal("one seed gives two orders")
			}
			order = append(order, o.Choice)
		}
		orders[strings.Join(order, "|")] = true
		slices.Sort(order)
		if len(order) != 4 || len(slices.Compact(order)) != 4 {
			t.Fatalf("options %q", order)
		}
	}
	if len(orders) < 5 {
		t.Errorf("%d orders from 20 seeds", len(orders))
	}
}

// The run takes the candidate's figures and decisions, and says what it had to
// assume.
func TestScenario(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	do(t, c, interview.Entered{Phase: interview.Scale})
	if _, err := c.Scenario(); !errors.Is(err, coach.ErrPredictFirst) {
		t.Errorf("without a prediction: %v", err)
	}
	do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	write(t, c, interview.Sheet, "read rate = 2bn/day", "cache memory = 1 GB")
	do(t, c, interview.Decided{Decision: "balancing", Topic: interview.LoadBalancing, Choice: "round robin"})
	s, err := c.Scenario()
	if err != nil {
		t.Fatal(err)
	}
	origins := make(map[string]coach.Origin)
	for _, o := range s.Origins {
		origins[o.Parameter] = o
	}
	for _, want := range []coach.Origin{
		{"cache_capacity", "1 GB", "your estimate of cache_memory", false},
		{"policy", "round-robin", "your choice of round robin", false},
		{"redirects", "23.1k/s", "your estimate of reads", false},
		{"urls", "365 billion", "assumed, as you gave no records", true},
	} {
		if got := origins[want.Parameter]; got.From != want.From || got.Assumed != want.Assumed || !strings.HasPrefix(got.Value, want.Value[:4]) {
			t.Errorf("%s comes from %+v, want %+v", want.Parameter, got, want)
		}
	}
	if s.Seed != 9 || s.Parameters["policy"] != "round-robin" {
		t.Errorf("seed %d, parameters %v", s.Seed, s.Parameters)
	}
	do(t, c, interview.Decided{Decision: "caching", Topic: interview.Caching, Choice: "no cache"})
	if s, err = c.Scenario(); err != nil || s.Parameters["cache_capacity"] != "0" {
		t.Errorf("who decides against a cache gets %q, %v", s.Parameters["cache_capacity"], err)
	}
}

// A phase has no more than two curveballs, of which other sessions have others.
func TestCurveballsAreDrawn(t *testing.T) {
	of := func(seed uint64) string {
		c := begin(t, interview.Practice, seed)
		do(t, c, interview.Entered{Phase: interview.Scale})
		now := morning
		for range 10 * 6 {
			now = now.Add(10 * time.Second)
			if err := c.Journal.Do(now, interview.Heartbeat{}); err != nil {
				t.Fatal(err)
			}
			if _, err := c.Throw(now); err != nil {
				t.Fatal(err)
			}
		}
		var thrown []string
		for _, curveball := range c.Session().Curveballs {
			thrown = append(thrown, curveball.Curveball)
		}
		return strings.Join(thrown, ", ")
	}
	pairs := make(map[string]bool)
	for seed := range uint64(40) {
		pair := of(seed)
		if pairs[pair] = true; strings.Count(pair, ",") != 1 || of(seed) != pair {
			t.Errorf("seed %d throws %s, and %s the second time; want two", seed, pair, of(seed))
		}
	}
	if len(pairs) < 8 { // of the ten pairs of five
		t.Errorf("forty seeds throw %v", pairs)
	}
}

// A curveball comes once, at its minute, and changes the givens from then on.
func TestThrow(t *testing.T) {
	c := begin(t, interview.Practice, 1)
	do(t, c, interview.Entered{Phase: interview.Design})
	now := morning
	for range 4 * 5 {
		now = now.Add(interview.HeartbeatEvery)
		if err := c.Journal.Do(now, interview.Heartbeat{}); err != nil {
			t.Fatal(err)
		}
		if thrown, err := c.Throw(now); thrown != nil || err != nil {
			t.Fatalf("%v too early: %v, %v", now.Sub(morning), thrown, err)
		}
	}
	now = now.Add(time.Minute)
	thrown, err := c.Throw(now)
	if err != nil || thrown == nil || thrown.ID != "three-times" {
		t.Fatalf("at six minutes: %v, %v", thrown, err)
	}
	if again, _ := c.Throw(now); again != nil {
		t.Error("thrown twice")
	}
	for _, g := range c.Givens() {
		if g.Name == "redirects" && g.Expr != "3B/day" {
			t.Errorf("redirects are %s", g.Expr)
		}
	}
	if grades := c.Estimates(); grades[1].Expected != "11.6k/s" {
		t.Errorf("reads are expected at %s; estimates are graded by what was known then", grades[1].Expected)
	}
}

// In a session of any length a curveball comes at its share of the phase, here at six
// tenths: short ones have two minutes for the design, one of 90 minutes has twenty.
func TestThrowInShare(t *testing.T) {
	for _, test := range []struct {
		minutes int
		due     time.Duration
	}{{10, 72 * time.Second}, {12, 72 * time.Second}, {45, 6 * time.Minute}, {90, 12 * time.Minute}} {
		q, err := library.Find("spar/url-shortener")
		if err != nil {
			t.Fatal(err)
		}
		c, err := coach.Begin(new(mem.Store), "s1", q, coach.Settings{Mode: interview.Mock, Minutes: test.minutes, Seed: 1}, morning)
		if err != nil {
			t.Fatal(err)
		}
		do(t, c, interview.Entered{Phase: interview.Capacity})
		do(t, c, interview.Entered{Phase: interview.Design})
		came := time.Duration(0)
		for at := time.Duration(0); came == 0 && c.Session().Phase == interview.Design; at += time.Second {
			if thrown, err := c.Throw(morning.Add(at)); err != nil {
				t.Fatal(err)
			} else if thrown != nil {
				came = at
			}
			if at%interview.HeartbeatEvery == 0 {
				_ = c.Journal.Do(morning.Add(at), interview.Heartbeat{})
			}
		}
		if came != test.due {
			t.Errorf("in %d minutes the curveball comes at %v, want %v", test.minutes, came, test.due)
		}
	}
}

// Whoever leaves a phase before its curveballs gets one of them first, and may leave
// then. Who did nothing in it gets none.
func TestThrowBeforeLeaving(t *testing.T) {
	c := begin(t, interview.Mock, 1)
	for _, phase := range []interview.Phase{interview.Capacity, interview.Design} {
		do(t, c, interview.Entered{Phase: phase})
		if thrown, err := c.ThrowBeforeLeaving(morning); thrown != nil || err != nil {
			t.Fatalf("in an empty %s: %v, %v", phase, thrown, err)
		}
	}
	write(t, c, interview.Graph, "client -> service -> db")
	for i, want := range []string{"three-times", ""} {
		got := ""
		thrown, err := c.ThrowBeforeLeaving(morning)
		if thrown != nil {
			got = thrown.ID
		}
		if got != want || err != nil {
			t.Errorf("leaving the %dth time throws %q, %v; want %q", i+1, got, err, want)
		}
	}
}

// A session is taken up where it was, and a changed or missing question is said.
func TestResume(t *testing.T) {
	store := new(mem.Store)
	q, err := library.Find("spar/url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	c, err := coach.Begin(store, "s1", q, coach.Settings{Mode: interview.Practice, Level: interview.Mid, Minutes: 45}, morning)
	if err != nil {
		t.Fatal(err)
	}
	write(t, c, interview.Functional, "shorten")
	if err := c.Journal.Flush(context.Background()); err != nil {
		t.Fatal(err)
	}
	again, err := coach.Resume(context.Background(), store, "s1", library)
	if err != nil || again.Changed() || again.Session().Lines(interview.Functional)[0] != "shorten" {
		t.Errorf("resumed with %v", err)
	}
	other := &question.Question{Summary: q.Summary, Digest: "other"}
	again, err = coach.Resume(context.Background(), store, "s1", finder{other})
	if err != nil || !again.Changed() {
		t.Errorf("a changed question is not noticed, %v", err)
	}
	if _, err := coach.Resume(context.Background(), store, "s1", new(question.Library)); !errors.Is(err, coach.ErrNoQuestion) {
		t.Errorf("without the question: %v", err)
	}
}

// Whoever comes back goes on with the scenario that was chosen or run last.
func TestResumeKeepsTheScenario(t *testing.T) {
	store := new(mem.Store)
	q, err := library.Find("spar/url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	for i, test := range []struct {
		acts []interview.Act
		want string
	}{
		{nil, "read-path"},
		{[]interview.Act{interview.Ran{Scenario: "your-design"}}, "your-design"},
		{[]interview.Act{interview.Ran{Scenario: "gone"}}, "read-path"},
		{[]interview.Act{interview.Chose{Scenario: "your-design"}}, "your-design"},
		{[]interview.Act{interview.Ran{Scenario: "your-design"}, interview.Chose{Scenario: "read-path"}}, "read-path"},
		{[]interview.Act{interview.Chose{Scenario: "your-design"}, interview.Ran{Scenario: "read-path"}}, "read-path"},
	} {
		id := fmt.Sprintf("s%d", i)
		c, err := coach.Begin(store, id, q, coach.Settings{Mode: interview.Practice, Level: interview.Mid, Minutes: 45}, morning)
		if err != nil {
			t.Fatal(err)
		}
		for _, act := range test.acts {
			do(t, c, act)
		}
		if err := c.Journal.Flush(context.Background()); err != nil {
			t.Fatal(err)
		}
		again, err := coach.Resume(context.Background(), store, id, library)
		if err != nil {
			t.Fatal(err)
		}
		if got := again.Chosen().ID; got != test.want {
			t.Errorf("after %+v, %s is run next, want %s", test.acts, got, test.want)
		}
	}
}

type finder struct{ q *question.Question }

func (f finder) Find(string) (*question.Question, error) { return f.q, nil }
