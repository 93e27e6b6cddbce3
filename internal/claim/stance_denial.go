package claim

import (
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// reachOfCue is how many words a word such as "no" denies.
const reachOfCue = 7

// cues marks what a word such as "no" denies: the rest of its clause as far as it
// reaches. A cue inside a form of an idea ("not found") denies the rest of the
// form and nothing else.
func (r *reader) cues(found []lexicon.Occurrence) {
	for i, w := range r.words {
		switch {
		case r.isZero(i):
			r.denyZero(i)
		case !denying[w.Text] || w.Kind != lexicon.Word:
		case r.inForm[i]:
			for _, o := range found {
				if o.End-o.First > 1 && o.First <= i && i < o.End {
					for j := i + 1; j < o.End; j++ {
						r.deny(j)
					}
				}
			}
		case w.Text == "without" && r.stances[i] == Denied: // "never without a check" asserts the check
			for j := i + 1; j < len(r.words) && r.stances[j] == Denied; j++ {
				r.stances[j] = Asserted
			}
		case w.Text == "not" && weakening[r.text(i+1)], w.Text == "no" && r.isHarmless(i+1), r.isBound(i):
		case r.isHeading(i):
			for j := i + 1; j < len(r.words); j++ {
				r.deny(j)
			}
		default:
			r.denyFrom(i)
		}
	}
}

// isZero reports whether word i is a count of none: "0 collisions", "loss: zero".
func (r *reader) isZero(i int) bool {
	w := r.words[i]
	return w.Kind == lexicon.Number && w.Value == 0 && r.line.Field != "sheet" && !numbered[r.text(i-1)] && !numbered[r.text(i+1)]
}

// numbered stand beside a zero that counts nothing: "from 0", "0 to 10", "id 0".
var numbered = wordset.Of("from to at id seq number version up until below above over index")

// denyZero denies what a count of none is of: the words behind it, or before it at
// the end of its sentence or with a rate behind it: "loss 0", "lost: 0 per year".
func (r *reader) denyZero(i int) {
	const near = 3 // words
	at := r.words[i]
	last := i+1 == len(r.words) || r.words[i+1].Sentence != at.Sentence
	if rate := r.text(i + 1); last || rate == "per" || rate == "out" || r.words[i+1].Clause != at.Clause {
		for j := i - 1; j >= max(0, i-near-1) && r.words[j].Sentence == at.Sentence; j-- {
			r.deny(j)
		}
		return
	}
	for j := i + 1; j < min(len(r.words), i+1+near) && r.words[j].Clause == at.Clause && !turns[r.words[j].Text]; j++ {
		r.deny(j)
	}
}

// isHarmless reports whether a "no" before word i denies nothing: "no matter",
// "no later than".
func (r *reader) isHarmless(i int) bool {
	return harmless[r.text(i)] || r.text(i) == "way" && r.text(i+1) == "around" || comparing[r.text(i)] && r.text(i+1) == "than"
}

// isBound reports whether word i, as in "not more than 52 minutes" or "must not
// exceed 150 ms", sets a bound to the figure behind it and denies nothing.
func (r *reader) isBound(i int) bool {
	const near = 4 // words to the comparison, and from it to the figure
	clause := r.words[i].Clause
	for j := i + 1; j < min(len(r.words), i+1+near) && r.words[j].Clause == clause; j++ {
		if !exceeding[r.words[j].Text] && (!comparing[r.words[j].Text] || r.text(j+1) != "than") {
			continue
		}
		for k := j + 1; k < min(len(r.words), j+1+near) && r.words[k].Clause == clause; k++ {
			if r.words[k].IsFigure() || r.words[k].Text == "an" {
				return true
			}
		}
	}
	return false
}

// isHeading reports whether word i heads a list: "Out:", "No: groups, calls".
func (r *reader) isHeading(i int) bool {
	w := r.words[i]
	if w.Sentence > 0 || w.Clause > 0 || r.words[len(r.words)-1].Clause == 0 || r.text(i+1) == "longer" {
		return false
	}
	n := 0
	for _, t := range r.tokens {
		if t.Clause == 0 {
			n++
		}
	}
	heads := i+1 < len(r.words) && r.words[i+1].Clause > 0 || leavingOut[r.text(i+1)]
	return n <= 4 && heads && hasColon(r.line.Text) && !isInterjection(r.line.Text)
}

// isInterjection reports whether a line begins with a word and a comma, as in "No,
// wait: ...".
func isInterjection(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	return strings.HasSuffix(first, ",")
}

func hasColon(text string) bool {
	for i := 1; i < min(len(text), 32); i++ {
		if text[i] == ':' {
			return i+1 < len(text) && text[i+1] == ' '
		}
	}
	return false
}

func (r *reader) denyFrom(i int) {
	for j := i + 1; j < min(len(r.words), i+1+reachOfCue); j++ {
		w := r.words[j]
		if w.Text == "before" {
			r.deny(j) // "not before it is stored": what follows is said
			return
		}
		if w.Clause != r.words[i].Clause || turns[w.Text] || w.Text == "and" && j > i+2 && !lacking[r.words[i].Text] || j > i+2 && r.begins(j) {
			return
		}
		r.deny(j)
	}
}

// begins reports whether a new thought begins before word j, with "we" or "I":
// "so that it cannot fail we shed load".
func (r *reader) begins(j int) bool {
	for i := len(r.tokens) - 1; i > 0; i-- {
		if r.wordOf[i] == j && (r.tokens[i].Text == "we" || r.tokens[i].Text == "i") && !asking[r.tokens[i-1].Text] {
			return true
		}
	}
	return false
}

func (r *reader) deny(j int) {
	if s := r.stances[j]; s != Unwanted && !s.reachesAll() {
		r.stances[j] = Denied
	}
}

// Words that deny, and those that end what a denial reaches.
var (
	denying = wordset.Of("no not never none nor neither cannot without nobody nothing avoid avoids avoiding prevent prevents forbid forbidden prohibit hardly lack lacks nowhere nothin nope stop stops")
	// weakening follow a "not" that denies nothing: "not only".
	weakening = wordset.Of("only just merely yet")
	// harmless follow a "no" that denies nothing: "no matter".
	harmless = wordset.Of("matter doubt wonder")
	// leavingOut follow the "no" or "not" that heads a list: "Not now: calls".
	leavingOut = wordset.Of("now yet in for needed included doing today here planned covered supported")
	// comparing do so before a "than": "no later than".
	comparing = wordset.Of("longer later more less fewer earlier greater higher bigger larger slower worse")
	// exceeding stand between a denial and the bound that it sets.
	exceeding = wordset.Of("exceed exceeds above over beyond surpass past")
	// lacking deny what stands behind an "and" too: "lacks a cache and a limit".
	lacking = wordset.Of("lack lacks lacking without neither")
	// asking stand before the subject of a question or of "never do we".
	asking  = wordset.Of("do does did should shall can could would will must may")
	turns   = wordset.Of("because so but since while which when if as until therefore then hence thus unless however although though where whereas whose who otherwise")
	reasons = wordset.Of("because so but since therefore as instead")
)
