package claim

import (
	"regexp"
	"strings"
)

// Kinds says what kind of sentence a line is.
type Kinds struct {
	Definition bool // of a textbook, and not about this system
	Heading    bool
	Hedges     int  // words that leave it open
	Question   bool // it ends in a question mark
	Refusal    bool // leaves things out
	Absolute   bool // "never fails", "unlimited"
	Salad      bool // words that make no sentence
	Foreign    bool // names things of other systems
}

// Undecided reports whether the line asks or hedges more than it says.
func (k Kinds) Undecided() bool { return k.Question || k.Hedges >= 2 }

// heading is "2.", "##" or "Step 1:" before a few words.
var heading = regexp.MustCompile(`^\s*(?:\d+(?:\.\d+)*[.)]|#+|[Ss]tep \d+:?)\s+(?:[A-Z][\w/-]*|and|of|or|to|the|for|in|&|API|-)(?:[ -][\w/&-]+){0,5}[:.]?\s*$`)

func kindsOf(l *Line) Kinds {
	s := speech()
	k := Kinds{
		Heading:  heading.MatchString(l.Text) && !strings.ContainsAny(l.Text, "=<>"),
		Hedges:   len(s["hedge"].find(l.tokens)),
		Question: strings.HasSuffix(strings.TrimSpace(l.Text), "?"),
		Refusal:  s["refusal"].match(l.tokens),
		Absolute: s["absolute"].match(l.tokens),
		Salad:    s["salad"].match(l.tokens),
		Foreign:  s["foreign"].match(l.tokens),
	}
	k.Definition = s["definition"].match(l.tokens) && !s["ours"].match(l.tokens)
	return k
}
