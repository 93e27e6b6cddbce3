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

// measure returns the words that places take, and whether they stand in the
// claim's order.
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
	return span, ordered
}
