package lexicon

import (
	"fmt"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	tests := []struct{ in, want string }{
		{"We don't need a cache.", "we do not need a cache"},
		{"p99 < 200ms, 99.95% up", "p99:p99 200:0.2s ms 99.95%:99.95% up"},
		{"three nines; 4 9s; 99th percentile", "99.9%:99.9% 99.99%:99.99% 99:p99"},
		{"10:1, 10 to 1, 10x, x3 and ten times", "10:1:x10 10:1:x10 10x:x10 3x:x3 and 10x:x10"},
		{"62^6 = 56.8bn, 62⁷, 62 to the power of 6", "62^6:^6 56800000000:#5.68e+10 62^7:^7 62^6:^6"},
		{"POST /urls/{code} -> 201", "post path:/ urls code 201:!201"},
		{"snapshotId ~> queue", "snapshot id async queue"},
		{"1,000,000 users for 10 years", "1000000:#1e+06 users for 10:3.1536e+08s years"},
		{"w/o r/w", "without read write"},
		{"4m20s, 1h30m and 4m users", "4:240s min 20:20s s 1:3600s h 30:1800s min and 4000000:#4e+06 users"},
		{"404s for 30s, 302s", "404:!404 for 30:30s s 302:!302"},
		{"in order to scale, one order", "to scale one order"},
		{"sub-second", "1:1s second"},
		{"ok so twice, ok", "twice ok"},
	}
	for _, tt := range tests {
		var got []string
		for _, tok := range Split(tt.in).Tokens {
			got = append(got, show(tok))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("Split(%q) = %q, want %q", tt.in, s, tt.want)
		}
	}
}

// show writes a token with its kind and value.
func show(t Token) string {
	switch t.Kind {
	case Number:
		return fmt.Sprintf("%s:#%g", t.Text, t.Value)
	case Duration:
		return fmt.Sprintf("%s:%gs", t.Text, t.Value)
	case Share:
		return fmt.Sprintf("%s:%g%%", t.Text, t.Value)
	case Percentile:
		return fmt.Sprintf("%s:p%g", t.Text, t.Value)
	case Ratio:
		return fmt.Sprintf("%s:x%g", t.Text, t.Value)
	case Power:
		return fmt.Sprintf("%s:^%g", t.Text, t.Value)
	case Status:
		return fmt.Sprintf("%s:!%g", t.Text, t.Value)
	case Path:
		return t.Text + ":/"
	}
	return t.Text
}

// TestAsked tells a question from one that is only quoted.
func TestAsked(t *testing.T) {
	for text, want := range map[string]bool{
		"Should we shard?":                          true,
		`"Should we shard?" is what they ask first`: false,
		`clients that ask "anything new?" all day`:  false,
	} {
		if got := Split(text).Asked[0]; got != want {
			t.Errorf("Split(%q) asks: %v, want %v", text, got, want)
		}
	}
}

// TestFormsWithFigures checks that a figure in a form is more than its digits: "two
// times" is not said by every 2.
func TestFormsWithFigures(t *testing.T) {
	l := New([]Idea{{Name: "double", Forms: []string{"two times"}}, {Name: "pair", Forms: []string{"one to one"}}})
	for text, want := range map[string]int{"sent two times": 1, "2 servers": 0, "one to one chat": 1, "1 chat": 0} {
		if got := len(l.Tag(l.Words(Split(text)))); got != want {
			t.Errorf("%q says %d ideas, want %d", text, got, want)
		}
	}
}

// A form of several words is never found by one of them: "the moment" is no
// moment, "would be lovely" nothing that is lovely.
func TestFormsKeepTheirFillers(t *testing.T) {
	l := New([]Idea{
		{Name: "at-once", Forms: []string{"the moment"}},
		{Name: "disconnect", Forms: []string{"close it"}},
		{Name: "later", Forms: []string{"would be lovely"}},
		{Name: "leader", Forms: []string{"leader"}},
	})
	for text, want := range map[string]string{
		"It is there the moment it is made.": "at-once",
		"A moment later":                     "",
		"We close it":                        "disconnect",
		"They close at five, it is late":     "",
		"That is close. It works":            "",
		"Search would be lovely":             "later",
		"What people love":                   "",
		"the leader of it":                   "leader",
	} {
		got := ""
		for _, o := range l.Tag(l.Words(Split(text))) {
			got += o.Idea
		}
		if got != want {
			t.Errorf("%q says %q, want %q", text, got, want)
		}
	}
}
