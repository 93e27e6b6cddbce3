package shell

import "testing"

func TestQuote(t *testing.T) {
	for word, want := range map[string]string{
		"": "''", "a b": "'a b'", "it's": `'it'\''s'`, "x=1,2%": "x=1,2%", "$HOME": "'$HOME'", "`ls`": "'`ls`'", "a\nb": "'a\nb'",
	} {
		if got := Quote(word); got != want {
			t.Errorf("Quote(%q) = %s, want %s", word, got, want)
		}
	}
}
