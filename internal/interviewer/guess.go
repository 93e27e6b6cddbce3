package interviewer

import "slices"

// A guess says how likely a text is of each class. All that is outside is one
// class, as likely as the likeliest of it.
type guess struct {
	classes []float64
	outside float64
	topic   string // the standard topic outside that it is about, if that is clear
}

// How the model and the cover are joined.
const (
	leastCover = .3  // of a class that knows no word of a text
	leastAbout = .05 // the same, of the words that say what a text is about
	leastTopic = .4  // likelihood of a standard topic that is named
)

// guess returns what a text may be.
func (in *Interviewer) guess(r reading) guess {
	g := guess{classes: make([]float64, len(in.classes))}
	in.model.probabilities(in.vocabulary.row(r), g.classes)
	cover := in.cover.shares(r)
	most := 0.
	for c, k := range in.classes {
		switch k.kind {
		case Outside:
			if p := g.classes[c]; p > most {
				most, g.topic = p, k.topic
			}
			g.outside += g.classes[c]
			g.classes[c] = 0
		case Answered:
			known := leastCover + cover[c]
			g.classes[c] = float64(g.classes[c] * float64(known*known))
		}
	}
	if g.outside < leastTopic {
		g.topic = ""
	}
	g.norm()
	return g
}

// norm makes the likelihoods sum up to one.
func (g *guess) norm() {
	sum := g.outside
	for _, p := range g.classes {
		sum += p
	}
	if sum == 0 {
		return
	}
	g.outside /= sum
	for c := range g.classes {
		g.classes[c] /= sum
	}
}

// without rules a kind of talk out.
func (in *Interviewer) without(g *guess, kind Kind) {
	for c, k := range in.classes {
		if k.kind == kind {
			g.classes[c] = 0
		}
	}
	g.norm()
}

// about makes classes that know none of some words unlikely.
func (in *Interviewer) about(g *guess, words reading) {
	for c, share := range in.cover.shares(words) {
		g.classes[c] = float64(g.classes[c] * (leastAbout + share))
	}
	g.norm()
}

// best returns the likeliest class, -1 if that is outside.
func (g guess) best() int {
	best, p := -1, g.outside
	for c, q := range g.classes {
		if q > p {
			best, p = c, q
		}
	}
	return best
}

// likeliest returns how likely the likeliest class is.
func (g guess) likeliest() float64 { return max(g.outside, slices.Max(g.classes)) }

// rival returns the likeliest class that would be answered differently from
// another, -1 if that is outside, with its likelihood.
func (in *Interviewer) rival(g guess, best int) (int, float64) {
	rival, p := -1, g.outside
	for c, q := range g.classes {
		if q > p && c != best && !within(in.classes[c].answers, in.classes[best].answers) {
			rival, p = c, q
		}
	}
	return rival, p
}

// likeliest returns the clarification that is likeliest to answer a text, -1 if
// there is none.
func (in *Interviewer) likeliest(g guess) int {
	best := -1
	for c := range in.clarifications {
		if best < 0 || g.classes[c] > g.classes[best] {
			best = c
		}
	}
	return best
}
