package diagram

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// A Vocabulary adds names of components to the built-in ones: from a kind, or
// a word that means one ("database"), to names. Keys that mean no kind are
// ignored, and so is what exceeds a thousand names.
type Vocabulary map[string][]string

// A class says how much a name tells about what carries it.
type class int

const (
	unknownWord class = iota
	roleWord          // a typical component: "analytics" is a service, but not any service
	productWord       // "redis": one cache of many
	genericWord       // "cache": the kind itself
	packWord          // added by the pack
)

// A meaning is what a name says about a component.
type meaning struct {
	kind  Kind
	class class
}

// interchangeable reports whether the word asks for any component of its kind.
func (m meaning) interchangeable() bool { return m.class == genericWord || m.class == productWord }

// certainty orders meanings: a pack's word says as much as the kind itself.
func (m meaning) certainty() class { return min(m.class, genericWord) }

// A lexicon holds the meanings of names. The zero lexicon knows the built-in
// ones.
type lexicon struct{ pack map[string]meaning }

// builtin holds the built-in names.
var builtin = sync.OnceValue(func() map[string]meaning {
	m := make(map[string]meaning, 600)
	generic, products, roles := genericNames(), productNames(), roleNames()
	for _, kind := range Kinds() {
		addNames(m, generic[kind], meaning{kind, genericWord})
		addNames(m, products[kind], meaning{kind, productWord})
		addNames(m, roles[kind], meaning{kind, roleWord})
	}
	return m
})

// addNames adds a list of names separated by commas.
func addNames(m map[string]meaning, list string, means meaning) {
	if list == "" {
		return
	}
	for name := range strings.SplitSeq(list, ", ") {
		m[joined(words(name))] = means
	}
}

// maxVocabulary bounds the names that a vocabulary adds: they are read for every
// drawing.
const maxVocabulary = 1000

func newLexicon(v Vocabulary) lexicon {
	l := lexicon{make(map[string]meaning)}
	for _, key := range slices.Sorted(maps.Keys(v)) {
		kind := lexicon{}.exact(words(key)).kind
		for _, name := range v[key] {
			// Names are looked up in the singular too.
			form := strings.TrimSuffix(joined(words(name)), "s")
			if _, claimed := l.pack[form]; !claimed && form != "" && kind != Unknown && len(l.pack) < maxVocabulary {
				l.pack[form] = meaning{kind, packWord}
			}
		}
	}
	return l
}

// exact returns the meaning of a whole phrase, in singular or plural.
func (l lexicon) exact(phrase []string) meaning {
	form := joined(phrase)
	singular := strings.TrimSuffix(form, "s")
	if m, ok := l.pack[singular]; ok {
		return m
	}
	if m, ok := builtin()[form]; ok {
		return m
	}
	return builtin()[singular]
}

// joined is the form of a phrase in a lexicon: people do not agree where words
// end ("data base", "loadbalancer").
func joined(phrase []string) string { return strings.Join(phrase, "") }

// ending returns the meaning of the longest end of a phrase that has one, and
// the words before it: English puts the kind last, as in "user service".
func (l lexicon) ending(phrase []string) (meaning, []string) {
	for i := range phrase {
		if m := l.exact(phrase[i:]); m.class != unknownWord {
			if held, _ := l.ending(phrase[:i]); held.kind == Client && isApp(phrase[i]) {
				m = held // "driver app"
			}
			return m, phrase[:i]
		}
	}
	if short := numbered(phrase); len(short) < len(phrase) {
		return l.ending(short)
	}
	return meaning{}, phrase
}

// of returns the meaning of a phrase: that of its end, or of a product that it
// mentions if that is more certain, as in "redis cluster" and "redis presence".
func (l lexicon) of(phrase []string) meaning {
	best, _ := l.ending(phrase)
	for _, word := range phrase {
		if m := l.exact([]string{word}); m.class == productWord && m.certainty() > best.certainty() {
			best = m
		}
	}
	return best
}

// kind returns what a component is. A label that names a kind decides. Else the
// most telling word does, be it in the name or the label: one for a kind, before
// a product, which can be used in many ways, before a role.
func (l lexicon) kind(name string, attributes []Attribute) Kind {
	return l.meaning(name, attributes).kind
}

// meaning returns what name and label of a component say of it.
func (l lexicon) meaning(name string, attributes []Attribute) meaning {
	best := l.of(words(name))
	for _, a := range attributes {
		if k := Kind(strings.ToLower(a.Value)); a.Name == "" && slices.Contains(Kinds(), k) {
			return meaning{k, packWord}
		}
		if m := l.told(a); m.certainty() > best.certainty() {
			best = m
		}
	}
	return best
}

// told returns what an attribute says: "redis 64 GB" is a cache, but
// "replicas 3" is no store.
func (l lexicon) told(a Attribute) meaning {
	if a.Name == "" && strings.IndexFunc(a.Value, unicode.IsSpace) > 0 && sentenceWords[strings.ToLower(strings.Fields(a.Value)[0])] {
		return meaning{} // "reads from cache" is no cache
	}
	if a.Name == "" {
		return l.of(words(a.Value))
	}
	if m := l.exact(words(a.Name)); m.class == productWord {
		return m
	}
	return meaning{}
}

// says reports whether a text alone tells a reader that something is of a kind.
func (l lexicon) says(text string, kind Kind) bool {
	m, _ := l.ending(words(text))
	return m.class == genericWord && m.kind == kind
}
