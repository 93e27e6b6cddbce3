package claim

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"spar/internal/lexicon"
)

// A predicate is a condition on a figure of a line, or on how many of several
// ideas it names.
type predicate struct {
	kind  lexicon.Kind
	any   bool // a figure of any kind
	test  func(lexicon.Token) bool
	least int // how many of names
	names []string
	upper bool // a figure that is a lower bound meets it not: "at least 50 ms"
}

// parsePredicate reads what stands in a bracket as a predicate; nil if it is an
// idea.
func parsePredicate(text string) (*predicate, error) {
	all := func(lexicon.Token) bool { return true }
	switch text {
	case "a percentile":
		return &predicate{kind: lexicon.Percentile, test: all}, nil
	case "a duration":
		return &predicate{kind: lexicon.Duration, test: all}, nil
	case "a share":
		return &predicate{kind: lexicon.Share, test: all}, nil
	case "a ratio":
		return &predicate{kind: lexicon.Ratio, test: all}, nil
	case "a power":
		return &predicate{kind: lexicon.Power, test: all}, nil
	case "a status":
		return &predicate{kind: lexicon.Status, test: all}, nil
	case "a path":
		return &predicate{kind: lexicon.Path, test: all}, nil
	case "a count":
		return &predicate{kind: lexicon.Number, test: all}, nil
	case "a number":
		return &predicate{any: true, test: all}, nil
	}
	first, rest, _ := strings.Cut(text, " ")
	switch {
	case first == "status":
		return parseStatus(rest)
	case strings.HasPrefix(text, "at most "):
		p, err := compared(rest[len("most "):], func(a, b float64) bool { return a <= b*(1+slack) })
		if err == nil {
			p.upper = true
		}
		return p, err
	case strings.HasPrefix(text, "at least "):
		return compared(rest[len("least "):], func(a, b float64) bool { return a >= b*(1-slack) })
	case first == "about":
		return compared(rest, func(a, b float64) bool { return b != 0 && math.Abs(a/b-1) < nearby })
	case strings.HasPrefix(rest, "of "):
		if n, err := strconv.Atoi(first); err == nil {
			return parseSome(n, rest[len("of "):])
		}
	}
	if tokens := lexicon.Split(text).Tokens; len(tokens) == 1 && tokens[0].Kind == lexicon.Power {
		want := tokens[0].Text
		return &predicate{kind: lexicon.Power, test: func(t lexicon.Token) bool { return t.Text == want }}, nil
	}
	return nil, nil
}

// nearby is how far "about" a figure may be off.
const nearby = 0.08

// slack is for what figures lose in being read; eleven nines are not 100%.
const slack = 1e-13

// compared returns a predicate that holds figures of one kind against a bound.
func compared(bound string, holds func(a, b float64) bool) (*predicate, error) {
	tokens := lexicon.Split(bound).Tokens
	if len(tokens) == 0 || !tokens[0].IsFigure() {
		return nil, fmt.Errorf("%q is no figure, as in 500 ms, 99%% or 56bn", bound)
	}
	b := tokens[0]
	return &predicate{kind: b.Kind, test: func(t lexicon.Token) bool { return holds(t.Value, b.Value) }}, nil
}

func parseStatus(list string) (*predicate, error) {
	var statuses []float64
	for _, s := range strings.Split(list, "/") {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil {
			return nil, fmt.Errorf("status %q is no number, as in 302/307", s)
		}
		statuses = append(statuses, v)
	}
	return &predicate{kind: lexicon.Status, test: func(t lexicon.Token) bool { return slices.Contains(statuses, t.Value) }}, nil
}

func parseSome(least int, list string) (*predicate, error) {
	p := &predicate{least: least}
	for _, name := range strings.Split(list, ",") {
		p.names = append(p.names, strings.ReplaceAll(strings.TrimSpace(strings.ToLower(name)), " ", "-"))
	}
	if least < 1 || least > len(p.names) {
		return nil, fmt.Errorf("%d of %d ideas", least, len(p.names))
	}
	return p, nil
}

// find returns where a line meets the predicate.
func (p *predicate) find(l *Line) []place {
	if p.names != nil {
		return p.some(l)
	}
	var places []place
	for i, t := range l.words {
		if p.upper && t.Kind == lexicon.Duration && i > 1 && l.words[i-2].Text == "at" && l.words[i-1].Text == "least" {
			continue
		}
		if (p.any && (t.IsFigure() || vague[t.Text]) || !p.any && t.Kind == p.kind) && p.test(t) {
			places = append(places, place{i, i + 1, l.stances[i]})
		}
	}
	return places
}

// vague are words that say a number without one.
var vague = map[string]bool{"both": true, "several": true, "multiple": true, "many": true, "pair": true}

// some returns where a line names enough of the predicate's ideas, each with
// words of its own.
func (p *predicate) some(l *Line) []place {
	type option struct {
		name   string
		places []place
	}
	var options []option
	for _, name := range p.names {
		var asserted []place
		for _, o := range l.places[name] {
			if o.stance == Asserted {
				asserted = append(asserted, o)
			}
		}
		if len(asserted) > 0 {
			options = append(options, option{name, asserted})
		}
	}
	slices.SortStableFunc(options, func(a, b option) int { return len(a.places) - len(b.places) })
	used := make(map[int]bool)
	count, first := 0, len(l.words)
	for _, o := range options {
		for _, at := range o.places {
			free := true
			for j := at.first; j < at.end; j++ {
				free = free && !used[j]
			}
			if !free {
				continue
			}
			for j := at.first; j < at.end; j++ {
				used[j] = true
			}
			count++
			first = min(first, at.first)
			break
		}
	}
	if count < p.least {
		return nil
	}
	return []place{{first, first + 1, Asserted}}
}
