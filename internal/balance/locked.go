package balance

import (
	"sync"
	"time"
)

// A Locked pool is safe for concurrent use.
type Locked struct {
	mu   sync.Mutex
	pool *Pool
}

// NewLocked returns a pool that shares another one, which must no longer be used
// by itself.
func NewLocked(p *Pool) *Locked { return &Locked{pool: p} }

// Pick is [Pool.Pick].
func (l *Locked) Pick(r Request) (Connection, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.pool.Pick(r)
}

// Done is [Pool.Done].
func (l *Locked) Done(c Connection, now, latency time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pool.Done(c, now, latency)
}

// Change calls fn with the pool, to add a server, mark one, or look, while nobody
// else uses it.
func (l *Locked) Change(fn func(p *Pool)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fn(l.pool)
}
