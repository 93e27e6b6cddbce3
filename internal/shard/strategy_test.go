package shard_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"spar/internal/shard"
	"spar/internal/truth"
)

// build returns a strategy with shards 0 to n-1.
func build(t testing.TB, name string, c shard.Config, n int) shard.Strategy {
	t.Helper()
	s, err := shard.New(name, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Add(numbered(0, n)...); err != nil {
		t.Fatal(err)
	}
	return s
}

// numbered returns shards first to first+n-1.
func numbered(first, n int) []shard.Shard {
	shards := make([]shard.Shard, n)
	for i := range shards {
		shards[i].ID = first + i
	}
	return shards
}

// Keys stay where they are from one version of the program to the next, and on
// every platform.
func TestPlacementNeverChanges(t *testing.T) {
	for _, tt := range []struct{ strategy, want string }{
		{"range", "0 0 1 2 3 4 4 4"},
		{"modulo", "3 1 4 1 0 0 1 2"},
		{"ring", "0 3 4 3 3 2 3 2"},
		{"jump", "3 3 2 0 3 2 4 3"},
		{"rendezvous", "3 2 2 4 2 1 2 2"},
		{"maglev", "4 1 2 1 0 3 3 4"},
		{"bounded-ring", "0 3 4 3 3 2 3 2"},
		{"naive-ring", "1 4 1 1 1 2 1 1"},
		{"naive-range", "0 0 1 2 3 4 4 4"},
	} {
		s := build(t, tt.strategy, shard.Config{}, 5)
		var got []string
		for _, key := range []uint64{0, 1, 1 << 62, 2 << 62, 5 << 61, 7 << 61, 1<<64 - 2, 1<<64 - 1} {
			id, err := s.Find(key)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprint(id))
		}
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("%s places the keys on %q, want %q", tt.strategy, got, tt.want)
		}
	}
}

func TestReplicas(t *testing.T) {
	zone := func(id int) int { return id % 3 }
	for _, name := range shard.Names() {
		s := build(t, name, shard.Config{}, 9)
		for key := range uint64(100) {
			for n := range 12 {
				got := shard.Replicas(s, key, n, zone)
				zones := make(map[int]int)
				for i, id := range got {
					zones[zone(id)]++
					if slices.Contains(got[:i], id) {
						t.Fatalf("%s: replicas on %v: %d twice", name, got, id)
					}
				}
				if len(got) != min(n, 9) || len(zones) != min(n, 3) {
					t.Fatalf("%s: %d replicas on %v, in %d zones", name, n, got, len(zones))
				}
			}
		}
	}
}

// Both lists of moves, by stretches and by keys, tell the same.
func TestMovesAgreeWithKeys(t *testing.T) {
	type spanner interface {
		shard.Strategy
		Spans() []shard.Span
	}
	for _, name := range []string{"ring", "naive-ring", "maglev", "range"} {
		t.Run(name, func(t *testing.T) {
			before, after := build(t, name, shard.Config{}, 7).(spanner), build(t, name, shard.Config{}, 9).(spanner)
			if err := after.Remove(3); err != nil {
				t.Fatal(err)
			}
			covers(t, before.Spans())
			covers(t, after.Spans())
			moves := shard.Moves(before.Spans(), after.Spans())
			if len(moves) == 0 {
				t.Fatal("nothing moves")
			}
			for key := range upTo(10_000) {
				position := shard.Hash(key)
				if name == "range" {
					key *= 1 << 64 / 10_000
					position = key
				}
				from, _ := before.Find(key)
				to, _ := after.Find(key)
				i := slices.IndexFunc(moves, func(m shard.Move) bool { return m.First <= position && position <= m.Last })
				switch {
				case i < 0 && from != to:
					t.Fatalf("key %d moves from %d to %d, but is in no move", key, from, to)
				case i >= 0 && (moves[i].From != from || moves[i].To != to):
					t.Fatalf("key %d moves from %d to %d, but is in %+v", key, from, to, moves[i])
				}
			}
		})
	}
}

// covers checks that spans follow each other from the first to the last number.
func covers(t *testing.T, spans []shard.Span) {
	t.Helper()
	next, total := uint64(0), 0.
	for _, s := range spans {
		if s.First != next || s.Last < s.First {
			t.Fatalf("span %+v does not begin at %d", s, next)
		}
		next = s.Last + 1
		total += s.Share()
	}
	if next != 0 || !truth.Near(total, 1, 1e-9) {
		t.Fatalf("spans end before %d and cover %v", next, total)
	}
}

