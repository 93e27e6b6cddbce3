package sim

import (
	"math"
	"math/rand/v2"
	"time"
)

// A Distribution draws non-negative numbers: service times, delays, sizes.
type Distribution interface {
	Sample(r *rand.Rand) float64
}

// Seconds converts seconds to virtual time, to the nearest nanosecond. What
// does not fit, as the tail of a Pareto distribution may not, becomes the
// longest time that can be added to another, about 146 years.
func Seconds(s float64) time.Duration {
	const longest = math.MaxInt64 / 2
	if ns := s * 1e9; ns < longest {
		return time.Duration(math.Round(ns))
	}
	return longest
}

// Exponential is the distribution of the time to the next of events that happen
// independently of each other.
type Exponential struct{ Mean float64 }

// Sample draws by inversion.
func (d Exponential) Sample(r *rand.Rand) float64 {
	return float64(-d.Mean * Log(1-r.Float64()))
}

// Deterministic always gives the same value.
type Deterministic struct{ Value float64 }

// Sample returns the value and draws nothing.
func (d Deterministic) Sample(*rand.Rand) float64 { return d.Value }

// LogNormal is the distribution of a number whose logarithm is normal.
type LogNormal struct {
	Median float64 // exp of the logarithm's mean
	Sigma  float64 // standard deviation of the logarithm
}

// LogNormalMean returns the log-normal distribution with a given mean.
func LogNormalMean(mean, sigma float64) LogNormal {
	return LogNormal{Median: mean * Exp(-sigma*sigma/2), Sigma: sigma}
}

// Sample draws a normal number and raises e to it.
func (d LogNormal) Sample(r *rand.Rand) float64 {
	return float64(d.Median * Exp(float64(d.Sigma*normal(r))))
}

// Pareto has a power-law tail: P(X > x) = (Min/x)^Shape for x >= Min. Its mean
// is infinite for shapes up to 1, its variance for shapes up to 2.
type Pareto struct{ Min, Shape float64 }

// Sample draws by inversion.
func (d Pareto) Sample(r *rand.Rand) float64 {
	return float64(d.Min * Pow(1-r.Float64(), -1/d.Shape))
}

// Erlang is the sum of equal exponential stages; its squared coefficient of
// variation is 1/Stages.
type Erlang struct {
	Stages int
	Mean   float64
}

// Sample draws every stage at once, as the logarithm of a product.
func (d Erlang) Sample(r *rand.Rand) float64 {
	sum := 0.
	for range d.Stages {
		sum -= Log(1 - r.Float64())
	}
	return float64(sum * d.Mean / float64(d.Stages))
}

// Gamma has mean Shape*Scale and squared coefficient of variation 1/Shape.
type Gamma struct{ Shape, Scale float64 }

// Sample rejects from a transformed normal number (Marsaglia and Tsang, "A
// simple method for generating gamma variables", 2000).
func (d Gamma) Sample(r *rand.Rand) float64 {
	if d.Shape < 1 {
		boost := Pow(1-r.Float64(), 1/d.Shape)
		return float64(Gamma{d.Shape + 1, d.Scale}.Sample(r) * boost)
	}
	a := d.Shape - 1./3
	c := 1 / math.Sqrt(9*a)
	for {
		x := normal(r)
		t := 1 + float64(c*x)
		if t <= 0 {
			continue
		}
		v := float64(float64(t*t) * t)
		u := 1 - r.Float64()
		if Log(u) < float64(.5*x*x)+(a-float64(a*v))+float64(a*Log(v)) {
			return float64(float64(a*v) * d.Scale)
		}
	}
}

// Hyperexponential is exponential with a mean that is itself drawn: FirstMean
// with probability First, else SecondMean. It varies more than the exponential,
// as a mix of cheap and dear requests does.
type Hyperexponential struct {
	First                 float64
	FirstMean, SecondMean float64
}

// Sample draws the branch, then the value.
func (d Hyperexponential) Sample(r *rand.Rand) float64 {
	mean := d.SecondMean
	if r.Float64() < d.First {
		mean = d.FirstMean
	}
	return Exponential{mean}.Sample(r)
}

// normal draws a standard normal number by the polar method (Marsaglia and
// Bray, 1964). The second number of the pair is dropped, to keep no state.
func normal(r *rand.Rand) float64 {
	for {
		u := float64(2*r.Float64()) - 1
		v := float64(2*r.Float64()) - 1
		q := float64(u*u) + float64(v*v)
		if q > 0 && q < 1 {
			return float64(u * math.Sqrt(-2*Log(q)/q))
		}
	}
}
