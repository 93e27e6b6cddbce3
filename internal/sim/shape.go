package sim

import "time"

// A Shape is how a rate varies over time. Shapes are functions of time alone, so
// two designs meet the same traffic.
type Shape interface {
	// At returns the factor on the rate at time t, and a bound that the factor
	// keeps from t up to a later time, which may be Forever.
	At(t time.Duration) (factor, bound float64, until time.Duration)
}

// Diurnal swings like day and night, from 1-Swing at the start to 1+Swing half a
// period later. Its mean is 1.
type Diurnal struct {
	Period time.Duration
	Swing  float64 // 0 to 1
}

// At implements [Shape].
func (d Diurnal) At(t time.Duration) (factor, bound float64, until time.Duration) {
	turns := float64(t%d.Period) / float64(d.Period)
	return 1 - float64(d.Swing*cosine(turns)), 1 + d.Swing, Forever
}

// A FlashCrowd comes once: from Start on the rate rises evenly to Factor times
// its usual value, stays there, and falls back evenly.
type FlashCrowd struct {
	Start, Rise, Hold, Fall time.Duration
	Factor                  float64 // from 1
}

// At implements [Shape].
func (f FlashCrowd) At(t time.Duration) (factor, bound float64, until time.Duration) {
	top := f.Start + f.Rise
	falls := top + f.Hold
	end := falls + f.Fall
	switch {
	case t < f.Start:
		return 1, 1, f.Start
	case t < top:
		return 1 + float64((f.Factor-1)*part(t-f.Start, f.Rise)), f.Factor, end
	case t < falls:
		return f.Factor, f.Factor, end
	case t < end:
		return 1 + float64((f.Factor-1)*part(end-t, f.Fall)), f.Factor, end
	}
	return 1, 1, Forever
}

func part(t, whole time.Duration) float64 { return float64(t) / float64(whole) }

// Bursts come every Period and last for Length, with Factor times the rate; in
// between it is Rest times the rate.
type Bursts struct {
	Period, Length time.Duration
	Factor, Rest   float64
}

// At implements [Shape].
func (b Bursts) At(t time.Duration) (factor, bound float64, until time.Duration) {
	into := t % b.Period
	if into < b.Length {
		return b.Factor, b.Factor, t - into + b.Length
	}
	return b.Rest, b.Rest, t - into + b.Period
}
