package sim

import (
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// longest is the largest latency that a recorder tells apart from longer ones.
const longest = time.Hour

// A Recorder measures requests. Each is filed under the time at which it was
// meant to arrive, so that what keeps requests from being sent cannot keep them
// from being counted. Requests of the warm-up enter the series only.
//
// Latencies fall into histograms with a relative error below 0.1%, those of the
// series below 1% (Gil Tene's HdrHistogram).
type Recorder struct {
	width  time.Duration // of a slice
	cut    int           // the first slice after the warm-up
	slices []slice
	total  *hdrhistogram.Histogram
	max    time.Duration // exact, of the measured latencies
}

// A slice is what happened to the requests that arrived in one stretch of time.
type slice struct {
	latency                  *hdrhistogram.Histogram
	sum                      int64 // of latencies, in nanoseconds
	max                      time.Duration
	served, failed, timedOut int64
	completed                int64 // requests served in this slice, whenever they came
}

// NewRecorder returns a recorder of a run of so long, cut into slices. The
// warm-up is rounded up to whole slices, and at least one slice is measured.
func NewRecorder(duration, warmup time.Duration, slices int) *Recorder {
	r := &Recorder{
		width:  max(1, (duration+time.Duration(slices)-1)/time.Duration(slices)),
		slices: make([]slice, slices),
		total:  hdrhistogram.New(1, int64(longest), 3),
	}
	r.cut = min(int((warmup+r.width-1)/r.width), slices-1)
	for i := range r.slices {
		r.slices[i].latency = hdrhistogram.New(int64(time.Microsecond), int64(longest), 2)
	}
	return r
}

// Warmup returns the time at which measuring begins.
func (r *Recorder) Warmup() time.Duration { return time.Duration(r.cut) * r.width }

// Measured returns how long the measured part of the run is.
func (r *Recorder) Measured() time.Duration {
	return time.Duration(len(r.slices)-r.cut) * r.width
}

// Measures reports whether a request that arrives at that time counts.
func (r *Recorder) Measures(arrived time.Duration) bool {
	i := int(arrived / r.width)
	return i >= r.cut && i < len(r.slices)
}

// Served records a request that was answered.
func (r *Recorder) Served(arrived, answered time.Duration) {
	if s := r.at(answered); s != nil {
		s.completed++
	}
	if s := r.at(arrived); s != nil {
		s.served++
		r.latency(s, arrived, answered-arrived)
	}
}

// TimedOut records a request that was given up on after waiting so long. It has
// that as its latency, for its user did wait.
func (r *Recorder) TimedOut(arrived, waited time.Duration) {
	if s := r.at(arrived); s != nil {
		s.timedOut++
		r.latency(s, arrived, waited)
	}
}

// Failed records a request that was refused. It has no latency: a fast failure
// would flatter the percentiles.
func (r *Recorder) Failed(arrived time.Duration) {
	if s := r.at(arrived); s != nil {
		s.failed++
	}
}

func (r *Recorder) at(t time.Duration) *slice {
	if i := int(t / r.width); i < len(r.slices) {
		return &r.slices[i]
	}
	return nil
}

func (r *Recorder) latency(s *slice, arrived, latency time.Duration) {
	ns := int64(min(latency, longest))
	s.sum += ns
	s.max = max(s.max, latency)
	// A value between one and the longest is always accepted.
	_ = s.latency.RecordValue(max(ns, 1))
	if r.Measures(arrived) {
		r.max = max(r.max, latency)
		_ = r.total.RecordValue(max(ns, 1))
	}
}
