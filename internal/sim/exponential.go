package sim

import "math/rand/v2"

// Exponential is the distribution of the time to the next of events that happen
// independently of each other.
type Exponential struct{ Mean float64 }

// Sample draws from the ziggurat below.
func (d Exponential) Sample(r *rand.Rand) float64 {
	return float64(d.Mean * exponential(r))
}

// layers is the number of layers of the ziggurat.
const layers = 256

// The lowest of 256 layers of equal area under e^-x, which holds the tail, ends
// at zigguratEnd (Marsaglia and Tsang, "The ziggurat method for generating
// random variables", 2000).
const (
	zigguratEnd  = 7.69711747013104972
	zigguratArea = 0.0039496598225815571993
)

// A layer is a rectangle from x = 0 that covers a slice of the area under e^-x.
type layer struct {
	scale  float64 // the width, over 2^53
	inside int64   // of 2^53 steps over the width, those that lie under the curve at any height
}

// ziggurat holds the layers, the lowest first, and heights the values of e^-x at
// their lower ends. Both are made once by arithmetic that is the same everywhere.
var ziggurat, heights = newZiggurat()

func newZiggurat() (ls [layers]layer, heights [layers + 1]float64) {
	width := zigguratArea / Exp(-zigguratEnd) // of a rectangle as large as the lowest layer with its tail
	next := zigguratEnd
	for i := range ls {
		ls[i] = layer{scale: width * 0x1p-53, inside: int64(float64(next / width * 0x1p53))}
		heights[i+1] = Exp(-next)
		width = next
		if i < layers-2 {
			next = -Log(zigguratArea/width + Exp(-width))
		} else {
			next = 0
		}
	}
	return ls, heights
}

// exponential draws an exponential number of mean 1. Of a hundred draws 99 need
// one random word, of which the lowest eight bits choose the layer and the
// highest 53 the place in it, and neither logarithm nor exponential.
func exponential(r *rand.Rand) float64 {
	u := r.Uint64()
	l := &ziggurat[u%layers]
	step := int64(u >> 11)
	x := float64(step) * l.scale
	if step < l.inside {
		return x
	}
	return exponentialEdge(r, u%layers, x)
}

// exponentialEdge decides about a draw at the edge of a layer, where the curve
// cuts through it, or in the tail.
func exponentialEdge(r *rand.Rand, i uint64, x float64) float64 {
	if i == 0 {
		return zigguratEnd + exponential(r) // the tail looks like the whole
	}
	y := heights[i] + float64(r.Float64()*(heights[i+1]-heights[i]))
	if y < Exp(-x) {
		return x
	}
	return exponential(r)
}
