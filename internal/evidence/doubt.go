package evidence

import (
	"slices"
	"strings"

	"spar/internal/interview"
	"spar/internal/lexicon"
	"spar/internal/manner"
	"spar/internal/question"
)

// Doubt says how far an attempt as a whole may be taken at its word, from what
// kind of sentences it is made of. An honest answer to the question has next to
// none; a confident and wrong one, a recital or an answer to another question
// has much. Of the items it knows only
// how many are contradicted.
type Doubt struct {
	// Value is 0 for no doubt. From [Doubtful] on an attempt is read strictly.
	Value float64
	// Wrong counts the lines that contradict known facts.
	Wrong int
	// Contrary counts the items of which a line says the contrary.
	Contrary int
	// Shares of the lines of prose, 0 to 1.
	Absolute, Textbook, Undecided, Refused, Foreign, Own, Salad, Strung, Bare float64
	// Few is set if of all that the question is about only a word or two are spoken of:
	// another question's answer with its noun changed.
	Few bool
	// Manner is how the sentences argue on average: below 0 as sound ones do, above as
	// confident mistakes do; see package manner.
	Manner float64
	// Unsaid is the part of the words that are not asserted but asked, said of others,
	// turned round, left out or taken back.
	Unsaid float64
	// closed are the ideas about which something wrong was said.
	closed map[string]bool
}

// Doubtful is the doubt from which an attempt is read strictly: what is said must
// say more. From twice that on two claims must meet.
const Doubtful = 0.1

// mostDenying is the share of lines that deny something from which they deny the
// answer: sound ones reach four in ten.
const mostDenying = 0.8

// fewLines is what shares are taken of at least, so that one line of three is no
// third.
const fewLines = 8

// What honest attempts have at most: of words that are not asserted, and of lines
// that make no sentence.
const (
	mostUnsaid = 0.15
	mostSalad  = 0.1
)

// mostStrung is the share of lines of strung terms from which they are all there is:
// no attempt that was seen has more than a tenth.
const mostStrung = 0.25

// saladCosts is the doubt in an attempt whose words make no sentences.
const saladCosts = 0.6

// How many of the words that a question is about an answer to it speaks of at least,
// where there are enough to tell, and the doubt in one that speaks of fewer. All that
// were seen speak of eight or more.
const (
	fewestSubjects = 6
	enoughSubjects = 20
	fewCosts       = 0.3
)

// Of how many items sound attempts say the contrary at most, and the doubt in each
// more.
const (
	mostContrary  = 2
	contraryCosts = 0.05
)

// What honest attempts have at most for a manner, and the doubt in one more of it.
const (
	mostManner  = -0.6
	mannerCosts = 1.5
	// borneOut is how many known mistakes beyond one bear a manner out.
	borneOut = 3
)

// fewToTell is how many lines are too few to tell from their words what they are
// about.
const fewToTell = 12

// Strictly reports whether the attempt is read strictly.
func (d Doubt) Strictly() bool { return d.Value > Doubtful }

// argues reports whether the attempt argues as confident mistakes do, and makes some.
func (d Doubt) argues() bool { return d.Manner > mostManner && d.Wrong > 1 }

// Reason says in words what the doubt rests on, empty without doubt.
func (d Doubt) Reason() string {
	if !d.Strictly() {
		return ""
	}
	var why []string
	if d.Wrong > 0 {
		why = append(why, count(d.Wrong, "line contradicts known facts", "lines contradict known facts"))
	}
	if d.Contrary > mostContrary {
		why = append(why, "it says the opposite of "+count(d.Contrary, "item", "items"))
	}
	if d.Textbook > 0.1 {
		why = append(why, "much of it defines terms")
	}
	if d.Absolute > 0.05 {
		why = append(why, "it says that things cannot fail")
	}
	if d.Refused > 0.2 {
		why = append(why, "it leaves much out")
	}
	if d.Unsaid > mostUnsaid {
		why = append(why, "much of it is denied, asked or said of others")
	}
	if d.Salad > mostSalad {
		why = append(why, "its words make no sentences")
	}
	if d.Undecided > 0.1 {
		why = append(why, "much of it is left open")
	}
	if d.Bare > 0.7 {
		why = append(why, "most of it names things without a figure or a reason")
	}
	if d.Foreign > 0.1 || d.Own < 0.3 || d.Few {
		why = append(why, "much of it is about something else")
	}
	if d.argues() {
		why = append(why, "much of it argues as confident mistakes do")
	}
	if len(why) == 0 {
		why = append(why, "its lines say little about this question")
	}
	return strings.Join(why, ", ")
}

