// Package evidence tells what a candidate said: which of the lines of an attempt
// earn which items of a question, which come near to one, and why the others
// earn nothing.
//
// Every line is read once ([claim.Read]) and held against every item. What a line
// claims counts in full in the item's own phase; elsewhere it takes more claims.
// How far an attempt as a whole may be taken at its word is its [Doubt]. In the
// end all lines are assigned to all items at once, so that the order of the items
// in a pack does not matter. Nothing here is random or learned.
package evidence

import (
	"cmp"
	"slices"
	"strings"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/question"
)

// A Line is a line of an attempt and what became of it.
type Line struct {
	Phase interview.Phase
	Field interview.Field // "" for reasons and what estimates decide
	Text  string
	// Earned are the ids of the items that the line earned.
	Earned []string
	// Near are the ids of items that it comes near to, with what is missing.
	Near []Near
	// Reason says why it earns nothing at all, such as "repeated"; empty if nothing
	// speaks against it.
	Reason string

	read   *claim.Line
	room   int // how many items it may earn
	joint  bool
	listed bool  // a bare term in a list of those, a term a line
	parts  []int // of a joint line: the lines that it joins
}

// Near is an item that a line comes near to.
type Near struct {
	Item string
	// Lacks are the ideas that were not found, as the claim names them.
	Lacks    []string
	Reason   string
	strength float64
}

// mostNear is how many items a line is told to come near to: the others are far
// fetched.
const mostNear = 2

// A Finding is what an attempt shows of one item.
type Finding struct {
	State claim.State
	// Line that earned the item, or came nearest to it; nil if none did.
	Line *Line
	// Lacks and Reason say what a near line lacks, and why it does not count.
	Lacks  []string
	Reason string
	// Claim that was made or nearly made; nil if none was.
	Claim *claim.Claim
	// Opposite is set if a line says the contrary of the item.
	Opposite bool
}

// A Reading is an attempt, read as an answer to a question.
type Reading struct {
	Lines []*Line
	// Doubt says how far the attempt as a whole may be taken at its word.
	Doubt Doubt
	// Foreign is set if most of the text is in a language that the lexicon does not
	// know; nothing is assessed then.
	Foreign bool

	question *question.Question
	subject  subject
	findings map[string]Finding
	// contrary are the lines that say the contrary of an item, by its id, where it is
	// looked for.
	contrary map[string][]*Line
}

// Of returns what the attempt shows of a rubric item, by its id.
func (r *Reading) Of(item string) Finding { return r.findings[item] }

// WroteIn reports whether a phase has a line.
func (r *Reading) WroteIn(p interview.Phase) bool {
	return slices.ContainsFunc(r.Lines, func(l *Line) bool { return l.Phase == p })
}

// Read reads an attempt at q.
func Read(q *question.Question, a *interview.Attempt) *Reading {
	r := &Reading{question: q, findings: make(map[string]Finding), contrary: make(map[string][]*Line)}
	r.subject = subjectOf(q)
	r.gather(a)
	r.Foreign = foreignLanguage(q.Lexicon(), r.Lines)
	r.Doubt = doubtOf(r.subject, r.Lines)
	r.judge()
	return r
}

// An item is a rubric item with its place.
type item struct {
	id    string
	phase interview.Phase
	*claim.Item
	points int
}

// items returns the rubric items that words can earn, by id, so that their order
// in the pack does not matter.
func items(q *question.Question) []item {
	var all []item
	for _, p := range interview.Phases() {
		for _, r := range q.Common(p).Rubric {
			if !r.Empty() {
				all = append(all, item{r.ID, p, q.Item(r.ID), max(1, r.Points)})
			}
		}
	}
	slices.SortFunc(all, func(a, b item) int { return strings.Compare(a.id, b.id) })
	return all
}

// judge holds all lines against all items and assigns them.
func (r *Reading) judge() {
	if r.Foreign {
		return
	}
	all := items(r.question)
	raw := make(map[[2]int]claim.Judgement)
	for i, it := range all {
		for j, l := range r.Lines {
			if l.room == 0 && len(l.read.Beliefs) == 0 {
				continue
			}
			found := it.Judge(l.read, string(l.Phase))
			if found.Opposite {
				r.oppose(it, l, found)
			}
			if found.State != claim.Missed && l.room > 0 {
				raw[[2]int{i, j}] = found
			}
		}
	}
	r.Doubt.contradict(r.contrary)
	var pairs []pair
	judged := make(map[[2]int]claim.Judgement)
	for i, it := range all {
		for j, l := range r.Lines {
			found, ok := raw[[2]int{i, j}]
			if !ok {
				continue
			}
			found = r.weigh(it, l, found)
			judged[[2]int{i, j}] = found
			if found.State == claim.Seen {
				pairs = append(pairs, pair{i, j, worth(it, l, found)})
			}
		}
	}
	assigned := assign(pairs, len(all), r.rooms())
	for i, it := range all {
		r.settle(it, i, assigned[i], judged)
	}
	for j, l := range r.Lines {
		slices.SortStableFunc(l.Near, func(a, b Near) int { return cmp.Compare(b.strength, a.strength) })
		l.Near = l.Near[:min(len(l.Near), mostNear)]
		if len(l.Earned) == 0 && l.Reason == "" {
			for _, p := range pairs {
				if p.line == j {
					l.Reason = "another line says it as well: " + all[p.item].id
					break
				}
			}
		}
		if len(l.Earned)+len(l.Near) == 0 && l.Reason == "" {
			l.Reason = l.weakness()
		}
	}
}

