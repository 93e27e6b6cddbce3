// Package manner tells by its words how a sentence argues: as the sound ones do, or
// as confident mistakes do ("simply", "needs no", "guarantees", "since memory is
// cheap").
//
// The words of one sentence prove nothing. Over the sentences of a whole attempt
// they do: of the attempts in the tests, which had no part in the weights, those that
// are fluent and wrong stand apart from all others. So an attempt may be read more
// strictly for its manner, and no line is called wrong for it.
//
// The weights are those of a logistic regression on lines by people of many trades,
// right and wrong, about two questions: weights.txt, made by the tests of this package
// from the lines that they hold. Nothing is learned while spar runs.
package manner

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"spar/internal/lexicon"
	"spar/internal/wordset"
)

//go:embed weights.txt
var weightsFile string

// biasName names the weight of no word.
const biasName = "-"

var weights = sync.OnceValue(func() map[string]float64 {
	m, err := parse(weightsFile)
	if err != nil {
		panic(fmt.Sprintf("manner: weights.txt: %v", err)) // embedded, and tested
	}
	return m
})

// parse reads a line for each stem: the stem and its weight.
func parse(table string) (map[string]float64, error) {
	m := make(map[string]float64)
	for line := range strings.Lines(table) {
		stem, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		w, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		m[stem] = w
	}
	return m, nil
}

// Of returns how a sentence argues: below 0 as sound ones do, above as mistakes do.
// It is the logarithm of the odds of a mistake, were both as frequent; most sentences
// lie between -4 and 2.
func Of(tokens []lexicon.Token) float64 { return score(weights(), features(tokens)) }

// score sums the weights of words up in their order, so that it is the same on every
// machine. The root of their number keeps long sentences within the bounds of short
// ones.
func score(weights map[string]float64, words []string) float64 {
	sum := 0.
	for _, w := range words {
		sum += weights[w]
	}
	return weights[biasName] + sum/math.Sqrt(float64(max(1, len(words))))
}

// reasoning are the words of reasons, which are as welcome as they are frequent in
// confident mistakes.
var reasoning = wordset.Of("because since as so which thus hence therefore for")

// features returns the distinct stems of a sentence, all figures as one.
func features(tokens []lexicon.Token) []string {
	var words []string
	seen := make(map[string]bool)
	for _, t := range tokens {
		w := t.Stem
		switch {
		case reasoning[t.Text]:
			continue
		case t.IsFigure():
			w = "#"
		case t.Kind == lexicon.Path:
			w = "/"
		}
		if !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}
