package interviewer

import (
	"spar/internal/sim"
	"spar/internal/wordset"
)

// A cover knows which words and concepts the examples of each class have, for a
// question with words that a class has never seen is hardly about that class.
type cover struct {
	words    []map[string]bool // by class
	count    map[string]int    // by word: the examples that have it
	examples float64
}

func newCover(readings []reading, labels []int, classes int) *cover {
	c := &cover{words: make([]map[string]bool, classes), count: make(map[string]int), examples: float64(len(readings))}
	for i := range c.words {
		c.words[i] = make(map[string]bool)
	}
	for i, r := range readings {
		words := c.words[labels[i]]
		seen := make(map[string]bool)
		for _, t := range r.words {
			key := stemKey(t)
			words[key] = true
			if !seen[key] {
				seen[key] = true
				c.count[key]++
			}
		}
		for _, o := range r.concepts {
			words["c:"+o.Idea] = true
		}
	}
	return c
}

// byConcept is what a word counts for that a class only knows by its concept.
const byConcept = .85

// shares returns for each class the share of a text's words that it knows, rare
// ones weighing more, from 0 to 1.
func (c *cover) shares(r reading) []float64 {
	shares := make([]float64, len(c.words))
	all := 0.
	for i, t := range r.words {
		if pointing[t.Text] || questioning[t.Text] {
			continue
		}
		key := stemKey(t)
		weight := sim.Log(1+c.examples/float64(1+c.count[key])) / sim.Log(1+c.examples)
		all += weight
		for class, words := range c.words {
			switch {
			case words[key]:
				shares[class] += weight
			case r.knownBy(words, i):
				shares[class] += float64(byConcept * weight)
			}
		}
	}
	for i := range shares {
		if all > 0 {
			shares[i] /= all
		}
	}
	return shares
}

// knownBy reports whether a class has a concept that begins at word i.
func (r reading) knownBy(words map[string]bool, i int) bool {
	for _, o := range r.concepts {
		if o.First <= i && i < o.End && words["c:"+o.Idea] {
			return true
		}
	}
	return false
}

// pointing are words that any question may have.
var pointing = wordset.Of("not need tell know about please exactly roughly")
