package cache_test

import (
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/cache"
	"spar/internal/shard"
)

// A table is a store that counts, and fails on demand.
type table struct {
	rows         map[uint64]uint64
	loads, saves int
	fault        error
}

func newTable() *table { return &table{rows: make(map[uint64]uint64)} }

func (s *table) Load(key uint64) (uint64, error) {
	s.loads++
	return s.rows[key], s.fault
}

func (s *table) Save(key, value uint64) error {
	s.saves++
	if s.fault == nil {
		s.rows[key] = value
	}
	return s.fault
}

type backed = cache.Backed[uint64, uint64]

func newBacked(t testing.TB, s *table, writing cache.Writing, capacity int64, ttl time.Duration) *backed {
	t.Helper()
	b, err := cache.NewBacked(cache.Config[uint64, uint64]{Capacity: capacity, Hash: shard.Hash}, s, writing, ttl)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWritings(t *testing.T) {
	for _, tt := range []struct {
		writing             cache.Writing
		saves, loads, dirty int // after three writes of a key and two reads
	}{
		{cache.Around, 3, 1, 0},
		{cache.Through, 3, 0, 0},
		{cache.Back, 0, 0, 1},
	} {
		s := newTable()
		b := newBacked(t, s, tt.writing, 10, 0)
		for value := range uint64(3) {
			if err := b.Write(5, value, 0); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if value, err := b.Read(5, 0); value != 2 || err != nil {
				t.Errorf("%s: read %d, %v, want 2", tt.writing, value, err)
			}
		}
		if s.saves != tt.saves || s.loads != tt.loads || b.Dirty() != tt.dirty {
			t.Errorf("%s: %d saves, %d loads, %d dirty, want %d, %d, %d", tt.writing, s.saves, s.loads, b.Dirty(), tt.saves, tt.loads, tt.dirty)
		}
	}
}

// Whatever the way of writing, a read sees the last write, and once everything is
// flushed the store has it.
func TestReadsSeeWrites(t *testing.T) {
	for _, writing := range cache.Writings() {
		t.Run(string(writing), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { readsSeeWrites(t, writing) })
		})
	}
}

