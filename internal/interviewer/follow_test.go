package interviewer_test

import (
	"testing"

	. "spar/internal/interviewer"
)

// What only says what is new in it goes on with the question before.
func TestContinued(t *testing.T) {
	tests := []struct{ question, first, then, want string }{
		{"url-shortener", "How many new links per day?", "and per second?", "new-links"},
		{"url-shortener", "How many new links per day?", "and reads?", "redirects"},
		{"url-shortener", "How long are links kept?", "and after that?", "lifetime"},
		{"url-shortener", "how available must it be", "and for creating?", "availability"},
		{"chat", "how many users are there", "and online?", "users"},
		{"chat", "how many users are there", "uptime?", "availability"},
		{"chat", "how many messages a day", "per user?", "messages"},
		{"chat", "how big can a group be", "and later?", "group-size"},
		{"chat", "do people send photos", "how big are they?", "media"},
		{"chat", "how fast must a message arrive", "across continents?", "speed"},
		{"chat", "how available must sending be", "and presence?", "availability"},
		{"chat", "what may it cost", "per user?", "budget"},
	}
	for _, tt := range tests {
		q := builtIn(t, tt.question)
		replies := Replies(q, []string{tt.first, tt.then})
		if got := ids(q, replies[1]); replies[1].Kind != Answered || got != tt.want {
			t.Errorf("%q, %q = %s %s, want %s", tt.first, tt.then, replies[1].Kind, got, tt.want)
		}
	}
}

// Why, and more than was answered, is asked of an answer; there must be one.
func TestPressed(t *testing.T) {
	q := builtIn(t, "url-shortener")
	for _, text := range []string{"why?", "why six?", "And why is that?", "how much exactly?", "anything else?", "such as?", "can you be more specific?"} {
		if r := Replies(q, []string{"how short must the code be?", text})[1]; r.Kind != Pressed {
			t.Errorf("%q after an answer is %s", text, r.Kind)
		}
		if r := For(q).Ask(text, Reply{}); r.Kind == Pressed || r.Kind == Answered && text == "why?" {
			t.Errorf("%q after nothing is %s %s", text, r.Kind, ids(q, r))
		}
	}
	if r := Replies(q, []string{"how short must the code be?", "why do people want short links?"})[1]; r.Kind != Answered {
		t.Errorf("a question of its own is %s", r.Kind)
	}
}

// What a question takes for granted is told, whatever else it asks.
func TestPremises(t *testing.T) {
	tests := []struct{ question, text, want string }{
		{"url-shortener", "Since links never expire, the table only grows, right?", "lifetime"},
		{"url-shortener", "Given that links are kept for a year only, which database should I use?", "lifetime"},
		{"url-shortener", "Since anyone may create links, how many are made per day?", "users new-links"},
		{"url-shortener", "Links don't go away after a year, do they?", "lifetime"},
		{"chat", "Since losing a message now and then is fine, can I use UDP?", "guarantees"},
		{"chat", "So groups never have more than ten members, right?", "group-size"},
		{"chat", "Since there are no pictures, how would you store the rest?", "media"},
	}
	for _, tt := range tests {
		q := builtIn(t, tt.question)
		if r := For(q).Ask(tt.text, Reply{}); r.Kind != Answered || ids(q, r) != tt.want {
			t.Errorf("%q = %s %s, want %s", tt.text, r.Kind, ids(q, r), tt.want)
		}
	}
	for _, text := range []string{"Since you ask, where should the cache sit?", "given the time, should I shard?"} {
		if r := For(builtIn(t, "chat")).Ask(text, Reply{}); r.Kind == Answered {
			t.Errorf("%q is answered", text)
		}
	}
}
