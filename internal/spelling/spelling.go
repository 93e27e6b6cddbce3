// Package spelling guesses which word was meant by one that is unknown.
package spelling

// maxWord bounds the words that are compared, whose cost grows with the
// square of their length.
const maxWord = 64

// Nearest returns the candidate that takes the fewest changed letters to reach
// from a word, or "" if even that would be another word altogether.
func Nearest(word string, candidates []string) string {
	if len(word) > maxWord {
		return ""
	}
	best, least := "", len(word)/2+1
	for _, c := range candidates {
		if len(c) > maxWord {
			continue
		}
		if d := distance(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the letters to insert, remove or replace between two words
// (Levenshtein, 1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
