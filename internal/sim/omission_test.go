package sim

import (
	"testing"
	"time"

	"spar/internal/truth"
)

// A server that answers within a millisecond freezes after 100 s for 100 s. One
// client that waits for each answer before it asks again sends a single request
// into the freeze, and finds a mean of 11 ms; requests that come whatever happens
// find 25 s. The figures are those of Tene, "How not to measure latency", 2013.
func TestCoordinatedOmission(t *testing.T) {
	const freeze, end = 100 * time.Second, 200 * time.Second
	answer := func(sent time.Duration) time.Duration {
		if sent < freeze {
			return sent + time.Millisecond
		}
		return end
	}
	open := func(s *Sim, rec *Recorder) {
		in := &Arrivals{Sim: s, Stream: Stream(1, "arrivals"), Rate: 100, Regular: true}
		in.Emit = func() {
			sent := s.Now()
			s.At(answer(sent), func() { rec.Served(sent, s.Now()) })
		}
		in.Start()
	}
	closed := func(s *Sim, rec *Recorder) {
		var send func()
		send = func() {
			sent := s.Now()
			s.At(answer(sent), func() {
				rec.Served(sent, s.Now())
				s.At(max(sent+10*time.Millisecond, s.Now()), send)
			})
		}
		s.At(0, send)
	}
	for _, tt := range []struct {
		name           string
		load           func(*Sim, *Recorder)
		mean, p75, p99 float64 // seconds
	}{
		{"closed loop", closed, .010998900, .001, .001},
		{"open loop", open, 25.003, 50, 98},
	} {
		var s Sim
		rec := NewRecorder(end, 0, 20)
		tt.load(&s, rec)
		if err := s.RunUntil(t.Context(), end); err != nil {
			t.Fatal(err)
		}
		for name, figure := range map[string][2]float64{
			"mean": {rec.Mean().Seconds(), tt.mean}, "p75": {rec.Quantile(7500).Seconds(), tt.p75}, "p99": {rec.Quantile(9900).Seconds(), tt.p99},
		} {
			if got, want := figure[0], figure[1]; !truth.Near(got, want, .01) {
				t.Errorf("%s: %s is %v s, want %v s", tt.name, name, got, want)
			}
		}
	}
}
