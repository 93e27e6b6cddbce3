package limit_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/limit"
)

// The most that is stated passes, and is the most: each with requests that bring it
// about.
func TestMostIsReached(t *testing.T) {
	r := limit.Rate{Limit: 5, Period: 1000, Burst: 3}
	steadily := func(from, to time.Duration) []time.Duration {
		var times []time.Duration
		for at := from; at < to; at++ {
			times = append(times, at)
		}
		return times
	}
	for name, tt := range map[string]struct {
		asked []time.Duration
		most  int
	}{
		"fixed-window":   {steadily(990, 1010), 10},
		"sliding-log":    {steadily(0, 3000), 5},
		"sliding-window": {steadily(990, 2000), 9},
		"token-bucket":   {steadily(0, 3000), 7},
		"leaky-bucket":   {steadily(0, 3000), 7},
		"leaky-queue":    {steadily(0, 3000), 7},
		"gcra":           {steadily(0, 3000), 7},
		"naive-window":   {steadily(0, 3000), 5},
	} {
		a := algorithm(t, name, r)
		got := most(pass(a, tt.asked), r.Period)
		if got != tt.most || a.Most() != tt.most {
			t.Errorf("%s: %d pass in one period, %d stated, want %d", name, got, a.Most(), tt.most)
		}
	}
}

// pass returns those of single requests that pass.
func pass(a limit.Algorithm, asked []time.Duration) []event {
	var passed []event
	var s limit.State
	for _, at := range asked {
		var d limit.Decision
		if s, d = a.Step(s, 1, at); d.Allowed {
			passed = append(passed, event{at, 1})
		}
	}
	return passed
}

// What leaves a queue is never faster than its rate.
func TestQueueShapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRate(t)
		a, err := limit.New("leaky-queue", r)
		if err != nil {
			t.Skip(err)
		}
		var left []event
		var s limit.State
		now := time.Duration(0)
		for _, gap := range gaps(t, r) {
			now += gap
			var d limit.Decision
			if s, d = a.Step(s, 1, now); d.Allowed {
				left = append(left, event{now + d.Wait, 1})
			}
		}
		if got := most(left, r.Period); got > r.Limit {
			t.Fatalf("%+v: %d leave in one period", r, got)
		}
	})
}

func anyRate(t *rapid.T) limit.Rate {
	return limit.Rate{
		Limit:  rapid.IntRange(1, 50).Draw(t, "limit"),
		Period: time.Duration(rapid.IntRange(1, 100_000).Draw(t, "period")),
		Burst:  rapid.IntRange(0, 100).Draw(t, "burst"),
	}
}

// gaps are times between requests, of which many are short.
func gaps(t *rapid.T, r limit.Rate) []time.Duration {
	most := max(1, int(r.Period)*rapid.IntRange(1, 4).Draw(t, "slowness")/r.Limit)
	list := rapid.SliceOfN(rapid.IntRange(0, most), 1, 200).Draw(t, "gaps")
	times := make([]time.Duration, len(list))
	for i, gap := range list {
		times[i] = time.Duration(gap)
	}
	return times
}

// No algorithm ever lets through more than it states, in any window; and its limiter
// decides as it does, though it forgets keys meanwhile.
func TestBoundHolds(t *testing.T) {
	for _, name := range limit.Names() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				r := anyRate(t)
				a, err := limit.New(name, r)
				if err != nil {
					t.Skip(err)
				}
				l := limit.NewLimiter(a, 1000)
				var passed []event
				var s limit.State
				now := time.Duration(rapid.IntRange(0, 100_000).Draw(t, "start"))
				for i, gap := range gaps(t, r) {
					now += gap
					var d limit.Decision
					s, d = a.Step(s, 1, now)
					l.Allow(uint64(10+i), 1, now) // others come and go
					if got := l.Allow(1, 1, now); got != d {
						t.Fatalf("%+v at %d: the limiter says %+v, the algorithm %+v", r, now, got, d)
					}
					if d.Allowed {
						passed = append(passed, event{now, 1})
					}
				}
				if got := most(passed, r.Period); got > a.Most() {
					t.Fatalf("%+v: %d passed in one period, %d at the most", r, got, a.Most())
				}
			})
		})
	}
}

// Token bucket, leaky bucket and GCRA are one limit in three forms, also where clocks go
// back.
func TestBucketsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyRate(t)
		names := []string{"token-bucket", "leaky-bucket", "gcra"}
		var states [3]limit.State
		now := time.Duration(0)
		for _, gap := range gaps(t, r) {
			now = max(0, now+gap-time.Duration(rapid.IntRange(0, 3).Draw(t, "back")))
			n := rapid.IntRange(0, 5).Draw(t, "n")
			var said [3]limit.Decision
			for i, name := range names {
				a, err := limit.New(name, r)
				if err != nil {
					t.Skip(err)
				}
				states[i], said[i] = a.Step(states[i], n, now)
			}
			if said[0] != said[1] || said[1] != said[2] {
				t.Fatalf("%+v, %d at %d: %+v", r, n, now, said)
			}
		}
	})
}

// Whoever never sends more than the limit in any window of one period is never refused,
// where that is promised; an estimate and a mistake refuse some.
func TestPoliteClients(t *testing.T) {
	for _, name := range limit.Names() {
		refuses := name == "sliding-window" || name == "naive-window"
		seen := false
		rapid.Check(t, func(t *rapid.T) {
			r := anyRate(t)
			r.Burst = 0
			a, err := limit.New(name, r)
			if err != nil {
				t.Skip(err)
			}
			var sent []event
			var s limit.State
			now := time.Duration(0)
			for _, gap := range gaps(t, r) {
				now += gap
				if count(sent, now-r.Period+1, now+1) >= r.Limit {
					continue
				}
				sent = append(sent, event{now, 1})
				var d limit.Decision
				if s, d = a.Step(s, 1, now); !d.Allowed {
					seen = true
					if !refuses {
						t.Fatalf("%s, %+v: refused at %d, after %v", name, r, now, sent)
					}
				}
			}
		})
		if refuses && !seen {
			t.Errorf("%s refused nobody", name)
		}
	}
}

func TestMistakesInRates(t *testing.T) {
	for _, tt := range []struct {
		name string
		rate limit.Rate
		want string
	}{
		{"bucket", limit.Rate{Limit: 1, Period: 1}, `no limit "bucket"; there are fixed-window, `},
		{"gcra", limit.Rate{Limit: 0, Period: 1}, "a limit of 0; it must be from 1"},
		{"gcra", limit.Rate{Limit: 1, Period: 0}, "a period of 0s; it must be above zero"},
		{"gcra", limit.Rate{Limit: 1, Period: math.MaxInt64}, "at most 87600h"},
		{"gcra", limit.Rate{Limit: 1, Period: 1, Burst: -1}, "a burst of -1"},
		{"gcra", limit.Rate{Limit: 999_999_937, Period: 24 * time.Hour}, "too fine to be counted exactly"},
	} {
		if _, err := limit.New(tt.name, tt.rate); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s, %+v: got %v, want %q", tt.name, tt.rate, err, tt.want)
		}
	}
}
