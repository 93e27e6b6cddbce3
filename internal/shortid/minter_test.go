package shortid_test

import (
	"errors"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/shortid"
	"spar/internal/truth"
)

func mint(t *testing.T, name string, c shortid.Config) shortid.Minter {
	t.Helper()
	m, err := shortid.New(name, c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What counts gives each code once however many servers ask at the same time.
func TestConcurrentCodesAreUnique(t *testing.T) {
	const servers, each = 8, 2000
	for _, name := range []string{"counter", "permuted", "ranges", "snowflake"} {
		m := mint(t, name, shortid.Config{Width: 8, Servers: servers, Lease: 100, Key: 7})
		codes := make([][]uint64, servers)
		var group sync.WaitGroup
		for server := range servers {
			group.Go(func() {
				for i := range each {
					n, err := m.Next(shortid.Request{Server: server, Now: time.Duration(i/100) * shortid.Tick})
					if err != nil || n >= shortid.Space(8) {
						t.Errorf("%s gave %d, %v", name, n, err)
						return
					}
					codes[server] = append(codes[server], n)
				}
			})
		}
		group.Wait()
		seen := map[uint64]bool{}
		for _, list := range codes {
			for _, n := range list {
				seen[n] = true
			}
		}
		if len(seen) != servers*each {
			t.Errorf("%s: %d different codes, want %d", name, len(seen), servers*each)
		}
	}
}

func TestPermutationIsOneToOne(t *testing.T) {
	for _, space := range []uint64{1, 2, 3, 62, 62 * 62, 12345} {
		p := shortid.NewPermutation(space, 42)
		seen := make([]bool, space)
		for n := range space {
			image := p.Map(n)
			if image >= space || seen[image] || p.Invert(image) != n {
				t.Fatalf("of %d: Map(%d) = %d, seen %v, back to %d", space, n, image, image < space && seen[image], p.Invert(image))
			}
			seen[image] = true
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		space := shortid.Space(rapid.IntRange(shortid.MinWidth, shortid.MaxWidth).Draw(t, "width"))
		p := shortid.NewPermutation(space, rapid.Uint64().Draw(t, "key"))
		n := rapid.Uint64Range(0, space-1).Draw(t, "n")
		if image := p.Map(n); image >= space || p.Invert(image) != n {
			t.Errorf("Map(%d) = %d, back to %d", n, image, p.Invert(image))
		}
	})
}

func TestTheEndOfTheSpace(t *testing.T) {
	last := shortid.Space(6) - 1
	for _, name := range []string{"counter", "permuted", "ranges"} {
		m := mint(t, name, shortid.Config{Width: 6, Issued: last, Servers: 2, Lease: 10})
		if _, err := m.Next(shortid.Request{}); err != nil {
			t.Errorf("%s refuses its last code: %v", name, err)
		}
		if n, err := m.Next(shortid.Request{}); !errors.Is(err, shortid.ErrExhausted) {
			t.Errorf("%s gave %d, %v after its last code", name, n, err)
		}
	}
	naive := mint(t, "naive-counter", shortid.Config{Width: 6, Issued: last})
	for _, want := range []uint64{last, 0, 1} {
		if n, err := naive.Next(shortid.Request{}); n != want || err != nil {
			t.Errorf("naive-counter gave %d, %v, want %d", n, err, want)
		}
	}
}

func TestRangesAreLostInACrash(t *testing.T) {
	r, err := shortid.NewRanges(1000, 0, 2, 100)
	if err != nil {
		t.Fatal(err)
	}
	next := func(server int, want uint64) {
		t.Helper()
		if n, err := r.Next(shortid.Request{Server: server}); n != want || err != nil {
			t.Errorf("server %d got %d, %v, want %d", server, n, err, want)
		}
	}
	next(0, 0)
	next(1, 100)
	next(0, 1)
	r.Crash(0)
	next(0, 200)
	if r.Lost() != 98 || r.Held(1) != 99 || r.Issued() != 300 {
		t.Errorf("lost %d, server 1 holds %d, issued %d; want 98, 99 and 300", r.Lost(), r.Held(1), r.Issued())
	}
}

func TestSnowflake(t *testing.T) {
	s, err := shortid.NewSnowflake(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	if s.Lifetime() != shortid.Tick<<36 {
		t.Errorf("it lasts %v", s.Lifetime())
	}
	ask := func(now time.Duration) (uint64, error) { return s.Next(shortid.Request{Server: 3, Now: now}) }
	previous := uint64(0)
	for i := range 1 << shortid.SequenceBits {
		now := time.Second
		if i == 5 {
			now = 0 // the clock goes back
		}
		n, err := ask(now)
		if err != nil || i > 0 && n <= previous || n>>shortid.SequenceBits&7 != 3 {
			t.Fatalf("number %d is %d, %v, after %d", i, n, err, previous)
		}
		previous = n
	}
	if _, err := ask(time.Second); !errors.Is(err, shortid.ErrSequence) {
		t.Errorf("one more within the tick: %v", err)
	}
	if n, err := ask(time.Second + shortid.Tick); err != nil || n <= previous {
		t.Errorf("in the next tick: %d, %v", n, err)
	}
	if _, err := ask(s.Lifetime()); !errors.Is(err, shortid.ErrExhausted) {
		t.Errorf("after the end of time: %v", err)
	}
	if _, err := shortid.NewSnowflake(5, 1<<21); err == nil {
		t.Error("too many machines for five characters are accepted")
	}
}

func TestHash(t *testing.T) {
	h := mint(t, "hash", shortid.Config{Width: 7})
	ask := func(url string, attempt int) uint64 {
		n, err := h.Next(shortid.Request{URL: []byte(url), Attempt: attempt})
		if err != nil || n >= shortid.Space(7) {
			t.Errorf("%s gives %d, %v", url, n, err)
		}
		return n
	}
	a := ask("https://example.org/a", 0)
	if ask("https://example.org/a", 0) != a || ask("https://example.org/a", 1) == a || ask("https://example.org/b", 0) == a {
		t.Error("the code must follow from the URL and the attempt alone")
	}
}

// Among as many draws as theory gives even odds there must be about as many
// collisions as it expects.
func TestRandomCollides(t *testing.T) {
	const draws = 1_000_000
	m := mint(t, "random", shortid.Config{Width: 5, Rand: rand.New(rand.NewPCG(1, 2))})
	seen, collisions := make(map[uint64]struct{}, draws), 0.
	for range draws {
		n, err := m.Next(shortid.Request{})
		if err != nil {
			t.Fatal(err)
		}
		if _, taken := seen[n]; taken {
			collisions++
		}
		seen[n] = struct{}{}
	}
	want := shortid.ExpectedCollisions(draws, float64(shortid.Space(5))) // 545.6
	truth.Check(t, "collisions", collisions, want, .13)                  // three standard deviations of a Poisson number
}

func TestNewRefuses(t *testing.T) {
	for name, c := range map[string]shortid.Config{
		"counter": {Width: 4}, "hash": {Width: 11}, "random": {Width: 6}, "ranges": {Width: 6}, "alphabetical": {Width: 6},
	} {
		if _, err := shortid.New(name, c); err == nil {
			t.Errorf("New(%s, %+v) succeeds", name, c)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	var buffer [11]byte
	n := uint64(0)
	for b.Loop() {
		n += 0x9e3779b97f4a7c15
		_ = shortid.Append(buffer[:0], n%shortid.Space(7))
	}
}

func BenchmarkNext(b *testing.B) {
	for _, name := range shortid.Names() {
		b.Run(name, func(b *testing.B) {
			m, err := shortid.New(name, shortid.Config{Width: 8, Rand: rand.New(rand.NewPCG(1, 2)), Servers: 8, Lease: 1000})
			if err != nil {
				b.Fatal(err)
			}
			url, i := []byte("https://example.org/"+strconv.Itoa(12345)), 0
			for b.Loop() {
				i++
				if _, err := m.Next(shortid.Request{URL: url, Now: time.Duration(i/200) * shortid.Tick}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
