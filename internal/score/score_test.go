package score_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
)

// small is a question with one of everything that can be scored.
func small() *question.Question {
	q := &question.Question{
		Summary: question.Summary{ID: "small", Title: "Design a counter"},
		Brief:   "Design a service that counts how often every page of the web is opened, for anybody who asks.",
		Givens:  question.Givens{{Name: "views", Expr: "1bn/day"}},
		References: []question.Reference{
			{Title: "none"},
		},
	}
	q.Phases.Requirements.Clarifications = []question.Clarification{
		{ID: "views", Ask: "How many views are there each day?", Asks: []string{"how many views per day", "traffic"}, Answer: "A billion.", Topic: "scale"},
		{ID: "staleness", Ask: "How fresh must a count be?", Asks: []string{"how fresh must counts be", "staleness"}, Answer: "A minute.", Topic: "performance"},
	}
	q.Phases.Requirements.Rubric = []question.RubricItem{
		{ID: "write-heavy", Text: "Notices that writes dominate", Words: claim.Words{Says: []string{"[write-heavy]", "[more] [write] [than] [read]"}}, Points: 2},
		{ID: "fresh", Text: "Asks how fresh", Asks: "staleness"},
	}
	q.Phases.Capacity.Estimates = []question.Estimate{
		{ID: "rate", Ask: "Views a second", Formula: "views", In: "/s", Decides: []string{"[batch] the [write]"}},
	}
	q.Phases.Design.Graph = "client -> lb -> app -> db"
	q.Phases.Design.Components = []string{"load balancer", "store"}
	q.Phases.Design.Paths = []string{"client to store"}
	q.Phases.Detail.Decisions = []question.Decision{{
		ID: "counting", Topic: interview.Database, Ask: "How are views counted?",
		Options: []question.Option{
			{Choice: "in memory, flushed every second", Also: []string{"buffered counts"}, Fit: "good"},
			{Choice: "a row update for every view", Fit: "poor"},
		},
		Because: []string{"[fewer] [write]"},
	}}
	q.Phases.Scale.Bottleneck = []string{"database"}
	q.Phases.Scale.Curveballs = []question.Curveball{
		{ID: "bots", Phase: interview.Design, Says: "Half of it is bots.", Expects: []string{"[filter] [bots]"}, Points: 1},
	}
	q.Phases.Scale.Rubric = []question.RubricItem{
		{ID: "watch", Text: "Watches the lag", Words: claim.Words{Says: []string{"[flush] [lag]"}, In: "monitoring"}},
	}
	return q
}

func good() *interview.Attempt {
	return &interview.Attempt{
		Question: "small", Level: interview.Senior,
		Requirements: interview.RequirementsAttempt{
			Asked:       []string{"How fresh must counts be?", "How many views per day?"},
			Constraints: []string{"a billion views a day"},
			Assumptions: []string{"There are more writes than reads by far"},
		},
		Capacity: interview.CapacityAttempt{
			Sheet: []string{"rate = 1bn/day"}, Decides: map[string]string{"rate": "batch the writes of all views in a second"},
		},
		Design: interview.DesignAttempt{Graph: "browser -> lb -> app\napp -> db"},
		Detail: interview.DetailAttempt{Decisions: []interview.Decision{
			{ID: "counting", Topic: interview.Database, Choice: "buffered counts", Because: "fewer writes reach the database"},
		}},
		Scale: interview.ScaleAttempt{
			Prediction: interview.Prediction{Bottleneck: "db"}, Monitoring: []string{"alert when the flush lag exceeds a minute"},
		},
	}
}

func dimension(t *testing.T, c *score.Scorecard, id question.Dimension) score.Dimension {
	t.Helper()
	for _, d := range c.Dimensions {
		if d.ID == id {
			return d
		}
	}
	t.Fatalf("no dimension %s", id)
	return score.Dimension{}
}

