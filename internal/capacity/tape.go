package capacity

import (
	"slices"

	"spar/internal/quantity"
)

// A Tape evaluates lines one after the other, each with the names of those
// before it, as a pipe brings them. A name may be given again: from then on it
// is the new one, and "x = x + 1" is one more than before. The zero Tape is
// ready to use. Its memory grows with the names, not with the lines. It is not
// safe for concurrent use.
type Tape struct {
	sheet *Sheet
	lines int
}

// Add evaluates the next line.
func (t *Tape) Add(text string) Line {
	if t.sheet == nil {
		t.sheet = New()
	}
	e := t.sheet.newEntry(text, nil)
	t.lines++
	e.line.Number = t.lines
	if e.line.Kind == SettingLine {
		t.sheet.base, _ = baseSetting(text)
		return e.line
	}
	t.sheet.evaluate(e)
	if e.line.Err != nil {
		t.sheet.explain(e)
	} else if e.line.Name != "" && e.line.Kind != GuessLine {
		t.name(e)
	}
	e.uses = nil // or the earlier lines of a name would all be kept
	return e.line
}

// name gives an entry its name, in place of the line that had it.
func (t *Tape) name(e *entry) {
	k := key(e.line.Name)
	if before := t.sheet.byName[k]; before != nil {
		i := slices.Index(t.sheet.entries, before)
		t.sheet.entries = slices.Delete(t.sheet.entries, i, i+1)
	}
	t.sheet.entries = append(t.sheet.entries, e)
	t.sheet.byName[k] = e
	if quantity.IsPhrase(k) && !slices.Contains(t.sheet.phrases, k) {
		t.sheet.phrases = append(t.sheet.phrases, k)
	}
}
