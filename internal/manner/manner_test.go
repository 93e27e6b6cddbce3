package manner

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"spar/internal/lexicon"
)

var update = flag.Bool("update", false, "train the weights anew and write weights.txt")

// An example is a line and whether it is a confident mistake.
type example struct {
	words []string
	wrong bool
}

// examples reads the lines that the tests of package evidence hold, without those that
// only miss an item.
func examples(t *testing.T) []example {
	files, err := filepath.Glob("../evidence/testdata/*/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var lines []struct{ Item, Line, Label string }
		if err := json.Unmarshal(data, &lines); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, l := range lines {
			if wrong := l.Item == "wrong"; wrong || l.Label == "yes" {
				all = append(all, example{features(lexicon.Split(l.Line).Tokens), wrong})
			}
		}
	}
	return all
}

// How the weights are trained.
const (
	epochs     = 12
	rate       = 0.3
	slowing    = 20000 // corrections after which the rate is half
	shrinking  = 2e-4  // of a weight, each time that its word occurs
	fewest     = 3     // lines with a word that is weighed
	leastShown = 0.02  // weight that is written down
)

// train returns the weights by which the mistakes among lines are told from the
// others: logistic regression by stochastic gradient descent, in which both kinds count
// the same.
func train(all []example) map[string]float64 {
	counts := make(map[string]int)
	wrong := 0
	for _, e := range all {
		if e.wrong {
			wrong++
		}
		for _, w := range e.words {
			counts[w]++
		}
	}
	for i := range all {
		all[i].words = slices.DeleteFunc(slices.Clone(all[i].words), func(w string) bool { return counts[w] < fewest })
	}
	share := float64(wrong) / float64(len(all))
	weights := make(map[string]float64)
	random, steps := uint32(1), 0.
	for range epochs {
		for i := len(all) - 1; i > 0; i-- {
			random = random*1664525 + 1013904223
			j := int(random>>8) % (i + 1)
			all[i], all[j] = all[j], all[i]
		}
		for _, e := range all {
			steps++
			step := rate / (1 + steps/slowing)
			p := 1 / (1 + math.Exp(-score(weights, e.words)))
			g := float64(p * 0.5 / (1 - share))
			if e.wrong {
				g = float64((p - 1) * 0.5 / share)
			}
			n := math.Sqrt(float64(max(1, len(e.words))))
			for _, w := range e.words {
				weights[w] -= float64(step * (g/n + float64(shrinking*weights[w])))
			}
			weights[biasName] -= float64(step * g * 0.1)
		}
	}
	return weights
}

// table writes weights down, the heaviest first.
func table(weights map[string]float64) string {
	var words []string
	for w, x := range weights {
		if math.Abs(x) >= leastShown || w == biasName {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), strings.Compare(a, b))
	})
	var b strings.Builder
	for _, w := range words {
		fmt.Fprintf(&b, "%s %.2f\n", w, weights[w])
	}
	return b.String()
}

func TestWeights(t *testing.T) {
	if *update {
		if err := os.WriteFile("weights.txt", []byte(table(train(examples(t)))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := parse("memory much\n"); err == nil {
		t.Error("a weight that is no number is read")
	}
}

// Lines that had no part in the weights are told apart: those of one half, by what
// the other teaches.
func TestUnseenLines(t *testing.T) {
	const leastArea = 0.7
	all := examples(t)
	var halves [2][]example
	for i, e := range all {
		halves[i%2] = append(halves[i%2], e)
	}
	weights := train(halves[0])
	type judged struct {
		score float64
		wrong bool
	}
	var list []judged
	for _, e := range halves[1] {
		list = append(list, judged{score(weights, e.words), e.wrong})
	}
	slices.SortFunc(list, func(a, b judged) int { return cmp.Compare(a.score, b.score) })
	ranks, wrong := 0., 0.
	for i, j := range list {
		if j.wrong {
			ranks, wrong = ranks+float64(i+1), wrong+1
		}
	}
	area := (ranks - wrong*(wrong+1)/2) / (wrong * (float64(len(list)) - wrong))
	t.Logf("%d lines, of which %.0f are wrong: a wrong one stands above a right one in %.3f", len(list), wrong, area)
	if area < leastArea {
		t.Errorf("a wrong line stands above a right one in %.3f, want %.2f", area, leastArea)
	}
}

// Every word counts once, figures alike and reasons not at all.
func TestScore(t *testing.T) {
	weights := map[string]float64{biasName: -1, "simpli": 4, "#": 0.5, "disk": -2}
	for _, tt := range []struct {
		line string
		want float64
	}{
		{"", -1},
		{"simply simply", 3},
		{"simply, because", 3},
		{"5", -0.5},
		{"99.9%", -0.5},
		{"simply disk", -1 + 2/math.Sqrt2},
	} {
		if got := score(weights, features(lexicon.Split(tt.line).Tokens)); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%q has %v, want %v", tt.line, got, tt.want)
		}
	}
	if got := Of(nil); got != weightsOf(t)[biasName] {
		t.Errorf("nothing has %v", got)
	}
}

func weightsOf(t *testing.T) map[string]float64 {
	m, err := parse(weightsFile)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
