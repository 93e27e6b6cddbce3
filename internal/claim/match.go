package claim

import (
	"cmp"
	"slices"
)

// A Result says how far a line makes a claim.
type Result struct {
	State State
	// Strength orders results of one state: more ideas closer together are stronger.
	Strength float64
	// Span is how many words the ideas take, of a claim that is made.
	Span int
	// Lacks are the brackets of the claim that were not found.
	Lacks []string
	// Reason says why a claim whose ideas are there is not made.
	Reason string
}

// A State says how sure it is that a line makes a claim.
type State uint8

// The states.
const (
	Missed State = iota
	Near         // most of it is there
	Seen
)

// Incomplete is the reason of a claim of which something was not found.
const Incomplete = "not all of it is said"

// Reach of a claim in words: of two ideas, and what each further one adds.
const (
	reach     = 16
	reachMore = 3
)

// nearShare is the part of a claim's weight from which it is near.
const nearShare = 0.7

// generic are ideas that every line of the field names: alone they say little, so
// they weigh half.
var generic = func() map[string]bool {
	m := make(map[string]bool)
	for _, name := range []string{
		"user", "link", "code", "message", "database", "server", "service", "client", "new", "more", "original", "work", "click", "conversation", "connection", "read", "write", "get", "check", "hold",
		"device", "first", "before", "after", "all", "still", "count", "quantity-noun", "feature-noun", "how-many", "everybody", "column", "owner", "table", "sequence", "body-col", "sender", "receiver",
		"created", "type-col", "sent-at", "status-col", "lookup", "share", "miss", "large", "left", "saturate", "fail", "cache", "queue",
	} {
		m[name] = true
	}
	return m
}()

// weigh returns 1 for what says something, half for what says little.
func weigh(alternatives []alternative) float64 {
	for _, a := range alternatives {
		if a.holds != nil || !generic[a.idea] {
			return 1
		}
	}
	return 0.5
}

// Weight is how much a claim says: 1 for an idea or a figure, half for one that
// every line of the field names.
func (c *Claim) Weight() float64 {
	sum := 0.
	for _, t := range c.terms {
		if !t.optional {
			sum += t.weight
		}
	}
	return sum
}

// Denies reports whether the claim is that something is not so.
func (c *Claim) Denies() bool { return c.denies }

// Match holds a line against the claim.
func (c *Claim) Match(l *Line) Result {
	if slices.Contains(c.not, l.Field) || c.only != nil && !slices.Contains(c.only, l.Field) {
		return Result{}
	}
	if slices.ContainsFunc(c.without, l.says) {
		return Result{}
	}
	if c.hopeless(l) {
		return Result{}
	}
	var found found
	for i, t := range c.terms {
		if !t.optional {
			found.add(c, t, i, l)
		}
	}
	return found.result(c, l)
}

// hopeless reports, without much work, whether a line says too little of the claim
// to come near to it, which holds for almost all lines and claims.
func (c *Claim) hopeless(l *Line) bool {
	all, missing := 0., 0.
	for _, t := range c.terms {
		if !t.optional {
			all += t.weight
			if !t.spoken(l) {
				missing += t.weight
			}
		}
	}
	return all-missing < (nearShare-0.01)*all || all == missing
}

// spoken reports whether the line may say the term in any stance.
func (t term) spoken(l *Line) bool {
	for _, a := range t.alternatives {
		if a.holds != nil || l.marked.has(a.mark) && len(l.places[a.idea]) > 0 {
			return true
		}
	}
	return false
}

// made reports whether a line makes the claim.
func (c *Claim) made(l *Line) bool {
	for _, t := range c.terms {
		if !t.optional && !t.spoken(l) {
			return false
		}
	}
	return c.Match(l).State == Seen
}

// A found collects where a line says the terms of a claim.
type found struct {
	places      [][]place // of the terms that are there
	terms       []int     // their indexes
	lacks       []string
	misstated   []string // said, but not so that it counts
	stance      Stance   // of the first of those
	weight, all float64
}

func (f *found) add(c *Claim, t term, index int, l *Line) {
	var all, good []place
	for _, a := range t.alternatives {
		places := l.places[a.idea]
		if a.holds != nil {
			places = a.holds.find(l)
		}
		for _, at := range places {
			all = append(all, at)
			if c.accepts(a, at.stance) {
				good = append(good, at)
			}
		}
	}
	w := t.weight
	f.all += w
	switch {
	case len(good) > 0:
		f.weight += w
		f.places = append(f.places, good)
		f.terms = append(f.terms, index)
	case len(all) > 0:
		f.weight += float64(misstatedShare(t) * w)
		if f.misstated == nil {
			f.stance = all[0].stance
		}
		f.misstated = append(f.misstated, t.source)
	default:
		f.lacks = append(f.lacks, t.source)
	}
}

// misstatedShare is what part of a term's weight a line has that says it, and not as it
// counts: little where the claim is that it does not happen, as most lines that speak
// of it say something else.
func misstatedShare(t term) float64 {
	if slices.ContainsFunc(t.alternatives, func(a alternative) bool { return a.want == said }) {
		return 0.9
	}
	return 0.5
}

// accepts reports whether an idea counts for the claim in the stance in which a
// line says it. Once a claim denies something, its other ideas may lie within the
// denial: in "no two links share a code" all is denied.
func (c *Claim) accepts(a alternative, s Stance) bool {
	switch {
	case a.want == denied:
		return s == Denied
	case a.want == unwanted:
		return s == Denied || s == Unwanted
	case s == Asserted:
		return true
	case c.denies && a.holds != nil:
		return s == Denied
	case c.denies:
		return s == Denied || s == Outdone
	}
	return false
}

func (f *found) result(c *Claim, l *Line) Result {
	share := f.weight / f.all
	switch {
	case len(f.lacks) > 0:
		if len(f.lacks)+len(f.terms)+len(f.misstated) >= 2 && share >= nearShare && f.weight >= 1 {
			return Result{State: Near, Strength: float64(share * 0.8), Lacks: f.lacks, Reason: Incomplete}
		}
		return Result{}
	case f.misstated != nil && share < nearShare:
		return Result{}
	case f.misstated != nil:
		return Result{State: Near, Strength: float64(share * 0.85), Lacks: f.misstated, Reason: cmp.Or(f.stance.Reason(), "said to happen, where it should be ruled out")}
	}
	span, ordered := f.arrange(c, l)
	limit := cmp.Or(c.within, reach+reachMore*max(0, len(f.terms)-2))
	switch {
	case span < 0:
		return Result{}
	case span > limit:
		return Result{State: Near, Strength: 0.9, Reason: "its parts stand far apart; say them in one sentence"}
	case !ordered:
		return Result{State: Near, Strength: 0.9, Reason: "said in another order than it happens"}
	}
	strength := 1 + float64(0.15*c.Weight()) - float64(0.02*float64(max(0, span-6)))
	return Result{State: Seen, Strength: strength, Span: span}
}
