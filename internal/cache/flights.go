package cache

import (
	"context"
	"errors"
	"sync"
)

// Flights joins requests for a key whose value is on its way: the first one loads
// it, the others wait. It is for callers that wait by being told, as in a
// simulation; [Group] is for goroutines. The zero Flights is ready to use. It
// allocates nothing once it has grown.
type Flights[K comparable, W any] struct {
	open  map[K]flight
	nodes []waiter[W]
	free  []int32
}

// A flight is the list of those who wait for one key.
type flight struct{ first, last int32 }

type waiter[W any] struct {
	who  W
	next int32
}

// Join adds a request to those who wait for a key, and reports whether it is the
// first, which must load the value.
func (f *Flights[K, W]) Join(key K, who W) bool {
	n := f.take()
	f.nodes[n] = waiter[W]{who, nothing}
	waiting, joined := f.open[key]
	if joined {
		f.nodes[waiting.last].next = n
		f.open[key] = flight{waiting.first, n}
		return false
	}
	if f.open == nil {
		f.open = make(map[K]flight)
	}
	f.open[key] = flight{n, n}
	return true
}

func (f *Flights[K, W]) take() int32 {
	if len(f.free) == 0 {
		f.nodes = append(f.nodes, waiter[W]{})
		return int32(len(f.nodes) - 1)
	}
	n := f.free[len(f.free)-1]
	f.free = f.free[:len(f.free)-1]
	return n
}

// Land ends the waiting for a key, whether its value came or not, and tells those
// who waited, the first one first. Those who join from then on load anew.
func (f *Flights[K, W]) Land(key K, tell func(who W)) {
	waiting, ok := f.open[key]
	if !ok {
		return
	}
	delete(f.open, key)
	for n := waiting.first; n != nothing; {
		node := f.nodes[n]
		f.nodes[n] = waiter[W]{}
		f.free = append(f.free, n)
		n = node.next
		tell(node.who)
	}
}

// Open returns for how many keys somebody waits.
func (f *Flights[K, W]) Open() int { return len(f.open) }

// A Group joins goroutines that want the same value at the same time: one loads
// it for all. The zero Group is ready to use, by many goroutines.
type Group[K comparable, V any] struct {
	mu   sync.Mutex
	open map[K]*call[V]
}

// A call is a load on its way. Its result is there once done is closed.
type call[V any] struct {
	done  chan struct{}
	value V
	err   error
}

var errPanicked = errors.New("load value: the goroutine that loaded it panicked")

// Do returns what load returns, called by this goroutine or by another that asked
// for the same key before. The context ends only the waiting for another.
func (g *Group[K, V]) Do(ctx context.Context, key K, load func() (V, error)) (V, error) {
	g.mu.Lock()
	if c, ok := g.open[key]; ok {
		g.mu.Unlock()
		select {
		case <-c.done:
			return c.value, c.err
		case <-ctx.Done():
			var none V
			return none, ctx.Err()
		}
	}
	c := &call[V]{done: make(chan struct{}), err: errPanicked}
	if g.open == nil {
		g.open = make(map[K]*call[V])
	}
	g.open[key] = c
	g.mu.Unlock()
	defer func() {
		g.mu.Lock()
		delete(g.open, key)
		g.mu.Unlock()
		close(c.done)
	}()
	c.value, c.err = load()
	return c.value, c.err
}