func item(t *testing.T, c *score.Scorecard, id string) score.Item {
	t.Helper()
	for _, d := range c.Dimensions {
		for _, i := range d.Items {
			if i.ID == id {
				return i
			}
		}
	}
	t.Fatalf("no item %q", id)
	return score.Item{}
}

// A good attempt earns what it says, and every item quotes what earned it.
func TestEvidence(t *testing.T) {
	card := score.Grade(small(), good())
	for _, test := range []struct {
		id     string
		earned float64
		line   string
	}{
		{"write-heavy", 2, "There are more writes than reads by far"},
		{"fresh", 1, "How fresh must counts be?"},
		{"rate", 2, "rate = 1bn/day"},
		{"component load balancer", 1, "browser -> lb -> app"},
		{"component store", 1, "app -> db"},
		{"path client to store", 1, "browser -> lb -> app -> db"},
		{"counting", 2, "database: buffered counts"},
		{"counting because", 2, "buffered counts, because fewer writes reach the database"},
		{"predict-bottleneck", 1, "predicted bottleneck: db"},
		{"watch", 1, "alert when the flush lag exceeds a minute"},
	} {
		got := item(t, card, test.id)
		if got.Earned != test.earned || len(got.Evidence) == 0 || got.Evidence[0].Line != test.line {
			t.Errorf("%s earned %v of %v by %q, want %v by %q", test.id, got.Earned, got.Points, got.Evidence, test.earned, test.line)
		}
	}
	if card.Overall < 3.3 {
		t.Errorf("overall %.2f", card.Overall)
	}
}

// What is no evidence earns nothing.
func TestNoEvidence(t *testing.T) {
	q := small()
	q.Brief = "The service has far more writes than reads and must not lose any of them."
	for name, line := range map[string]string{
		"a denial":             "there are not more writes than reads",
		"gibberish":            "wrt hvy asdf jkl qwer",
		"the question pasted":  "The service has far more writes than reads and must not lose any of them.",
		"a list of terms":      "caching, sharding, write heavy, load balancing, kafka",
		"a list without comma": "scalable write heavy sharded replicated cached system",
	} {
		a := &interview.Attempt{Requirements: interview.RequirementsAttempt{Assumptions: []string{line}}}
		if got := item(t, score.Grade(q, a), "write-heavy"); got.Earned > 0 {
			t.Errorf("%s earned %v by %q", name, got.Earned, got.Evidence)
		}
	}
}

// A term a line is a list too.
func TestBareTermsAreAList(t *testing.T) {
	a := &interview.Attempt{Requirements: interview.RequirementsAttempt{
		Assumptions: []string{"write heavy", "sharding", "caching", "kafka", "consistent hashing"},
	}}
	if got := item(t, score.Grade(small(), a), "write-heavy"); got.Earned > 0 {
		t.Errorf("earned by %q", got.Evidence)
	}
	a.Requirements.Assumptions = []string{"write heavy"}
	if got := item(t, score.Grade(small(), a), "write-heavy"); got.Earned != 2 {
		t.Errorf("a short note earned %v", got.Earned)
	}
}

// One line cannot earn everything.
func TestALineHasRoomForFewItems(t *testing.T) {
	q := small()
	q.Phases.Requirements.Rubric = nil
	for _, word := range []string{"alpha", "beta", "gamma", "delta", "epsilon", "zeta"} {
		q.Phases.Requirements.Rubric = append(q.Phases.Requirements.Rubric,
			question.RubricItem{ID: word, Text: word, Words: claim.Words{Says: []string{"measure " + word}}})
	}
	a := &interview.Attempt{Requirements: interview.RequirementsAttempt{Functional: []string{
		"we measure alpha and beta and gamma and delta and epsilon and zeta with it",
	}}}
	earned := 0.
	for _, r := range q.Phases.Requirements.Rubric {
		earned += item(t, score.Grade(q, a), r.ID).Earned
	}
	if earned == 0 || earned > 4 {
		t.Errorf("one line earned %v items, want 1 to 4", earned)
	}
}

