package question

import (
	"slices"
	"sync"

	"spar/internal/phrase"
)

// An interviewer understands what is asked about a question. It learns the
// phrases when it is first asked.
type interviewer struct {
	once    sync.Once
	phrases *phrase.Matcher // of all clarifications
	meant   []int           // by phrase: the index of its clarification
	// telling holds, by the words that only one clarification has, the index of
	// that; -1 for words that several have.
	telling map[string]int
}

// learn returns the interviewer, ready.
func (q *Question) learn() *interviewer {
	in := &q.interviewer
	in.once.Do(func() {
		var phrases []string
		in.telling = make(map[string]int)
		for i, c := range q.Phases.Requirements.Clarifications {
			for _, text := range c.phrasings() {
				phrases = append(phrases, text)
				in.meant = append(in.meant, i)
				in.note(text, i)
			}
		}
		in.phrases = phrase.Compile(phrases)
	})
	return in
}

// note takes up the words of a phrase that means clarification i.
func (in *interviewer) note(text string, i int) {
	for _, word := range phrase.Words(text) {
		tells := i
		if other, known := in.telling[word]; known && other != i {
			tells = -1
		}
		in.telling[word] = tells
	}
}

// phrasings returns all wordings of the clarification, its own first.
func (c *Clarification) phrasings() []string { return append([]string{c.Ask}, c.Also...) }

// Clarify returns the clarification that a question to the interviewer means
// most clearly, whatever its wording; false if it means none. It is safe for
// concurrent use.
func (q *Question) Clarify(text string) (Clarification, bool) {
	i := q.meant(text)
	if i < 0 {
		return Clarification{}, false
	}
	return q.Phases.Requirements.Clarifications[i], true
}

// meant returns the index of the clarification that a text means, or -1.
func (q *Question) meant(text string) int {
	in := q.learn()
	// Who asks whether something is not so asks about it all the same, so
	// negation does not matter.
	best, ok := in.phrases.Match(text)
	alike, is := in.phrases.Resemble(text)
	switch {
	case is && (!ok || alike.Weight*alike.Strength > best.Weight*best.Strength):
		return in.meant[alike.Index]
	case ok:
		return in.meant[best.Index]
	}
	return in.told(text)
}

// What telling words take: letters of the stem, and the part of a text's words
// that must be telling.
const (
	leastTelling = 4
	tellingShare = 2 // one in two
)

// measures are the words for how much of something, which do not tell of what.
var measures = []string{"size", "speed", "frequenc", "creat"}

// told returns the index of the one clarification that the words of a text
// point at, or -1: "may I pick my own alias" can only be about aliases.
func (in *interviewer) told(text string) int {
	words := phrase.Words(text)
	found, count := -1, 0
	for _, word := range words {
		i, known := in.telling[word]
		if !known || i < 0 || len(word) < leastTelling || slices.Contains(measures, word) {
			continue
		}
		if found >= 0 && found != i {
			return -1
		}
		found = i
		count++
	}
	if count*tellingShare < len(words) {
		return -1
	}
	return found
}

// Topics returns which of [ClarifyingTopics] a question to the interviewer
// touches, in their order: the topic of the clarification that it means, and
// those that its words speak of. It is safe for concurrent use.
func (q *Question) Topics(text string) []string {
	known, _ := q.Clarify(text)
	var topics []string
	for i, topic := range ClarifyingTopics() {
		_, spoken := topicMatchers()[i].Match(text)
		if spoken || topic == known.Topic {
			topics = append(topics, topic)
		}
	}
	return topics
}
