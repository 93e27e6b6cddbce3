package interview

import "slices"

// diff returns the shortest Wrote with one run of changed lines that turns the
// lines before into after; ok is false if they are equal.
func diff(f Field, before, after []string) (w Wrote, ok bool) {
	if slices.Equal(before, after) {
		return Wrote{}, false
	}
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head &&
		before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	return Wrote{
		Field:    f,
		From:     head,
		Removed:  slices.Clone(before[head : len(before)-tail]),
		Inserted: slices.Clone(after[head : len(after)-tail]),
	}, true
}

// splice returns a new slice: lines as w leaves them.
func splice(lines []string, w Wrote) []string {
	out := make([]string, 0, len(lines)-len(w.Removed)+len(w.Inserted))
	out = append(out, lines[:w.From]...)
	out = append(out, w.Inserted...)
	return append(out, lines[w.From+len(w.Removed):]...)
}

// undo returns the edit that takes w back.
func (w Wrote) undo() Wrote {
	return Wrote{Field: w.Field, From: w.From, Removed: w.Inserted, Inserted: w.Removed}
}
