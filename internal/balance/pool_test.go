package balance_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"spar/internal/balance"
)

func newPool(t testing.TB, name string, weights ...int) *balance.Pool {
	t.Helper()
	policy, err := balance.New(name, draws(name))
	if err != nil {
		t.Fatal(err)
	}
	return balance.NewPool(policy, weights...)
}

func TestErrors(t *testing.T) {
	pool := newPool(t, "random", 1, 1)
	for _, tt := range []struct {
		err  error
		want string
	}{
		{pool.Remove(2), "remove server 2: there is no such server"},
		{pool.SetUp(-1, true), "mark server -1: there is no such server"},
		{errors.Join(pool.Remove(1), pool.SetWeight(1, 2)), "weigh server 1: there is no such server"},
		{pool.Restart(1), "restart server 1: there is no such server"},
	} {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("error %v, want %q", tt.err, tt.want)
		}
	}
	if _, err := balance.New("randon", draws("x")); err == nil || !strings.HasPrefix(err.Error(), `no policy "randon"; there are round-robin`) {
		t.Errorf("New(randon): %v", err)
	}
	if _, err := balance.New("random", nil); err == nil {
		t.Error("New without random numbers succeeded")
	}
}

// The same seed gives the same choices, on every platform and in every version.
func TestChoicesNeverChange(t *testing.T) {
	for _, tt := range []struct{ policy, want string }{
		{"round-robin", "abcdabcdabcdabcdabcdabcd"},
		{"smooth-weighted", "cbdacbdccbdacbdccbdacbdc"},
		{"weighted-least-connections", "cbdccbdccbdccbdccbdccbdc"},
		{"least-connections", "abcdabcdabcdabcdabcdabcd"},
		{"random", "bdacdddbaacabaccadbbdcad"},
		{"two-choices", "cdbccdccbdacbcdcbcadbdcc"},
		{"ewma", "bcbdbccdbadbdccbadcbbcad"},
		{"bounded-hash", "adcbbadcbbadcbbadcbbadcb"},
		{"shared-queue", "acdbacdbacdbacdbacdbacdb"},
		{"naive-weighted", "abbcccddabbcccddabbcccdd"},
		{"naive-round-robin", "abcdabcdabcdabcdabcdabcd"},
	} {
		pool := newPool(t, tt.policy, 1, 2, 3, 2)
		var got strings.Builder
		var open []balance.Connection
		for i := range 24 {
			now := time.Duration(i) * time.Second
			c, err := pool.Pick(balance.Request{Key: uint64(i % 5), Now: now})
			if err != nil {
				t.Fatal(err)
			}
			got.WriteByte('a' + byte(c.Server))
			if open = append(open, c); len(open) == 4 {
				pool.Done(open[0], now, time.Duration(1+c.Server)*time.Second)
				open = open[1:]
			}
		}
		if got.String() != tt.want {
			t.Errorf("%s: %s, want %s", tt.policy, got.String(), tt.want)
		}
	}
}

func TestPickAllocatesNothing(t *testing.T) {
	for _, name := range balance.Names() {
		pool := newPool(t, name, make([]int, 64)...)
		n := testing.AllocsPerRun(1000, func() {
			c, err := pool.Pick(balance.Request{Key: 5})
			if err != nil {
				t.Fatal(err)
			}
			pool.Done(c, 1, 1)
		})
		if n > 0 {
			t.Errorf("%s: %v allocations for a pick", name, n)
		}
	}
}

// Many goroutines pick while servers come and go; no connection is lost.
func TestLocked(t *testing.T) {
	for _, name := range balance.Names() {
		l := balance.NewLocked(newPool(t, name, make([]int, 8)...))
		var clients sync.WaitGroup
		for client := range 4 {
			clients.Go(func() {
				for i := range 1000 {
					c, err := l.Pick(balance.Request{Key: uint64(i), Now: time.Duration(i)})
					if err == nil {
						l.Done(c, time.Duration(i), time.Millisecond)
					} else if !errors.Is(err, balance.ErrPastEnd) {
						t.Errorf("%s: client %d: %v", name, client, err)
					}
				}
			})
		}
		for i := range 200 {
			l.Change(func(p *balance.Pool) {
				if err := p.SetUp(i%8, i%3 > 0); err != nil {
					t.Error(err)
				}
			})
		}
		clients.Wait()
		l.Change(func(p *balance.Pool) {
			for i := range p.Len() {
				if n := p.Connections(i); n != 0 {
					t.Errorf("%s: server %d has %d connections at the end", name, i, n)
				}
			}
		})
	}
}

// The third server is twice as fast as the others, so it gets the first request,
// and the second once the others have one each.
func ExamplePool() {
	pool := balance.NewPool(&balance.WeightedLeastConnections{}, 1, 1, 2)
	for range 4 {
		c, _ := pool.Pick(balance.Request{})
		fmt.Print(c.Server, " ")
	}
	// Output: 2 0 1 2
}
