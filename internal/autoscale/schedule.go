package autoscale

import "time"

// A Schedule knows beforehand how many instances it takes at which time of a
// period, such as a day.
type Schedule struct {
	Period time.Duration
	Counts []int // of instances, for equal parts of the period
	// Lead is how much earlier than needed instances are ordered: as long as they
	// take to boot.
	Lead time.Duration
}

// Desired returns the most that the schedule has between now and the end of the
// lead, or the current number if it has nothing.
func (s *Schedule) Desired(o Observation) int {
	if s.Period <= 0 || len(s.Counts) == 0 {
		return o.Current()
	}
	first, last := s.part(o.Now), s.part(o.Now+s.Lead)
	desired := 0
	for i := first; i <= min(last, first+len(s.Counts)); i++ {
		desired = max(desired, s.Counts[i%len(s.Counts)])
	}
	return desired
}

// part returns in which part of a period a time is, counted from the first one.
func (s *Schedule) part(t time.Duration) int {
	turns, into := t/s.Period, t%s.Period
	return int(turns)*len(s.Counts) + int(float64(into)/float64(s.Period)*float64(len(s.Counts)))
}