func TestHintsHalve(t *testing.T) {
	a := good()
	a.Hints = map[string]int{"write-heavy": 2}
	if got := item(t, score.Grade(small(), a), "write-heavy"); got.Earned != 1 || got.Hints != 2 {
		t.Errorf("after a hint %v of 2, hints %d", got.Earned, got.Hints)
	}
}

func TestOverridesStand(t *testing.T) {
	a := good()
	a.Overrides = map[string]bool{"write-heavy": false, "counting because": true, "watch": true}
	for i := range a.Detail.Decisions {
		a.Detail.Decisions[i].Because = "my colleague likes how it looks"
	}
	a.Scale = interview.ScaleAttempt{}
	card := score.Grade(small(), a)
	if got := item(t, card, "watch"); got.Earned != 0 || got.Overridden {
		t.Errorf("what was never written earned %v by override", got.Earned)
	}
	for id, want := range map[string]float64{"write-heavy": 0, "counting because": 2} {
		if got := item(t, card, id); got.Earned != want || !got.Overridden {
			t.Errorf("%s earned %v, overridden %v; want %v by override", id, got.Earned, got.Overridden, want)
		}
	}
}

// Without times the attempt is a whole interview; with them, phases that were
// not entered are not assessed.
func TestNotAssessed(t *testing.T) {
	a := &interview.Attempt{Requirements: interview.RequirementsAttempt{Assumptions: []string{"It is write heavy by ten to one"}}}
	card := score.Grade(small(), a)
	if d := dimension(t, card, question.DesignDimension); d.Score == nil || *d.Score != 1 {
		t.Errorf("a blank design without times scores %v, want 1", d.Score)
	}
	a.Minutes = map[interview.Phase]float64{interview.Requirements: 5}
	card = score.Grade(small(), a)
	if d := dimension(t, card, question.DesignDimension); d.Score != nil {
		t.Errorf("a design that was not begun scores %v", *d.Score)
	}
	if got := card.Verdicts[interview.Mid]; got != score.NotAssessed {
		t.Errorf("after one phase the verdict is %q", got)
	}
	if card.Assessed >= 0.7 {
		t.Errorf("assessed %v", card.Assessed)
	}
}

func TestCurveballsCountOnceThrown(t *testing.T) {
	a := good()
	a.Detail.Notes = []string{"we filter bots by their user agent before counting"}
	for _, d := range score.Grade(small(), a).Dimensions {
		for _, i := range d.Items {
			if i.ID == "bots" {
				t.Error("a curveball that was not thrown is scored")
			}
		}
	}
	a.Curveballs = []string{"bots"}
	if got := item(t, score.Grade(small(), a), "bots"); got.Earned != 1 {
		t.Errorf("the reaction earned %v", got.Earned)
	}
}

// The run's outcome is held against the prediction.
func TestRun(t *testing.T) {
	a := good()
	a.Scale.Prediction = interview.Prediction{P99: "80 ms", Bottleneck: "cache"}
	a.Scale.Run = &interview.RunOutcome{P99Seconds: .05, Bottleneck: "database", Objectives: []interview.ObjectiveResult{
		{Objective: "latency_p99_seconds < 100 ms", Measured: .05, Met: true}, {Objective: "availability >= 99.9%", Measured: .99, Met: false},
	}}
	card := score.Grade(small(), a)
	for id, want := range map[string]float64{"predict-p99": 1, "predict-bottleneck": 0, "objectives": 1} {
		if got := item(t, card, id); got.Earned != want {
			t.Errorf("%s earned %v, want %v", id, got.Earned, want)
		}
	}
	a.Scale.Prediction.P99 = "200 ms"
	if got := item(t, score.Grade(small(), a), "predict-p99"); got.Earned != 0.5 {
		t.Errorf("four times off earned %v, want 0.5", got.Earned)
	}
}