func readsSeeWrites(t *rapid.T, writing cache.Writing) {
	s, want := newTable(), make(map[uint64]uint64)
	config := cache.Config[uint64, uint64]{Capacity: rapid.Int64Range(1, 8).Draw(t, "capacity"), Hash: shard.Hash}
	if rapid.Bool().Draw(t, "costs") {
		config.Cost = func(_, value uint64) int64 { return 1 + int64(value%10) }
	}
	b, err := cache.NewBacked(config, s, writing, time.Duration(rapid.IntRange(0, 20).Draw(t, "ttl")))
	if err != nil {
		t.Fatal(err)
	}
	for i, op := range rapid.SliceOfN(rapid.Uint64Range(0, 79), 50, 300).Draw(t, "operations") {
		key, now := op/5, time.Duration(i)
		switch op % 5 {
		case 0, 1:
			err = b.Write(key, uint64(i), now)
			want[key] = uint64(i)
		case 2, 3:
			var got uint64
			if got, err = b.Read(key, now); got != want[key] {
				t.Fatalf("read %d of key %d, want %d", got, key, want[key])
			}
		case 4:
			before, n := b.Dirty(), 0
			n, err = b.Flush(2, now)
			if n != min(2, before) || b.Dirty() != before-n {
				t.Fatalf("flushed %d of %d, %d are left", n, before, b.Dirty())
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		behind := 0
		for key, value := range want {
			if s.rows[key] != value {
				behind++
			}
		}
		if behind > b.Dirty() {
			t.Fatalf("the store is behind in %d keys, but %d are dirty", behind, b.Dirty())
		}
	}
	if _, err := b.Flush(b.Dirty(), 0); err != nil || b.Dirty() != 0 {
		t.Fatalf("flush of everything: %v, %d are left", err, b.Dirty())
	}
	for key, value := range want {
		if s.rows[key] != value {
			t.Fatalf("the store has %d for key %d, want %d", s.rows[key], key, value)
		}
	}
}

// What a crash loses is what was written since the last flush and not evicted.
func TestCrashLosesDirtyValues(t *testing.T) {
	for _, tt := range []struct {
		writing  cache.Writing
		wantLost int
	}{{cache.Around, 0}, {cache.Through, 0}, {cache.Back, 5}} {
		s := newTable()
		b := newBacked(t, s, tt.writing, 6, 0)
		for key := range uint64(8) { // the first two are evicted, and so saved
			if err := b.Write(key, key+1, 0); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := b.Flush(1, 0); err != nil {
			t.Fatal(err)
		}
		if lost := b.Crash(); lost != tt.wantLost || b.Len() != 0 || b.Dirty() != 0 {
			t.Errorf("%s: a crash loses %d values, want %d; %d entries and %d dirty ones are left", tt.writing, lost, tt.wantLost, b.Len(), b.Dirty())
		}
		if len(s.rows) != 8-tt.wantLost {
			t.Errorf("%s: the store has %v, want %d values", tt.writing, s.rows, 8-tt.wantLost)
		}
		if value, err := b.Read(1, 0); value != 2 || err != nil {
			t.Errorf("%s: read %d, %v after the crash, want 2", tt.writing, value, err)
		}
	}
}

// Flushes save the oldest write first, and each key once.
func TestFlushOrder(t *testing.T) {
	s := newTable()
	b := newBacked(t, s, cache.Back, 10, 5)
	for _, key := range []uint64{3, 1, 2, 3} {
		if err := b.Write(key, key, 0); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []map[uint64]uint64{{3: 3}, {3: 3, 1: 1}, {3: 3, 1: 1, 2: 2}} {
		if n, err := b.Flush(1, 100); n != 1 || err != nil || !maps.Equal(s.rows, want) {
			t.Errorf("flushed %d, %v, the store has %v, want %v", n, err, s.rows, want)
		}
	}
	if n, err := b.Flush(1, 100); n != 0 || err != nil {
		t.Errorf("flushed %d, %v when all is clean", n, err)
	}
	// A dirty entry does not expire; once clean it lives as long as any.
	for _, step := range []struct {
		now   time.Duration
		loads int
	}{{104, 0}, {105, 1}} {
		if value, err := b.Read(3, step.now); value != 3 || err != nil || s.loads != step.loads {
			t.Errorf("at %d: read %d, %v after %d loads, want 3 after %d", step.now, value, err, s.loads, step.loads)
		}
	}
}

// A store that fails is told of, and nothing else breaks.
func TestStoreFails(t *testing.T) {
	s := newTable()
	s.fault = errors.New("disk full")
	for _, writing := range []cache.Writing{cache.Around, cache.Through} {
		b := newBacked(t, s, writing, 1, 0)
		if err := b.Write(1, 1, 0); !errors.Is(err, s.fault) || err.Error() != "save 1: disk full" {
			t.Errorf("%s: %v", writing, err)
		}
		if _, err := b.Read(1, 0); !errors.Is(err, s.fault) || err.Error() != "load 1: disk full" {
			t.Errorf("%s: %v", writing, err)
		}
		if b.Len() != 0 {
			t.Errorf("%s: what could not be saved is cached", writing)
		}
	}
	b := newBacked(t, s, cache.Back, 1, 0)
	if err := b.Write(1, 1, 0); err != nil {
		t.Fatal(err)
	}
	if n, err := b.Flush(1, 0); n != 0 || !errors.Is(err, s.fault) || b.Dirty() != 1 {
		t.Errorf("flush: %d, %v, %d are dirty", n, err, b.Dirty())
	}
	if err := b.Write(2, 2, 0); err == nil || err.Error() != "save 1, which is evicted: disk full" {
		t.Errorf("write that evicts: %v", err)
	}
	if err := b.Write(2, 3, 0); err != nil {
		t.Errorf("the fault comes again: %v", err)
	}
}

func TestUnknownWriting(t *testing.T) {
	_, err := cache.NewBacked(cache.Config[uint64, uint64]{Capacity: 1, Hash: shard.Hash}, newTable(), "write-around", 0)
	if want := `make a cache: no way of writing "write-around"; there are [cache-aside write-through write-back]`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

// Two writes and a crash: write-back loses what it has not flushed.
func ExampleBacked() {
	s := newTable()
	b, _ := cache.NewBacked(cache.Config[uint64, uint64]{Capacity: 100, Hash: shard.Hash}, s, cache.Back, time.Hour)
	_ = b.Write(1, 10, 0)
	_, _ = b.Flush(b.Dirty(), time.Second)
	_ = b.Write(2, 20, 2*time.Second)
	fmt.Println("lost", b.Crash(), "the store has", s.rows)
	// Output: lost 1 the store has map[1:10]
}
