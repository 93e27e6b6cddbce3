package evidence

import (
	"slices"
	"strings"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/lexicon"
)

// Supports reports whether a text makes a claim of what has an id: an estimate's
// decision, a sound reason, a good reaction.
func (r *Reading) Supports(id, text string) bool {
	item := r.question.Item(id)
	if item == nil || strings.TrimSpace(text) == "" || r.Foreign {
		return false
	}
	l := claim.Read(r.question.Lexicon(), text, "") // where two words can be an answer
	return len(l.Beliefs) == 0 && item.Judge(l, "").State == claim.Seen
}

// Reaction returns the line that makes a claim of what has an id, the clearest in
// the phase before all others; nil if there is none.
func (r *Reading) Reaction(id string, phase interview.Phase) *Line {
	item := r.question.Item(id)
	if item == nil || r.Foreign {
		return nil
	}
	var best *Line
	strength := 0.
	for _, l := range r.Lines {
		if l.room == 0 || l.joint || l.Field == interview.Sheet || l.Field == interview.Graph {
			continue
		}
		j := item.Judge(l.read, "")
		if l.Phase == phase {
			j.Strength++
		}
		if j.State == claim.Seen && j.Strength > strength {
			best, strength = l, j.Strength
		}
	}
	return best
}

// TakenUp returns a line of a later phase that takes up a requirement: one that
// shares two of its words that say something, or the only one that it has; nil if
// there is none.
func (r *Reading) TakenUp(requirement string) *Line {
	words := stems(claim.Read(r.question.Lexicon(), requirement, "constraints"))
	if len(words) == 0 {
		return nil
	}
	for _, l := range r.Lines {
		if l.Phase == interview.Requirements || l.joint || l.room == 0 || l.read.Listing() || l.Field == interview.APIs {
			continue
		}
		common := 0
		for _, w := range stems(l.read) {
			if slices.Contains(words, w) {
				common++
			}
		}
		if common >= min(2, len(words)) {
			return l
		}
	}
	return nil
}

// IsReason reports whether a text says something: a few words that are neither a
// list of terms nor praise.
func (r *Reading) IsReason(text string) bool {
	l := claim.Read(r.question.Lexicon(), text, "notes")
	return l.Words() >= 3 && !l.Listing() && (l.IsSentence() || l.Specific())
}

// stems returns the distinct words of a line that say something, and its figures.
func stems(l *claim.Line) []string {
	var all []string
	for _, t := range l.Content() {
		if (t.Kind != lexicon.Word || len(t.Stem) > 2) && !slices.Contains(all, t.Stem) && !common[t.Stem] {
			all = append(all, t.Stem)
		}
	}
	return all
}

// common are stems of every sentence.
var common = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`need use want like support handle allow give get take work thing kind sort system total all whole one two make
		most many much more less per and but for with from than then when not only also very just must each every any some both other such into onto`) {
		m[lexicon.Stem(w)] = true
	}
	return m
}()
