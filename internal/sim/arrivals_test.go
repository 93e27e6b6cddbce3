package sim

import (
	"math"
	"testing"
	"time"

	"spar/internal/truth"
)

// arrive returns when arrivals come up to a time.
func arrive(t *testing.T, a *Arrivals, until time.Duration, meanwhile func(*Sim)) []time.Duration {
	t.Helper()
	s := &Sim{}
	var at []time.Duration
	a.Sim, a.Stream = s, Stream(1, "arrivals")
	a.Emit = func() { at = append(at, s.Now()) }
	a.Start()
	if meanwhile != nil {
		meanwhile(s)
	}
	if err := s.RunUntil(t.Context(), until); err != nil {
		t.Fatal(err)
	}
	return at
}

// between returns how many arrivals came from one time up to another, in
// seconds.
func between(at []time.Duration, from, to float64) float64 {
	n := 0.
	for _, t := range at {
		if s := t.Seconds(); s >= from && s < to {
			n++
		}
	}
	return n
}

// checkCount fails if the number of random arrivals is unlikely.
func checkCount(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 4*math.Sqrt(want) {
		t.Errorf("%s: %v arrivals, want about %.0f", what, got, want)
	}
}

func TestRandomArrivals(t *testing.T) {
	at := arrive(t, &Arrivals{Rate: 1000}, 100*time.Second, nil)
	checkCount(t, "all", float64(len(at)), 100_000)
	// Counts of a Poisson process have their mean as variance.
	var counts [1000]float64
	for _, when := range at {
		counts[min(int(when/(100*time.Millisecond)), len(counts)-1)]++
	}
	squares := 0.
	for _, n := range counts {
		squares += (n - 100) * (n - 100) / 1000
	}
	truth.Check(t, "variance of the counts", squares, 100, .2)
}

// Equal distances must not drift, though none is a whole number of nanoseconds.
func TestRegularArrivals(t *testing.T) {
	at := arrive(t, &Arrivals{Rate: 11.6e6, Regular: true}, time.Second/50, nil)
	if math.Abs(float64(len(at))-232_000) > 1 {
		t.Errorf("%d arrivals, want 232000", len(at))
	}
	for i, when := range at[:1000] {
		if want := float64(i+1) / 11.6e6 * 1e9; math.Abs(float64(when)-want) > 1 {
			t.Fatalf("arrival %d at %d ns, want %.1f", i, when, want)
		}
	}
}

func TestShapes(t *testing.T) {
	const second = time.Second
	for _, tt := range []struct {
		name   string
		shape  Shape
		counts [5]float64 // of every 20 s, over the rate
	}{
		// 20 - .8 (sin(2 pi (i+1)/5) - sin(2 pi i/5)) 100/2 pi, for the i-th.
		{"diurnal", Diurnal{100 * second, .8}, [5]float64{7.8908, 24.6254, 34.9677, 24.6254, 7.8908}},
		{"flash crowd", FlashCrowd{20 * second, 20 * second, 20 * second, 20 * second, 5}, [5]float64{20, 60, 100, 60, 20}},
		{"flash crowd at once", FlashCrowd{40 * second, 0, 20 * second, 0, 5}, [5]float64{20, 20, 100, 20, 20}},
		{"bursts", Bursts{40 * second, 10 * second, 7, .5}, [5]float64{75, 10, 75, 10, 75}},
		{"bursts and silence", Bursts{40 * second, 10 * second, 7, 0}, [5]float64{70, 0, 70, 0, 70}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			random := arrive(t, &Arrivals{Rate: 300, Shape: tt.shape}, 100*second, nil)
			regular := arrive(t, &Arrivals{Rate: 300, Shape: tt.shape, Regular: true}, 100*second, nil)
			for i, want := range tt.counts {
				from, to := float64(20*i), float64(20*i+20)
				checkCount(t, "random", between(random, from, to), 300*want)
				if got := between(regular, from, to); math.Abs(got-300*want) > 10 {
					t.Errorf("regular, from %v s: %v arrivals, want %.0f", from, got, 300*want)
				}
			}
		})
	}
}

// A shape's bound must hold, or thinning would cut off what exceeds it.
func TestShapesKeepTheirBounds(t *testing.T) {
	for _, shape := range []Shape{
		Diurnal{7 * time.Second, 1}, FlashCrowd{time.Second, time.Second, time.Second, time.Second, 3}, Bursts{3 * time.Second, time.Second, 2, .1},
	} {
		for at := time.Duration(0); at < 10*time.Second; at += 13 * time.Millisecond {
			_, bound, until := shape.At(at)
			if until <= at {
				t.Fatalf("%T: the bound at %v holds until %v", shape, at, until)
			}
			for later := at; later < min(until, at+10*time.Second); later += 31 * time.Millisecond {
				if factor, _, _ := shape.At(later); factor < 0 || factor > bound {
					t.Fatalf("%T: factor %v at %v exceeds the bound %v of %v", shape, factor, later, bound, at)
				}
			}
		}
	}
}

func TestRateChanges(t *testing.T) {
	a := &Arrivals{Rate: .001}
	at := arrive(t, a, 40*time.Second, func(s *Sim) {
		s.At(10*time.Second, func() { a.SetRate(1000) })
		s.At(20*time.Second, func() { a.SetRate(0) })
		s.At(30*time.Second, func() { a.SetRate(2000) })
		s.At(35*time.Second, a.Stop)
	})
	checkCount(t, "at .001/s", between(at, 0, 10), .01)
	checkCount(t, "at 1000/s", between(at, 10, 20), 10_000)
	checkCount(t, "at rest", between(at, 20, 30), 0)
	checkCount(t, "at 2000/s", between(at, 30, 35), 10_000)
	checkCount(t, "after the end", between(at, 35, 40), 0)
}

// A rate that is changed before the start is the one to start with.
func TestRateChangesBeforeTheStart(t *testing.T) {
	a := &Arrivals{Rate: .001}
	at := arrive(t, a, 10*time.Second, func(s *Sim) {
		a.SetRate(1000)
		a.Start()
	})
	checkCount(t, "at 1000/s", between(at, 0, 10), 10_000)
}

func TestArrivalsStopWithinEmit(t *testing.T) {
	var s Sim
	n := 0
	a := &Arrivals{Sim: &s, Stream: Stream(1, "arrivals"), Rate: 1}
	a.Emit = func() {
		if n++; n == 3 {
			a.Stop()
		}
	}
	a.Start()
	for s.Step() {
	}
	if n != 3 {
		t.Errorf("%d arrivals, want 3", n)
	}
}
