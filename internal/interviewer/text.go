package interviewer

import (
	"cmp"
	"math"
	"slices"

	"spar/internal/lexicon"
	"spar/internal/sim"
	"spar/internal/wordset"
)

// A feature is something that a text has, by its number in the vocabulary, and
// how much of it.
type feature struct {
	id     int32
	weight float64
}

// A vocabulary numbers what texts can have. It grows while examples are read.
type vocabulary struct {
	asked   map[string]bool // concepts of questions, see standard
	lexicon *lexicon.Lexicon
	ids     map[string]int32
	words   map[string]int // by word: how often the examples have it
	texts   []float64      // by id: how many of the examples have it
	rarity  []float64      // by id: from 0 to 1, the rarer the more
}

func newVocabulary(s *standard) *vocabulary {
	return &vocabulary{asked: s.asked, lexicon: s.lexicon, ids: make(map[string]int32), words: make(map[string]int)}
}

// A reading is a text as the interviewer compares it.
type reading struct {
	tokens   []lexicon.Token // all of them
	words    []lexicon.Token // those that are not fillers
	concepts []lexicon.Occurrence
	asked    map[string]bool // those of questions, see standard
}

// Weights of features. A concept says more than its word, for it is also there
// in other words; an idea of the lexicon less, for it was made to find claims and
// not what is asked.
const (
	stemWeight    = 1.
	fillerWeight  = .5
	conceptWeight = 1.4
	ideaWeight    = .5
	pairWeight    = .6
	openingWeight = .4
	edgeWeight    = .6
)

// Letters of a word's beginning and end that words of one family have in common:
// "shorten" and "shortcut", "callback" and "fallback". Shorter words are features
// as a whole.
const (
	edge          = 4
	leastBegin    = edge + 1
	leastWithTail = edge + 2
)

func (v *vocabulary) read(text string) reading { return v.reading(lexicon.Split(text).Tokens) }

func (v *vocabulary) reading(tokens []lexicon.Token) reading {
	r := reading{tokens: tokens, asked: v.asked}
	for _, t := range r.tokens {
		if !t.Filler {
			r.words = append(r.words, t)
		}
	}
	r.concepts = v.lexicon.Tag(r.words)
	return r
}

// names returns the concepts of a reading, sorted, each once.
func (r reading) names() []string {
	var names []string
	for _, o := range r.concepts {
		names = append(names, o.Idea)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// each calls f with everything that a reading has.
func (r reading) each(f func(key string, weight float64)) {
	for _, t := range r.tokens {
		if t.Filler {
			f("f:"+t.Text, fillerWeight)
		} else {
			f(stemKey(t), stemWeight)
		}
		if t.Filler || t.Kind != lexicon.Word {
			continue
		}
		if len(t.Text) >= leastBegin {
			f("b:"+t.Text[:edge], edgeWeight)
		}
		if len(t.Text) >= leastWithTail {
			f("e:"+t.Text[len(t.Text)-edge:], edgeWeight)
		}
	}
	names := r.names()
	for i, a := range names {
		if _, question := r.asked[a]; !question {
			f("c:"+a, ideaWeight)
			continue
		}
		f("c:"+a, conceptWeight)
		for _, b := range names[i+1:] {
			if _, question := r.asked[b]; question {
				f("p:"+a+"+"+b, pairWeight)
			}
		}
	}
	if len(r.tokens) > 1 {
		f("o:"+r.tokens[0].Text+" "+r.tokens[1].Text, openingWeight)
	}
	for i := 1; i < len(r.tokens); i++ {
		if isFunction(r.tokens[i-1]) && isFunction(r.tokens[i]) {
			f("g:"+r.tokens[i-1].Text+" "+r.tokens[i].Text, openingWeight)
		}
	}
}

func isFunction(t lexicon.Token) bool { return t.Filler || questioning[t.Text] }

// stemKey returns how a word is compared: figures of one kind are alike.
func stemKey(t lexicon.Token) string {
	switch t.Kind {
	case lexicon.Word, lexicon.Path, lexicon.Status:
		return "s:" + t.Stem
	case lexicon.Share:
		return "s:%"
	case lexicon.Percentile:
		return "s:p"
	case lexicon.Ratio:
		return "s:x"
	}
	return "s:#"
}

// learn numbers what an example has.
func (v *vocabulary) learn(r reading) []feature {
	for _, t := range r.tokens {
		if t.Kind == lexicon.Word {
			v.words[t.Text]++
		}
	}
	var row []feature
	r.each(func(key string, weight float64) {
		id, known := v.ids[key]
		if !known {
			id = int32(len(v.ids))
			v.ids[key] = id
			v.texts = append(v.texts, 0)
		}
		row = append(row, feature{id, weight})
	})
	row = compact(row)
	for _, f := range row {
		v.texts[f.id]++
	}
	return row
}

// settle ends learning: with all examples read, it knows what is rare.
func (v *vocabulary) settle(examples int) {
	n := float64(examples)
	v.rarity = make([]float64, len(v.texts))
	for id, count := range v.texts {
		v.rarity[id] = sim.Log(1+n/count) / sim.Log(1+n)
	}
}

// row returns the features of a text, at unit length. What no example has only
// makes the others shorter.
func (v *vocabulary) row(r reading) []feature {
	var row []feature
	strange := 0.
	r.each(func(key string, weight float64) {
		if id, known := v.ids[key]; known {
			row = append(row, feature{id, weight})
		} else {
			strange += float64(weight * weight)
		}
	})
	return v.scaled(compact(row), strange)
}

// scaled weighs features by their rarity and brings them to unit length.
func (v *vocabulary) scaled(row []feature, strange float64) []feature {
	sum := strange
	for i := range row {
		row[i].weight *= v.rarity[row[i].id]
		sum += float64(row[i].weight * row[i].weight)
	}
	if sum > 0 {
		length := math.Sqrt(sum)
		for i := range row {
			row[i].weight /= length
		}
	}
	return row
}

// compact sorts features by id and leaves each in once.
func compact(row []feature) []feature {
	slices.SortFunc(row, func(a, b feature) int { return cmp.Compare(a.id, b.id) })
	return slices.CompactFunc(row, func(a, b feature) bool { return a.id == b.id })
}

// questioning are the words that ask.
var questioning = wordset.Of("what which who whom whose where when why how whether")
