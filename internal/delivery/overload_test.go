package delivery

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drive makes calls at a steady rate of a second, from a time to another.
func drive(from, to time.Duration, rate int, call func(now time.Duration)) {
	for now := from; now < to; now += time.Second / time.Duration(rate) {
		call(now)
	}
}

// retries makes calls that all fail and are tried again as often as the budget lets
// them, and returns how many retries there were.
func retries(b *RetryBudget, from, to time.Duration, rate int) int {
	n := 0
	drive(from, to, rate, func(now time.Duration) {
		for b.Call(now); b.Retry(now); {
			n++
		}
	})
	return n
}

func TestRetryBudgetForgetsHealthyTimes(t *testing.T) {
	for _, rate := range []int{10, 100, 1000} {
		var b RetryBudget
		b.Ratio = .1
		drive(0, 3000*time.Second, rate, b.Call)
		from := 3000 * time.Second
		for range 10 {
			// A tenth of the calls of ten seconds, also just after the healthy times.
			if got := retries(&b, from, from+BudgetWindow, rate); got < rate*8/10 || got > rate*11/10 {
				t.Errorf("at %d/s from %v on: %d retries in ten seconds, want about %d", rate, from, got, rate)
			}
			from += BudgetWindow
		}
	}
}

// Whatever the traffic, no ten seconds see more retries than the ratio of the calls.
func TestRetryBudgetHoldsInEveryWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := RetryBudget{Ratio: rapid.SampledFrom([]float64{0, .1, .5, 2}).Draw(t, "ratio")}
		var called, retried []time.Duration
		now := time.Duration(0)
		for _, step := range rapid.SliceOfN(rapid.IntRange(0, 3000), 1, 300).Draw(t, "milliseconds") {
			now += time.Duration(step) * time.Millisecond
			if step%3 < 2 {
				b.Call(now)
				called = append(called, now)
			}
			if !b.Retry(now) {
				continue
			}
			retried = append(retried, now)
			// At least nine seconds are remembered, at most ten.
			if r, c := since(retried, now-BudgetWindow*9/10), since(called, now-BudgetWindow); float64(r) > b.Ratio*float64(c) {
				t.Fatalf("%d retries of %d calls at %v", r, c, now)
			}
		}
	})
}

// since returns how many of some times are later than one.
func since(times []time.Duration, than time.Duration) int {
	n := 0
	for _, t := range times {
		if t > than {
			n++
		}
	}
	return n
}

func TestRetryBudgetRatioInTheLongRun(t *testing.T) {
	b := RetryBudget{Ratio: .1}
	if got := retries(&b, 0, 1000*time.Second, 100); math.Abs(float64(got)-10_000) > 100 {
		t.Errorf("%d retries of 100,000 calls, want 10,000", got)
	}
	if (&RetryBudget{}).Retry(0) {
		t.Error("a budget of nothing lets a call be tried again")
	}
	none := (*RetryBudget)(nil)
	if none.Call(0); !none.Retry(0) {
		t.Error("without a budget no call is tried again")
	}
}

// opened returns a breaker that opened at second 10.
func opened() *Breaker {
	b := &Breaker{Threshold: .5, Rest: 5 * time.Second}
	for range BreakerMinimum {
		b.Sent(10 * time.Second)
		b.Ended(10*time.Second, 9*time.Second, true)
	}
	return b
}

// A step is something that happens to a breaker at a second.
type step struct {
	at, sent float64
	what     string // asked, sent, answered, failed
	allowed  bool   // of asked
}

func TestBreaker(t *testing.T) {
	for _, tt := range []struct {
		name  string
		steps []step
		open  bool
	}{
		{"rests", []step{{at: 14.9, what: "asked"}, {at: 15, what: "asked", allowed: true}}, true},
		{"closes after a trial", []step{
			{at: 15, what: "sent"}, {at: 15.1, what: "asked"}, {at: 16, sent: 15, what: "answered"}, {at: 16, what: "asked", allowed: true},
		}, false},
		{"opens again after a trial", []step{
			{at: 15, what: "sent"}, {at: 16, sent: 15, what: "failed"}, {at: 20.9, what: "asked"}, {at: 21, what: "asked", allowed: true},
		}, true},
		{"is not closed by an older call", []step{{at: 15, what: "sent"}, {at: 16, sent: 9.9, what: "answered"}, {at: 16, what: "asked"}}, true},
		{"rests no longer for an older call", []step{{at: 14, sent: 9.9, what: "failed"}, {at: 15, what: "asked", allowed: true}}, true},
		{"keeps the trial for who sends it", []step{{at: 15, what: "asked", allowed: true}, {at: 15, what: "asked", allowed: true}}, true},
		{"tries again where a trial was lost", []step{{at: 15, what: "sent"}, {at: 19.9, what: "asked"}, {at: 20, what: "asked", allowed: true}}, true},
		{"closes after a trial that takes longer than it rests", []step{
			{at: 15, what: "sent"}, {at: 20, what: "sent"}, {at: 22, sent: 15, what: "answered"}, {at: 22, what: "asked", allowed: true},
		}, false},
		{"counts no failure that was sent before it closed", append([]step{{at: 15, what: "sent"}, {at: 16, sent: 15, what: "answered"}},
			repeated(step{at: 17, sent: 9.9, what: "failed"}, BreakerWindow)...), false},
		{"counts what was sent since it closed", append([]step{{at: 15, what: "sent"}, {at: 16, sent: 15, what: "answered"}},
			repeated(step{at: 17, sent: 16.5, what: "failed"}, BreakerMinimum)...), true},
	} {
		b := opened()
		if !b.Open() {
			t.Fatal("20 failures do not open it")
		}
		for _, s := range tt.steps {
			now := seconds(s.at)
			switch s.what {
			case "asked":
				if got := b.Allows(now); got != s.allowed {
					t.Errorf("%s: at %v s allowed %v", tt.name, s.at, got)
				}
			case "sent":
				if !b.Allows(now) {
					t.Fatalf("%s: at %v s refused", tt.name, s.at)
				}
				b.Sent(now)
			default:
				b.Ended(now, seconds(s.sent), s.what == "failed")
			}
		}
		if b.Open() != tt.open {
			t.Errorf("%s: open %v at the end", tt.name, b.Open())
		}
	}
}

