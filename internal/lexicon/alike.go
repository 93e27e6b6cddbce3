package lexicon

import "slices"

// Alike returns how alike two texts are, 0 to 1: the part of their words and ideas
// that they have in common (L. R. Dice, "Measures of the amount of ecologic
// association between species", 1945).
func (l *Lexicon) Alike(a, b string) float64 {
	first, second := l.features(a), l.features(b)
	if len(first)+len(second) == 0 {
		return 0
	}
	common := 0
	for _, f := range first {
		if slices.Contains(second, f) {
			common++
		}
	}
	return 2 * float64(common) / float64(len(first)+len(second))
}

// features returns the distinct ideas of a text, and the stems that none has.
func (l *Lexicon) features(text string) []string {
	words := l.Words(Split(text))
	var all []string
	add := func(f string) {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	covered := make([]bool, len(words))
	for _, o := range l.Tag(words) {
		add("#" + o.Idea)
		for i := o.First; i < o.End; i++ {
			covered[i] = true
		}
	}
	for i, w := range words {
		if !covered[i] {
			add(w.Stem)
		}
	}
	return all
}
