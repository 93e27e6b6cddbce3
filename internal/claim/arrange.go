package claim

import (
	"cmp"
	"slices"
)

// most bounds the places of one term that are tried.
const most = 6

// arrange returns the smallest span of words in which each term has a place of
// its own, in the stated order where there is such a span; -1 if there is none.
func (f *found) arrange(c *Claim, l *Line) (span int, ordered bool) {
	lists := make([][]place, len(f.places))
	for i, list := range f.places {
		lists[i] = distinctPlaces(list)
	}
	chosen := make([]place, 0, len(lists))
	span = -1
	var try func()
	try = func() {
		if len(chosen) == len(lists) {
			s, o := f.measure(c, l, chosen)
			if span < 0 || o && !ordered || o == ordered && s < span {
				span, ordered = s, o
			}
			return
		}
		for _, at := range lists[len(chosen)] {
			if slices.ContainsFunc(chosen, func(p place) bool { return p.first == at.first && p.end == at.end }) {
				continue
			}
			chosen = append(chosen, at)
			try()
			chosen = chosen[:len(chosen)-1]
		}
	}
	try()
	return span, ordered
}

// apart is more than the reach of any claim.
const apart = 1000

// says reports whether the line says what a claim wants to be absent.
func (l *Line) says(a absent) bool {
	if slices.ContainsFunc(a.figures, func(p *predicate) bool { return len(p.find(l)) > 0 }) {
		return true
	}
	for _, idea := range a.ideas {
		for _, at := range l.places[idea] {
			if at.stance == Denied {
				continue // "nothing to check" has no check
			}
			if a.beside == nil {
				return true
			}
			for _, other := range a.beside {
				if slices.ContainsFunc(l.places[other], func(p place) bool { return p.first != at.first && l.beside(at, p) }) {
					return true
				}
			}
		}
	}
	return false
}

// beside reports whether at most a few words of the same clause stand between two
// places.
func (l *Line) beside(a, b place) bool {
	if b.first < a.first {
		a, b = b, a
	}
	last, next := l.words[a.end-1], l.words[b.first]
	return b.first-a.end <= besides && last.Sentence == next.Sentence && last.Clause == next.Clause
}

// distinctPlaces returns places without repetitions in the order of the line.
func distinctPlaces(list []place) []place {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b place) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.end, b.end)) })
	list = slices.CompactFunc(list, func(a, b place) bool { return a.first == b.first && a.end == b.end })
	return list[:min(len(list), most)]
}

// Lines with many words are several thoughts: crossing a sentence costs more
// there.
const (
	longLine     = 22
	crossing     = 2
	crossingLong = 5
)

// besides is how many words may stand between two ideas that are said together:
// "the shard that we have just lost".
const besides = 2

// measure returns the words that places take, and whether they stand in the
// claim's order. Ideas that should be said together and are not take more than any
// reach.
func (f *found) measure(c *Claim, l *Line, chosen []place) (span int, ordered bool) {
	first, end := chosen[0].first, chosen[0].end
	for _, at := range chosen {
		first, end = min(first, at.first), max(end, at.end)
	}
	cost := crossing
	if len(l.words) > longLine {
		cost = crossingLong
	}
	span = end - first + cost*(l.words[end-1].Sentence-l.words[first].Sentence)
	ordered = true
	for _, o := range c.order {
		i, j := slices.Index(f.terms, o), slices.Index(f.terms, o+1)
		ordered = ordered && (i < 0 || j < 0 || chosen[i].first < chosen[j].first)
	}
	for _, o := range c.pairs {
		i, j := slices.Index(f.terms, o), slices.Index(f.terms, o+1)
		if i >= 0 && j >= 0 && !l.beside(chosen[i], chosen[j]) {
			span += apart
		}
	}
	return span, ordered
}
