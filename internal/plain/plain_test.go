package plain_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"spar/internal/coach"
	"spar/internal/golden"
	"spar/internal/interview"
	"spar/internal/plain"
	"spar/internal/question"
	"spar/internal/store/mem"
	"spar/questions"
)

var (
	library = question.Open(question.Shelves{BuiltIn: questions.FS})
	morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
)

// play types lines, each after a pause, and returns what was printed and the
// session as it is stored.
func play(t *testing.T, mode interview.Mode, pause time.Duration, script string) (string, *interview.Session) {
	t.Helper()
	q, err := library.Find("spar/chat")
	if err != nil {
		t.Fatal(err)
	}
	return playOn(t, q, mode, pause, script)
}

// fresh returns a question that no other test has.
func fresh(t *testing.T, id string) *question.Question {
	t.Helper()
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find(id)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// At a keyboard no number of empty lines ends what cannot be taken back; in practice
// they lead to the next phase.
func TestEnterEndsNothing(t *testing.T) {
	enters := strings.Repeat("\n", 60)
	ask := plain.Config{Asks: true}
	out, s := playAs(t, fresh(t, "spar/chat"), ask, interview.Mock, 0, enters+"order per chat\nyes\n")
	if s.Phase != interview.Capacity || !strings.Contains(out, "yes ends requirements> order per chat") || strings.Join(s.Lines(interview.Assumptions), "|") != "order per chat" {
		t.Errorf("in %s with %q:\n%s", s.Phase, s.Lines(interview.Assumptions), out)
	}
	out, s = playAs(t, fresh(t, "spar/chat"), ask, interview.Practice, 0, enters+enters)
	if s.Phase != interview.Scale || s.Finished || !strings.Contains(out, "yes ends the session> ") {
		t.Errorf("in %s, finished: %v\n%s", s.Phase, s.Finished, out)
	}
	for _, yes := range []string{"yes", "YES", ":next"} {
		if _, s = playAs(t, fresh(t, "spar/chat"), ask, interview.Practice, 0, enters+enters+yes+"\n"); !s.Finished {
			t.Errorf("%s does not end the session", yes)
		}
	}
}

// Lines end in LF, CR, both or a key's own form, and what is cut of one is said.
func TestLineEnds(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\r\n", "\x1b[106;5u"} {
		script := strings.Join([]string{"", "send messages", "keep 消息 of a chat", ":quit", ""}, end)
		_, s := play(t, interview.Practice, 0, script)
		if got := strings.Join(s.Lines(interview.Functional), "|"); got != "send messages|keep 消息 of a chat" {
			t.Errorf("with %q for an end, the lines are %q", end, got)
		}
	}
	out, s := play(t, interview.Practice, 0, "\n"+strings.Repeat("ab ", 30000)+"\n")
	if got := s.Lines(interview.Functional); len(got) != 1 || len(got[0]) < 65000 || !strings.Contains(out, "! kept 65,536 of the 90,000 bytes of this line") {
		t.Errorf("of a long line %d lines are kept, and it says\n%.2000s", len(got), out)
	}
}

func playOn(t *testing.T, q *question.Question, mode interview.Mode, pause time.Duration, script string) (string, *interview.Session) {
	t.Helper()
	return playAs(t, q, plain.Config{}, mode, pause, script)
}

// playAs plays with what else a configuration says.
func playAs(t *testing.T, q *question.Question, cfg plain.Config, mode interview.Mode, pause time.Duration, script string) (string, *interview.Session) {
	t.Helper()
	store := new(mem.Store)
	c, err := coach.Begin(store, "s1", q, coach.Settings{Mode: mode, Level: interview.Senior, Minutes: 45, Seed: 3}, morning)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	now := morning
	err = plain.Run(t.Context(), c, plain.Config{
		In: strings.NewReader(script), Out: &out, Width: 80, Asks: cfg.Asks,
		Now: func() time.Time { return now },
		Typed: func(line string) {
			now = now.Add(pause)
			out.WriteString(line + "\n")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	events, err := store.Events(context.Background(), "s1")
	if err != nil {
		t.Fatal(err)
	}
	s, err := interview.Fold(events)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), s
}

// A practice with every command, as it reads.
func TestTranscript(t *testing.T) {
	out, s := play(t, interview.Practice, 20*time.Second, `How many messages a day?
Will it rain?

Send and receive messages
a slip
:undo
:show
:hint
:time
:fly
:phase 2
message_rate = 50B msgs/day
storage = 3 GB + 5/s

partition the message store by conversation
:phase 3
client -> lb -> gateway -> messages ->
messages -> db

:pause

:quit
`)
	golden.Check(t, "transcript.txt", []byte(out))
	if got := s.Lines(interview.Functional); len(got) != 1 || got[0] != "Send and receive messages" {
		t.Errorf("functional holds %q", got)
	}
	if !s.Paused() || s.Phase != interview.Design || s.Estimates["message_rate"].Decides == "" {
		t.Errorf("paused %v in %s, estimates %v", s.Paused(), s.Phase, s.Estimates)
	}
}

// In a mock time moves on by itself, nothing is given away, and the end of the
// last phase shows the score.
func TestMock(t *testing.T) {
	out, s := play(t, interview.Mock, 25*time.Second, strings.Repeat("a line\n", 150))
	for _, want := range []string{
		"! 2 minutes left in requirements", "! 30 seconds left in requirements", "! time is up for requirements; your draft is kept",
		"! time is up for detail", "The interviewer interrupts: Football clubs", "Design a chat service: 1.",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the transcript lacks %q", want)
		}
	}
	before, _, _ := strings.Cut(out, "Design a chat service: 1.")
	if strings.Contains(before, "strong answer") {
		t.Error("a mock gives answers away")
	}
	if !s.Finished || len(s.Curveballs) != 4 {
		t.Errorf("finished %v with %d curveballs", s.Finished, len(s.Curveballs))
	}
}

// Without a scenario the bottleneck is still predicted, and nothing is run.
func TestPredictWithoutScenario(t *testing.T) {
	q := fresh(t, "spar/chat")
	q.Scenarios = nil
	out, s := playOn(t, q, interview.Practice, time.Second, ":phase 5\nmessage store\n:run\n:scenario\n:next\n")
	if s.Prediction.Bottleneck != "message store" || !strings.Contains(out, `! run: "Design a chat service" has no scenario`) {
		t.Errorf("predicted %+v in\n%s", s.Prediction, out)
	}
}

// A run shows what the drawing tells by itself, says where its figures come from, and
// is held against the one before.
func TestRunAndCompare(t *testing.T) {
	q := fresh(t, "spar/url-shortener")
	for _, s := range q.Scenarios {
		s.Parameters["duration"], s.Parameters["warmup"] = "2 s", "200 ms"
	}
	out, s := playOn(t, q, interview.Practice, time.Second, `:phase 3
client -> lb -> app -> cache, db
app: x4
:phase 5
:scenario
40 ms
db
maybe
yes
:phase 3
app: x12
:phase 5
:run
:quit
`)
	for _, want := range []string{
		"! lb is a single point of failure", ":scenario takes another", "To run: All that you drew", "! type yes or no, or nothing to skip",
		"app.instances = 4: your design", "db.shards = 16: assumed, as your design does not say", "app reads db only on a miss in cache",
		"survives: you said yes; ", "Against the run before:", "app.instances: 4 → 12",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the transcript lacks %q:\n%s", want, out)
		}
	}
	if len(s.Runs) != 2 || s.Runs[0].System != "topology" || s.Runs[1].Parameters["app.instances"] != "12" || s.Prediction.Survives != "yes" {
		t.Errorf("runs %+v after %+v", s.Runs, s.Prediction)
	}
}

// Where no line bears an estimate's name or comes to its value, one can be named, or
// an expression of them.
func TestLineForAnEstimate(t *testing.T) {
	out, s := play(t, interview.Practice, time.Second, `:phase 2
rate = 30B/day

nothing
rate
partition the store
rate * 1 KB
:quit
`)
	for _, want := range []string{"which line is message_rate> nothing", "! type the name of a line or an expression", "= 347k/s"} {
		if !strings.Contains(out, want) {
			t.Errorf("the transcript lacks %q:\n%s", want, out)
		}
	}
	if got := s.Estimates["message_rate"]; got.Value != "rate" || got.Decides != "partition the store" {
		t.Errorf("the estimate is %+v", got)
	}
}
