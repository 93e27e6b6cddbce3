package phrase_test

import (
	"fmt"

	"spar/internal/phrase"
)

// A rubric asks for one of two phrases; four lines of a candidate are held
// against it.
func ExampleMatcher() {
	m := phrase.Compile([]string{"cache popular links", "10:1 reads"})
	for _, line := range []string{
		"The most popular URLs get cached",
		"ten times more reads than writes",
		"no cache for popular links",
		"a link is popular if many follow it",
	} {
		found, ok := m.Match(line)
		fmt.Println(ok, found.Negated, found.Phrase)
	}
	// Output:
	// true false cache popular links
	// true false 10:1 reads
	// true true cache popular links
	// false false
}

// Joining words tell a sentence from a list of terms.
func ExampleDescribe() {
	for _, line := range []string{
		"The cache holds hot links, so the database sees one read in ten.",
		"caching, sharding, replication, message queues",
	} {
		s := phrase.Describe(line)
		fmt.Println(s.Joining, "of", s.Words, s.IsList())
	}
	// Output:
	// 6 of 13 false
	// 0 of 5 true
}