func doubtOf(about subject, lines []*Line) Doubt {
	d := Doubt{closed: make(map[string]bool)}
	var all, wrong, absolute, textbook, undecided, refused, foreign, own, sentences, salad, strung, bare, unsaid, words, argued, denying float64
	for _, l := range lines {
		if l.joint || l.Field == interview.Sheet || l.Field == interview.Graph {
			continue
		}
		all++
		u, w := l.read.Unsaid()
		unsaid, words = unsaid+u, words+w
		tally(&denying, l.read.Kinds.Denying)
		argued += manner.Of(l.read.Tokens())
		k := l.read.Kinds
		tally(&wrong, len(l.read.Beliefs) > 0)
		tally(&absolute, k.Absolute)
		tally(&textbook, k.Definition || k.Heading)
		tally(&undecided, k.Undecided())
		tally(&refused, k.Refusal)
		tally(&own, about.of(l))
		tally(&foreign, k.Foreign && !about.of(l))
		if l.Field != interview.APIs {
			sentences++
			tally(&salad, k.Salad)
			tally(&strung, k.Strung)
			tally(&bare, k.Bare)
		}
		for _, b := range l.read.Beliefs {
			for _, idea := range b.Closes {
				d.closed[idea] = true
			}
		}
	}
	if words > 0 {
		d.Unsaid = unsaid / words
	}
	n := max(fewLines, all)
	if share := denying / n; share > mostDenying {
		d.Unsaid = max(d.Unsaid, share)
	}
	d.Wrong = int(wrong)
	d.Absolute, d.Textbook, d.Undecided, d.Refused = absolute/n, textbook/n, undecided/n, refused/n
	d.Foreign, d.Own, d.Salad = foreign/n, own/n, salad/max(fewLines, sentences)
	d.Bare = bare / max(fewLines, sentences)
	if len(about) == 0 || all <= fewToTell {
		d.Own, d.Foreign = 1, 0 // nothing to tell it by
	}
	d.Few = about.few(lines) && all > 2*fewToTell
	d.Value = float64(2*max(0, wrong-1))/n + float64(0.5*d.Absolute) + float64(0.6*d.Textbook) + float64(0.5*d.Undecided) +
		float64(0.5*max(0, d.Foreign-0.1)) + float64(0.8*max(0, d.Refused-0.15)) +
		max(0, d.Unsaid-mostUnsaid)
	if all <= fewToTell {
		d.Salad = 0 // one slip is no style
	}
	if d.Strung = strung / max(fewLines/2, sentences); d.Strung > mostStrung {
		d.Salad = max(d.Salad, d.Strung)
	}
	if d.Salad > mostSalad {
		d.Value += saladCosts
	}
	if d.Few {
		d.Value += fewCosts
	}
	if all > fewToTell {
		d.Manner = argued / all
		// Words alone convict nobody: short sound answers argue as plainly.
		d.Value += float64(mannerCosts * max(0, d.Manner-mostManner) * min(1, max(0, wrong-1)/borneOut))
		d.Value += float64(2*max(0, 0.3-d.Own)) + float64(1.5*max(0, d.Bare-0.7))
	}
	return d
}

// contradict takes down of which items lines say the contrary.
func (d *Doubt) contradict(contrary map[string][]*Line) {
	d.Contrary = len(contrary)
	d.Value += float64(contraryCosts * float64(max(0, d.Contrary-mostContrary)))
}

func tally(n *float64, when bool) {
	if when {
		*n++
	}
}

// A subject is the words that an answer to a question uses all the time and one to
// another question does not, by their stems, of more than one word in a row.
type subject [][]string

func subjectOf(q *question.Question) subject {
	var s subject
	for _, about := range q.About {
		var stems []string
		for _, t := range lexicon.Split(about).Tokens {
			stems = append(stems, t.Stem)
		}
		s = append(s, stems)
	}
	return s
}

// few reports whether lines use next to none of the words.
func (s subject) few(lines []*Line) bool {
	used := 0
	for _, stems := range s {
		if slices.ContainsFunc(lines, func(l *Line) bool { return l.Field != interview.Sheet && l.read.HasRun(stems) }) {
			used++
		}
	}
	return len(s) >= enoughSubjects && used < fewestSubjects
}

// of reports whether a line uses one of the words.
func (s subject) of(l *Line) bool {
	return slices.ContainsFunc(s, func(stems []string) bool { return l.read.HasRun(stems) })
}
