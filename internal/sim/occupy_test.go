package sim

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Jobs of whose end nobody is told take servers as all others do: whatever happens, the
// others end at the same times and the measurements are the same.
func TestOccupy(t *testing.T) {
	type step struct {
		at, service time.Duration
		quiet       bool
		what        int
	}
	rapid.Check(t, func(t *rapid.T) {
		servers, limit := rapid.IntRange(1, 4).Draw(t, "servers"), rapid.SampledFrom([]int{Unlimited, 0, 3}).Draw(t, "limit")
		steps := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
			return step{
				// Nothing ends when something else happens: no sum of services is a
				// multiple of 4096.
				at:      time.Duration(4096 * rapid.IntRange(0, 500).Draw(t, "at")),
				service: time.Duration(4096*rapid.IntRange(0, 50).Draw(t, "service") + 1),
				quiet:   rapid.Bool().Draw(t, "quiet"),
				what:    rapid.SampledFrom([]int{0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6}).Draw(t, "what"),
			}
		}), 1, 60).Draw(t, "steps")
		seen := map[time.Duration]bool{}
		steps = slices.DeleteFunc(steps, func(s step) bool {
			before := seen[s.at]
			seen[s.at] = true
			return before
		})
		run := func(quietly bool) (ends []time.Duration, stats []StationStats) {
			var s Sim
			loud := map[int32]bool{}
			st := NewStation(&s, servers, limit, func(job int32) {
				if loud[job] {
					ends = append(ends, s.Now(), time.Duration(job))
				}
			})
			for i, at := range steps {
				loud[int32(i)] = !at.quiet
				s.At(at.at, func() {
					switch at.what {
					case 0:
						arrive := st.Arrive
						if quietly && at.quiet {
							arrive = st.Occupy
						}
						if !arrive(int32(i), at.service) {
							ends = append(ends, -s.Now())
						}
					case 1:
						st.Fail()
					case 2:
						st.Restore()
					case 3:
						st.Slow(float64(1 + 2*(i%2)))
					case 4:
						st.Resize(1 + i%4)
					case 5:
						stats = append(stats, st.Stats(), StationStats{Served: st.Busy(), Arrived: st.Waiting()})
					case 6:
						st.ResetStats()
					}
				})
			}
			if err := s.RunUntil(t.Context(), time.Second); err != nil {
				t.Fatal(err)
			}
			return ends, append(stats, st.Stats())
		}
		ends, stats := run(false)
		quietEnds, quietStats := run(true)
		slices.Sort(ends) // two may end at the same time
		slices.Sort(quietEnds)
		if !slices.Equal(ends, quietEnds) {
			t.Errorf("others end at %v, want %v", quietEnds, ends)
		}
		if !slices.Equal(stats, quietStats) {
			t.Errorf("measured %+v, want %+v", quietStats, stats)
		}
	})
}
