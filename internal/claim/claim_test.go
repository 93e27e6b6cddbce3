package claim

import (
	"testing"

	"spar/internal/lexicon"
)

func TestPlainClaim(t *testing.T) {
	c, err := Parse("random codes in 62^7")
	if err != nil {
		t.Fatal(err)
	}
	l := lexicon.Standard()
	l = l.With(Literals(l, c))
	for text, want := range map[string]State{"The codes are random, of 62^7.": Seen, "Codes are random.": Missed, "random links": Missed} {
		if got := c.Match(Read(l, text, "notes")); got.State != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestBeside(t *testing.T) {
	c, err := Parse("[shard] beside [fail], then [promote]")
	if err != nil {
		t.Fatal(err)
	}
	l := lexicon.Standard()
	for text, want := range map[string]State{
		"a shard dies: its standby is promoted":                Seen,
		"if we lose the primary of a shard we promote":         Seen,
		"redis dies, the shard takes the reads, then promoted": Near,
	} {
		if got := c.Match(Read(l, text, "failures")); got.State != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
