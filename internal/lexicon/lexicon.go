// Package lexicon knows the ideas of system design talk and how people say
// them: that a follower is a replica, that "goes down" is failing, that Redis is
// a cache and a cache is a store. It is the one place that knows words: how a
// text is split, which forms of a word are one word, what a slip of the fingers
// may change.
//
// An [Idea] is a name with its forms. [Split] reads a text into tokens, figures
// among them; [Lexicon.Tag] finds the ideas in it. A form is found where its
// words stand side by side, in any inflection, articles and auxiliaries passed
// over, unless only one word is left then: "the moment" is no moment. A token may belong to several ideas; what was meant is for the claims to
// find out, by the neighbours.
package lexicon

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"spar/internal/wordset"

	"go.yaml.in/yaml/v3"
)

// An Idea is one concept of the field with the ways in which people say it.
type Idea struct {
	// Name in lower case with hyphens: "read-replica".
	Name string `yaml:"name"`
	// Forms are words or a few words. A form that begins with "=" is solid: the ideas
	// inside it are not said by it ("=rate limit" is not about a rate).
	Forms []string `yaml:"forms"`
	// Is names broader ideas: whoever says this one also says those.
	Is []string `yaml:"is,omitempty"`
	// Note says what a reader could wonder about.
	Note string `yaml:"note,omitempty"`
}

// A Lexicon is a set of ideas, ready to be found in texts. It does not change, so
// it is safe for concurrent use.
type Lexicon struct {
	ideas map[string]*Idea
	forms map[string][]form // by the stem of their first word, the longest first
	above map[string][]string
	words map[string]bool // stems of all forms
	// spelled are the words of all forms as they are spelled, and plain those that a slip
	// can be told from.
	spelled map[string]bool
	plain   map[sized][]string
}

// sized is what a slip of the fingers hardly changes of a word.
type sized struct {
	first  byte
	length int
}

// A form is one way to say an idea.
type form struct {
	idea  string
	stems []string
	solid bool
	// Of a form that is one word without its fillers, those fillers: "the moment" is
	// no moment, and "close it" not whatever is close.
	before, after string
}

//go:embed ideas.yaml
var ideas []byte

// Standard returns the ideas that come with the program.
var Standard = sync.OnceValue(func() *Lexicon {
	var list []Idea
	if err := yaml.Unmarshal(ideas, &list); err != nil {
		panic(fmt.Sprintf("lexicon: ideas.yaml: %v", err)) // embedded, and tested
	}
	return New(list)
})

// New returns a lexicon of ideas. Two ideas with one name are one idea with the
// forms of both.
func New(list []Idea) *Lexicon {
	return new(Lexicon).With(list)
}

// With returns the lexicon with further ideas, or further forms of those it has.
func (l *Lexicon) With(list []Idea) *Lexicon {
	with := &Lexicon{ideas: make(map[string]*Idea), forms: make(map[string][]form), words: make(map[string]bool), spelled: make(map[string]bool), above: make(map[string][]string), plain: make(map[sized][]string)}
	maps.Copy(with.ideas, l.ideas)
	maps.Copy(with.forms, l.forms)
	maps.Copy(with.words, l.words)
	maps.Copy(with.spelled, l.spelled)
	for _, idea := range list {
		with.add(idea)
	}
	for word := range with.spelled {
		if len(word) >= leastMeant && isPlain(word) {
			key := sized{word[0], len(word)}
			with.plain[key] = append(with.plain[key], word)
		}
	}
	for name := range with.ideas {
		with.above[name] = with.broader(name, nil)
	}
	return with
}

func (l *Lexicon) add(idea Idea) {
	merged := idea
	if known, ok := l.ideas[idea.Name]; ok {
		merged.Forms = append(slices.Clip(known.Forms), idea.Forms...)
		merged.Is = append(slices.Clip(known.Is), idea.Is...)
	}
	l.ideas[idea.Name] = &merged
	for _, text := range idea.Forms {
		stems, ok := stemsOf(text)
		if !ok {
			continue
		}
		f := form{idea: idea.Name, stems: stems, solid: strings.HasPrefix(text, "=")}
		f.before, f.after = fillersOf(text)
		list := append(slices.Clip(l.forms[stems[0]]), f)
		slices.SortStableFunc(list, func(a, b form) int { return len(b.stems) - len(a.stems) })
		l.forms[stems[0]] = list
		for _, stem := range stems {
			l.words[stem] = true
		}
		for _, t := range Split(text).Tokens {
			l.spelled[t.Text] = true
		}
	}
}

// stemsOf returns the words of a form as they are looked for. It is not ok if
// nothing is left of several words but one that joins others: such a form would
// be found everywhere.
func stemsOf(text string) (stems []string, ok bool) {
	tokens := Split(strings.TrimPrefix(text, "=")).Tokens
	for _, t := range tokens {
		if !t.Filler {
			stems = append(stems, t.Stem)
		}
	}
	if len(stems) == 0 {
		for _, t := range tokens {
			stems = append(stems, t.Stem)
		}
	}
	return stems, len(stems) > 0 && !(len(stems) == 1 && len(tokens) > 1 && joining[stems[0]])
}

// fillersOf returns the fillers of a form that is one word without them.
func fillersOf(text string) (before, after string) {
	seen := false
	for _, t := range Split(strings.TrimPrefix(text, "=")).Tokens {
		switch {
		case !t.Filler && seen:
			return "", ""
		case !t.Filler:
			seen = true
		case seen:
			after += " " + t.Text
		default:
			before += " " + t.Text
		}
	}
	if !seen {
		return "", "" // fillers alone are words
	}
	return before, after
}

// joining are the stems that a form of several words may not shrink to.
var joining = wordset.Of("not no all onli first and or up out one new own on in at to of from with by it off over per when then after befor so never")

// broader returns an idea and all that stand above it.
func (l *Lexicon) broader(name string, seen []string) []string {
	if slices.Contains(seen, name) {
		return seen
	}
	seen = append(seen, name)
	if idea := l.ideas[name]; idea != nil {
		for _, up := range idea.Is {
			seen = l.broader(up, seen)
		}
	}
	return seen
}

// Idea returns an idea by its name, nil if there is none.
func (l *Lexicon) Idea(name string) *Idea { return l.ideas[name] }

// Names returns the names of all ideas, sorted.
func (l *Lexicon) Names() []string { return slices.Sorted(maps.Keys(l.ideas)) }

// Broader returns the names of an idea and of all that are broader: for redis,
// redis, cache and store.
func (l *Lexicon) Broader(name string) []string { return l.above[name] }

// Knows reports whether some form of an idea has the word with that stem.
func (l *Lexicon) Knows(stem string) bool { return l.words[stem] }
