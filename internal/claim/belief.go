package claim

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"spar/internal/lexicon"
)

// A Belief is something wrong that is believed in the field, whatever the
// question.
type Belief struct {
	Name string `yaml:"name"`
	// Why it is wrong, for the candidate.
	Why string `yaml:"why"`
	// Says are claims of which each is the belief.
	Says []string `yaml:"says"`
	// Check names a computation that finds the belief in figures instead.
	Check string `yaml:"check,omitempty"`
	// Unless names ideas beside which it is none.
	Unless []string `yaml:"unless,omitempty"`
	// Closes names the ideas about which whoever holds it is not believed elsewhere.
	Closes []string `yaml:"closes"`
	// Yes and No are lines that hold the belief, and that do not: its tests.
	Yes []string `yaml:"yes"`
	No  []string `yaml:"no"`

	claims []*Claim
}

// beliefFiles hold the beliefs by subject, and words.yaml the words that only they
// look for.
//
//go:embed beliefs/*.yaml
var beliefFiles embed.FS

const beliefWords = "words.yaml"

// Beliefs returns the wrong beliefs that come with the program, in their order.
var Beliefs = sync.OnceValue(func() []*Belief {
	var beliefs []*Belief
	files, err := beliefFiles.ReadDir("beliefs")
	if err != nil {
		panic(fmt.Sprintf("claim: %v", err)) // embedded, and tested
	}
	for _, f := range files {
		if f.Name() != beliefWords {
			var some []*Belief
			readBeliefs(f.Name(), &some)
			beliefs = append(beliefs, some...)
		}
	}
	for _, b := range beliefs {
		for _, source := range b.Says {
			c, err := Parse(source)
			if err != nil {
				panic(fmt.Sprintf("claim: belief %s: %v", b.Name, err)) // embedded, and tested
			}
			b.claims = append(b.claims, c)
		}
	}
	return beliefs
})

// readBeliefs reads one of the embedded files into a list.
func readBeliefs(name string, list any) {
	data, err := beliefFiles.ReadFile("beliefs/" + name)
	if err == nil {
		err = yaml.Unmarshal(data, list)
	}
	if err != nil {
		panic(fmt.Sprintf("claim: beliefs/%s: %v", name, err)) // embedded, and tested
	}
}

// Vocabulary returns the standard lexicon with the words that the beliefs look
// for.
var Vocabulary = sync.OnceValue(func() *lexicon.Lexicon { return lexicon.Standard().With(believed()) })

// believed returns the ideas that only the beliefs look for.
var believed = sync.OnceValue(func() []lexicon.Idea {
	var claims []*Claim
	for _, b := range Beliefs() {
		claims = append(append(claims, b.claims...), &Claim{without: []absent{{ideas: b.Unless}}})
	}
	claims = append(claims, &Claim{without: []absent{{ideas: warning}}})
	var words []lexicon.Idea
	readBeliefs(beliefWords, &words)
	return append(words, Literals(lexicon.Standard().With(words), claims...)...)
})

// onlyBelieved holds the names of these ideas.
var onlyBelieved = sync.OnceValue(func() map[string]bool {
	names := make(map[string]bool)
	for _, idea := range believed() {
		names[idea.Name] = true
	}
	return names
})

// held reports whether a line holds the belief.
func (b *Belief) held(l *Line) bool {
	if check := checks[b.Check]; check != nil && !l.Kinds.Question && check(l) {
		return true
	}
	if l.Kinds.Question || !slices.ContainsFunc(b.claims, func(c *Claim) bool { return c.made(l) }) {
		return false
	}
	return !slices.ContainsFunc(b.Unless, l.Says) && !slices.ContainsFunc(warning, l.Says)
}

// warning are words of lines that warn of a mistake rather than make it.
var warning = []string{"dangerous", "danger", "risky", "mistake", "myth", "pitfall", "decoration"}

// holdBeliefs notes which wrong beliefs the line holds.
func (l *Line) holdBeliefs() {
	for _, b := range Beliefs() {
		if b.held(l) {
			l.Beliefs = append(l.Beliefs, b)
		}
	}
}
