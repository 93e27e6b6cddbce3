package phrase

import "strings"

// A Source knows whole passages of texts, so that a line copied out of them is
// recognised however it was cut. It does not change, so it is safe for
// concurrent use.
type Source struct{ runs map[string]bool }

// runLength is the number of words that, in the same order as in the source,
// are taken for a copy.
const runLength = 5

// NewSource returns a source of texts, such as the brief and the prompts of a
// question.
func NewSource(texts ...string) *Source {
	s := &Source{make(map[string]bool)}
	for _, text := range texts {
		words := split(text)
		for i := range len(words) - runLength + 1 {
			s.runs[run(words[i:i+runLength])] = true
		}
	}
	return s
}

// Copied returns the part of a line's words, from 0 to 1, that stand in the
// source in the same order, in runs of five words or more. Shorter lines have
// no copied part.
func (s *Source) Copied(line string) float64 {
	words := split(clip(line))
	copied, until := 0, 0
	for i := range len(words) - runLength + 1 {
		if s.runs[run(words[i:i+runLength])] {
			copied += i + runLength - max(i, until)
			until = i + runLength
		}
	}
	return float64(copied) / float64(max(1, len(words)))
}

func run(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	return b.String()
}