// Whether the design survives is scored if it was said and there was something to
// survive, so that what was played before this was asked keeps its score.
func TestSurvival(t *testing.T) {
	met, missed := interview.ObjectiveResult{Objective: "availability >= 99.9%", Met: true}, interview.ObjectiveResult{Objective: "latency_p99_seconds < 1 ms"}
	for _, test := range []struct {
		said       string
		objectives []interview.ObjectiveResult
		asked      bool
		want       float64
		evidence   string
	}{
		{"yes", []interview.ObjectiveResult{met}, true, 1, "predicted that it survives: yes; the run met every objective"},
		{"No, the db", []interview.ObjectiveResult{met, missed}, true, 1, "predicted that it survives: No, the db; the run missed 1 of 2 objectives"},
		{"yes", []interview.ObjectiveResult{met, missed}, true, 0, ""},
		{"n", []interview.ObjectiveResult{met}, true, 0, ""},
		{"", []interview.ObjectiveResult{met}, false, 0, ""},
		{"perhaps", []interview.ObjectiveResult{met}, false, 0, ""},
		{"yes", nil, false, 0, ""},
	} {
		a := good()
		a.Scale.Prediction = interview.Prediction{P99: "80 ms", Bottleneck: "db", Survives: test.said}
		a.Scale.Run = &interview.RunOutcome{P99Seconds: .05, Bottleneck: "database", Objectives: test.objectives}
		var found *score.Item
		for _, d := range score.Grade(small(), a).Dimensions {
			for i := range d.Items {
				if d.Items[i].ID == "predict-survival" {
					found = &d.Items[i]
				}
			}
		}
		switch {
		case (found != nil) != test.asked:
			t.Errorf("%q with %d objectives: scored %v, want %v", test.said, len(test.objectives), found != nil, test.asked)
		case found == nil:
		case found.Earned != test.want || test.evidence != "" && (len(found.Evidence) != 1 || found.Evidence[0].Line != test.evidence):
			t.Errorf("%q: earned %v by %q, want %v by %q", test.said, found.Earned, found.Evidence, test.want, test.evidence)
		}
	}
}

// A bottleneck is predicted by the candidate's own name for it or a word for its kind,
// but not by the name of something else.
func TestBottleneckInTheCandidatesWords(t *testing.T) {
	const graph = "client -> lb -> counter, query API, thing\ncounter, query API, thing -> Redis, postgres\ncounter ~> events ~> counting worker -> click store"
	for _, test := range []struct {
		said, limit string
		want        float64
	}{
		{"postgres", "postgres", 1}, // the run is of the design itself
		{"db", "postgres", 1},
		{"Click Store", "click-store", 1},
		{"database", "click-store", 1},
		{"click store", "postgres", 0},
		{"postgres", "click-store", 0},
		{"app", "counter", 1},
		{"service", "query-api", 1},
		{"app", "thing", 1},
		{"query API", "counter", 0},
		{"cache", "redis", 1},
		{"postgres", "database", 1}, // the run is of a system with parts of its own
		{"counter", "app", 1},
		{"thing", "app", 1},
		{"app", "app", 1},
		{"store", "database", 1},
		{"redis", "cache", 1},
		{"redis", "app", 0},
		{"counter", "database", 0},
		{"", "database", 0},
	} {
		a := good()
		a.Design.Graph = graph
		a.Scale.Prediction = interview.Prediction{P99: "80 ms", Bottleneck: test.said}
		a.Scale.Run = &interview.RunOutcome{P99Seconds: .05, Bottleneck: test.limit}
		if got := item(t, score.Grade(small(), a), "predict-bottleneck"); got.Earned != test.want {
			t.Errorf("%q for a run limited by %q earned %v, want %v", test.said, test.limit, got.Earned, test.want)
		}
	}
}

func TestMistakes(t *testing.T) {
	a := good()
	a.Requirements.Asked = []string{"weather?"}
	a.Requirements.Constraints = []string{"must run on submarines"}
	a.Design.Graph += "\napp -> search index\napp -> kafka"
	a.Detail.Decisions[0].Because = "fast"
	var ids []string
	for _, m := range score.Grade(small(), a).Mistakes {
		ids = append(ids, m.ID)
	}
	if got, want := strings.Join(ids, " "), "no-questions ignored-constraints over-engineering poor-communication"; got != want {
		t.Errorf("mistakes %q, want %q", got, want)
	}
	if got := score.Grade(small(), good()).Mistakes; len(got) > 0 {
		t.Errorf("a good attempt has mistakes %v", got)
	}
}

