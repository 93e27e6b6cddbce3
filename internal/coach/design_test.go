package coach_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/system"
	"spar/internal/topology"
	"spar/questions"
)

// origins returns where the figures of a scenario come from.
func origins(t *testing.T, c *coach.Coach) (*coach.Scenario, map[string]coach.Origin) {
	t.Helper()
	s, err := c.Scenario()
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]coach.Origin)
	for _, o := range s.Origins {
		if _, twice := all[o.Parameter]; twice {
			t.Errorf("%s has two origins", o.Parameter)
		}
		all[o.Parameter] = o
	}
	return s, all
}

// What is drawn sets the parameters of a system that is built in: counts where the
// labels state them, and no cache where none is drawn.
func TestDesignSetsParameters(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	do(t, c, interview.Decided{Decision: "sharding", Topic: interview.Database, Choice: "one large machine with replicas"})
	for _, test := range []struct {
		graph     string
		parameter string
		value     string
		from      string
	}{
		{"client -> lb -> app -> cache, db\napp: x12", "app_servers", "12", "your design"},
		{"client -> lb -> app -> keys, cache, db\nkeys: service x2", "app_servers", "8", "assumed, as you did not say"},
		{"client -> lb -> app -> cache, db\nlb: round robin", "policy", "round-robin", "your design"},
		{"client -> lb -> app -> cache, db\ndb: shards 8", "shards", "8", "your design"},
		{"client -> lb -> app -> cache, db\ndb: replicas 2", "replicas", "2", "your design"},
		{"client -> lb -> app -> cache, db", "shards", "1", "your choice of one large machine with replicas"},
		{"client -> lb -> app -> db", "cache_capacity", "0", "your design, which has no cache"},
		{"client -> lb -> app -> cache, db\ncache: 64 GB, x3", "cache_nodes", "3", "your design"},
		{"client -> lb -> app", "app_servers", "8", "assumed, as you did not say"},
	} {
		write(t, c, interview.Graph, strings.Split(test.graph, "\n")...)
		s, all := origins(t, c)
		if s.Parameters[test.parameter] != test.value || all[test.parameter].From != test.from {
			t.Errorf("%q: %s = %s, %q; want %s, %q", test.graph, test.parameter, s.Parameters[test.parameter], all[test.parameter].From, test.value, test.from)
		}
	}
	if s, _ := origins(t, c); len(s.Notes) != 1 || !strings.Contains(s.Notes[0], topology.ErrNoWay.Error()) {
		t.Errorf("a design that carries nothing is run with the notes %q", s.Notes)
	}
}

// How codes are made is decided in the detail phase, and shows after ten years: six
// characters are used up by then, and are given out again or not at all.
func TestChoiceOfCodesDecidesHowLongTheyLast(t *testing.T) {
	const available, kept = "shorten_availability >= 99%", "overwritten < 1"
	for _, test := range []struct {
		choice      string
		ids, length string
		missed      string
	}{
		{"", "counter", "6", available}, // as marketing wants it
		{"six characters from a counter", "naive-counter", "6", kept},
		{"seven characters from a permuted counter in blocks", "ranges", "7", ""},
		{"seven random characters, checked on insert", "random", "7", ""},
	} {
		c := begin(t, interview.Practice, 9)
		short(t, c)
		do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
		if test.choice != "" {
			do(t, c, interview.Decided{Decision: "ids", Topic: interview.Database, Choice: test.choice})
		}
		s, all := origins(t, c)
		if s.Parameters["ids"] != test.ids || s.Parameters["code_length"] != test.length || all["ids"].Assumed != (test.choice == "") {
			t.Errorf("%q runs with %+v and %+v", test.choice, all["ids"], all["code_length"])
		}
		for _, o := range run(t, c, s).Objectives {
			if o.Met != (o.Objective != test.missed) {
				t.Errorf("%q: %+v", test.choice, o)
			}
		}
	}
}

// The run carries the peak of the candidate's sheet, and what the interviewer made of
// the load since, unless the candidate took that up.
func TestPeakAndGrowth(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	redirects := func(sheet ...string) string {
		write(t, c, interview.Sheet, sheet...)
		_, all := origins(t, c)
		return all["redirects"].Value + ": " + all["redirects"].From
	}
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("the run has redirects of %s, want %s", got, want)
		}
	}
	check(redirects("reads = 1B/day"), "11.6k/s: your estimate of reads")
	check(redirects("reads = 1B/day", "peak = reads * 3"), "34.7k/s: your peak")
	check(redirects("read_rate = 1B/day", "peak_reads = 40k/s"), "40k/s: your peak_reads")
	check(redirects("reads = 1B/day", "writes = 1k/s", "peak = writes * 3"), "11.6k/s: your estimate of reads")
	check(redirects("reads = 1B/day", "peak = 3 * 1 TB"), "11.6k/s: your estimate of reads")
	check(redirects("nothing = 1"), "11.6k/s: assumed, as you gave no reads")
	do(t, c, interview.CurveballThrown{Curveball: "three-times"})
	check(redirects("reads = 1B/day"), "34.7k/s: your estimate of reads, times 3 as the interviewer said")
	check(redirects("reads = 1B/day", "peak = reads * 3"), "104k/s: your peak, times 3 as the interviewer said")
	check(redirects("reads = 3B/day"), "34.7k/s: your estimate of reads")
	check(redirects("nothing = 1"), "34.7k/s: assumed, as you gave no reads")
}

