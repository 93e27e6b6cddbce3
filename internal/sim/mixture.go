package sim

import (
	"errors"
	"fmt"
	"math/rand/v2"
)

// A Quantile is a value that a share of what is drawn does not exceed.
type Quantile struct {
	Share float64 // 0 to 1
	Value float64 // from zero
}

// Quantiles is the distribution with some quantiles that were measured: even between
// each and the next, which is inversion along straight lines. It begins at a share of 0
// and ends at 1.
type Quantiles struct{ points []Quantile }

// NewQuantiles returns the distribution of quantiles in rising order. Where they do not
// begin at a share of 0 it begins there at zero, and where they do not end at 1 the line
// of the last two goes on up to there. The error says which do not rise.
func NewQuantiles(quantiles []Quantile) (Quantiles, error) {
	points := quantiles
	if len(points) == 0 || points[len(points)-1].Share == 0 {
		return Quantiles{}, errors.New("no quantiles of a share above 0")
	}
	if points[0].Share > 0 {
		points = append([]Quantile{{}}, points...)
	}
	for i, q := range points {
		if !(q.Share >= 0 && q.Share <= 1 && q.Value >= 0) {
			return Quantiles{}, fmt.Errorf("quantile %v at %v is out of range", q.Value, q.Share)
		}
		if i > 0 && (q.Share <= points[i-1].Share || q.Value < points[i-1].Value) {
			return Quantiles{}, fmt.Errorf("quantile %v at %v does not rise from %v at %v", q.Value, q.Share, points[i-1].Value, points[i-1].Share)
		}
	}
	if last := points[len(points)-1]; last.Share < 1 {
		before := points[len(points)-2] // at a share of 0 at the latest
		slope := (last.Value - before.Value) / (last.Share - before.Share)
		points = append(points[:len(points):len(points)], Quantile{1, last.Value + float64(slope*(1-last.Share))})
	}
	return Quantiles{points}, nil
}

// Times returns the distribution of what is so many times as large.
func (d Quantiles) Times(factor float64) Quantiles {
	scaled := Quantiles{make([]Quantile, len(d.points))}
	for i, q := range d.points {
		scaled.points[i] = Quantile{q.Share, float64(q.Value * factor)}
	}
	return scaled
}

// Sample draws by inversion.
func (d Quantiles) Sample(r *rand.Rand) float64 {
	u, i := float64(r.Float64()), 1 // rounded, for what is drawn is a product
	for u >= d.points[i].Share && i < len(d.points)-1 {
		i++
	}
	low, high := d.points[i-1], d.points[i]
	return low.Value + float64((high.Value-low.Value)*((u-low.Share)/(high.Share-low.Share)))
}

// Moments returns the mean and the mean of the squares.
func (d Quantiles) Moments() (mean, squared float64) {
	for i := 1; i < len(d.points); i++ {
		low, high := d.points[i-1], d.points[i]
		width := high.Share - low.Share
		mean += float64(width * (low.Value + high.Value) / 2)
		squared += float64(width * (float64(low.Value*low.Value) + float64(low.Value*high.Value) + float64(high.Value*high.Value)) / 3)
	}
	return mean, squared
}

// A Mixture draws from Other with probability Share, else from Usual.
type Mixture struct {
	Share        float64
	Usual, Other Distribution
}

// Sample draws which, then the value.
func (d Mixture) Sample(r *rand.Rand) float64 {
	if r.Float64() < d.Share {
		return d.Other.Sample(r)
	}
	return d.Usual.Sample(r)
}
