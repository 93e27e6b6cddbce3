package phrase

// Lengths from which a slip of the fingers is forgiven. Shorter words are other
// words once a letter changes.
const (
	swapped = 4 // two letters in the wrong order
	changed = 6 // one letter too many, too few or wrong
)

// lookalikes are words in their own right, one letter away from one another.
var lookalikes = set(`sharding sharing shading charging changing server serves served severe sever
	metric matrix metrics relation retain remain region reason request requests batch patch watch match
	premise promise caches catches caching catching writer waiter writing waiting reader leader header reading leading heading
	polling pulling pooling rolling sender render tender sending lending routed rooted routing rooting
	token taken broken broker replies replica stored stared storage stories encode decode hashing cashing washing`)

// misspelt reports whether one of two words is the other with a slip of the
// fingers: one letter changed, missing or too many, or two neighbours in the
// wrong order (F. J. Damerau, "A technique for computer detection and
// correction of spelling errors", 1964). The first letter is right.
func misspelt(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < swapped || a[0] != b[0] || lookalikes[a] && lookalikes[b] || !letters(a) || !letters(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(a) {
		return len(b) >= changed // the last letter is missing, or nothing
	}
	if len(a) == len(b) && i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
		return true
	}
	if len(b) < changed {
		return false
	}
	return a[i:] == b[i+1:] || len(a) == len(b) && a[i+1:] == b[i+1:]
}

// letters reports whether a word has no digits, which no slip may change.
func letters(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}
