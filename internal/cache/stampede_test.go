package cache_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/truth"
)

const second = time.Second

// A reader renews early as often as the formula says.
func TestRenewEarly(t *testing.T) {
	const readers = 200_000
	r := sim.Stream(1, "readers")
	for _, tt := range []struct {
		remaining time.Duration
		beta      float64
	}{{4 * second, 1}, {1200 * time.Millisecond, 1}, {100 * time.Millisecond, 1}, {second, 2}, {0, 1}, {-second, 1}} {
		renewed := 0
		for range readers {
			if cache.RenewEarly(10*second, 10*second+tt.remaining, 400*time.Millisecond, tt.beta, sim.Exponential{Mean: 1}.Sample(r)) {
				renewed++
			}
		}
		want := cache.EarlyProbability(tt.remaining.Seconds(), .4, tt.beta)
		if got := float64(renewed) / readers; math.Abs(got-want) > .004 {
			t.Errorf("%v before the end, beta %v: %.4f renew, want %.4f", tt.remaining, tt.beta, got, want)
		}
	}
}

// A stampede is readers of one key under Poisson arrivals, who compute its value
// when they find it expired or renew it early.
type stampede struct {
	rate, took, beta float64 // a second, seconds; beta zero means not early
	coalesce         bool
}

// size returns the mean number of computations for each time that the key lives,
// and how many ran at once at most.
func (s stampede) size(lives int) (mean float64, most int) {
	const ttl = 20 * second
	arrivals, chance := sim.Stream(1, "arrivals"), sim.Stream(1, "chance")
	var flights cache.Flights[string, struct{}]
	var ends []time.Duration // of the computations on their way
	computed, now, expires, took := 0, time.Duration(0), time.Duration(0), sim.Seconds(s.took)
	for renewed := 0; renewed < lives; {
		now += sim.Seconds(sim.Exponential{Mean: 1 / s.rate}.Sample(arrivals))
		for len(ends) > 0 && ends[0] <= now {
			// The first value to come starts a life; the others do not prolong it.
			if end := ends[0]; end+ttl-took > expires {
				expires = end + ttl
				renewed++
			}
			ends = ends[1:]
			flights.Land("key", func(struct{}) {})
		}
		early := s.beta > 0 && cache.RenewEarly(now, expires, took, s.beta, sim.Exponential{Mean: 1}.Sample(chance))
		if now < expires && !early || s.coalesce && !flights.Join("key", struct{}{}) {
			continue
		}
		computed++
		ends = append(ends, now+took)
		most = max(most, len(ends))
	}
	return float64(computed) / float64(lives), most
}

func TestStampedes(t *testing.T) {
	for _, tt := range []struct {
		what  string
		s     stampede
		lives int
		want  float64
	}{
		{"nothing done", stampede{rate: 100, took: .05}, 2000, cache.StampedeSize(100, .05)},
		{"slow to compute", stampede{rate: 10, took: 3}, 1000, cache.StampedeSize(10, 3)},
		{"early", stampede{rate: 10, took: .4, beta: 1}, 10_000, cache.EarlyStampedeSize(10, .4, 1)},
		{"early, few readers", stampede{rate: 1, took: .4, beta: 1}, 20_000, cache.EarlyStampedeSize(1, .4, 1)},
		{"early, beta 2", stampede{rate: 100, took: .4, beta: 2}, 1000, cache.EarlyStampedeSize(100, .4, 2)},
		{"coalesced", stampede{rate: 100, took: .05, coalesce: true}, 2000, 1},
		{"early and coalesced", stampede{rate: 100, took: .4, beta: 1, coalesce: true}, 1000, 1},
	} {
		got, most := tt.s.size(tt.lives)
		if !truth.Near(got, tt.want, .03) {
			t.Errorf("%s: %.3f computations for each life, want %.3f", tt.what, got, tt.want)
		}
		if tt.s.coalesce && most > 1 {
			t.Errorf("%s: %d computations at once", tt.what, most)
		}
	}
}

func TestJitter(t *testing.T) {
	r := sim.Stream(1, "jitter")
	sum, least, most := time.Duration(0), time.Hour, time.Duration(0)
	const n = 10_000
	for range n {
		d := cache.Jitter(100*second, .2, r)
		sum += d
		least, most = min(least, d), max(most, d)
	}
	if least < 80*second || least > 81*second || most > 100*second || most < 99*second {
		t.Errorf("from %v to %v, want 80 s to 100 s", least, most)
	}
	if mean := sum / n; mean < 89*second || mean > 91*second {
		t.Errorf("mean %v, want 90 s", mean)
	}
	if got := cache.Jitter(second, 0, r); got != second {
		t.Errorf("without jitter %v, want 1 s", got)
	}
}

