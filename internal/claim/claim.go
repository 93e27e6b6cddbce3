// Package claim tells whether a line that somebody wrote makes a claim that an
// author wrote down. A claim is a sentence with its ideas in brackets:
//
//	[store] the message, then [acknowledge]
//	never [lose] a [message]
//	[latency] [a percentile] [at most 500 ms]
//	[read or redirect] [a ratio] [write or create]
//	[hot key] [coalesce or local cache], within 8 words
//	[fail] without [replica], only in failures
//
// A line makes the claim if it says all of its ideas, each in any of the ways
// that package lexicon knows, close together and in what the line asserts. The
// words between the brackets are for readers, except these:
//
//	then           what stands before it is said before what stands behind it
//	beside         what stands before it and behind it are said together: "[shard] beside [fail]"
//	no, never, not the line denies the idea: "never lose", "no collisions"
//	unwanted       the line leaves the idea out: "no need for accounts"
//	maybe          the idea may be missing; it makes the claim clearer
//	without        the line does not speak of the idea at all; with beside, not of both
//	               together: "without [cache] beside [fail]"
//	within N words the ideas stand that close together
//	only in, not in  fields in which the claim can be made, or not: "only in failures or notes"
//
// A claim without brackets is looked for word by word: "random codes" is
// "[random] [codes]".
//
// In brackets stand ideas of the lexicon, "or" between alternatives, or a
// predicate on figures: a percentile, a duration, a share, a ratio, a count, a
// number of any kind, a path; at most 500 ms, at least 99%, about 56.8bn; status 302/307; 62^6; 2 of
// code, owner, expiry. What the lexicon does not know is looked for as a word.
//
// What a line asserts is decided once a line: see [Stance] and [Kind].
package claim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

// A Claim is what a line may say.
type Claim struct {
	source  string
	terms   []term
	order   []int    // terms that stand before their next one
	pairs   []int    // terms that stand beside their next one
	without []absent // what the line must not say
	within  int      // words; 0 for the usual reach
	only    []string // fields in which alone the claim can be made
	not     []string // fields in which it cannot
	denies  bool     // some idea of the claim is denied
}

// A term is one bracket of a claim.
type term struct {
	source       string
	alternatives []alternative
	optional     bool
	weight       float64
}

func newTerm(source string, alternatives []alternative, optional bool) term {
	for i := range alternatives {
		alternatives[i].mark = markOf(alternatives[i].idea)
	}
	return term{source, alternatives, optional, weigh(alternatives)}
}

// An absent is what a line that makes a claim does not say.
type absent struct {
	ideas   []string     // any of them
	figures []*predicate // or any of these
	beside  []string     // together with any of these; nil for anywhere
}

// An alternative is one idea or predicate in a bracket.
type alternative struct {
	idea  string
	mark  uint16 // of the idea
	want  polarity
	holds *predicate // nil for an idea
}

// A polarity says how a line must say an idea.
type polarity uint8

const (
	said polarity = iota
	denied
	unwanted // denied, or left out on purpose
)

// String returns the claim as its author wrote it.
func (c *Claim) String() string { return c.source }

// Parse reads a claim.
func Parse(source string) (*Claim, error) {
	c := &Claim{source: source}
	p := parser{claim: c}
	if !strings.ContainsAny(source, "[]") {
		return c, p.plain(source)
	}
	rest := source
	for rest != "" {
		open := strings.IndexByte(rest, '[')
		if open < 0 {
			break
		}
		end := strings.IndexByte(rest, ']')
		if end < open {
			return nil, fmt.Errorf("claim %q: a bracket is not closed", source)
		}
		if err := p.words(rest[:open]); err != nil {
			return nil, fmt.Errorf("claim %q: %w", source, err)
		}
		if err := p.bracket(rest[open+1 : end]); err != nil {
			return nil, fmt.Errorf("claim %q: %w", source, err)
		}
		rest = rest[end+1:]
	}
	if strings.ContainsRune(rest, ']') {
		return nil, fmt.Errorf("claim %q: a bracket is not opened", source)
	}
	if err := p.tail(rest); err != nil {
		return nil, fmt.Errorf("claim %q: %w", source, err)
	}
	if !slices.ContainsFunc(c.terms, func(t term) bool { return !t.optional }) {
		return nil, fmt.Errorf("claim %q: no idea in brackets, as in \"[cache] [miss]\"", source)
	}
	return c, nil
}

// A parser holds what the words before a bracket say about it.
type parser struct {
	claim   *Claim
	polar   polarity
	maybe   bool
	without bool
	then    bool
	beside  bool
	// afterWithout is set if the bracket before said what the line must not say.
	afterWithout bool
}

// plain reads a claim without brackets: each of its words that says something is
// an idea.
func (p *parser) plain(text string) error {
	for _, t := range lexicon.Split(text).Tokens {
		if !t.Filler && !glue[t.Text] {
			a := alternative{idea: t.Text}
			if t.IsFigure() {
				want := t
				a = alternative{holds: &predicate{kind: t.Kind, test: func(u lexicon.Token) bool { return u.Value == want.Value && u.Base == want.Base }}}
			}
			all := []alternative{a}
			p.claim.terms = append(p.claim.terms, newTerm(t.Text, all, false))
		}
	}
	if len(p.claim.terms) == 0 {
		return fmt.Errorf("claim %q: it has no word that could be looked for", text)
	}
	return nil
}

