package delivery

import (
	"math/rand/v2"
	"time"
)

// A Backoff says how long to wait before trying again: First at first, then twice
// as long each time, up to Most.
type Backoff struct {
	First, Most time.Duration
	// Full draws each wait evenly between zero and that ("full jitter": M. Brooker,
	// "Exponential backoff and jitter", 2015), so that those who failed together do
	// not come back together.
	Full bool
}

// Wait returns the wait after so many failures in a row, from zero. It draws from
// the stream only with full jitter.
func (b Backoff) Wait(failures int, r *rand.Rand) time.Duration {
	d := b.Most
	if failures < 63 && b.First <= b.Most>>failures {
		d = b.First << failures
	}
	if !b.Full || d <= 0 {
		return d
	}
	return time.Duration(r.Int64N(int64(d) + 1))
}
