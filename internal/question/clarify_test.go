package question

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// shortener has the clarifications of a question as candidates meet it.
func shortener() *Question {
	q := new(Question)
	add := func(topic, ask, answer string, also ...string) {
		c := Clarification{Ask: ask, Also: also, Answer: answer, Topic: topic}
		q.Phases.Requirements.Clarifications = append(q.Phases.Requirements.Clarifications, c)
	}
	add("scale", "How many URLs are created each day?", "writes", "write volume", "how many links per day", "daily new urls")
	add("scale", "How many redirects are there each day?", "reads", "read volume", "read traffic", "ratio of reads to writes", "is it read heavy")
	add("features", "How long are links kept?", "ten years", "retention", "when do links expire", "expiry of links")
	add("features", "Can users choose a custom alias?", "no", "custom aliases", "vanity urls")
	add("features", "How long is a short code?", "six characters", "length of the code", "how many characters has the short url")
	add("availability", "How available must redirects be?", "99.9%", "availability", "uptime target", "how much downtime is acceptable")
	add("performance", "How fast must a redirect be?", "100 ms", "latency", "response time target")
	add("security", "Do users have accounts?", "no", "log in", "authentication", "anonymous users")
	add("features", "Do we need analytics?", "click counts", "click statistics", "count the clicks")
	return q
}

func TestClarify(t *testing.T) {
	tests := []struct{ text, want string }{
		// The author's words, and others for the same.
		{"How many URLs are created each day?", "writes"},
		{"how many urls get created per day", "writes"},
		{"What's the daily number of new links?", "writes"},
		{"how many new links per day?", "writes"},
		{"What is the expected write volume?", "writes"},
		{"Hi! Just so I understand the scale: roughly how many URLs would be created every single day, do you think?", "writes"},
		{"how mnay urls are craeted each day", "writes"},
		{"URLs created per day?", "writes"},
		{"is the system read-heavy or write-heavy?", "reads"},
		{"How many redirects do we serve daily?", "reads"},
		{"What's the read:write ratio?", "reads"},
		{"what is the read to write ratio", "reads"},
		{"How long should we keep a URL?", "ten years"},
		{"Do links ever expire?", "ten years"},
		{"what is the retention period", "ten years"},
		{"can a user pick his own custom alias", "no"},
		{"Should vanity URLs be supported?", "no"},
		{"how long should the short code be", "six characters"},
		{"How many characters may the short URL have?", "six characters"},
		{"what availability do we target", "99.9%"},
		{"How much downtime can we accept?", "99.9%"},
		{"What latency is acceptable?", "100 ms"},
		{"how quickly does a redirect have to be", "100 ms"},
		{"do people need to log in?", "no"},
		{"Is there authentication?", "no"},
		{"Should we count clicks?", "click counts"},
		{"may I pick my own alias?", "no"},
		{"are there any accounts", "no"},
		{"What do we do about statistics?", "click counts"},
		// What the interviewer does not know, or what is no question.
		{"", ""},
		{"   ", ""},
		{"?", ""},
		{"the", ""},
		{"how many", ""},
		{"What colour is the logo?", ""},
		{"Do you like working here?", ""},
		{"How many engineers are on the team?", ""},
		{"Which cloud provider do we use?", ""},
		{"asdf qwer zxcv", ""},
		{"day", ""},
		{"what time is it", ""},
		{"Does the alias team have accounts with statistics?", ""},
	}
	q := shortener()
	for _, tt := range tests {
		c, ok := q.Clarify(tt.text)
		if c.Answer != tt.want || ok != (tt.want != "") {
			t.Errorf("Clarify(%q) = %q, want %q", tt.text, c.Answer, tt.want)
		}
	}
}

func TestTopics(t *testing.T) {
	tests := []struct{ text, want string }{
		{"How many new links per day?", "scale"},
		{"Who are the users?", "users"},
		{"Who will be using this?", "users"},
		{"What is the main use case?", "use-case"},
		{"What problem does it solve?", "use-case"},
		{"Which features are in scope?", "features"},
		{"Can users choose a custom alias?", "features"},
		{"How many requests per second do we expect?", "scale"},
		{"How many daily active users?", "users scale"},
		{"What latency is acceptable at p99?", "performance"},
		{"Does it have to be real time?", "performance"},
		{"What uptime do we promise?", "availability"},
		{"May we lose data?", "availability"},
		{"Is eventual consistency fine?", "availability"},
		{"Do users log in?", "security"},
		{"Is the content private or encrypted?", "security"},
		{"What's the budget?", "budget"},
		{"How much can we spend on servers?", "budget"},
		{"When do we launch?", "timeline"},
		{"What is the deadline?", "timeline"},
		{"Is there a preferred technology?", "technology"},
		{"Are we on AWS or on premise?", "technology"},
		{"What is your favourite colour?", ""},
		{"", ""},
	}
	q := shortener()
	for _, tt := range tests {
		if got := strings.Join(q.Topics(tt.text), " "); got != tt.want {
			t.Errorf("Topics(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestTopicPhrases holds that every topic has phrases, and that each of them is
// found in itself.
func TestTopicPhrases(t *testing.T) {
	q := new(Question)
	for _, topic := range ClarifyingTopics() {
		if len(topicPhrases[topic]) < 5 {
			t.Errorf("topic %s has %d phrases", topic, len(topicPhrases[topic]))
		}
		for _, text := range topicPhrases[topic] {
			if !slices.Contains(q.Topics(text), topic) {
				t.Errorf("Topics(%q) = %v, want %s", text, q.Topics(text), topic)
			}
		}
	}
}

// TestOwnWords holds that each wording in a pack gets its answer.
func TestOwnWords(t *testing.T) {
	all, errs := Open(Shelves{BuiltIn: os.DirFS("testdata/good")}).All()
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, q := range all {
		for i, c := range q.Phases.Requirements.Clarifications {
			for _, text := range c.phrasings() {
				if q.meant(text) != i {
					t.Errorf("%q means %d, want %d", text, q.meant(text), i)
				}
			}
		}
	}
}

func BenchmarkClarify(b *testing.B) {
	q := shortener()
	for b.Loop() {
		q.Clarify("Just so I understand the scale: roughly how many URLs would be created every single day?")
	}
}