// The hit ratio of one key under Poisson arrivals, with a life that begins at the
// fill and one that begins anew with every hit.
func TestTimeToLive(t *testing.T) {
	const requests = 200_000
	for _, perLife := range []float64{.1, 1, 10} {
		for _, sliding := range []bool{false, true} {
			c := build(t, cache.Config[uint64, uint64]{Capacity: 10})
			r := sim.Stream(1, "arrivals")
			ttl, now := sim.Seconds(perLife), time.Duration(0)
			for range requests {
				now += sim.Seconds(sim.Exponential{Mean: 1}.Sample(r))
				if _, ok := c.Get(1, now); !ok {
					c.Set(1, 1, now+ttl)
				} else if sliding {
					c.Expire(1, now+ttl)
				}
			}
			want := cache.FixedTTLHitRatio(perLife)
			if sliding {
				want = cache.SlidingTTLHitRatio(perLife)
			}
			if got := c.Stats().HitRatio(); math.Abs(got-want) > .004 {
				t.Errorf("%v requests a life, sliding %v: hit ratio %.4f, want %.4f", perLife, sliding, got, want)
			}
		}
	}
}

func TestFlights(t *testing.T) {
	var f cache.Flights[string, int]
	for i, want := range []bool{true, false, false} {
		if got := f.Join("a", i); got != want {
			t.Errorf("request %d for a leads: %v, want %v", i, got, want)
		}
	}
	if !f.Join("b", 3) || f.Open() != 2 {
		t.Errorf("a second key does not lead; %d keys are open", f.Open())
	}
	var told []int
	f.Land("a", func(who int) {
		// Who asks again in the middle begins a new flight.
		if leads := f.Join("a", 10+who); leads != (who == 0) {
			t.Errorf("request %d, joining again, leads: %v", who, leads)
		}
		told = append(told, who)
	})
	f.Land("a", func(who int) { told = append(told, who) })
	f.Land("a", func(who int) { t.Errorf("%d is told twice", who) })
	f.Land("nothing", func(who int) { t.Errorf("%d is told of a key that nobody asked for", who) })
	if want := []int{0, 1, 2, 10, 11, 12}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	work := func() {
		for i := range 100 {
			f.Join("a", i)
		}
		f.Land("a", func(int) {})
	}
	work()
	if n := testing.AllocsPerRun(100, work); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// Ten goroutines want a value that takes a second; one loads it.
func TestGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g cache.Group[string, int]
		var loads, answers atomic.Int32
		for range 10 {
			go func() {
				value, err := g.Do(t.Context(), "key", func() (int, error) {
					time.Sleep(second)
					return int(loads.Add(1)), nil
				})
				if value == 1 && err == nil {
					answers.Add(1)
				}
			}()
		}
		time.Sleep(2 * second)
		if loads.Load() != 1 || answers.Load() != 10 {
			t.Errorf("%d loads, %d right answers, want 1 and 10", loads.Load(), answers.Load())
		}
		if value, err := g.Do(t.Context(), "key", func() (int, error) { return 7, nil }); value != 7 || err != nil {
			t.Errorf("a later request gets %d, %v, want a load of its own", value, err)
		}
	})
}

// Who waits can leave, and is told when the load fails or panics.
func TestGroupFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g cache.Group[int, int]
		broken := errors.New("broken")
		lead := func(key int, end func() (int, error)) {
			go func() {
				defer func() { _ = recover() }()
				_, _ = g.Do(t.Context(), key, func() (int, error) {
					time.Sleep(second)
					return end()
				})
			}()
		}
		lead(1, func() (int, error) { return 0, broken })
		lead(2, func() (int, error) { panic("boom") })
		synctest.Wait()
		never := func() (int, error) {
			t.Error("loaded twice")
			return 0, nil
		}
		left, cancel := context.WithTimeout(t.Context(), second/2)
		defer cancel()
		if _, err := g.Do(left, 1, never); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who cannot wait gets %v", err)
		}
		go func() {
			if _, err := g.Do(t.Context(), 2, never); err == nil {
				t.Error("a load that panicked has no error for those who wait")
			}
		}()
		if _, err := g.Do(t.Context(), 1, never); !errors.Is(err, broken) {
			t.Errorf("who waits for a load that fails gets %v", err)
		}
		synctest.Wait()
	})
}

// The first request for a key loads it, the others are answered with it.
func ExampleFlights() {
	var flights cache.Flights[string, int]
	for request := range 3 {
		if flights.Join("front page", request) {
			fmt.Println("request", request, "asks the origin")
		}
	}
	flights.Land("front page", func(request int) { fmt.Println("answer", request) })
	// Output:
	// request 0 asks the origin
	// answer 0
	// answer 1
	// answer 2
}
