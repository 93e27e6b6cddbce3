package sim

import "time"

// A Recorder measures requests. Each is filed under the time at which it was
// meant to arrive, so that what keeps requests from being sent cannot keep them
// from being counted. Requests of the warm-up enter the series only.
//
// It holds a [Histogram] for each slice of the run, whatever the number of
// requests.
type Recorder struct {
	width  time.Duration // of a slice
	cut    int           // the first slice after the warm-up
	slices []slice

	// The slice looked up last, for most requests stay within one.
	latest *slice
	from   time.Duration
}

// A slice is what happened to the requests that arrived in one stretch of time.
type slice struct {
	latency Histogram
	Counts
}

// Counts says what became of requests.
type Counts struct {
	Served, Failed, TimedOut int64
	Refused                  int64 // by policy, as a limit does
	Completed                int64 // served within the time that is looked at, whenever they arrived
}

// All returns how many requests there were, but for those that were refused by policy:
// they had their answer, and were not to be served.
func (c Counts) All() int64 { return c.Served + c.Failed + c.TimedOut }

// NewRecorder returns a recorder of a run of so long, cut into slices. The
// warm-up is rounded up to whole slices, and at least one slice is measured.
func NewRecorder(duration, warmup time.Duration, slices int) *Recorder {
	r := &Recorder{
		width:  max(1, (duration+time.Duration(slices)-1)/time.Duration(slices)),
		slices: make([]slice, slices),
	}
	r.cut = min(int((warmup+r.width-1)/r.width), slices-1)
	r.latest = &r.slices[0]
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
	return arrived >= r.Warmup() && arrived < time.Duration(len(r.slices))*r.width
}

// Served records a request that was answered.
func (r *Recorder) Served(arrived, answered time.Duration) {
	if s := r.at(answered); s != nil {
		s.Completed++
	}
	if s := r.at(arrived); s != nil {
		s.Served++
		s.latency.Record(answered - arrived)
	}
}

// TimedOut records a request that was given up on after waiting so long. It has
// that as its latency, for its user did wait.
func (r *Recorder) TimedOut(arrived, waited time.Duration) {
	if s := r.at(arrived); s != nil {
		s.TimedOut++
		s.latency.Record(waited)
	}
}

// Failed records a request that failed. It has no latency: a fast failure
// would flatter the percentiles.
func (r *Recorder) Failed(arrived time.Duration) {
	if s := r.at(arrived); s != nil {
		s.Failed++
	}
}

// Refused records a request that was refused by policy. It has no latency either.
func (r *Recorder) Refused(arrived time.Duration) {
	if s := r.at(arrived); s != nil {
		s.Refused++
	}
}

// at returns the slice of a time, nil after the last.
func (r *Recorder) at(t time.Duration) *slice {
	if uint64(t-r.from) < uint64(r.width) {
		return r.latest
	}
	return r.find(t)
}

func (r *Recorder) find(t time.Duration) *slice {
	i := int(t / r.width)
	if i >= len(r.slices) {
		return nil
	}
	r.latest, r.from = &r.slices[i], time.Duration(i)*r.width
	return r.latest
}