func repeated(s step, n int) []step {
	var list []step
	for range n {
		list = append(list, s)
	}
	return list
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func TestBreakerOpensAtItsThreshold(t *testing.T) {
	b := Breaker{Threshold: .5, Rest: time.Second}
	for i := range 400 {
		b.Ended(seconds(float64(i)), seconds(float64(i)), i*9%20 < 9) // 45 of a hundred
		if b.Open() {
			t.Fatalf("open after %d outcomes of which 45%% are failures", i)
		}
	}
	for i := range 5 {
		b.Ended(500*time.Second, 500*time.Second, true)
		if b.Open() {
			t.Fatalf("open after %d failures more", i+1)
		}
	}
	for i := 0; !b.Open(); i++ {
		if i > BreakerWindow/2 {
			t.Fatal("not open although half of the latest have failed")
		}
		b.Ended(500*time.Second, 500*time.Second, true)
	}
}

func TestBreakerCountsWhatItCosts(t *testing.T) {
	b := opened() // at 10 s
	b.Allows(12 * time.Second)
	b.Allows(13 * time.Second)
	if got := b.OpenFor(14 * time.Second); got != 4*time.Second || b.Refused() != 2 {
		t.Errorf("open for %v, refused %d; want 4s and 2", got, b.Refused())
	}
	b.ResetStats(14 * time.Second)
	b.Sent(15 * time.Second)
	b.Ended(16*time.Second, 15*time.Second, true) // opens again, which is one time open
	b.Sent(21 * time.Second)
	b.Ended(22*time.Second, 21*time.Second, false)
	if got := b.OpenFor(time.Hour); got != 8*time.Second || b.Refused() != 0 {
		t.Errorf("open for %v since 14 s, refused %d; want 8s and 0", got, b.Refused())
	}
}

// recovery returns how long after an outage nine of ten calls get through again.
func recovery(t *testing.T, rate int, multiplier float64) time.Duration {
	t.Helper()
	const begin, end = 200 * time.Second, 320 * time.Second
	throttle := Throttle{Multiplier: multiplier, Random: rand.New(rand.NewPCG(1, 2))}
	const step = 10 * time.Second
	for from := time.Duration(0); from < end+time.Hour; from += step {
		sent := 0
		drive(from, from+step, rate, func(now time.Duration) {
			if throttle.Allows(now) {
				sent++
				if now < begin || now >= end {
					throttle.Accepted(now)
				}
			}
		})
		part := float64(sent) / float64(rate*int(step/time.Second))
		switch {
		case from < begin && part < 1:
			t.Errorf("at %d/s a part of %v gets through while nothing fails", rate, part)
		case from >= begin+ThrottleWindow && from < end && rate >= 100 && (part < ThrottleFloor/2 || part > 2*ThrottleFloor):
			t.Errorf("at %d/s a part of %v gets through in the outage, want %v", rate, part, ThrottleFloor)
		case from >= end && part >= .9:
			return from + step - end
		}
	}
	return time.Hour
}

func TestThrottleRecovers(t *testing.T) {
	for _, rate := range []int{10, 100, 1000} {
		for multiplier, most := range map[float64]time.Duration{1.5: 6 * ThrottleWindow, 2: 4 * ThrottleWindow, 4: 2 * ThrottleWindow} {
			if got := recovery(t, rate, multiplier); got > most {
				t.Errorf("at %d/s and a multiplier of %v it takes %v after an outage, want at most %v", rate, multiplier, got, most)
			}
		}
	}
}

// However many want something, a callee is sent twice what it accepts.
func TestThrottleSendsItsMultiple(t *testing.T) {
	for _, rate := range []int{400, 2000} {
		throttle := Throttle{Multiplier: 2, Random: rand.New(rand.NewPCG(1, 2))}
		sent, accepted := 0, 0
		room := 0.
		drive(0, 400*time.Second, rate, func(now time.Duration) {
			room = min(10, room+100/float64(rate)) // of a hundred a second
			if !throttle.Allows(now) {
				return
			}
			measured := now > 200*time.Second
			if measured {
				sent++
			}
			if room >= 1 {
				room--
				throttle.Accepted(now)
				if measured {
					accepted++
				}
			}
		})
		if got := float64(sent) / float64(accepted); math.Abs(got-2) > .1 || accepted < 19_000 {
			t.Errorf("at %d/s %v are sent for each of %d that are accepted, want 2 of 20,000", rate, got, accepted)
		}
		if throttle.Refused() == 0 {
			t.Error("none is counted as refused")
		}
	}
}

// The refusals are those of the book's formula as long as the floor leaves room.
func TestThrottleFormula(t *testing.T) {
	const draws = 20_000
	refused := 0
	r := rand.New(rand.NewPCG(3, 4))
	for range draws {
		throttle := Throttle{Multiplier: 2, Random: r}
		throttle.tally.add(0, ThrottleWindow, 99, 20)
		if !throttle.Allows(0) {
			refused++
		}
	}
	if got, want := float64(refused)/draws, (99-2*20)/100.; math.Abs(got-want) > .015 {
		t.Errorf("refuses %v of 99 requests with 20 accepts, want %v", got, want)
	}
}