// What was thrown strikes every later run, as far as its system knows it.
func TestCurveballStrikes(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	do(t, c, interview.CurveballThrown{Curveball: "cache-down"})
	s, _ := origins(t, c)
	if want := []string{"at 50% kill app 1", "at 75% hot 10%", "at 30% kill cache"}; !slices.Equal(s.Faults, want) {
		t.Errorf("the faults are %q, want %q", s.Faults, want)
	}
	if before := c.Question.Scenarios[0].Faults; len(before) != 2 {
		t.Errorf("the question's own faults became %q", before)
	}
}

// A curveball with faults for several scenarios strikes each by those that fit, and
// says nothing of the others; one that fits none is said.
func TestCurveballFitsEachScenario(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	write(t, c, interview.Graph, "client -> lb -> web -> postgres")
	do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	do(t, c, interview.CurveballThrown{Curveball: "slow-disk"})
	do(t, c, interview.CurveballThrown{Curveball: "zone"})
	for _, want := range [][]string{
		{"at 50% kill app 1", "at 75% hot 10%", "at 30% kill app 33%", "at 30% kill cache 33%", "at 30% kill database 33%", "at 30% slow database by 5"},
		{"at 50% kill web 1", "at 30% kill web 33%", "at 30% kill postgres 33%", "at 30% slow postgres by 5"},
	} {
		s, _ := origins(t, c)
		if !slices.Equal(s.Faults, want) || noted(s, "does not strike") {
			t.Errorf("%s: the faults are %q with the notes %q, want %q", s.ID, s.Faults, s.Notes, want)
		}
		choose(t, c)
	}
	do(t, c, interview.CurveballThrown{Curveball: "cache-down"})
	choose(t, c)
	if s, _ := origins(t, c); !noted(s, "cache-down") {
		t.Errorf("a design without a cache is run with the notes %q", s.Notes)
	}
}

// What a label states is about its own component, though others of the kind may stand
// for the same one of the reference; so is a fault.
func TestLabelsAreOfOneComponent(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	write(t, c, interview.Graph, "client -> analytics, redirect -> db", "redirect: service x24", "db: shards 8", "db -> other store")
	do(t, c, interview.Predicted{P99: "40 ms", Bottleneck: "db"})
	choose(t, c)
	s, all := origins(t, c)
	for parameter, want := range map[string]string{"redirect.instances": "your design", "db.shards": "your design"} {
		if all[parameter].From != want {
			t.Errorf("%s comes from %q, want %q", parameter, all[parameter].From, want)
		}
	}
	for _, parameter := range []string{"analytics.instances", "other-store.shards"} {
		if o := all[parameter]; o.From == "your design" {
			t.Errorf("%v: no label states it", o)
		}
	}
	if want := "at 50% kill redirect 1"; s.Faults[0] != want {
		t.Errorf("the fault is %q, want %q", s.Faults[0], want)
	}
}

// choose takes the next of the question's scenarios.
func choose(t *testing.T, c *coach.Coach) {
	t.Helper()
	if err := c.ChooseNext(morning); err != nil {
		t.Fatal(err)
	}
}

func noted(s *coach.Scenario, what string) bool {
	return slices.ContainsFunc(s.Notes, func(note string) bool { return strings.Contains(note, what) })
}

// A drawing tells what is wrong with it before it is run.
func TestFindings(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	for _, test := range []struct {
		graph string
		want  []string
	}{
		{"", []string{"no way leads from a client to a store"}},
		{"client -> app", []string{"no way leads", "app calls nothing"}},
		{"client -> app -> db\norphan -> search index", []string{"app is a single point of failure", "db is a single point of failure", "nothing calls orphan, so search index is on no way from a client", "nothing tells what orphan is"}},
		{"client -> app -> db\napp: x2\ndb: replicas 2", nil},
	} {
		write(t, c, interview.Graph, strings.Split(test.graph, "\n")...)
		got := c.Findings()
		for i, want := range test.want {
			if i >= len(got) || !strings.Contains(got[i], want) {
				t.Errorf("%q: finding %d of %q lacks %q", test.graph, i, got, want)
			}
		}
		if len(got) != len(test.want) {
			t.Errorf("%q: findings %q", test.graph, got)
		}
	}
}

