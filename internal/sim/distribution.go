package sim

import (
	"fmt"
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
	if ns := float64(s * 1e9); ns < longest {
		return time.Duration(ns + .5)
	}
	return longest
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

// NewLogNormal returns the log-normal distribution with a mean and a coefficient
// of variation, its standard deviation over the mean.
func NewLogNormal(mean, cv float64) LogNormal {
	variance := Log(1 + float64(cv*cv))
	return LogNormal{Median: mean * Exp(-variance/2), Sigma: math.Sqrt(variance)}
}

// Sample draws a normal number and raises e to it.
func (d LogNormal) Sample(r *rand.Rand) float64 {
	return float64(d.Median * Exp(float64(d.Sigma*normal(r))))
}

// Pareto has a power-law tail: P(X > x) = (Min/x)^Shape for x >= Min. Its mean
// is infinite for shapes up to 1, its variance for shapes up to 2.
type Pareto struct{ Min, Shape float64 }

// NewPareto returns the Pareto distribution with a mean and a coefficient of
// variation above zero.
func NewPareto(mean, cv float64) Pareto {
	shape := 1 + math.Sqrt(1+1/float64(cv*cv))
	return Pareto{Min: mean * (shape - 1) / shape, Shape: shape}
}

// Sample draws by inversion.
func (d Pareto) Sample(r *rand.Rand) float64 {
	return float64(d.Min * Pow(share(r), -1/d.Shape))
}

// Erlang is the sum of equal exponential stages; its squared coefficient of
// variation is 1/Stages.
type Erlang struct {
	Stages int
	Mean   float64
}

// maxStages is the number of stages up to which drawing each of them is faster
// than drawing their sum.
const maxStages = 10

// NewErlang returns the Erlang distribution with a mean and, as nearly as a whole
// number of stages allows, a coefficient of variation of at most 1.
func NewErlang(mean, cv float64) (Erlang, error) {
	if !(cv >= .01 && cv <= 1) {
		return Erlang{}, fmt.Errorf("erlang: coefficient of variation %v is not between .01 and 1", cv)
	}
	return Erlang{Stages: int(math.Round(1 / float64(cv*cv))), Mean: mean}, nil
}

// Sample draws the sum of the stages.
func (d Erlang) Sample(r *rand.Rand) float64 {
	stage := d.Mean / float64(d.Stages)
	if d.Stages > maxStages {
		return Gamma{float64(d.Stages), stage}.Sample(r)
	}
	sum := 0.
	for range d.Stages {
		sum += exponential(r)
	}
	return float64(sum * stage)
}

// Gamma has mean Shape*Scale and squared coefficient of variation 1/Shape.
type Gamma struct{ Shape, Scale float64 }

// NewGamma returns the gamma distribution with a mean and a coefficient of
// variation above zero.
func NewGamma(mean, cv float64) Gamma {
	return Gamma{Shape: 1 / float64(cv*cv), Scale: float64(mean * cv * cv)}
}

// Sample rejects from a transformed normal number (Marsaglia and Tsang, "A
// simple method for generating gamma variables", 2000).
func (d Gamma) Sample(r *rand.Rand) float64 {
	if d.Shape < 1 {
		boost := Pow(share(r), 1/d.Shape)
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
		if Log(share(r)) < float64(.5*x*x)+(a-float64(a*v))+float64(a*Log(v)) {
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

// NewHyperexponential returns the hyperexponential distribution with a mean and a
// coefficient of variation of at least 1 whose two branches contribute equally to
// the mean (balanced means).
func NewHyperexponential(mean, cv float64) (Hyperexponential, error) {
	if !(cv >= 1) || math.IsInf(cv, 1) {
		return Hyperexponential{}, fmt.Errorf("hyperexponential: coefficient of variation %v is not 1 or more", cv)
	}
	squared := float64(cv * cv)
	first := float64((1 + math.Sqrt((squared-1)/(squared+1))) / 2)
	return Hyperexponential{First: first, FirstMean: mean / first / 2, SecondMean: mean / (1 - first) / 2}, nil
}

// Sample draws the branch, then the value.
func (d Hyperexponential) Sample(r *rand.Rand) float64 {
	mean := d.SecondMean
	if r.Float64() < d.First {
		mean = d.FirstMean
	}
	return Exponential{mean}.Sample(r)
}

// share draws a number above 0 and up to 1.
func share(r *rand.Rand) float64 { return float64(int64(r.Uint64()>>11)+1) * 0x1p-53 }

// normal draws a standard normal number by the polar method (Marsaglia and
// Bray, 1964). The second number of the pair is dropped, to keep no state.
func normal(r *rand.Rand) float64 {
	for {
		u := float64(float64(int64(r.Uint64())>>10) * 0x1p-53)
		v := float64(float64(int64(r.Uint64())>>10) * 0x1p-53)
		q := float64(u*u) + float64(v*v)
		if q > 0 && q < 1 {
			return float64(u * math.Sqrt(-2*Log(q)/q))
		}
	}
}
