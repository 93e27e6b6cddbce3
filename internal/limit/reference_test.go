package limit_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"spar/internal/limit"
)

// An event is what passed when.
type event struct {
	at time.Duration
	n  int
}

// A reference is an algorithm as slow and as plain as it can be written: it keeps all
// that passed and all that was asked, and says whether a request passes.
type reference func(r limit.Rate, passed, asked []event, n int, now time.Duration) bool

var references = map[string]reference{
	"fixed-window": func(r limit.Rate, passed, _ []event, n int, now time.Duration) bool {
		return count(passed, now-now%r.Period, now+1)+n <= r.Limit
	},
	"sliding-log": func(r limit.Rate, passed, _ []event, n int, now time.Duration) bool {
		return count(passed, now-r.Period+1, now+1)+n <= r.Limit
	},
	"sliding-window": func(r limit.Rate, passed, _ []event, n int, now time.Duration) bool {
		start := now - now%r.Period
		before := ratio(count(passed, start-r.Period, start), 1)
		before.Mul(before, ratio(int(start+r.Period-now), int(r.Period)))
		return before.Add(before, ratio(count(passed, start, now+1)+n, 1)).Cmp(ratio(r.Limit, 1)) <= 0
	},
	"token-bucket": func(r limit.Rate, passed, _ []event, n int, now time.Duration) bool {
		tokens, last := ratio(burst(r), 1), time.Duration(0)
		refill := func(at time.Duration) {
			tokens.Add(tokens, ratio(int(at-last)*r.Limit, int(r.Period)))
			if tokens.Cmp(ratio(burst(r), 1)) > 0 {
				tokens = ratio(burst(r), 1)
			}
			last = at
		}
		for _, e := range passed {
			refill(e.at)
			tokens.Sub(tokens, ratio(e.n, 1))
		}
		refill(now)
		return tokens.Cmp(ratio(n, 1)) >= 0
	},
	"leaky-bucket": pours, "leaky-queue": pours,
	"gcra": func(r limit.Rate, passed, _ []event, n int, now time.Duration) bool {
		due := ratio(0, 1)
		book := func(at time.Duration, n int) {
			if due.Cmp(ratio(int(at), 1)) < 0 {
				due = ratio(int(at), 1)
			}
			due.Add(due, ratio(n*int(r.Period), r.Limit))
		}
		for _, e := range passed {
			book(e.at, e.n)
		}
		book(now, n)
		return due.Sub(due, ratio(burst(r)*int(r.Period), r.Limit)).Cmp(ratio(int(now), 1)) <= 0
	},
	"naive-window": func(r limit.Rate, passed, asked []event, n int, now time.Duration) bool {
		begin, last := time.Duration(0), now
		for _, e := range slices.Backward(asked) {
			if last-e.at >= r.Period {
				begin = last
				break
			}
			last = e.at
		}
		return count(passed, begin, now+1)+n <= r.Limit
	},
}

// pours is a bucket whose level falls by the rate.
func pours(r limit.Rate, passed, _ []event, n int, now time.Duration) bool {
	level, last := ratio(0, 1), time.Duration(0)
	leak := func(at time.Duration) {
		level.Sub(level, ratio(int(at-last)*r.Limit, int(r.Period)))
		if level.Sign() < 0 {
			level = ratio(0, 1)
		}
		last = at
	}
	for _, e := range passed {
		leak(e.at)
		level.Add(level, ratio(e.n, 1))
	}
	leak(now)
	return level.Add(level, ratio(n, 1)).Cmp(ratio(burst(r), 1)) <= 0
}

func ratio(a, b int) *big.Rat { return big.NewRat(int64(a), int64(b)) }

func burst(r limit.Rate) int {
	if r.Burst == 0 {
		return r.Limit
	}
	return r.Burst
}

// count returns how many passed from a time to before another.
func count(events []event, from, to time.Duration) int {
	n := 0
	for _, e := range events {
		if e.at >= from && e.at < to {
			n += e.n
		}
	}
	return n
}

// most returns the most that passed in any window of so long.
func most(events []event, period time.Duration) int {
	highest := 0
	for _, e := range events {
		highest = max(highest, count(events, e.at, e.at+period))
	}
	return highest
}

// Every algorithm decides as its reference does, on every short sequence of requests at
// every small rate; and what it says of the rest and of when to come back is so.
func TestExhaustively(t *testing.T) {
	for _, name := range limit.Names() {
		t.Run(name, func(t *testing.T) {
			for _, r := range []limit.Rate{{1, 1, 1}, {1, 3, 2}, {2, 3, 1}, {2, 3, 0}, {3, 4, 2}, {2, 4, 3}} {
				a := algorithm(t, name, r)
				walk(t, name, a, r, trace{}, 4)
			}
		})
	}
}

// A trace is what has come so far.
type trace struct {
	now           time.Duration
	state         limit.State
	passed, asked []event
}

// walk tries all requests that may follow a trace, so many of them.
func walk(t *testing.T, name string, a limit.Algorithm, r limit.Rate, so trace, further int) {
	if further == 0 || t.Failed() {
		return
	}
	for gap := range r.Period + 2 {
		for n := 1; n <= 2; n++ {
			next := trace{now: so.now + gap, passed: slices.Clip(so.passed), asked: slices.Clip(so.asked)}
			var d limit.Decision
			next.state, d = a.Step(so.state.Clone(), n, next.now)
			if want := references[name](r, so.passed, so.asked, n, next.now); d.Allowed != want {
				t.Fatalf("%+v, after %v, %d at %d: allowed %v, want %v", r, so.passed, n, next.now, d.Allowed, want)
			}
			if d.Allowed {
				next.passed = append(next.passed, event{next.now, n})
			}
			next.asked = append(next.asked, event{next.now, n})
			if err := consistent(a, next.state, n, d, next.now); err != nil {
				t.Fatalf("%+v, after %v, %d at %d: %v", r, so.passed, n, next.now, err)
			}
			walk(t, name, a, r, next, further-1)
		}
	}
}

// consistent reports what is wrong with what a decision says beside yes or no.
func consistent(a limit.Algorithm, s limit.State, n int, d limit.Decision, now time.Duration) error {
	passes := func(n int, at time.Duration) bool {
		_, d := a.Step(s.Clone(), n, at)
		return d.Allowed
	}
	switch {
	case d.Allowed != (d.RetryAfter == 0):
		return fmt.Errorf("allowed %v, and retry after %d", d.Allowed, d.RetryAfter)
	case !passes(d.Remaining, now) || passes(d.Remaining+1, now):
		return fmt.Errorf("%d remain", d.Remaining)
	case d.RetryAfter == limit.Never && passes(n, a.Idle(s)):
		return fmt.Errorf("what is never to pass does at %d", a.Idle(s))
	case d.RetryAfter > 0 && d.RetryAfter != limit.Never && (!passes(n, now+d.RetryAfter) || passes(n, now+d.RetryAfter-1)):
		return fmt.Errorf("retry after %d", d.RetryAfter)
	}
	idle := max(now, a.Idle(s))
	_, fresh := a.Step(limit.State{}, 1, idle)
	if _, then := a.Step(s.Clone(), 1, idle); then != fresh {
		return fmt.Errorf("idle at %d, where it says %+v and a new one %+v", idle, then, fresh)
	}
	return nil
}

func algorithm(t testing.TB, name string, r limit.Rate) limit.Algorithm {
	t.Helper()
	a, err := limit.New(name, r)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
