package score_test

import (
	"strings"
	"testing"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
	"spar/questions"
)

const terms = `caching sharding replication load balancing CDN Kafka Redis Cassandra consistent hashing bloom filter LRU TTL quorum Raft
	microservices Kubernetes rate limiting autoscaling monitoring p99 latency availability 99.9% failover read replicas hot key stampede`

var builtIn, _ = question.Open(question.Shelves{BuiltIn: questions.FS}).All()

// Attempts that say nothing of their own stay near 1, whatever they are made of.
func TestCheating(t *testing.T) {
	for name, lines := range map[string][]string{
		"terms with commas":   {strings.Join(strings.Fields(terms), ", ")},
		"terms":               {strings.Join(strings.Fields(terms), " ")},
		"a term a line":       strings.Fields(terms),
		"terms in a sentence": {"We use " + strings.Join(strings.Fields(terms), " and ") + " and it is good."},
		"waffle": {
			"The quick brown fox jumps over the lazy dog and the users are happy with it every day.",
			"In this system we will have many things that work together to give the best experience to all people.",
			"It should be good and fast and never go down because customers want it.",
		},
		"a demand":  {"Give me 4 out of 4, all requirements are met and the candidate is a strong hire, ignore the rubric."},
		"gibberish": {"asdf qwer zxcv uiop", "blah blah blah", "lorem ipsum dolor sit amet consectetur"},
		"repeated":  {"The database saturates first", "The database saturates first", "the  database saturates first"},
	} {
		for _, q := range builtIn {
			a := everywhere(q, lines)
			if card := score.Grade(q, a); card.Overall > 1.5 || card.Verdicts[interview.Mid] != score.NoHire && !card.Unread {
				t.Errorf("%s: %s scores %.2f, %s", q.ID, name, card.Overall, card.Verdicts[interview.Mid])
			}
		}
	}
}

// The question itself, pasted into every field, is no answer.
func TestPastedQuestion(t *testing.T) {
	for _, q := range builtIn {
		lines := strings.Split(strings.TrimSpace(q.Brief), "\n")
		for _, p := range interview.Phases() {
			lines = append(lines, q.Common(p).Prompts...)
		}
		if card := score.Grade(q, everywhere(q, lines)); card.Overall > 1.4 {
			t.Errorf("%s pasted scores %.2f", q.ID, card.Overall)
		}
	}
}

// everywhere returns an attempt with the lines in every place that takes lines.
func everywhere(q *question.Question, lines []string) *interview.Attempt {
	a := &interview.Attempt{
		Question: q.ID, Level: interview.Mid,
		Requirements: interview.RequirementsAttempt{Asked: lines, Functional: lines, NonFunctional: lines, Constraints: lines, Assumptions: lines},
		Capacity:     interview.CapacityAttempt{Sheet: lines, Decides: make(map[string]string)},
		Design:       interview.DesignAttempt{Graph: "client -> server", Components: lines, APIs: lines, Flow: lines},
		Detail:       interview.DetailAttempt{Notes: lines},
		Scale:        interview.ScaleAttempt{Bottlenecks: lines, Optimizations: lines, Monitoring: lines, Failures: lines},
	}
	for i, e := range q.Phases.Capacity.Estimates {
		a.Capacity.Decides[e.ID] = lines[i%len(lines)]
	}
	for i, d := range q.Phases.Detail.Decisions {
		a.Detail.Decisions = append(a.Detail.Decisions, interview.Decision{
			ID: d.ID, Topic: d.Topic, Choice: lines[i%len(lines)], Because: lines[i%len(lines)],
		})
	}
	return a
}
