package interviewer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	. "spar/internal/interviewer"
	"spar/internal/question"
)

// ids returns what a reply is about by the ids of clarifications.
func ids(q *question.Question, r Reply) string {
	var list []string
	for _, i := range r.Clarifications {
		list = append(list, q.Phases.Requirements.Clarifications[i].ID)
	}
	return strings.Join(list, " ")
}

func TestAsk(t *testing.T) {
	q := builtIn(t, "url-shortener")
	tests := []struct {
		text string
		kind Kind
		want string // clarifications by id, or the standard topic outside
	}{
		{"How many URLs are created each day?", Answered, "new-links"},
		{"How many redirekts a day?", Answered, "redirects"}, // a slip
		{"Hi! Just so I understand the scale: roughly how many URLs would be created every day, do you think?", Answered, "new-links"},
		{"uptime?", Answered, "availability"},
		{"how long do links live, and how large is a record?", Answered, "lifetime record-size"},
		{"budget and deadline?", Answered, "budget timeline"},
		{"Any constraints on budget or deadline?", Answered, "budget timeline"},
		{"any constraints from the business, money or deadline?", Answered, "budget timeline"},
		{"Scale: how many links per day and how many clicks?", Answered, "new-links redirects"},
		{"reliability wise: latency, uptime?", Answered, "speed availability"},
		{"clicks/sec?", Answered, "redirects"},
		{"dfgh ;; 6", Unclear, ""},
		{"what's the scale", Answered, "new-links redirects"},
		{"what is the peak traffic", Outside, "peak"},
		{"How many engineers are on the team?", Outside, "team"},
		{"what database should I use?", Design, ""},
		{"I would shard by the code", Statement, ""},
		{"asdf", Unclear, ""},
		{"Will it rain?", Unclear, ""},
		{"???", Unclear, ""},
		{"", Unclear, ""},
		{"thanks, that makes sense", Courtesy, ""},
		{"thank you, that helps a lot", Courtesy, ""},
		{"thanks, and how many are opened per day", Answered, "redirects"},
		{"hello", Courtesy, ""},
	}
	for _, tt := range tests {
		r := For(q).Ask(tt.text, Reply{})
		if got := ids(q, r) + r.Topic; r.Kind != tt.kind || got != tt.want {
			t.Errorf("Ask(%q) = %d %s, want %d %s", tt.text, r.Kind, got, tt.kind, tt.want)
		}
	}
}

// A question that does not say what it is about leans on the one before.
func TestFollowUps(t *testing.T) {
	q := builtIn(t, "chat")
	tests := []struct{ first, then, want string }{
		{"Can users send pictures?", "and how large are they on average?", "media"},
		{"How many messages are sent each day?", "and how large are those on average?", "messages"},
		{"How big can a group get?", "is there a limit to that?", "group-size"},
	}
	for _, tt := range tests {
		replies := Replies(q, []string{tt.first, tt.then})
		if got := ids(q, replies[1]); replies[1].Kind != Answered || got != tt.want {
			t.Errorf("%q, %q = %d %s, want %s", tt.first, tt.then, replies[1].Kind, got, tt.want)
		}
		if alone := For(q).Ask(tt.then, Reply{}); alone.Kind == Answered {
			t.Errorf("%q is answered without anything before: %s", tt.then, ids(q, alone))
		}
	}
}

// What is asked back is chosen from in a word.
func TestChoices(t *testing.T) {
	q := builtIn(t, "chat")
	back := Reply{Kind: AskedBack, Clarifications: []int{4, 2}}
	for text, want := range map[string][]int{"the first": {4}, "the latter": {2}, "both, please": {4, 2}, "yes": {4}} {
		if r := For(q).Ask(text, back); r.Kind != Answered || !slices.Equal(r.Clarifications, want) {
			t.Errorf("%q chooses %+v, want %v", text, r, want)
		}
	}
	if r := For(q).Ask("yes", Reply{}); r.Kind != Unclear {
		t.Errorf("yes to nothing is %+v", r)
	}
}

