package evidence

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/questions"
)

// strong returns the strong samples of the questions and some of the best answers,
// one of them without function words: what attacks are made of.
func strong(t *testing.T) []labelled {
	all := load(t, handedOut)
	byQuestion := make(map[string]*question.Question)
	for _, a := range all {
		byQuestion[a.question.ID] = a.question
	}
	all = slices.DeleteFunc(all, func(a labelled) bool {
		return !slices.Contains([]string{"url-shortener p11", "url-shortener p13", "chat p02", "chat p16"}, a.question.ID+" "+a.id)
	})
	for _, id := range slices.Sorted(maps.Keys(byQuestion)) {
		data, err := questions.FS.ReadFile("samples/" + id + "-strong.yaml")
		if err != nil {
			t.Fatal(err)
		}
		a := new(interview.Attempt)
		if err := yaml.Unmarshal(data, a); err != nil {
			t.Fatal(err)
		}
		all = append(all, labelled{question: byQuestion[id], id: "strong", attempt: a})
	}
	return all
}

// written lists the fields of prose of an attempt.
func written(a *interview.Attempt) []*[]string {
	return []*[]string{
		&a.Requirements.Functional, &a.Requirements.NonFunctional, &a.Requirements.Constraints, &a.Requirements.Assumptions,
		&a.Design.APIs, &a.Design.Flow, &a.Detail.Notes, &a.Scale.Bottlenecks, &a.Scale.Optimizations, &a.Scale.Monitoring, &a.Scale.Failures,
	}
}

// changed returns an attempt of prose alone, each line changed.
func changed(a *interview.Attempt, change func(string) string) *interview.Attempt {
	b := *a
	b.Capacity, b.Design.Graph, b.Detail.Decisions = interview.CapacityAttempt{}, "", nil
	for _, field := range written(&b) {
		*field = slices.Clone(*field)
		for i, line := range *field {
			(*field)[i] = change(line)
		}
	}
	return &b
}

// filled returns an attempt that says the same lines in every field.
func filled(lines []string) *interview.Attempt {
	a := new(interview.Attempt)
	for _, field := range written(a) {
		*field = lines
	}
	return a
}

// seen returns the items that an attempt earns.
func seen(q *question.Question, a *interview.Attempt) []string {
	r := Read(q, a)
	var ids []string
	for _, it := range items(q) {
		if r.Of(it.id).State == claim.Seen {
			ids = append(ids, it.id)
		}
	}
	return ids
}

