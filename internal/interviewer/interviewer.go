// Package interviewer understands what a candidate asks, in whatever words, and
// chooses the reply: the answers of a question's clarifications, a question back
// where two are as likely, or one of four ways to say that there is no answer.
//
// # How it works
//
// A question brings examples: ways to ask for each of its clarifications, and
// questions that none of them answers. Package interviewer adds how people ask
// about what every system has (topics.yaml), each such topic meaning the
// clarification that settles it or standing outside, and how they ask for the
// design, state something, or say nothing (talk.yaml).
//
// A text is compared by its words, by the concepts that they say (those of package
// lexicon and of concepts.yaml, for questions use words of their own) and by pairs
// of these. A linear model, trained on the examples when the interviewer is first
// asked, says how likely each class is; the share of the text's words that a
// class has ever seen corrects it. What is sure by a margin is answered. A text
// with several questions is also read in parts, and one without a subject leans on
// what was asked before.
//
// An answer is only given for a match, so nothing else that is said here reveals
// anything of a question but the wording of its clarifications.
package interviewer

import (
	"runtime"
	"slices"
	"sync"
	"weak"

	"spar/internal/question"
)

// A Kind says what a text to the interviewer is.
type Kind uint8

// The kinds of texts.
const (
	Unclear   Kind = iota // not understood
	Answered              // clarifications answer it
	AskedBack             // it may mean either of two clarifications
	Outside               // understood, but nothing answers it
	Design                // asks for a piece of the design
	Statement             // states something
	Courtesy              // says no more than hello, thanks or one moment
	Pressed               // asks why, or for more, of what was answered
)

var kinds = [...]string{"unclear", "answered", "asked-back", "outside", "design", "statement", "courtesy", "pressed"}

// String returns the name of a kind, as journals hold it.
func (k Kind) String() string { return kinds[k] }

// A Reply says how a text was taken.
type Reply struct {
	Kind Kind
	// Clarifications by index: those that answer, or one or two to ask back.
	Clarifications []int
	// Topic is the id of the standard topic that nothing answers, where it is known.
	Topic string
}

// An Interviewer understands what is asked about a question. It is safe for
// concurrent use.
type Interviewer struct {
	clarifications []question.Clarification
	classes        []class
	vocabulary     *vocabulary
	model          *model
	cover          *cover
}

// interviewers are those in use, by question. They hold no question, so that one
// that nobody uses any more goes away with its interviewer.
var interviewers sync.Map // from weak.Pointer[question.Question] to func() *Interviewer

// For returns the interviewer for a question, which is made once.
func For(q *question.Question) *Interviewer {
	key := weak.Make(q)
	made, known := interviewers.LoadOrStore(key, sync.OnceValue(func() *Interviewer { return New(key.Value()) }))
	if !known {
		runtime.AddCleanup(q, func(key weak.Pointer[question.Question]) { interviewers.Delete(key) }, key)
	}
	in := made.(func() *Interviewer)()
	runtime.KeepAlive(q)
	return in
}

// New returns a new interviewer for a question.
func New(q *question.Question) *Interviewer {
	s := loadStandard()
	return train(s, q.Phases.Requirements.Clarifications, collect(s, &q.Phases.Requirements))
}

// Replies returns how each of some texts to the interviewer of a question is
// taken, one after the other.
func Replies(q *question.Question, texts []string) []Reply {
	var replies []Reply
	var last Reply
	for _, text := range texts {
		last = For(q).Ask(text, last)
		replies = append(replies, last)
	}
	return replies
}

// train returns an interviewer that knows some examples.
func train(s *standard, clarifications []question.Clarification, c *collector) *Interviewer {
	v := newVocabulary(s)
	in := &Interviewer{clarifications: clarifications, classes: c.classes, vocabulary: v}
	var rows [][]feature
	var labels []int
	var readings []reading
	for _, e := range c.examples {
		r := v.read(unfolded(e.text))
		readings = append(readings, r)
		rows = append(rows, v.learn(r))
		labels = append(labels, e.class)
	}
	v.settle(len(rows))
	for i, row := range rows {
		rows[i] = v.scaled(row, 0)
	}
	in.model = fit(rows, labels, len(v.ids), len(in.classes))
	in.cover = newCover(readings, labels, len(in.classes))
	return in
}

// Topics returns which of [question.ClarifyingTopics] a text touches that was
// taken so.
func (in *Interviewer) Topics(r Reply) []string {
	var topics []string
	add := func(topic string) {
		if topic != "" && !slices.Contains(topics, topic) {
			topics = append(topics, topic)
		}
	}
	for _, i := range r.Clarifications {
		add(in.clarifications[i].Topic)
	}
	for _, t := range question.StandardTopics() {
		if t.ID == r.Topic {
			add(t.Covers)
		}
	}
	return topics
}