// glue are words that a claim without brackets does not look for.
var glue = wordset.Of("in on at by for with from and or that so as not no never than then when each every all")

// words reads what stands before a bracket.
func (p *parser) words(text string) error {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == ':' }) {
		switch w {
		case "no", "never", "not":
			p.polar = denied
		case "unwanted":
			p.polar = unwanted
		case "maybe":
			p.maybe = true
		case "without":
			p.without = true
		case "then":
			p.then = true
		case "beside":
			p.beside = true
		}
	}
	return nil
}

// bracket reads the alternatives in a bracket.
func (p *parser) bracket(text string) error {
	t := term{source: strings.TrimSpace(text), optional: p.maybe}
	for _, part := range strings.Split(text, " or ") {
		part = strings.Join(strings.Fields(part), " ")
		a := alternative{want: p.polar}
		for _, no := range []string{"no ", "not ", "never "} {
			if rest, ok := strings.CutPrefix(part, no); ok {
				part, a.want = rest, denied
			}
		}
		holds, err := parsePredicate(part)
		if err != nil {
			return err
		}
		if a.holds = holds; holds == nil {
			a.idea = strings.ReplaceAll(strings.ToLower(part), " ", "-")
		}
		if a.idea == "" && a.holds == nil {
			return fmt.Errorf("an alternative in [%s] is empty", text)
		}
		p.claim.denies = p.claim.denies || a.want != said
		t.alternatives = append(t.alternatives, a)
	}
	t = newTerm(t.source, t.alternatives, t.optional)
	switch n := len(p.claim.without); {
	case p.without:
		p.claim.without = append(p.claim.without, absent{ideas: ideasOf(t), figures: figuresOf(t)})
	case p.beside && p.afterWithout:
		p.claim.without[n-1].beside = ideasOf(t)
	default:
		if p.then && len(p.claim.terms) > 0 {
			p.claim.order = append(p.claim.order, len(p.claim.terms)-1)
		}
		if p.beside && len(p.claim.terms) > 0 {
			p.claim.pairs = append(p.claim.pairs, len(p.claim.terms)-1)
		}
		p.claim.terms = append(p.claim.terms, t)
	}
	*p = parser{claim: p.claim, afterWithout: p.without}
	return nil
}

// ideasOf returns the ideas of a term.
func ideasOf(t term) []string {
	var ideas []string
	for _, a := range t.alternatives {
		if a.holds == nil {
			ideas = append(ideas, a.idea)
		}
	}
	return ideas
}

// figuresOf returns the predicates of a term.
func figuresOf(t term) []*predicate {
	var figures []*predicate
	for _, a := range t.alternatives {
		if a.holds != nil {
			figures = append(figures, a.holds)
		}
	}
	return figures
}

// tail reads what stands behind the last bracket: reach and fields.
func (p *parser) tail(text string) error {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '.' })
	for i := 0; i < len(words); i++ {
		switch next := words[i+1:]; {
		case words[i] == "within" && len(next) > 1 && next[1] == "words":
			n, err := strconv.Atoi(next[0])
			if err != nil || n < 2 {
				return fmt.Errorf("within %s words: want a number from 2", next[0])
			}
			p.claim.within = n
			i += 2
		case (words[i] == "only" || words[i] == "not") && len(next) > 1 && next[0] == "in":
			var fields []string
			i += 2
			for ; i < len(words); i += 2 {
				fields = append(fields, words[i])
				if i+2 >= len(words) || words[i+1] != "or" {
					break
				}
			}
			if next[0] == "in" && words[i-2*(len(fields)-1)-2] == "only" {
				p.claim.only = fields
			} else {
				p.claim.not = fields
			}
		}
	}
	return nil
}

// counts reports whether the claim asks for a figure or for several of a list.
func (c *Claim) counts() bool {
	return slices.ContainsFunc(c.terms, func(t term) bool {
		return !t.optional && !slices.ContainsFunc(t.alternatives, func(a alternative) bool { return a.holds == nil })
	})
}

// Ideas returns the names of all ideas that the claim looks for, those that it
// must not find too.
func (c *Claim) Ideas() []string {
	var ideas []string
	for _, t := range c.terms {
		for _, a := range t.alternatives {
			if a.holds == nil {
				ideas = append(ideas, a.idea)
			} else {
				ideas = append(ideas, a.holds.names...)
			}
		}
	}
	for _, a := range c.without {
		ideas = append(append(ideas, a.ideas...), a.beside...)
	}
	return ideas
}

// Literals returns an idea for each name that the lexicon does not know: a claim
// looks for it as it is spelled.
func Literals(l *lexicon.Lexicon, claims ...*Claim) []lexicon.Idea {
	var literals []lexicon.Idea
	for _, c := range claims {
		for _, name := range c.Ideas() {
			known := func(i lexicon.Idea) bool { return i.Name == name }
			if l.Idea(name) == nil && !slices.ContainsFunc(literals, known) {
				literals = append(literals, lexicon.Idea{Name: name, Forms: []string{strings.ReplaceAll(name, "-", " ")}})
			}
		}
	}
	return literals
}