// TestWrappers turns strong answers round, line by line: what is denied, asked or
// said of others earns nothing.
func TestWrappers(t *testing.T) {
	lower := func(s string) string { return strings.ToLower(s[:1]) + s[1:] }
	before := func(words string) func(string) string {
		return func(s string) string { return words + " " + lower(s) }
	}
	after := func(words string) func(string) string {
		return func(s string) string { return strings.TrimRight(s, ". ") + words }
	}
	wrappers := map[string]func(string) string{
		"It is not true that":            before("It is not true that"),
		"I would never do this:":         before("I would never do this:"),
		"It is a mistake to think":       before("It is a mistake to think"),
		"Nobody needs":                   before("Nobody needs"),
		"We do not need":                 before("We do not need"),
		"Some people say":                before("Some people say"),
		"Others might say":               before("Others might say"),
		"I doubt that":                   before("I doubt that"),
		"No way:":                        before("No way:"),
		"It is wrong that":               before("It is wrong that"),
		"We would not":                   before("We would not"),
		"A bad idea:":                    before("A bad idea:"),
		"I disagree that":                before("I disagree that"),
		"Never ever do this:":            before("Never ever do this:"),
		"It would be foolish to":         before("It would be foolish to"),
		"It is a common misconception:":  before("It is a common misconception:"),
		"Please don't":                   before("Please don't"),
		"There is no reason for":         before("There is no reason for"),
		"I reject this:":                 before("I reject this:"),
		"Under no circumstances:":        before("Under no circumstances:"),
		"Contrary to what people think,": before("Contrary to what people think, we do not"),
		"Should we ...?":                 func(s string) string { return "Should we " + lower(strings.TrimRight(s, ".")) + "?" },
		"Do you want ...?":               func(s string) string { return "Do you want: " + lower(strings.TrimRight(s, ".")) + "?" },
		"... right?":                     after(", right?"),
		"... is overkill":                after(" is overkill"),
		"... would be a mistake":         after(" would be a mistake"),
		"... makes no sense":             after(" makes no sense"),
		"... but no":                     after(" - no, scratch that"),
		"reversed": func(s string) string {
			words := strings.Fields(s)
			slices.Reverse(words)
			return strings.Join(words, " ")
		},
		"sorted": func(s string) string {
			words := strings.Fields(s)
			slices.SortFunc(words, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
			return strings.Join(words, " ")
		},
	}
	for _, a := range strong(t) {
		plain := len(seen(a.question, changed(a.attempt, func(s string) string { return s })))
		if plain < 20 {
			t.Errorf("%s %s earns %d items in prose", a.question.ID, a.id, plain)
		}
		for _, name := range slices.Sorted(maps.Keys(wrappers)) {
			got := seen(a.question, changed(a.attempt, wrappers[name]))
			if len(got) > mostWrapped {
				t.Errorf("%s %s, %s: earns %d items: %v", a.question.ID, a.id, name, len(got), got)
			}
		}
	}
}

// mostWrapped is how many of 37 items a strong answer may earn that is turned
// round: what is left out on purpose is one.
const mostWrapped = 2

// TestPasted hands in what spar shows, in every field.
func TestPasted(t *testing.T) {
	for _, a := range strong(t)[4:] {
		q := a.question
		pasted := make(map[string][]string)
		add := func(kind string, texts ...string) {
			for _, text := range texts {
				for line := range strings.SplitSeq(text, "\n") {
					if strings.TrimSpace(line) != "" {
						pasted[kind] = append(pasted[kind], line)
					}
				}
			}
		}
		for _, p := range interview.Phases() {
			c := q.Common(p)
			add("prompts", c.Prompts...)
			add("references", c.Reference)
			for _, item := range c.Rubric {
				add("rubric texts", item.Text)
				add("whys", item.Why)
				add("strong lines", item.Strong)
			}
			for _, h := range c.Hints {
				add("hints", h.Steps...)
			}
		}
		for _, c := range q.Phases.Requirements.Clarifications {
			add("answers", c.Answer)
		}
		for _, e := range q.Phases.Capacity.Estimates {
			add("estimates", e.Ask, e.Why)
		}
		for _, d := range q.Phases.Detail.Decisions {
			add("decisions", d.Ask)
			for _, o := range d.Options {
				add("choices", o.Choice)
				add("consequences", o.Consequence)
			}
		}
		for _, c := range q.Phases.Scale.Curveballs {
			add("curveballs", c.Says)
		}
		for _, kind := range slices.Sorted(maps.Keys(pasted)) {
			if got := seen(q, filled(pasted[kind])); len(got) > mostPasted {
				t.Errorf("%s: pasting %s earns %v", q.ID, kind, got)
			}
		}
	}
}

// mostPasted is how many items whatever spar shows earns when it comes back.
const mostPasted = 0

// TestTerms hands in words without sentences.
func TestTerms(t *testing.T) {
	terms := strings.Fields(`cache queue replica shard cdn websocket quorum index snowflake bloom stateless registry idempotent peak presence push
		bandwidth backpressure jitter unique durable expiry kafka redis cassandra hot-key presigned cursor heartbeat degrade availability ordering
		latency p99 failover sharding replication load-balancer rate-limiter redirect base62 analytics autoscaling consistency retries dedupe sequence`)
	lists := func(n int) []string {
		var lines []string
		for part := range slices.Chunk(terms, n) {
			lines = append(lines, strings.Join(part, ", "))
		}
		return lines
	}
	line := "Redis cache in front of the sharded database with two replicas each, promote one when the leader dies, p99 50 ms, 99.9% available"
	attacks := map[string][]string{
		"one-word lines":  terms,
		"lists of two":    lists(2),
		"lists of three":  lists(3),
		"lists of five":   lists(5),
		"one long list":   {strings.Join(terms, ", ")},
		"terms in a row":  {strings.Join(terms, " ")},
		"one line, often": slices.Repeat([]string{line}, 12),
		"buzzwords": {
			"Infinitely scalable, highly available and resilient by design", "Blazing fast performance at any scale", "Cloud native microservices on Kubernetes",
			"Event-driven architecture with Kafka as the backbone", "Intelligent multi-layer caching with Redis", "Sharding and replication where appropriate",
			"Full-stack observability with golden signals", "Graceful degradation and self-healing", "Zero downtime deployments", "Exactly-once semantics everywhere",
			"State-of-the-art consistency and durability", "Enterprise-grade security", "Horizontal autoscaling", "CDN at the edge for lightning fast delivery",
		},
	}
	for _, a := range strong(t)[4:] {
		for _, name := range slices.Sorted(maps.Keys(attacks)) {
			if got := seen(a.question, filled(attacks[name])); len(got) > mostTerms {
				t.Errorf("%s, %s: earns %d items: %v", a.question.ID, name, len(got), got)
			}
		}
	}
}

// mostTerms is how many items terms may earn: a list of features is one, a list of
// what is watched another, and a line that is said often counts once.
const mostTerms = 4
