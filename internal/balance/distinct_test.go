package balance_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"spar/internal/balance"
	"spar/internal/sim"
)

// avoided checks of every server that it gets no request while it has many and the
// others are idle, as it would if it were drawn against itself.
func avoided(t *testing.T, policy balance.Policy, weights ...int) {
	t.Helper()
	pool := balance.NewPool(policy, weights...)
	pick := func() balance.Connection {
		c, err := pool.Pick(balance.Request{})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	mark := func(busy int, up bool) {
		for i := range weights {
			if err := pool.SetUp(i, up || i == busy); err != nil {
				t.Fatal(err)
			}
		}
	}
	for busy := range weights {
		mark(busy, false)
		for range 100 {
			pick()
		}
		mark(busy, true)
		for range 2000 {
			c := pick()
			if c.Server == busy {
				t.Fatalf("%T: server %d of weights %v gets a request while the others are idle", policy, busy, weights)
			}
			pool.Done(c, 0, time.Second)
		}
		if err := pool.Restart(busy); err != nil {
			t.Fatal(err)
		}
	}
}

func TestChoicesDiffer(t *testing.T) {
	for _, n := range []int{2, 3, 10} {
		avoided(t, &balance.TwoChoices{Rand: draws("two")}, make([]int, n)...)
		avoided(t, &balance.TwoChoices{Rand: draws("two"), Choices: 5}, make([]int, n)...)
		avoided(t, &balance.PeakEWMA{Rand: draws("ewma")}, make([]int, n)...)
	}
	avoided(t, &balance.TwoChoices{Rand: draws("two")}, 3, 3, 2)
	avoided(t, &balance.PeakEWMA{Rand: draws("ewma")}, 7, 1, 2, 1)
}

// Drawing one after the other from those that are left makes a pair (a, b) as likely
// as a/sum * b/(sum-a), and a server with connections is picked only in the pairs
// with those that have as many for their weight or more.
func TestSharesOfDifferentChoices(t *testing.T) {
	const requests = 200_000
	weights := []int{5, 3, 1, 1}
	policy := &balance.TwoChoices{Rand: draws("pairs")}
	pool := balance.NewPool(policy, weights...)
	counts := make([]float64, len(weights))
	for range requests {
		c, err := pool.Pick(balance.Request{})
		if err != nil {
			t.Fatal(err)
		}
		counts[c.Server]++
		pool.Done(c, 0, 0)
	}
	want := make([]float64, len(weights)) // idle, the heavier of a pair is lighter for its weight
	for a, wa := range weights {
		for b, wb := range weights {
			if a == b {
				continue
			}
			p := float64(wa) / 10 * float64(wb) / float64(10-wa)
			if wb > wa {
				want[b] += p
			} else {
				want[a] += p
			}
		}
	}
	for i := range want {
		if got := counts[i] / requests; math.Abs(got-want[i]) > .005 {
			t.Errorf("server %d of weights %v gets %.4f, want %.4f", i, weights, got, want[i])
		}
	}
}

// A server that takes requests and never answers is asked once, and no more.
func TestSilentServerIsProbedOnce(t *testing.T) {
	for seed := range uint64(20) {
		pool := alike(&balance.PeakEWMA{Rand: sim.Stream(seed, "ewma")}, 10)
		probes := 0
		for i := range 10_000 {
			now := time.Duration(i) * 10 * time.Millisecond
			c, err := pool.Pick(balance.Request{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			if c.Server == 7 {
				probes++
				continue
			}
			pool.Done(c, now+time.Millisecond, time.Millisecond)
		}
		if probes != 1 {
			t.Errorf("seed %d: a silent server among ten gets %d of 10,000 requests, want 1", seed, probes)
		}
	}
}

// A server that has answered for a minute and then falls silent is asked no more once
// that shows, however long it lasts: its good memory fades and is not a reason.
func TestServerThatFallsSilent(t *testing.T) {
	const every, latency, fallsSilent, end = 2 * time.Millisecond, 20 * time.Millisecond, time.Minute, 10 * time.Minute
	pool := alike(&balance.PeakEWMA{Rand: draws("ewma")}, 10)
	type request struct {
		balance.Connection
		at time.Duration
	}
	var open []request
	lost := 0
	for now := time.Duration(0); now < end; now += every {
		for len(open) > 0 && open[0].at+latency <= now {
			pool.Done(open[0].Connection, now, latency)
			open = open[1:]
		}
		c, err := pool.Pick(balance.Request{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if c.Server == 7 && now > fallsSilent {
			lost++
			continue
		}
		open = append(open, request{c, now})
	}
	// It has one request at a time, as the others have, until it is late with one.
	if lost < 1 || lost > 3 {
		t.Errorf("%d requests are lost, want 1 to 3", lost)
	}
}

// Of two servers one is fifty times slower, and gets a request at a time or hardly
// any. If a pair could be one server twice it would get a quarter, six times what it
// can do.
func TestOneOfTwoIsSlow(t *testing.T) {
	const rate, arrivals = .5, 100_000
	for _, tt := range []struct {
		policy balance.Policy
		most   float64 // mean time
	}{
		{&balance.TwoChoices{Rand: draws("two")}, 10}, // knows nothing of speeds
		{&balance.PeakEWMA{Rand: draws("ewma"), HalfLife: 100 * time.Second}, 4},
	} {
		t.Run(fmt.Sprintf("%T", tt.policy), func(t *testing.T) {
			if got := runCluster(t, alike(tt.policy, 2), rate, []float64{1, .02}, arrivals); got > tt.most {
				t.Errorf("mean time %.2f, want at most %v", got, tt.most)
			}
		})
	}
}
