package delivery

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A receiver with a window takes what a hostile way brings once and in order.
func TestWindowTakesEachOnceInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w Window
		var taken []uint32
		seen := map[uint32]bool{}
		for _, n := range rapid.SliceOf(rapid.Uint32Range(0, 150)).Draw(t, "arrivals") {
			next := w.Next()
			want := New
			switch {
			case seen[n]:
				want = Duplicate
			case n >= next+Ahead:
				want = TooFar
			}
			if got := w.Accept(n); got != want {
				t.Fatalf("Accept(%d) at %d = %v, want %v", n, next, got, want)
			}
			seen[n] = seen[n] || want == New
			for n, ok := w.Take(); ok; n, ok = w.Take() {
				taken = append(taken, n)
			}
		}
		for i, n := range taken {
			if n != uint32(i) {
				t.Fatalf("took %v", taken)
			}
		}
		if lowest := uint32(len(taken)); seen[lowest] || w.Next() != lowest {
			t.Errorf("stopped at %d, although that has come: %v", w.Next(), seen[lowest])
		}
	})
}

func TestSettleTakesEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var taken, settled Window
		for _, n := range rapid.SliceOf(rapid.Uint32Range(0, 70)).Draw(t, "arrivals") {
			taken.Accept(n)
			settled.Accept(n)
			for _, ok := taken.Take(); ok; _, ok = taken.Take() {
			}
			settled.Settle()
			if taken != settled {
				t.Fatalf("settled to %+v, want %+v", settled, taken)
			}
		}
	})
}

func TestBackoffWithoutJitter(t *testing.T) {
	b := Backoff{First: time.Second, Most: 30 * time.Second}
	for failures, want := range map[int]time.Duration{0: 1, 1: 2, 4: 16, 5: 30, 62: 30, 63: 30, 1000: 30} {
		if got := b.Wait(failures, nil); got != want*time.Second {
			t.Errorf("Wait(%d) = %v, want %v", failures, got, want*time.Second)
		}
	}
	if got := (Backoff{Full: true}).Wait(3, nil); got != 0 {
		t.Errorf("Wait of the zero backoff = %v", got)
	}
}

func TestFullJitterIsEven(t *testing.T) {
	b := Backoff{First: time.Second, Most: time.Minute, Full: true}
	r := rand.New(rand.NewPCG(1, 2))
	const draws = 10_000
	var waits []time.Duration
	for range draws {
		waits = append(waits, b.Wait(2, r))
	}
	slices.Sort(waits)
	for i, w := range waits {
		// Kolmogorov's bound for a chance of one in a thousand is 1.95/sqrt(n).
		if got, want := w.Seconds()/4, float64(i)/draws; got < want-.0195 || got > want+.0195 {
			t.Fatalf("%v of the waits are below %v of the longest", want, got)
		}
	}
}

func ExampleWindow() {
	var w Window
	for _, n := range []uint32{0, 2, 2, 1} {
		fmt.Print("message ", n)
		if w.Accept(n) == Duplicate {
			fmt.Print(" is a duplicate")
		}
		for n, ok := w.Take(); ok; n, ok = w.Take() {
			fmt.Print(", show ", n)
		}
		fmt.Println()
	}
	// Output:
	// message 0, show 0
	// message 2
	// message 2 is a duplicate
	// message 1, show 1, show 2
}

func BenchmarkWindow(b *testing.B) {
	var w Window
	n := uint32(0)
	for b.Loop() {
		w.Accept(n ^ 1) // every second comes before the first
		w.Settle()
		n++
	}
}
