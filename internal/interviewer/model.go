package interviewer

import (
	"math"
	"sync"

	"spar/internal/sim"
)

// A model tells classes apart by the features of a text: softmax regression,
// trained with AdaGrad (J. Duchi et al., "Adaptive Subgradient Methods", 2011).
// No product is fused with a sum and nothing depends on the order of a map, so
// that it is the same on every machine.
type model struct {
	classes int
	weights []float64 // by feature, then by class
	bias    []float64
}

// How a model is trained.
const (
	members  = 3 // models whose mean is taken
	epochs   = 8
	settling = 3 // epochs before those whose weights are averaged
	rate     = .8
	biasRate = .1
	// leastError is the error below which a class is not corrected: most of the work
	// would go into classes that are out of the question anyway.
	leastError = .015
	// damping keeps the first corrections of a weight within bounds.
	damping = 1e-3
	// dropped is the share of an example's features that an epoch leaves out, chosen at
	// random: the others have to tell the class without them, as they must in a question
	// that says but half of it in known words.
	dropped = .3
)

// A dice is a linear congruential generator: the same everywhere.
type dice uint32

// throw returns a number from 0 up to, but not including, 1<<24.
func (d *dice) throw() int {
	*d = *d*1664525 + 1013904223
	return int(*d >> 8)
}

// A trainer corrects a model example by example.
type trainer struct {
	model
	weightSquares, biasSquares []float64 // of past corrections
	errors                     []float64 // by class, of one example
	wrong                      []int     // classes to correct
	row                        []feature // see thinned
}

// fit returns a model of rows with their classes: the mean of several that saw the
// rows in other orders and with other features left out, which depends less on
// chance than any of them.
func fit(rows [][]feature, labels []int, features, classes int) *model {
	var models [members]*model
	var all sync.WaitGroup
	for i := range models {
		all.Go(func() { models[i] = fitOne(rows, labels, features, classes, dice(12345+i)) })
	}
	all.Wait()
	mean := newModel(features, classes)
	for _, m := range models {
		mean.add(m, 1./members)
	}
	return mean
}

func newModel(features, classes int) *model {
	return &model{classes: classes, weights: make([]float64, features*classes), bias: make([]float64, classes)}
}

// fitOne returns the mean of the models after each of the later epochs.
func fitOne(rows [][]feature, labels []int, features, classes int, random dice) *model {
	t := &trainer{
		model:         *newModel(features, classes),
		weightSquares: make([]float64, features*classes), biasSquares: make([]float64, classes), errors: make([]float64, classes),
	}
	mean := newModel(features, classes)
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	for epoch := range epochs {
		for i := len(order) - 1; i > 0; i-- {
			j := random.throw() % (i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			t.correct(t.thinned(rows[i], &random), labels[i])
		}
		if epoch >= settling {
			mean.add(&t.model, 1./(epochs-settling))
		}
	}
	return mean
}

// thinned returns a row without some of its features, at unit length. It is valid
// until the next one.
func (t *trainer) thinned(row []feature, random *dice) []feature {
	t.row = t.row[:0]
	sum := 0.
	for _, f := range row {
		if float64(random.throw()) >= dropped*(1<<24) {
			t.row = append(t.row, f)
			sum += float64(f.weight * f.weight)
		}
	}
	if sum > 0 {
		length := math.Sqrt(sum)
		for i := range t.row {
			t.row[i].weight /= length
		}
	}
	return t.row
}

// correct moves the weights towards the class of an example.
func (t *trainer) correct(row []feature, label int) {
	t.probabilities(row, t.errors)
	t.errors[label]--
	t.wrong = t.wrong[:0]
	for c, e := range t.errors {
		if math.Abs(e) > leastError {
			t.wrong = append(t.wrong, c)
			t.biasSquares[c] += float64(e * e)
			t.bias[c] -= float64(biasRate*e) / (math.Sqrt(t.biasSquares[c]) + damping)
		}
	}
	for _, f := range row {
		at := int(f.id) * t.classes
		weights, squares := t.weights[at:at+t.classes], t.weightSquares[at:at+t.classes]
		for _, c := range t.wrong {
			d := float64(t.errors[c] * f.weight)
			squares[c] += float64(d * d)
			weights[c] -= float64(rate*d) / (math.Sqrt(squares[c]) + damping)
		}
	}
}

// add adds a share of another model.
func (m *model) add(other *model, share float64) {
	for i, w := range other.weights {
		m.weights[i] += float64(share * w)
	}
	for i, b := range other.bias {
		m.bias[i] += float64(share * b)
	}
}

// probabilities fills p with how likely each class is for a row.
func (m *model) probabilities(row []feature, p []float64) {
	copy(p, m.bias)
	for _, f := range row {
		at := int(f.id) * m.classes
		for c, w := range m.weights[at : at+m.classes] {
			p[c] += float64(f.weight * w)
		}
	}
	highest := p[0]
	for _, z := range p {
		highest = max(highest, z)
	}
	sum := 0.
	for c, z := range p {
		p[c] = sim.Exp(z - highest)
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
}
