// Package wordset makes sets of words from lists as people write them.
package wordset

import "strings"

// Of returns the words of a text, which spaces and line ends part.
func Of(text string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(text) {
		set[w] = true
	}
	return set
}
