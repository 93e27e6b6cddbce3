package balance_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"spar/internal/balance"
)

// Balls into as many bins, by the limits that Mitzenmacher's differential
// equations have for many bins: the part of the bins with at least so many balls.
func TestTwoChoicesBalls(t *testing.T) {
	const n = 300_000
	for _, tt := range []struct {
		choices int
		want    []float64
		most    int
	}{
		{1, []float64{1, .6321206, .2642411, .0803014}, 10},
		{2, []float64{1, .7615942, .2295045, .0088953, .0000060}, 5},
		{3, []float64{1, .8230406, .1764518, .0005077}, 4},
	} {
		pool := alike(&balance.TwoChoices{Rand: draws("balls"), Choices: tt.choices}, n)
		for range n {
			if _, err := pool.Pick(balance.Request{}); err != nil {
				t.Fatal(err)
			}
		}
		counts, most := make([]int, 20), 0
		for i := range n {
			for k := range pool.Connections(i) + 1 {
				counts[k]++
			}
			most = max(most, pool.Connections(i))
		}
		for k, want := range tt.want {
			if got := float64(counts[k]) / n; math.Abs(got-want) > .0025 {
				t.Errorf("%d choices: %.4f of the bins have %d balls or more, want %.4f", tt.choices, got, k, want)
			}
		}
		if most > tt.most {
			t.Errorf("%d choices: %d balls in a bin", tt.choices, most)
		}
	}
}

// Random picks in proportion to weights; least connections breaks ties evenly.
func TestShares(t *testing.T) {
	const requests = 100_000
	for _, tt := range []struct {
		policy  string
		weights []int
	}{
		{"random", []int{1, 2, 3, 4}},
		{"random", []int{7, 7, 7}},
		{"least-connections", []int{1, 1, 1, 1, 1}},
		{"shared-queue", []int{1, 1, 1, 1, 1}},
	} {
		pool := newPool(t, tt.policy, tt.weights...)
		counts, sum := make([]int, len(tt.weights)), 0
		for range requests {
			c, err := pool.Pick(balance.Request{})
			if err != nil {
				t.Fatal(err)
			}
			counts[c.Server]++
			pool.Done(c, 0, 0)
		}
		for _, w := range tt.weights {
			sum += w
		}
		for i, w := range tt.weights {
			p := float64(w) / float64(sum)
			if got, tolerance := float64(counts[i])/requests, 4*math.Sqrt(p*(1-p)/requests); math.Abs(got-p) > tolerance {
				t.Errorf("%s with weights %v: server %d gets %.4f of the requests, want %.4f within %.4f", tt.policy, tt.weights, i, got, p, tolerance)
			}
		}
	}
}

// A server that was slow once is avoided, and tried again as the memory of it
// fades.
func TestPeakEWMA(t *testing.T) {
	const second = time.Second
	pool := alike(&balance.PeakEWMA{Rand: draws("ewma"), HalfLife: 10 * second}, 2)
	now := time.Duration(0)
	// serve carries out 200 requests within a second and returns how many of them
	// the first server got.
	serve := func(latencies ...time.Duration) int {
		first := 0
		for range 200 {
			now += 5 * time.Millisecond
			c, err := pool.Pick(balance.Request{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			if c.Server == 0 {
				first++
			}
			pool.Done(c, now, latencies[c.Server])
		}
		return first
	}
	serve(second, second)
	if n := serve(second, second); n < 70 || n > 130 {
		t.Errorf("the first of two like servers gets %d of 200 requests", n)
	}
	serve(100*second, second)
	if n := serve(second, second); n > 0 {
		t.Errorf("a server gets %d of 200 requests a second after it was slow", n)
	}
	now += 100 * second
	if n := serve(second, second); n < 70 || n > 130 {
		t.Errorf("a server gets %d of 200 requests when its slowness is long ago", n)
	}
	serve(100*second, second)
	if err := pool.Restart(0); err != nil {
		t.Fatal(err)
	}
	if n := serve(second, second); n < 70 || n > 130 {
		t.Errorf("a server that was slow gets %d of 200 requests after a restart", n)
	}
	third := pool.Add(1)
	opened := make([]int, 3)
	for range 100 {
		c, err := pool.Pick(balance.Request{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		opened[c.Server]++
	}
	if n := opened[third]; n != 1 {
		t.Errorf("a server that has not answered yet gets %d of 100 requests", n)
	}
}

// At low load a key always goes to the same server. A hot key overflows to others,
// and goes back when the rush is over. A server that goes takes only its own keys.
func TestBoundedHash(t *testing.T) {
	pool := newPool(t, "bounded-hash", make([]int, 10)...)
	home := func(key uint64) int {
		c, err := pool.Pick(balance.Request{Key: key})
		if err != nil {
			t.Fatal(err)
		}
		pool.Done(c, 0, 0)
		return c.Server
	}
	homes := make([]int, 1000)
	for key := range homes {
		homes[key] = home(uint64(key))
	}
	var rush []balance.Connection
	for range 1000 {
		c, err := pool.Pick(balance.Request{Key: 1})
		if err != nil {
			t.Fatal(err)
		}
		rush = append(rush, c)
	}
	for i := range pool.Len() {
		if n := pool.Connections(i); n > 125 {
			t.Errorf("server %d has %d connections, more than 1.25 times the mean", i, n)
		}
	}
	for _, c := range rush {
		pool.Done(c, 0, 0)
	}
	if err := pool.SetUp(homes[1], false); err != nil {
		t.Fatal(err)
	}
	for key, was := range homes {
		if got := home(uint64(key)); got != was && was != homes[1] || got == homes[1] {
			t.Fatalf("key %d went from server %d to %d when %d went down", key, was, got, homes[1])
		}
	}
}

// A bound of two lets two requests run on each server.
func TestSharedQueueBound(t *testing.T) {
	pool := alike(&balance.SharedQueue{Rand: draws("shared"), Bound: 2}, 3)
	var open []balance.Connection
	for {
		c, err := pool.Pick(balance.Request{})
		if err != nil {
			if len(open) != 6 || err != balance.ErrBusy {
				t.Fatalf("after %d requests: %v", len(open), err)
			}
			break
		}
		open = append(open, c)
	}
	pool.Done(open[3], 0, 0)
	if c, err := pool.Pick(balance.Request{}); err != nil || c.Server != open[3].Server {
		t.Errorf("server %d is free, got %+v, %v", open[3].Server, c, err)
	}
}

// The policy changes while connections are open.
func ExamplePool_SetPolicy() {
	pool := balance.NewPool(&balance.RoundRobin{}, 1, 1)
	slow, _ := pool.Pick(balance.Request{})
	quick, _ := pool.Pick(balance.Request{})
	pool.Done(quick, 0, 0)
	pool.SetPolicy(&balance.WeightedLeastConnections{})
	next, _ := pool.Pick(balance.Request{})
	fmt.Println(slow.Server, quick.Server, next.Server)
	// Output: 0 1 1
}
