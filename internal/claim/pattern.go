package claim

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"spar/internal/lexicon"

	"go.yaml.in/yaml/v3"
)

// speechFile holds the closed lists of patterns over words; its head explains
// them.
//
//go:embed speech.yaml
var speechFile []byte

// speech returns the patterns by the name of their list.
var speech = sync.OnceValue(func() map[string]patterns {
	var lists map[string][]string
	if err := yaml.Unmarshal(speechFile, &lists); err != nil {
		panic(fmt.Sprintf("claim: speech.yaml: %v", err)) // embedded, and tested
	}
	all := make(map[string]patterns)
	for name, list := range lists {
		ps := patterns{byWord: make(map[string][]int)}
		for _, text := range list {
			ps.add(compilePattern(text))
		}
		all[name] = ps
	}
	return all
})

// patterns is a list of patterns of which any may be found.
type patterns struct {
	all []pattern
	// byWord finds patterns by the words that they can begin with; anywhere are those
	// that begin otherwise.
	byWord   map[string][]int
	anywhere []int
}

func (ps *patterns) add(p pattern) {
	i := len(ps.all)
	ps.all = append(ps.all, p)
	if first := p.parts[0]; first.gap > 0 || len(first.prefixes) > 0 {
		ps.anywhere = append(ps.anywhere, i)
	} else {
		for w := range first.words {
			ps.byWord[w] = append(ps.byWord[w], i)
		}
	}
}

// A pattern is words in a row.
type pattern struct {
	begins, ends bool // at the line's beginning, the sentence's end
	parts        []part
}

// A part is one word of a pattern, or a gap.
type part struct {
	words    map[string]bool
	prefixes []string
	gap      int  // up to that many words of any kind
	not      bool // none of the words follows
}

func compilePattern(text string) pattern {
	var p pattern
	for _, word := range strings.Fields(text) {
		switch {
		case word == "^":
			p.begins = true
		case word == "$":
			p.ends = true
		case strings.HasPrefix(word, ".."):
			gap, err := strconv.Atoi(word[2:])
			if err != nil {
				panic(fmt.Sprintf("claim: speech.yaml: gap %q", word)) // embedded, and tested
			}
			p.parts = append(p.parts, part{gap: gap})
		case strings.HasPrefix(word, "!"):
			one := alternatives(word[1:])
			one.not = true
			p.parts = append(p.parts, one)
		default:
			p.parts = append(p.parts, alternatives(word))
		}
	}
	return p
}

func alternatives(text string) part {
	one := part{words: make(map[string]bool)}
	for w := range strings.SplitSeq(text, "|") {
		if prefix, ok := strings.CutSuffix(w, "*"); ok {
			one.prefixes = append(one.prefixes, prefix)
		} else {
			one.words[w] = true
		}
	}
	return one
}

func (p part) matches(word string) bool {
	if p.words[word] {
		return true
	}
	for _, prefix := range p.prefixes {
		if strings.HasPrefix(word, prefix) {
			return true
		}
	}
	return false
}

// A spot is where a pattern stands: tokens from first up to, but not including,
// end.
type spot struct{ first, end int }

// find returns where the patterns stand in tokens, at most once for each.
func (ps patterns) find(tokens []lexicon.Token) []spot {
	var spots []spot
	var seen []int
	ps.each(tokens, func(i int, at spot) bool {
		if !slices.Contains(seen, i) {
			seen = append(seen, i)
			spots = append(spots, at)
		}
		return true
	})
	return spots
}

// count returns how often the patterns stand in tokens, those that overlap once.
func (ps patterns) count(tokens []lexicon.Token) int {
	n, end := 0, 0
	ps.each(tokens, func(_ int, at spot) bool {
		if at.first >= end {
			n++
		}
		end = max(end, at.end)
		return true
	})
	return n
}

// match reports whether any of the patterns stands in tokens.
func (ps patterns) match(tokens []lexicon.Token) bool {
	found := false
	ps.each(tokens, func(int, spot) bool {
		found = true
		return false
	})
	return found
}

// each calls yield for each place where pattern i stands, until it returns false.
func (ps patterns) each(tokens []lexicon.Token, yield func(i int, at spot) bool) {
	for at, t := range tokens {
		for _, list := range [2][]int{ps.byWord[t.Text], ps.anywhere} {
			for _, i := range list {
				p := ps.all[i]
				if at > 0 && p.begins {
					continue
				}
				if end := p.at(tokens, at, p.parts); end > 0 && !yield(i, spot{at, end}) {
					return
				}
			}
		}
	}
}

// at returns where parts that begin at token i end, 0 if they do not stand there.
// A pattern does not leave its sentence.
func (p pattern) at(tokens []lexicon.Token, i int, parts []part) int {
	if len(parts) == 0 {
		if p.ends && i < len(tokens) && tokens[i].Sentence == tokens[i-1].Sentence {
			return 0
		}
		return i
	}
	if parts[0].gap > 0 {
		for skip := 0; skip <= parts[0].gap && i+skip <= len(tokens); skip++ {
			if end := p.at(tokens, i+skip, parts[1:]); end > 0 {
				return end
			}
		}
		return 0
	}
	if parts[0].not {
		if i < len(tokens) && parts[0].matches(tokens[i].Text) {
			return 0
		}
		return p.at(tokens, i, parts[1:])
	}
	if i >= len(tokens) || i > 0 && len(parts) < len(p.parts) && tokens[i].Sentence != tokens[i-1].Sentence || !parts[0].matches(tokens[i].Text) {
		return 0
	}
	return p.at(tokens, i+1, parts[1:])
}