func TestErrors(t *testing.T) {
	shards := func(s ...shard.Shard) []shard.Shard { return s }
	for _, tt := range []struct {
		strategy string
		config   shard.Config
		add      []shard.Shard
		remove   []int
		want     string
	}{
		{"ring", shard.Config{}, shards(shard.Shard{ID: 1}), nil, "add shard 1: it is there already"},
		{"modulo", shard.Config{}, shards(shard.Shard{ID: 7}, shard.Shard{ID: 7}), nil, "add shard 7: it is there already"},
		{"modulo", shard.Config{}, shards(shard.Shard{ID: -1}), nil, "add shard -1: numbers run from 0 to 2147483647"},
		{"modulo", shard.Config{}, shards(shard.Shard{ID: 1 << 31}), nil, "add shard 2147483648: numbers run from 0 to 2147483647"},
		{"ring", shard.Config{}, shards(shard.Shard{ID: 5, Weight: -1}), nil, "add shard 5: weight -1 is not between 1 and 65536"},
		{"ring", shard.Config{}, shards(shard.Shard{ID: 5, Weight: 1 << 17}), nil, "add shard 5: weight 131072 is not between 1 and 65536"},
		{"jump", shard.Config{}, shards(shard.Shard{ID: 5, Weight: 2}), nil, "add shard 5: jump has no weights; ring and bounded-ring have"},
		{"jump", shard.Config{}, nil, []int{1}, "remove shards [1]: jump can only remove those added last, beginning with shard 3"},
		{"rendezvous", shard.Config{}, nil, []int{9}, "remove shard 9: there is no such shard"},
		{"rendezvous", shard.Config{}, nil, []int{2, 2}, "remove shard 2: there is no such shard"},
		{"maglev", shard.Config{TableSize: 5}, shards(numbered(10, 2)...), nil, "add shards: 6 do not fit a table of 5 slots"},
		{"range", shard.Config{Limit: 4}, shards(shard.Shard{ID: 5}), nil, "add shards: 5 shards for 4 keys"},
	} {
		s := build(t, tt.strategy, tt.config, 4)
		err := s.Add(tt.add...)
		if tt.remove != nil {
			err = s.Remove(tt.remove...)
		}
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: add %v, remove %v: error %v, want %q", tt.strategy, tt.add, tt.remove, err, tt.want)
		}
		if got := s.Shards(); len(got) != 4 {
			t.Errorf("%s: a failed change left shards %v", tt.strategy, got)
		}
	}
}

func TestConfigErrors(t *testing.T) {
	for _, tt := range []struct {
		strategy string
		config   shard.Config
		want     string
	}{
		{"ring", shard.Config{VirtualNodes: -1}, "add shards: -1 virtual nodes are not between 1 and 67108864"},
		{"ring", shard.Config{VirtualNodes: 1 << 26}, "add shard 1: the ring would have more than 67108864 points"},
		{"maglev", shard.Config{TableSize: 65536}, "add shards: table size 65536 is not a prime up to 67108864; take 65537 or 655373"},
		{"maglev", shard.Config{TableSize: -7}, "add shards: table size -7 is not a prime up to 67108864; take 65537 or 655373"},
		{"bounded-ring", shard.Config{LoadFactor: .9}, "add shards: load factor 0.9 is below 1, so that not all keys would fit"},
	} {
		s, err := shard.New(tt.strategy, tt.config)
		if err != nil {
			t.Fatal(err)
		}
		if tt.config.VirtualNodes > 1 { // do not make them all
			err = s.Add(shard.Shard{ID: 1, Weight: 2})
		} else {
			err = s.Add(numbered(0, 2)...)
		}
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s with %+v: error %v, want %q", tt.strategy, tt.config, err, tt.want)
		}
	}
	if _, err := shard.New("rings", shard.Config{}); err == nil || !strings.HasPrefix(err.Error(), `no strategy "rings"; there are range, modulo`) {
		t.Errorf("New(rings): %v", err)
	}
}

// Keys are found while shards come and go.
func TestLocked(t *testing.T) {
	for _, name := range shard.Names() {
		l := shard.NewLocked(build(t, name, shard.Config{VirtualNodes: 5, TableSize: 101}, 3))
		var readers sync.WaitGroup
		for range 4 {
			readers.Go(func() {
				for key := range uint64(500) {
					if id, err := l.Find(key); err != nil || id > 3 {
						t.Errorf("%s: Find(%d) = %d, %v", name, key, id, err)
					}
					if got := l.Replicas(key, 2, nil); len(got) != 2 {
						t.Errorf("%s: replicas of %d on %v", name, key, got)
					}
				}
			})
		}
		for range 50 {
			if err := l.Add(shard.Shard{ID: 3}); err != nil {
				t.Error(err)
			}
			if err := l.Remove(3); err != nil {
				t.Error(err)
			}
		}
		readers.Wait()
		if got := len(l.Shards()); got != 3 {
			t.Errorf("%s: %d shards are left", name, got)
		}
	}
}
