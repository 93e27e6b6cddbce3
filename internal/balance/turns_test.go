package balance_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"spar/internal/balance"
)

// picks returns who gets the next n requests, as letters.
func picks(t testing.TB, pool *balance.Pool, n int) string {
	t.Helper()
	var b strings.Builder
	for range n {
		c, err := pool.Pick(balance.Request{})
		if err != nil {
			t.Fatal(err)
		}
		b.WriteByte('a' + byte(c.Server))
	}
	return b.String()
}

// The first order is the one that nginx's authors published.
func TestTurns(t *testing.T) {
	for _, tt := range []struct {
		policy  balance.Policy
		weights []int
		want    string
	}{
		{&balance.SmoothWeighted{}, []int{5, 1, 1}, "aabacaa"},
		{&balance.SmoothWeighted{}, []int{1, 1, 1}, "abc"},
		{&balance.SmoothWeighted{}, []int{4, 2, 1}, "abacaba"},
		{&balance.SmoothWeighted{}, []int{10, 1}, "aaaaabaaaaa"},
		{&balance.RoundRobin{}, []int{5, 1, 1}, "abc"},
		{&balance.NaiveRoundRobin{}, []int{5, 1, 1}, "abc"},
		{&balance.NaiveWeighted{}, []int{5, 1, 1}, "aaaaabc"},
		{&balance.NaiveWeighted{}, []int{0, 2}, "abb"},
	} {
		pool := balance.NewPool(tt.policy, tt.weights...)
		want := tt.want + tt.want
		if got := picks(t, pool, len(want)); got != want {
			t.Errorf("%T with weights %v: %s, want %s", tt.policy, tt.weights, got, want)
		}
	}
}

// Turns go on where they were when servers come and go.
func TestRoundRobinGoesOn(t *testing.T) {
	pool := alike(&balance.RoundRobin{}, 4)
	for _, step := range []struct {
		change func() error
		want   string
	}{
		{func() error { return nil }, "abcda"},
		{func() error { return pool.SetUp(1, false) }, "cdacd"},
		{func() error { return pool.Remove(3) }, "acac"},
		{func() error { return pool.SetUp(1, true) }, "abcab"},
		{func() error { pool.Add(1); return nil }, "cdabcd"},
		{func() error { return errors.Join(pool.SetUp(0, false), pool.SetUp(1, false), pool.SetUp(2, false)) }, "ddd"},
	} {
		if err := step.change(); err != nil {
			t.Fatal(err)
		}
		if got := picks(t, pool, len(step.want)); got != step.want {
			t.Errorf("turns %s, want %s", got, step.want)
		}
	}
}

// A new server does not take over what the one before it with its number had
// saved or overdrawn.
func TestSmoothWeightedForgetsRemovedServers(t *testing.T) {
	pool := balance.NewPool(&balance.SmoothWeighted{}, 10, 1)
	picks(t, pool, 4)
	if err := pool.Remove(0); err != nil {
		t.Fatal(err)
	}
	pool.Add(10)
	if got := picks(t, pool, 4); got != "aaab" {
		t.Errorf("turns %s, want aaab", got)
	}
}

// Among idle servers of the same weight, the one that has been idle for longest is
// next.
func TestWeightedLeastConnectionsGoesRound(t *testing.T) {
	pool := balance.NewPool(&balance.WeightedLeastConnections{}, 2, 2, 2)
	for i := range 9 {
		c, err := pool.Pick(balance.Request{})
		if err != nil || c.Server != i%3 {
			t.Fatalf("request %d goes to %d, %v, want %d", i, c.Server, err, i%3)
		}
		pool.Done(c, 0, 0)
	}
}

// The index stays past the end of the shorter list, so that every request fails
// until there are as many servers as before.
func TestNaiveRoundRobinIndexesPastTheEnd(t *testing.T) {
	pool := alike(&balance.NaiveRoundRobin{}, 3)
	if got := picks(t, pool, 2); got != "ab" {
		t.Fatalf("turns %s, want ab", got)
	}
	if err := pool.SetUp(0, false); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if _, err := pool.Pick(balance.Request{}); !errors.Is(err, balance.ErrPastEnd) {
			t.Fatalf("pick from a list that became shorter: %v, want %v", err, balance.ErrPastEnd)
		}
	}
	if err := pool.SetUp(0, true); err != nil {
		t.Fatal(err)
	}
	if got := picks(t, pool, 4); got != "cabc" {
		t.Errorf("turns %s once the server is back, want cabc", got)
	}
}

// For as many requests as one server weighs, the others get none.
func TestNaiveWeightedStarves(t *testing.T) {
	const weight = 100
	longest := func(policy balance.Policy) int {
		pool := balance.NewPool(policy, weight, weight, weight)
		since, longest := make([]int, 3), 0
		for range 10 * weight {
			served := picks(t, pool, 1)[0] - 'a'
			for i := range since {
				since[i]++
			}
			since[served] = 0
			longest = max(longest, slices.Max(since))
		}
		return longest
	}
	if smooth, naive := longest(&balance.SmoothWeighted{}), longest(&balance.NaiveWeighted{}); smooth != 2 || naive != 2*weight {
		t.Errorf("a server waits for %d and %d requests at most, want 2 and %d", smooth, naive, 2*weight)
	}
}
