package lexicon

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// The data has no idea twice, no broader idea that is none, and no form that
// nothing is left of.
func TestIdeas(t *testing.T) {
	l := Standard()
	for _, name := range l.Names() {
		idea := l.Idea(name)
		for _, up := range idea.Is {
			if l.Idea(up) == nil {
				t.Errorf("%s is %q, which is no idea", name, up)
			}
		}
		seen := make(map[string]string)
		for _, form := range idea.Forms {
			stems, ok := stemsOf(form)
			if !ok {
				t.Errorf("%s: %q shrinks to a word that joins others", name, form)
				continue
			}
			key := strings.Join(stems, " ")
			if first, twice := seen[key]; twice && (strings.HasPrefix(first, "=") || !strings.HasPrefix(form, "=")) && first == form {
				t.Errorf("%s has %q twice", name, form)
			}
			seen[key] = form
		}
	}
}

// A form that many ideas share says none of them: most is how many may.
func TestFormsAreNotSharedByAccident(t *testing.T) {
	const most = 7
	owners := make(map[string][]string)
	l := Standard()
	for _, name := range l.Names() {
		for _, form := range l.Idea(name).Forms {
			if stems, ok := stemsOf(form); ok {
				key := strings.Join(stems, " ")
				if !slices.Contains(owners[key], name) {
					owners[key] = append(owners[key], name)
				}
			}
		}
	}
	for _, form := range slices.Sorted(maps.Keys(owners)) {
		if len(owners[form]) > most {
			t.Errorf("%d ideas are said by %q: %s", len(owners[form]), form, strings.Join(owners[form], ", "))
		}
	}
}

// Whatever is written can be split, and its parts are in order.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"p99 < 200 ms at 3 nines", "GET /urls/{code} -> 302", "62^6 ≈ 56.8bn", "don't w/o r/w 10:1 x3", "\x00\xff⁷ 1,2,3 9s", "three and a half nines"} {
		f.Add(seed)
	}
	l := Standard()
	f.Fuzz(func(t *testing.T, text string) {
		split := Split(text)
		sentence, clause := 0, 0
		for _, tok := range split.Tokens {
			if tok.Text == "" || tok.Sentence < sentence || tok.Clause < clause {
				t.Fatalf("token %+v behind sentence %d, clause %d", tok, sentence, clause)
			}
			sentence, clause = tok.Sentence, tok.Clause
		}
		words := l.Words(split)
		for _, o := range l.Tag(words) {
			if o.First < 0 || o.End <= o.First || o.End > len(words) {
				t.Fatalf("occurrence %+v of %d words", o, len(words))
			}
		}
	})
}
