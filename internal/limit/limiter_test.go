package limit_test

import (
	"math"
	"testing"
	"time"

	"spar/internal/limit"
)

// Keys that are idle are forgotten; so however many come, no more are known than about
// twice those of one period.
func TestIdleKeysAreForgotten(t *testing.T) {
	for _, name := range limit.Names() {
		l := limit.NewLimiter(algorithm(t, name, limit.Rate{Limit: 10, Period: 1000}), 1_000_000)
		highest := 0
		for i := range 100_000 {
			l.Allow(uint64(i), 1, time.Duration(i))
			highest = max(highest, l.Len())
		}
		if highest > 5000 || l.Forgotten() > 0 {
			t.Errorf("%s: %d keys known, %d forgotten", name, highest, l.Forgotten())
		}
	}
}

// More keys than there is room for push others out, those that are idle the soonest.
func TestRoomIsBounded(t *testing.T) {
	l := limit.NewLimiter(algorithm(t, "sliding-log", limit.Rate{Limit: 2, Period: time.Hour}), 8)
	l.Allow(1, 2, 10)
	for i := range 100 {
		l.Allow(uint64(100+i), 1, time.Duration(i)/20)
		if l.Len() > 8 {
			t.Fatalf("%d keys known", l.Len())
		}
	}
	if d := l.Allow(1, 1, 20); d.Allowed || l.Forgotten() != 93 {
		t.Errorf("the one idle last was forgotten: %+v, %d forgotten", d, l.Forgotten())
	}
	l.Clear()
	if d := l.Allow(1, 1, 30); !d.Allowed || l.Len() != 1 {
		t.Errorf("after all are forgotten: %+v, %d known", d, l.Len())
	}
}

// Two that read a state, decide and write the next one both get through, and one of
// them is not counted; a store that takes the steps itself counts both.
func TestReadAndWriteIsARace(t *testing.T) {
	for _, name := range limit.Names() {
		a := algorithm(t, name, limit.Rate{Limit: 3, Period: time.Hour})
		store := limit.NewLimiter(a, 10)
		passed := 0
		for now := range time.Duration(100) {
			first, second := store.State(1).Clone(), store.State(1).Clone()
			first, d1 := a.Step(first, 1, now)
			second, d2 := a.Step(second, 1, now)
			for _, d := range []limit.Decision{d1, d2} {
				if d.Allowed {
					passed++
				}
			}
			store.Set(1, first)
			store.Set(1, second)
		}
		if passed != 6 {
			t.Errorf("%s: %d passed, want twice the limit of 3", name, passed)
		}
	}
}

// FuzzStep steps through any requests, at any rate: a decision is what it says it is,
// and nothing panics or overflows.
func FuzzStep(f *testing.F) {
	for i := range limit.Names() {
		f.Add(i, 5, 3, int64(1000), []byte{1, 200, 0, 3, 9, 255, 17})
		f.Add(i, 1<<30, 1<<30, int64(1)<<57, []byte{255, 255, 0, 0, 255})
	}
	f.Fuzz(func(t *testing.T, which, most, burst int, period int64, requests []byte) {
		names := limit.Names()
		a, err := limit.New(names[uint(which)%uint(len(names))], limit.Rate{Limit: most, Period: time.Duration(period), Burst: burst})
		if err != nil {
			return
		}
		var s limit.State
		now := time.Duration(0)
		for i := 0; i+1 < min(500, len(requests)) && now < math.MaxInt64/4; i += 2 {
			now += time.Duration(period) / 100 * time.Duration(requests[i])
			n := int(requests[i+1])
			if n > 250 {
				n = most
			}
			var d limit.Decision
			s, d = a.Step(s, n, now)
			if err := consistent(a, s, n, d, now); err != nil {
				t.Fatalf("%d at %d: %v", n, now, err)
			}
		}
	})
}

// BenchmarkAllow decides on requests of a thousand keys, of which half pass.
func BenchmarkAllow(b *testing.B) {
	for _, name := range limit.Names() {
		b.Run(name, func(b *testing.B) {
			l := limit.NewLimiter(algorithm(b, name, limit.Rate{Limit: 100, Period: time.Second}), 10_000)
			now := time.Duration(0)
			allow := func() {
				now += 5 * time.Microsecond // 200k/s over a thousand keys
				l.Allow(uint64(now/5000%1000), 1, now)
			}
			for range 1_000_000 {
				allow()
			}
			b.ReportAllocs()
			for b.Loop() {
				allow()
			}
		})
	}
}