// What stands around a question is not what is asked, unless the question is about it;
// a list that is announced has several questions, one to choose from has not.
func TestContext(t *testing.T) {
	tests := []struct{ question, text, want string }{
		{"url-shortener", "I have 100 million new links a day on my sheet. Does that sound about right?", "new-links"},
		{"url-shortener", "Thanks for having me! I once wanted to change where a link points after it was printed. Is that something I should support?", "features"},
		{"url-shortener", "For the disk: 500 bytes incl. the long URL per record, good enough?", "record-size"},
		{"url-shortener", "ten clicks for each new link, confirm?", "redirects"},
		{"url-shortener", "I need two figures: new links per day, bytes per record", "new-links record-size"},
		{"url-shortener", "What limits me from above: budget, deadline?", "budget timeline"},
		{"url-shortener", "To size the disk I need to know how many links come in, how large a record is, and how long we keep them. Could you give me those?", "new-links record-size lifetime"},
		{"url-shortener", "How long are links kept: for ever, a year, or until the owner removes them?", "lifetime"},
		{"url-shortener", "we do not delete old links, right", "lifetime"},
		{"url-shortener", "Could you please tell me when it has to go into production?", "timeline"},
		{"chat", "photos: how many, and how large are they?", "media"},
		{"chat", "uptime + latency?", "speed availability"},
	}
	for _, tt := range tests {
		q := builtIn(t, tt.question)
		if r := For(q).Ask(tt.text, Reply{}); r.Kind != Answered || ids(q, r) != tt.want {
			t.Errorf("Ask(%q) = %s %s, want %s", tt.text, r.Kind, ids(q, r), tt.want)
		}
	}
	for text, want := range map[string]Kind{
		"So basically it is a link that is shorter, I use one every day.": Statement,
		"wud a bloom filter help with unknown codes":                      Design,
		"I note two figures: 100M new links a day, 500 bytes per record":  Statement,
		"got it, is there a budget":                                       Answered,
	} {
		if r := For(builtIn(t, "url-shortener")).Ask(text, Reply{}); r.Kind != want {
			t.Errorf("Ask(%q) = %s, want %s", text, r.Kind, want)
		}
	}
}

// A question without clarifications can be asked all the same.
func TestNothingToAnswer(t *testing.T) {
	for _, text := range []string{"how many users?", "and how large are those?", "what, and how many?"} {
		if r := New(new(question.Question)).Ask(text, Reply{}); r.Kind == Answered || r.Kind == AskedBack {
			t.Errorf("%q is %+v", text, r)
		}
	}
}

// Two interviewers for one question agree to the last bit, whatever the order of maps.
func TestDeterminism(t *testing.T) {
	q := builtIn(t, "chat")
	a, b := New(q), New(q)
	for _, text := range []string{"how many users?", "is it fast and available", "what about messages and photos"} {
		if x, y := a.Likelihoods(text), b.Likelihoods(text); fmt.Sprint(x) != fmt.Sprint(y) {
			t.Errorf("%q: %v and %v", text, x, y)
		}
	}
}

func TestTopics(t *testing.T) {
	q := builtIn(t, "url-shortener")
	tests := []struct{ text, want string }{
		{"How many new links per day?", "scale"},
		{"Who are the users?", "users"},
		{"Which features are in scope?", "features"},
		{"What latency is acceptable at p99?", "performance"},
		{"What uptime do we promise?", "availability"},
		{"Do we have to comply with GDPR?", "security"},
		{"What is the peak load?", "scale"},
		{"What's the budget?", "budget"},
		{"When do we launch?", "timeline"},
		{"Are we on AWS or on premise?", "technology"},
		{"What is your favourite colour?", ""},
	}
	for _, tt := range tests {
		in := For(q)
		if got := strings.Join(in.Topics(in.Ask(tt.text, Reply{})), " "); got != tt.want {
			t.Errorf("%q touches %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Whatever is asked, the reply stays within the question.
func FuzzAsk(f *testing.F) {
	for _, text := range []string{"how many links, and how large?", "a?b?c?d?e?f?g?h?i?j?", "((((", "ünïcödé ?", strings.Repeat("and ", 300), "\x00\xff"} {
		f.Add(text, uint8(AskedBack))
	}
	q := builtIn(f, "url-shortener")
	in := For(q)
	n := len(q.Phases.Requirements.Clarifications)
	f.Fuzz(func(t *testing.T, text string, kind uint8) {
		r := in.Ask(text, Reply{Kind: Kind(kind), Clarifications: []int{3, 4}})
		if (r.Kind == Answered || r.Kind == AskedBack) != (len(r.Clarifications) > 0) || r.Kind == AskedBack && len(r.Clarifications) > 2 {
			t.Errorf("%q: %+v", text, r)
		}
		for _, i := range r.Clarifications {
			if i < 0 || i >= n {
				t.Errorf("%q: %+v", text, r)
			}
		}
	})
}

func BenchmarkNew(b *testing.B) {
	q := builtIn(b, "url-shortener")
	for b.Loop() {
		New(q)
	}
}

func BenchmarkAsk(b *testing.B) {
	in := New(builtIn(b, "url-shortener"))
	for b.Loop() {
		in.Ask("Just so I understand the scale: roughly how many URLs would be created every single day, and how large are they?", Reply{})
	}
}