// A whole interview at the table: estimate, draw, decide, predict, run, a curveball,
// change something, run again, and the review.
func TestWholeSession(t *testing.T) {
	c := begin(t, interview.Practice, 9)
	short(t, c)
	write(t, c, interview.Functional, "shorten a long URL", "redirect to it")
	do(t, c, interview.Entered{Phase: interview.Capacity})
	write(t, c, interview.Sheet, "reads = 1B/day", "peak = 3 * reads", "records = 100M/day * 10 years", "cache_memory = 20 MB")
	do(t, c, interview.Entered{Phase: interview.Design})
	write(t, c, interview.Graph, "browser, phone -> lb -> redirect, shorten", "redirect -> redis, postgres", "shorten -> postgres", "redirect: x6")
	do(t, c, interview.Entered{Phase: interview.Detail})
	do(t, c, interview.Decided{Decision: "sharding", Topic: interview.Database, Choice: "one large machine with replicas"})
	do(t, c, interview.Decided{Decision: "balancing", Topic: interview.LoadBalancing, Choice: "round robin"})
	do(t, c, interview.Entered{Phase: interview.Scale})
	choose(t, c)
	if c.Chosen().ID != "your-design" {
		t.Fatalf("%s is run", c.Chosen().ID)
	}
	if _, err := c.Scenario(); !errors.Is(err, coach.ErrPredictFirst) {
		t.Errorf("without a prediction: %v", err)
	}
	do(t, c, interview.Predicted{P99: "50 ms", Bottleneck: "postgres", Survives: "yes"})

	s, all := origins(t, c)
	for parameter, want := range map[string]string{
		"rate": "your peak", "redirect.instances": "your design", "redirect.policy": "your choice of round robin",
		"postgres.shards": "your choice of one large machine with replicas", "redis.capacity": "your estimate of cache_memory",
		"postgres.replicas": "assumed, as your design does not say", "shorten.instances": "assumed, as your design does not say",
	} {
		if all[parameter].From != want {
			t.Errorf("%s comes from %+v, want %q", parameter, all[parameter], want)
		}
	}
	if notes := strings.Join(s.Notes, "; "); !strings.Contains(notes, "lb passes reads to redirect and writes to shorten") {
		t.Errorf("the notes are %q", notes)
	}
	write(t, c, interview.Sheet, "reads = 1B/day", "peak = 3 * reads")
	if without, all := origins(t, c); without.Topology.Match(without.Topology, "redis")[0].Capacity == "" || !all["redis.capacity"].Assumed {
		t.Errorf("without an estimate the cache has %+v", all["redis.capacity"])
	}
	before := run(t, c, s)
	if before.Bottleneck != "postgres" || before.Objectives[0].Met {
		t.Errorf("one database carries it: %s, %+v", before.Bottleneck, before.Objectives)
	}
	verdict := strings.Join(c.Verdict(before), "\n")
	for _, want := range []string{"you said postgres, the run says postgres", "survives: you said yes; 2 of 2 objectives are missed"} {
		if !strings.Contains(verdict, want) {
			t.Errorf("the verdict lacks %q:\n%s", want, verdict)
		}
	}

	write(t, c, interview.Graph, "browser, phone -> lb -> redirect, shorten", "redirect -> redis, postgres", "shorten -> postgres", "redirect: x16", "postgres: shards 16")
	s, _ = origins(t, c)
	changes := changed(t, c, s)
	if changes["postgres.shards"] != "1 to 16" || changes["redirect.instances"] != "6 to 16" || changes["objectives met"] != "0 of 2 to 2 of 2" {
		t.Errorf("after the change: %v", changes)
	}

	do(t, c, interview.CurveballThrown{Curveball: "cache-down"})
	s, _ = origins(t, c)
	if want := []string{"at 50% kill redirect 1", "at 30% kill redis"}; !slices.Equal(s.Faults, want) {
		t.Errorf("the faults are %q, want %q", s.Faults, want)
	}
	if changes := changed(t, c, s); changes["faults"] == "" || changes["postgres utilization"] == "" {
		t.Errorf("without its cache: %v", changes)
	}
	do(t, c, interview.Finished{})
	if session := c.Session(); len(session.Runs) != 3 || !session.Finished {
		t.Errorf("%d runs are recorded", len(session.Runs))
	}
}

// short lets runs last two seconds, of a question that no other test has.
func short(t *testing.T, c *coach.Coach) {
	t.Helper()
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find("spar/url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range q.Scenarios {
		s.Parameters["duration"], s.Parameters["warmup"] = "2 s", "200 ms"
	}
	c.Question = q
}

// run runs a scenario and records it.
func run(t *testing.T, c *coach.Coach, s *coach.Scenario) *system.Result {
	t.Helper()
	result, err := coach.Simulate(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Record(morning, s, result); err != nil {
		t.Fatal(err)
	}
	return result
}

// changed runs a scenario and returns what differs from the run before.
func changed(t *testing.T, c *coach.Coach, s *coach.Scenario) map[string]string {
	t.Helper()
	result, err := coach.Simulate(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	changes := make(map[string]string)
	for _, change := range c.Compared(s, result) {
		changes[change.What] = change.Before + " to " + change.After
	}
	if err := c.Record(morning, s, result); err != nil {
		t.Fatal(err)
	}
	return changes
}
