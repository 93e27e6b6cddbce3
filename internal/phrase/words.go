package phrase

// Words returns the words of a line that say something, in the form in which
// words are compared, each once.
func Words(line string) []string {
	tokens, _ := distinct(tokenize(line))
	var words []string
	for _, t := range tokens {
		if t.weight == 1 {
			words = append(words, t.stem)
		}
	}
	return words
}
