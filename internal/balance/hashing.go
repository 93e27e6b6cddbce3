package balance

import (
	"cmp"
	"fmt"
	"math"
	"time"

	"spar/internal/shard"
)

// BoundedHash sends requests with the same key to the same server, for the sake
// of its cache, as long as that has no more than LoadFactor times its share of the
// open connections; others go on round the ring to the next with room (Mirrokni,
// Thorup and Zadimoghaddam, "Consistent hashing with bounded loads", 2016). The
// shares, not the points on the ring, are in proportion to the weights. A pick
// passes the points of servers that are full or down.
type BoundedHash struct {
	LoadFactor float64 // above 1; zero means shard.DefaultLoadFactor

	pool        *Pool
	ring        shard.Ring
	placed      []bool // which servers are on the ring
	fault       error  // of the ring
	connections int    // to all servers that are up
	weight      int    // of all servers that are up
}

// Reset puts new servers on the ring and takes off those that were removed.
// Servers that are down keep their places.
func (b *BoundedHash) Reset(p *Pool) {
	b.pool, b.connections, b.weight = p, 0, 0
	for _, i := range p.Live() {
		b.connections += p.Connections(i)
		b.weight += p.Weight(i)
	}
	b.placed = append(b.placed, make([]bool, p.Len()-len(b.placed))...)
	for i, placed := range b.placed {
		present := p.Weight(i) > 0
		if present && !placed {
			b.fault = b.ring.Add(shard.Shard{ID: i})
		} else if placed && !present {
			b.fault = b.ring.Remove(i)
		}
		b.placed[i] = present
	}
}

// Pick returns the first server with room from the key's own onwards. It fails
// with ErrBusy only if the load factor is below 1.
func (b *BoundedHash) Pick(r Request) (int, error) {
	if b.fault != nil {
		return 0, fmt.Errorf("pick by hash: %w", b.fault)
	}
	share := cmp.Or(b.LoadFactor, shard.DefaultLoadFactor) * float64(b.connections+1) / float64(b.weight)
	first := b.ring.Position(r.Key)
	for i := range b.ring.Len() {
		server := b.ring.At(first + i)
		s := &b.pool.servers[server]
		if s.up && float64(s.connections) < math.Ceil(share*float64(s.weight)) {
			b.connections++
			return server, nil
		}
	}
	return 0, ErrBusy
}

// Done counts a connection less.
func (b *BoundedHash) Done(int, time.Duration, time.Duration) { b.connections-- }
