package evidence

import (
	"slices"
	"strings"

	"spar/internal/claim"
	"spar/internal/interview"
)

// Bounds of what a line may earn: an item for every few words, and never more
// than a few.
const (
	wordsPerItem = 3
	mostItems    = 4
)

// Two neighbouring lines of a field in which thoughts are broken are also read
// as one: of so many words each, and together.
const (
	leastPart, mostPart = 2, 6
	leastJoint          = 5
)

// gather collects the lines of an attempt in the order of an interview. What spar
// shows and what was said before has no room for anything; of several sentences on a
// line the one that is a mistake.
func (r *Reading) gather(a *interview.Attempt) {
	seen := make(map[string]bool)
	var add func(p interview.Phase, f interview.Field, text string)
	add = func(p interview.Phase, f interview.Field, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		l := r.newLine(p, f, text)
		key := strings.Join(strings.Fields(strings.ToLower(text)), " ")
		switch {
		case r.question.Copied(l.read.Tokens()):
			l.room, l.Reason = 0, "copied from what spar shows"
		case seen[key]:
			l.room, l.Reason = 0, "said before"
		case len(l.read.Beliefs) > 0:
			if parts := sentences(text); r.anyMistaken(parts) {
				for _, part := range parts {
					add(p, f, part)
				}
				seen[key] = true
				return
			}
			l.room, l.Reason = 0, "read as a mistake: "+l.read.Beliefs[0].Why
		}
		seen[key] = true
		r.Lines = append(r.Lines, l)
	}
	for _, p := range interview.Phases() {
		for _, f := range interview.Fields(p) {
			for _, text := range a.Lines(f) {
				add(p, f, text)
			}
		}
		switch p {
		case interview.Capacity:
			for _, e := range r.question.Phases.Capacity.Estimates {
				add(p, "", a.Capacity.Decides[e.ID])
			}
		case interview.Detail:
			for _, d := range a.Detail.Decisions {
				if d.Because != "" {
					add(p, interview.Notes, d.Choice+", because "+d.Because)
				} else {
					add(p, interview.Notes, d.Choice)
				}
			}
		}
	}
	r.dismissBare()
	r.join()
}

// anyMistaken reports whether of several sentences some one is a mistake by itself;
// otherwise they are one together.
func (r *Reading) anyMistaken(sentences []string) bool {
	return len(sentences) > 1 && slices.ContainsFunc(sentences, func(text string) bool {
		return len(claim.Read(r.question.Lexicon(), text, "").Beliefs) > 0
	})
}

// leastSentence is how many words a sentence has at least; what is shorter goes with
// the one before it.
const leastSentence = 3

// sentences returns the sentences of a line.
func sentences(text string) []string {
	var all []string
	open := false // the last one is to be continued
	for part := range strings.SplitSeq(strings.NewReplacer("? ", "?\n", "! ", "!\n", ". ", ".\n").Replace(text), "\n") {
		words := strings.Fields(part)
		if last := len(all) - 1; last >= 0 && (open || len(words) < leastSentence) {
			all[last] += " " + strings.Join(words, " ")
		} else {
			all = append(all, strings.Join(words, " "))
		}
		// "e.g." ends no sentence.
		open = len(words) < leastSentence || strings.Count(words[len(words)-1], ".") > 1
	}
	return all
}

// dismissBare marks the bare terms of a phase in which most lines are nothing
// else: that is a list over several lines.
func (r *Reading) dismissBare() {
	const fewest = 3 // lines that make no list
	bare, all := make(map[interview.Phase]int), make(map[interview.Phase]int)
	for _, l := range r.Lines {
		all[l.Phase]++
		if l.isBare() {
			bare[l.Phase]++
		}
	}
	for _, l := range r.Lines {
		l.listed = l.isBare() && 2*bare[l.Phase] > all[l.Phase] && all[l.Phase] > fewest
	}
}

// isBare reports whether a line is a term or two and no sentence.
func (l *Line) isBare() bool {
	return l.read.Words() <= 2 && !l.read.Specific() && !l.read.IsSentence()
}

func (r *Reading) newLine(p interview.Phase, f interview.Field, text string) *Line {
	l := &Line{Phase: p, Field: f, Text: text}
	l.read = claim.Read(r.question.Lexicon(), text, strings.TrimPrefix(string(f), string(p)+"."))
	l.room = max(1, min(mostItems, (l.read.Words()+2)/wordsPerItem))
	return l
}

// broken are the fields in which one thought is often written over two lines.
var broken = map[interview.Field]bool{
	interview.Notes: true, interview.Flow: true, interview.Failures: true, interview.Bottlenecks: true, interview.NonFunctional: true,
}

// join adds a line for two short neighbours, so that a thought over two lines is
// read whole.
func (r *Reading) join() {
	short := func(l *Line) bool { n := l.read.Words(); return l.room > 0 && n >= leastPart && n <= mostPart }
	for i, n := 0, len(r.Lines); i+1 < n; i++ {
		a, b := r.Lines[i], r.Lines[i+1]
		if a.Field != b.Field || !broken[a.Field] || !short(a) || !short(b) || a.read.Words()+b.read.Words() < leastJoint {
			continue
		}
		joint := r.newLine(a.Phase, a.Field, a.Text+" ; "+b.Text)
		joint.joint, joint.parts = true, []int{i, i + 1}
		if len(joint.read.Beliefs) > 0 {
			joint.room = 0
		}
		r.Lines = append(r.Lines, joint)
	}
}
