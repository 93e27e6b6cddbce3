package evidence

import (
	"slices"
	"strconv"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/manner"
)

// never is more claims than an item has.
const never = 1 << 30

// elsewhere is how many of an item's claims a line of another phase must make, by
// the item's phase and the line's; two where nothing is said. A line of the own
// phase is right in two of three hits, one of another in one of five: so one
// claim in its place, two elsewhere. Details are often given away early, and what
// a scale note says about requirements is never the requirement.
var elsewhere = map[[2]interview.Phase]int{
	{interview.Capacity, interview.Requirements}: 1,
	{interview.Detail, interview.Design}:         1,
	{interview.Detail, interview.Scale}:          1,
	{interview.Design, interview.Detail}:         1,
	{interview.Requirements, interview.Scale}:    never,
	{interview.Design, interview.Requirements}:   3,
	{interview.Design, interview.Scale}:          3,
}

// speaksOf reports whether lines of a field can speak of another phase at all. What
// a drawing or a sheet has is no requirement, and what is watched no detail.
func speaksOf(f interview.Field, p interview.Phase) bool {
	switch f {
	case interview.Graph:
		return p == interview.Detail
	case interview.Sheet, interview.Monitoring:
		return false
	}
	return true
}

// Weights of claims that doubt asks for.
const (
	strictWeight = 1.5 // of any claim
	plainWeight  = 2   // without a figure beside it
)

// restrain returns why a claim that a line makes does not earn the item, empty if
// it does.
func (r *Reading) restrain(it item, l *Line, found claim.Judgement) string {
	if reason := r.misplaced(it, l, found.Made); reason != "" {
		return reason
	}
	switch {
	case l.listed:
		return "names a term; say what you would do with it"
	case r.Doubt.Contrary > mostContrary && len(r.contrary[it.id]) > 0:
		return "you also say the opposite"
	case r.Doubt.Salad > mostSalad:
		return "the words make no sentences"
	case (r.Doubt.Foreign > 0.1 || r.Doubt.Own < 0.2) && (l.read.Kinds.Foreign || !r.subject.of(l)):
		return "about another system"
	}
	if !r.Doubt.Strictly() {
		return ""
	}
	return r.strictly(it, l, found)
}

// misplaced judges the place of a line.
func (r *Reading) misplaced(it item, l *Line, made int) string {
	needs := 1
	if !l.isPlaceOf(it) {
		needs = 2
		if n, ok := elsewhere[[2]interview.Phase{it.phase, l.Phase}]; ok {
			needs = n
		}
		if !speaksOf(l.Field, it.phase) {
			needs = never
		}
	}
	_, endpoints := it.Enough["apis"]
	switch {
	case made < needs:
		return "said where something else is asked"
	case l.Field == interview.APIs && !endpoints && (it.phase != interview.Design || made < 2):
		return "only named in an endpoint"
	case endpoints && l.Field != interview.APIs && l.Field != interview.Graph && made < 2:
		return "not said as an endpoint"
	}
	return ""
}

// strictly judges a line of an attempt that is in doubt.
func (r *Reading) strictly(it item, l *Line, found claim.Judgement) string {
	c := found.Claim
	switch {
	case l.read.Kinds.Refusal && !c.Denies() && it.Like != "scope":
		return "you leave it out"
	case l.Phase != interview.Requirements && slices.ContainsFunc(c.Ideas(), func(idea string) bool { return r.Doubt.closed[idea] }):
		return "you said otherwise elsewhere"
	case l.read.Kinds.Absolute:
		return "said too absolutely; say what happens when it fails"
	case r.Doubt.argues() && manner.Of(l.read.Tokens()) > 0:
		return "one of many lines that argue as mistakes do; say what shows that it holds"
	case l.Phase == interview.Requirements && it.phase == interview.Requirements:
		return ""
	case c.Weight() < plainWeight && !l.read.Specific(), c.Weight() < strictWeight,
		l.Phase != interview.Requirements && found.Made < 2 && r.Doubt.Value > 2*Doubtful && l.Field != interview.APIs:
		return "said in passing; say what you do, with a figure or a reason"
	}
	return ""
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
