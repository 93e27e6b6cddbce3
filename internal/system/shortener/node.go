package shortener

import (
	"math/bits"
	"time"

	"spar/internal/cache"
	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// A cacheNode is one machine of the cache: the real cache, with a station for the
// time that lookups take.
type cacheNode struct {
	fleet.Condition
	station  *sim.Station
	capacity int                            // in codes
	entries  *cache.Cache[uint64, struct{}] // nil if that is zero
}

// newCacheNode returns a node for so many codes; with none it is off.
func newCacheNode(st *sim.Station, capacity int) (*cacheNode, error) {
	node := &cacheNode{station: st, capacity: capacity}
	if capacity == 0 {
		return node, nil
	}
	var err error
	node.entries, err = cache.New(cache.Config[uint64, struct{}]{Capacity: int64(capacity), Hash: spread})
	return node, err
}

// spread is a hash for the cache's table. It must not be the one that chose the
// node, or each node would use a part of its table only.
func spread(code uint64) uint64 { return shard.Hash(bits.ReverseBytes64(code)) }

func (n *cacheNode) off() bool { return n.entries == nil || n.station.Down() }

func (n *cacheNode) get(code uint64, now time.Duration) bool {
	_, ok := n.entries.Get(code, now)
	return ok
}

func (n *cacheNode) put(code uint64, expires time.Duration) {
	n.entries.Set(code, struct{}{}, expires)
}

func (n *cacheNode) flush() {
	if n.entries != nil {
		n.CountAll(system.Flush, n.entries.Len())
		n.entries.Clear()
	}
}

// tell gives a result the reasons for what befell the node.
func (n *cacheNode) tell(r *system.Result, name string) {
	n.TellWhat(r, name, map[system.Verb]string{
		system.Kill: "lookups went past it", system.Flush: "entries were lost", system.Slow: "lookups came to it then",
	})
}
