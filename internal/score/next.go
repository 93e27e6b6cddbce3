package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"spar/internal/interview"
)

// most is how many things to practise are named: more would be a list, not
// advice.
const most = 3

// next returns what to practise: for the dimensions that cost the most, the
// phase to repeat and what was worth the most in it.
func next(c *Scorecard) (advice []string, phases []interview.Phase) {
	advice, phases = []string{}, []interview.Phase{}
	named := make(map[interview.Phase]bool)
	for _, d := range costliest(c.Dimensions) {
		if len(advice) == most {
			break
		}
		item, ok := lostMost(d.Items)
		if !ok || named[item.Phase] {
			continue
		}
		named[item.Phase] = true
		phases = append(phases, item.Phase)
		advice = append(advice, fmt.Sprintf("Practise %s again: %s", item.Phase, c.missed(item)))
	}
	return advice, phases
}

// costliest returns the assessed dimensions, what cost most of the overall score
// first.
func costliest(dimensions []Dimension) []Dimension {
	assessed := slices.DeleteFunc(slices.Clone(dimensions), func(d Dimension) bool { return d.Score == nil })
	cost := func(d Dimension) float64 { return float64(d.Weight) * (4 - *d.Score) }
	slices.SortStableFunc(assessed, func(a, b Dimension) int { return cmp.Compare(cost(b), cost(a)) })
	return assessed
}

// lostMost returns the item with the most points left; ok is false if nothing
// was lost.
func lostMost(items []Item) (worst Item, ok bool) {
	for _, item := range items {
		if item.Points-item.Earned > worst.Points-worst.Earned {
			worst, ok = item, true
		}
	}
	return worst, ok
}

// missed says what an item would have wanted.
func (c *Scorecard) missed(item Item) string {
	for _, e := range c.Estimates {
		if e.ID != item.ID || item.Phase != interview.Capacity {
			continue
		}
		switch {
		case !e.Stated():
			return fmt.Sprintf("%s was not estimated; it comes to %s.", lower(e.Ask), e.Expected)
		case e.Slip != "":
			return fmt.Sprintf("%s: you had %s, expected %s (%s).", lower(e.Ask), e.Guess, e.Expected, e.Slip)
		case !e.Passed:
			return fmt.Sprintf("%s: you had %s, expected %s.", lower(e.Ask), e.Guess, e.Expected)
		}
		return fmt.Sprintf("say what %q decides.", lower(e.Ask))
	}
	if item.Why != "" {
		return lower(item.Why) + "."
	}
	return lower(item.Text) + "."
}

// lower makes a sentence go on after a colon.
func lower(s string) string {
	s = strings.TrimRight(s, ".?")
	if len(s) > 1 && (s[1] == ' ' || s[1] >= 'a' && s[1] <= 'z') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
