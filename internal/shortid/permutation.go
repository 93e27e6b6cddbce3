package shortid

import "math/bits"

// rounds of the Feistel network. Four make a pseudorandom permutation of a
// pseudorandom function that chosen inputs and outputs do not betray (M. Luby and
// C. Rackoff, "How to construct pseudorandom permutations from pseudorandom
// functions", 1988). The function here only mixes well: it keeps codes from being
// guessed at a glance, not from an attacker.
const rounds = 4

// A Permutation maps the numbers below a bound to each other, one to one, in an
// order that looks random. It is a Feistel network over the next even number of
// bits, applied again as long as the result is not below the bound (cycle walking:
// J. Black and P. Rogaway, "Ciphers with arbitrary finite domains", 2002).
type Permutation struct {
	space uint64
	half  uint // bits of each half
	keys  [rounds]uint64
}

// NewPermutation returns the permutation of the numbers below space, at most 2^62,
// that a key chooses.
func NewPermutation(space, key uint64) Permutation {
	p := Permutation{space: space, half: uint(max(1, (bits.Len64(space-1)+1)/2))}
	for i := range p.keys {
		key += 0x9e3779b97f4a7c15 // splitmix64's step
		p.keys[i] = mix(key)
	}
	return p
}

// Map returns the image of a number below the bound.
func (p Permutation) Map(n uint64) uint64 {
	for n = p.forth(n); n >= p.space; n = p.forth(n) {
	}
	return n
}

// Invert returns the number whose image is given.
func (p Permutation) Invert(n uint64) uint64 {
	for n = p.back(n); n >= p.space; n = p.back(n) {
	}
	return n
}

func (p Permutation) forth(n uint64) uint64 {
	mask := uint64(1)<<p.half - 1
	left, right := n>>p.half, n&mask
	for _, key := range p.keys {
		left, right = right, left^mix(right^key)&mask
	}
	return left<<p.half | right
}

func (p Permutation) back(n uint64) uint64 {
	mask := uint64(1)<<p.half - 1
	left, right := n>>p.half, n&mask
	for i := rounds - 1; i >= 0; i-- {
		left, right = right^mix(left^p.keys[i])&mask, left
	}
	return left<<p.half | right
}

// mix is the finalizer of splitmix64 (Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators", 2014).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Permuted is a [Counter] whose numbers come out in the order of a [Permutation]:
// each once, but the next is not one more than the last.
type Permuted struct {
	counter *Counter
	order   Permutation
}

// NewPermuted returns a permuted counter over so many codes that has given out some
// before, in the order that a key chooses.
func NewPermuted(space, issued, key uint64) *Permuted {
	return &Permuted{NewCounter(space, issued), NewPermutation(space, key)}
}

// Next returns the next number.
func (p *Permuted) Next(r Request) (uint64, error) {
	n, err := p.counter.Next(r)
	if err != nil {
		return 0, err
	}
	return p.order.Map(n), nil
}

// Place returns how many numbers come out before this one.
func (p *Permuted) Place(n uint64) uint64 { return p.order.Invert(n) }
