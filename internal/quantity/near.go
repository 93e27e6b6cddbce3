package quantity

import (
	"cmp"
	"slices"
	"strings"
)

// spellings holds the words for units and counts by their length.
var spellings = func() map[int][]string {
	byLength := make(map[int][]string)
	for word := range units {
		byLength[len(word)] = append(byLength[len(word)], word)
	}
	for _, m := range magnitudes {
		for word := range strings.FieldsSeq(m.words) {
			if len(word) > 4 {
				byLength[len(word)] = append(byLength[len(word)], word)
			}
		}
	}
	return byLength
}()

// nearWords returns up to two units or counts that a label would be with one
// letter changed, left out, put in or swapped with its neighbour: a label that
// is more likely a slip. The likeliest comes first.
func nearWords(word string) []string {
	if isNoun(word) {
		return nil
	}
	if len(word) == 1 && units[strings.ToUpper(word)+"B"] != nil {
		return []string{strings.ToUpper(word) + "B"}
	}
	var near []string
	for length := max(2, len(word)-1); length <= len(word)+1; length++ {
		for _, spelling := range spellings[length] {
			if len(word) > 1 && oneEdit(word, spelling) {
				near = append(near, spelling)
			}
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		return cmp.Or(unlike(a, word)-unlike(b, word), strings.Compare(a, b))
	})
	near = slices.CompactFunc(near, func(a, b string) bool { return units[a] != nil && units[a] == units[b] })
	return near[:min(len(near), 2)]
}

// unlike grades how far a spelling is from the word that somebody wrote: the
// same but for letter case, the same beginning, or neither.
func unlike(spelling, word string) int {
	switch {
	case strings.EqualFold(spelling, word):
		return 0
	case spelling[0] == word[0]:
		return 1
	}
	return 2
}

// oneEdit reports whether one letter inserted, removed, replaced or swapped with
// its neighbour turns a into b.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
