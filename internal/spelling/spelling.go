// Package spelling guesses which word was meant by one that is unknown.
package spelling

// maxWord bounds the words that are compared, whose cost grows with the
// square of their length.
const maxWord = 64

// Nearest returns the candidate that takes the fewest changed letters to reach
// from a word, or "" if even that would be another word altogether. The word itself is
// none: who looks for another knows it already.
func Nearest(word string, candidates []string) string {
	if len(word) > maxWord {
		return ""
	}
	best, least := "", (len(word)+1)/3+1 // a third of the letters may be wrong
	for _, c := range candidates {
		if len(c) > maxWord || c == word {
			continue
		}
		if d := distance(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the letters to insert, remove or replace between two words of at
// most maxWord, and the neighbours to swap (the optimal string alignment of Damerau's
// distance, 1964).
func distance(a, b string) int {
	var d [maxWord + 1][maxWord + 1]int // between the first i and the first j letters
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			if i == 0 || j == 0 {
				d[i][j] = i + j
				continue
			}
			replaced := d[i-1][j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			d[i][j] = min(replaced, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// OneSlip reports whether one word is the other with a single slip of the
// fingers: one letter changed, missing or too many, or two neighbours in the
// wrong order (F. J. Damerau, "A technique for computer detection and
// correction of spelling errors", 1964).
func OneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