// The verdict rises with the score and never with the level.
func TestVerdicts(t *testing.T) {
	rank := map[score.Verdict]int{score.NoHire: 0, score.LeanHire: 1, score.Hire: 2, score.StrongHire: 3}
	card := score.Grade(small(), good())
	mid, senior, staff := card.Verdicts[interview.Mid], card.Verdicts[interview.Senior], card.Verdicts[interview.Staff]
	if rank[mid] < rank[senior] || rank[senior] < rank[staff] || rank[mid] < 2 {
		t.Errorf("verdicts %s, %s, %s", mid, senior, staff)
	}
	empty := score.Grade(small(), &interview.Attempt{})
	if empty.Overall != 1 || empty.Verdicts[interview.Mid] != score.NoHire {
		t.Errorf("nothing at all scores %v: %s", empty.Overall, empty.Verdicts[interview.Mid])
	}
}

func TestNextNamesWhatToPractise(t *testing.T) {
	a := good()
	a.Capacity.Sheet = []string{"rate = 1bn/month"}
	next := strings.Join(score.Grade(small(), a).Next, "\n")
	if !strings.Contains(next, "Practise capacity again: views a second: you had") {
		t.Errorf("next is\n%s", next)
	}
}

func TestMissing(t *testing.T) {
	var ids []string
	for _, r := range score.Missing(small(), &interview.Attempt{Requirements: interview.RequirementsAttempt{
		Assumptions: []string{"It is write heavy by ten to one"},
	}}, interview.Requirements) {
		ids = append(ids, r.ID)
	}
	if got := strings.Join(ids, " "); got != "fresh" {
		t.Errorf("missing %q, want fresh", got)
	}
}

// Whatever is written, scores stay within bounds, nothing earns more than its
// points, and the same attempt gets the same bytes.
func TestScoresAreBoundedAndRepeat(t *testing.T) {
	words := []string{
		"write", "heavy", "more", "writes", "than", "reads", "flush", "lag", "batch", "the", "not", "a", "bots", "filter", ",", "db", "->", "client",
		"lb", "fewer", "99.9%", "\x1b[31m", "世界", "because", "no",
	}
	q := small()
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), " ")
		})
		lines := rapid.SliceOfN(line, 0, 6)
		a := &interview.Attempt{
			Requirements: interview.RequirementsAttempt{Asked: lines.Draw(t, "asked"), Assumptions: lines.Draw(t, "assumptions"), Constraints: lines.Draw(t, "constraints")},
			Capacity:     interview.CapacityAttempt{Sheet: lines.Draw(t, "sheet"), Decides: map[string]string{"rate": line.Draw(t, "decides")}},
			Design:       interview.DesignAttempt{Graph: strings.Join(lines.Draw(t, "graph"), "\n")},
			Detail:       interview.DetailAttempt{Notes: lines.Draw(t, "notes")},
			Scale:        interview.ScaleAttempt{Monitoring: lines.Draw(t, "monitoring")},
			Curveballs:   []string{"bots"},
		}
		card := score.Grade(q, a)
		if card.Overall < 1 || card.Overall > 4 {
			t.Fatalf("overall %v", card.Overall)
		}
		for _, d := range card.Dimensions {
			for _, i := range d.Items {
				if i.Earned < 0 || i.Earned > i.Points || math.IsNaN(i.Earned) {
					t.Fatalf("%s earned %v of %v", i.ID, i.Earned, i.Points)
				}
			}
		}
		first, err := json.Marshal(card)
		if err != nil {
			t.Fatal(err)
		}
		second, _ := json.Marshal(score.Grade(q, a))
		if string(first) != string(second) {
			t.Fatal("the same attempt got another scorecard")
		}
	})
}
