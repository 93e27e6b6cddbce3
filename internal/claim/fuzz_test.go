package claim

import "testing"

// Whatever an author writes is a claim or an error, and whatever a candidate
// writes can be held against it.
func FuzzParse(f *testing.F) {
	for _, seed := range [][2]string{
		{"[store] the message, then [acknowledge]", "we store it, then ack"},
		{"never [lose] a [message], within 6 words", "no message is lost?"},
		{"[3 of code, owner, expiry] without [queue], only in notes or graph", "links(code pk, owner)"},
		{"[at most 500 ms] [a percentile or status 301/302]", "p99 < 400ms; 301"},
		{"random codes", "It is not true that codes are random"},
		{"[a or no b] maybe [c] then [62^6]", "b over a, 62^6"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, source, text string) {
		c, err := Parse(source)
		if err != nil {
			return
		}
		l := Read(Vocabulary().With(Literals(Vocabulary(), c)), text, "notes")
		r := c.Match(l)
		if r.State == Seen && (r.Strength <= 0 || r.Span < 1) || r.State == Near && r.Strength <= 0 {
			t.Fatalf("%q against %q: %+v", source, text, r)
		}
		if c.Reading(Vocabulary()) == "" {
			t.Fatalf("nothing is read of %q", source)
		}
	})
}
