package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/golden"
	"spar/internal/interview"
	"spar/internal/printout"
	"spar/internal/question"
	"spar/internal/report"
	"spar/questions"
)

var morning = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// session is a mock that went from requirements to the end, half an hour over
// three phases, with lines that try to break out of a report.
func session(t *testing.T) (*interview.Session, *question.Question) {
	t.Helper()
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find("spar/url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := interview.PlanFor(45)
	if err != nil {
		t.Fatal(err)
	}
	s := new(interview.Session)
	at := morning
	do := func(act interview.Act) {
		t.Helper()
		if _, err := s.Do(at, act); err != nil {
			t.Fatal(err)
		}
	}
	work := func(d time.Duration) {
		for end := at.Add(d); at.Before(end); {
			at = at.Add(interview.HeartbeatEvery)
			do(interview.Heartbeat{})
		}
	}
	do(interview.Started{Pack: "spar", Question: q.ID, Title: q.Title, Mode: interview.Practice, Level: interview.Senior, Plan: plan})
	do(interview.Asked{Text: "How many links per day?", Clarification: "How many URLs are created each day?", Answer: "I took that as: How many URLs are created each day?\nAbout 100 million new links a day."})
	do(interview.Wrote{Field: interview.Functional, Inserted: []string{
		"Shorten a long URL", "# not a heading", "<script>alert(1)</script> | \x1b[31mred\x1b[0m", "[a link](https://example.org)",
	}})
	work(6 * time.Minute)
	at = at.Add(2*time.Minute + 3*time.Second) // the machine slept
	do(interview.Entered{Phase: interview.Capacity})
	do(interview.Wrote{Field: interview.Sheet, Inserted: []string{"storage = 100M/day * 10 years * 500 bytes", "```", "reads = 1bn/month"}})
	do(interview.Estimated{Estimate: "storage", Decides: "does not fit one machine, so shard the database"})
	work(4 * time.Minute)
	do(interview.Entered{Phase: interview.Design})
	do(interview.Wrote{Field: interview.Graph, Inserted: []string{"client -> lb -> app", "app -> cache, db"}})
	do(interview.Entered{Phase: interview.Detail})
	do(interview.Decided{Decision: "balancing", Topic: interview.LoadBalancing, Choice: "least connections", Because: "a slow server gets fewer requests"})
	do(interview.Entered{Phase: interview.Scale})
	do(interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	do(interview.Ran{Scenario: "read-path", P99Seconds: .047, Bottleneck: "database", Objectives: []interview.ObjectiveResult{
		{Objective: "availability >= 99.9%", Measured: .99998, Met: true},
	}})
	do(interview.Finished{})
	return s, q
}

func TestMarkdown(t *testing.T) {
	s, q := session(t)
	var b bytes.Buffer
	if err := report.Markdown(&b, report.New("s1", s, q, morning.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	golden.Check(t, "report.md", b.Bytes())
	for _, bad := range []string{" <script", "\n# not", "\x1b", " [a link](http"} {
		if strings.Contains(text, bad) {
			t.Errorf("the report holds %q", bad)
		}
	}
}

// What a session has lost is told in every form of its report, and not endlessly.
func TestDamageIsTold(t *testing.T) {
	_, q := session(t)
	events := []interview.Event{{Seq: 1, At: morning, Act: interview.Started{Pack: "spar", Question: q.ID, Mode: interview.Practice, Level: interview.Senior}}}
	for seq := 2; seq <= 6; seq++ {
		events = append(events, interview.Event{Seq: seq, At: morning, Act: interview.Lost{Stored: "wrote", Reason: "unexpected\x1b[2J end"}})
	}
	s, err := interview.Fold(events)
	if err != nil {
		t.Fatal(err)
	}
	r := report.New("s1", s, q, morning)
	var page, plain bytes.Buffer
	if err := report.Markdown(&page, r); err != nil {
		t.Fatal(err)
	}
	report.Text(printout.New(&plain, 80, false), r)
	for form, text := range map[string]string{"Markdown": page.String(), "text": plain.String()} {
		for _, want := range []string{"damaged: event 2 cannot be read: unexpected end", "damaged: event 4", "2 more places"} {
			if !strings.Contains(text, want) || strings.Contains(text, "event 5") || strings.Contains(text, "\x1b") {
				t.Errorf("the report as %s lacks %q, or says more:\n%s", form, want, text[:min(len(text), 600)])
			}
		}
	}
}

func TestText(t *testing.T) {
	s, q := session(t)
	r := report.New("s1", s, q, morning.Add(time.Hour))
	for _, width := range []int{40, 80} {
		var b bytes.Buffer
		report.Text(printout.New(&b, width, width == 40), r)
		for line := range strings.Lines(b.String()) {
			if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > width {
				t.Errorf("a line of %d cells at a width of %d: %q", w, width, line)
			}
		}
		if width == 80 {
			golden.Check(t, "report.txt", b.Bytes())
		} else if strings.ContainsFunc(b.String(), func(r rune) bool { return r > '~' }) {
			t.Errorf("not ASCII:\n%s", b.String())
		}
	}
}