// weakness says what kind of sentence a line is where that alone keeps it from
// earning; empty if it is a plain statement.
func (l *Line) weakness() string {
	switch {
	case l.read.Listing() || l.listed:
		return "names terms; say what you would do with them"
	case l.read.Kinds.Definition:
		return "a definition, not a decision"
	case l.read.Kinds.Undecided():
		return "asked, not decided"
	}
	return ""
}

// hold judges a line against an item, with all that speaks against it.
func (r *Reading) hold(it item, l *Line) claim.Judgement {
	return r.weigh(it, l, it.Judge(l.read, string(l.Phase)))
}

// weigh holds against a judgement what the rest of the attempt says.
func (r *Reading) weigh(it item, l *Line, found claim.Judgement) claim.Judgement {
	if found.State == claim.Seen {
		if reason := r.restrain(it, l, found); reason != "" {
			found.State, found.Strength, found.Reason = claim.Near, 0.9, reason
		}
	}
	return found
}

// worth orders the pairs of an item: its points first, then the line's place, then
// how clearly the claim is made. It is a whole number, so that sums are exact.
func worth(it item, l *Line, found claim.Judgement) int {
	w := float64(found.Strength) + float64(0.1*float64(it.points))
	if l.joint {
		w -= 0.5
	}
	if it.In != "" && string(l.Field) == string(it.phase)+"."+it.In {
		w += 0.25
	}
	if l.Phase == it.phase {
		w += 0.15
	}
	return int(1000*w) + 1000*1000 // one more item earned outweighs any better line
}

func (r *Reading) rooms() []int {
	rooms := make([]int, len(r.Lines))
	for j, l := range r.Lines {
		rooms[j] = l.room
	}
	return rooms
}

// settle files what was found of an item: the line that was assigned to it, or the
// one that comes nearest.
func (r *Reading) settle(it item, i, line int, judged map[[2]int]claim.Judgement) {
	if line >= 0 {
		l := r.Lines[line]
		r.findings[it.id] = Finding{State: claim.Seen, Line: l, Claim: judged[[2]int{i, line}].Claim}
		l.Earned = append(l.Earned, it.id)
		return
	}
	best, at := claim.Judgement{}, -1
	for j := range r.Lines {
		found, ok := judged[[2]int{i, j}]
		if !ok {
			continue
		}
		if found.State == claim.Seen {
			found.State, found.Strength, found.Reason = claim.Near, 1, "the line has earned enough already"
		}
		if r.Lines[j].isPlaceOf(it) || judged[[2]int{i, j}].State == claim.Seen {
			r.Lines[j].Near = append(r.Lines[j].Near, Near{it.id, found.Lacks, found.Reason, found.Strength})
		}
		if at < 0 || found.Strength > best.Strength {
			best, at = found, j
		}
	}
	if at < 0 {
		return // missed, or the opposite was said
	}
	known := r.findings[it.id]
	r.findings[it.id] = Finding{
		State: claim.Near, Line: r.Lines[at], Lacks: best.Lacks, Reason: best.Reason, Claim: best.Claim,
	}
	if known.Opposite {
		r.findings[it.id] = known
	}
}

// oppose notes that a line says the contrary of an item.
func (r *Reading) oppose(it item, l *Line, found claim.Judgement) {
	if l.isPlaceOf(it) {
		l.Near = append(l.Near, Near{it.id, nil, found.Reason, 1})
		if !l.joint && !slices.Contains(r.contrary[it.id], l) {
			r.contrary[it.id] = append(r.contrary[it.id], l)
		}
	}
	if _, ok := r.findings[it.id]; !ok {
		r.findings[it.id] = Finding{Line: l, Reason: found.Reason, Claim: found.Claim, Opposite: true}
	}
}

// isPlaceOf reports whether the line stands where an item is looked for: what it comes
// near to elsewhere is far-fetched.
func (l *Line) isPlaceOf(it item) bool {
	return l.Phase == it.phase || slices.Contains(it.AlsoIn, string(l.Phase))
}

// Joint reports whether the line is two short neighbours read as one.
func (l *Line) Joint() bool { return l.joint }
