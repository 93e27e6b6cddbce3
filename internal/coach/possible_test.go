package coach_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/topology"
)

// In a mock nothing can be mended once the last phase is open: whatever was written,
// the design is run, and what no run can have is said.
func TestWhateverWasWrittenIsRun(t *testing.T) {
	for _, test := range []struct {
		reads, graph   string
		rate, duration string
		from           string // of the rate
		note           string
	}{
		{"1B/day", "client -> app -> db", "11.6k/s", "10 s", "your estimate of reads", ""},
		{"3 GB", "client -> app -> db", "12.7k/s", "10 s", `assumed, as no run can have your estimate of reads: "3000000000 B" is not a rate`, ""},
		{"10^12/s", "client -> app -> db", "12.7k/s", "10 s", `assumed, as no run can have your estimate of reads: "1000000000000/s" is out of range`, ""},
		{"0/s", "client -> app -> db", "12.7k/s", "10 s", `assumed, as no run can have your estimate of reads: "0/s" is out of range`, ""},
		{"1B/day", "client -> app x50000 -> db", "11.6k/s", "10 s", "your estimate of reads", `instances of app is the question's own: "50000" is out of range`},
		{"1B/day", "client -> app -> db\ndb: 2000000 shards", "11.6k/s", "10 s", "your estimate of reads", `shards of db is the question's own`},
		{"1B/day", "client -> app -> db\ndb: replicas 2, quorum 3", "11.6k/s", "10 s", "your estimate of reads", `read_quorum of db is the question's own: 3 of 2 replicas cannot answer`},
		{"1B/day", "client -> app x9000, auth x9000, api x9000 -> db", "11.6k/s", "10 s", "your estimate of reads", "instances of app is the question's own: 27032 instances in all are more than 20000"},
		{"5M/s", "client -> app -> db", "5M/s", "1.28 s", "your estimate of reads", "at this load the run covers 1.28 s in place of 10 s"},
	} {
		c := begin(t, interview.Mock, 9)
		do(t, c, interview.Entered{Phase: interview.Capacity})
		write(t, c, interview.Sheet, "reads = "+test.reads)
		do(t, c, interview.Entered{Phase: interview.Design})
		write(t, c, interview.Graph, strings.Split(test.graph, "\n")...)
		do(t, c, interview.Entered{Phase: interview.Detail})
		do(t, c, interview.Entered{Phase: interview.Scale})
		do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
		choose(t, c)
		s, all := origins(t, c)
		if rate := all["rate"]; rate.Value != test.rate || !strings.HasPrefix(rate.From, test.from) {
			t.Errorf("%s on %q: the rate is %v, want %s, %s", test.reads, test.graph, rate, test.rate, test.from)
		}
		if s.Parameters["duration"] != test.duration || test.note != "" && !noted(s, test.note) {
			t.Errorf("%s on %q: it takes %s with the notes %q, want %s and %q", test.reads, test.graph, s.Parameters["duration"], s.Notes, test.duration, test.note)
		}
	}
}

// Whatever is drawn, with whatever labels, is run if it has a way from a client to a
// store.
func TestWhateverIsDrawnIsRun(t *testing.T) {
	names := []string{
		"client", "web", "mobile app", "cdn", "lb", "api gateway", "auth", "redirect", "shorten", "service", "id generator", "redis", "cache 2",
		"postgres", "mysql master", "mysql replica", "read replica 2", "cassandra", "s3", "elasticsearch", "kafka", "queue", "worker", "email", "dns", "cron", "prometheus", "x",
	}
	items := []string{"x3", "x400", "x20000", "shards 16", "shards 99999", "replicas 3", "replicas 40", "quorum 2", "64 GB", "9 EB", "ttl 24 h", "ttl 0 s", "limit 100/s", "limit 0/s", "round robin", "lru", "20 nodes"}
	rapid.Check(t, func(rt *rapid.T) {
		pick := func(from []string) string { return rapid.SampledFrom(from).Draw(rt, "pick") }
		lines := []string{"client -> " + pick(names)}
		for range rapid.IntRange(0, 12).Draw(rt, "arrows") {
			lines = append(lines, pick(names)+pick([]string{" -> ", " -> ", " ~> "})+pick(names)+pick([]string{"", ", " + pick(names), " -> " + pick(names)}))
		}
		for range rapid.IntRange(0, 5).Draw(rt, "labels") {
			lines = append(lines, pick(names)+": "+pick(items)+", "+pick(items))
		}
		c := begin(t, interview.Practice, 9)
		write(t, c, interview.Graph, lines...)
		do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
		for _, curveball := range c.Question.Phases.Scale.Curveballs {
			do(t, c, interview.CurveballThrown{Curveball: curveball.ID})
		}
		choose(t, c)
		s, err := c.Scenario()
		if err != nil {
			if !errors.Is(err, topology.ErrNoWay) {
				rt.Fatalf("%s: %v", strings.Join(lines, "\n"), err)
			}
			return
		}
		if rapid.IntRange(0, 9).Draw(rt, "run") > 0 {
			return // to build all of them is quick
		}
		s.Parameters["duration"], s.Parameters["warmup"] = "20 ms", "2 ms"
		if _, err := coach.Simulate(t.Context(), s, nil); err != nil {
			rt.Fatalf("%s: run: %v", strings.Join(lines, "\n"), err)
		}
	})
}
