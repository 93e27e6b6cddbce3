// Package shard spreads keys over shards: by ranges, by hash modulo their
// number, and by the kinds of consistent hashing. [New] makes a strategy by
// name; each is also a type of its own.
//
// Keys are 64-bit numbers. [Range] takes them as they are; all others hash them
// first, so that consecutive numbers do as well as any. A string becomes a key
// by [HashString]. Nothing here depends on chance, on the platform or on the
// order of a map: the same shards added in the same order hold the same keys.
//
// Finding is safe from many goroutines at once while nobody adds or removes
// shards; [Locked] allows that as well.
package shard

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"sync"
)

// A Strategy says on which shard a key lies.
type Strategy interface {
	// Find returns the shard of a key. It fails with ErrNoShards, and Range with
	// ErrOutside for a key that no range holds.
	Find(key uint64) (int, error)
	// Order yields shards in the order in which they take the replicas of a key,
	// beginning with its own. All come, some perhaps more than once.
	Order(key uint64) iter.Seq[int]
	// Add adds shards, all or none.
	Add(shards ...Shard) error
	// Remove removes shards by their numbers, all or none.
	Remove(ids ...int) error
	// Shards returns the shards in the order in which they were added.
	Shards() []Shard
}

// A Config has what only some strategies need. The zero Config means defaults.
type Config struct {
	VirtualNodes int     // of the rings: points of a shard of weight 1; zero means DefaultVirtualNodes
	LoadFactor   float64 // of the bounded ring: most load over mean load; zero means DefaultLoadFactor
	TableSize    int     // of Maglev: a prime; zero means DefaultTableSize
	Limit        uint64  // of ranges: keys are below it; zero means that all numbers are keys
}

// Names returns the names of all strategies. Those that begin with "naive-" are
// mistakes, to be seen failing.
func Names() []string {
	return []string{"range", "modulo", "ring", "jump", "rendezvous", "maglev", "bounded-ring", "naive-ring", "naive-range"}
}

// New returns a strategy by its name, without shards.
func New(name string, c Config) (Strategy, error) {
	switch name {
	case "range":
		return &Range{Limit: c.Limit}, nil
	case "modulo":
		return &Modulo{}, nil
	case "ring":
		return &Ring{VirtualNodes: c.VirtualNodes}, nil
	case "jump":
		return &Jump{}, nil
	case "rendezvous":
		return &Rendezvous{}, nil
	case "maglev":
		return &Maglev{TableSize: c.TableSize}, nil
	case "bounded-ring":
		return &BoundedRing{VirtualNodes: c.VirtualNodes, LoadFactor: c.LoadFactor}, nil
	case "naive-ring":
		return &Ring{VirtualNodes: 1}, nil
	case "naive-range":
		return &NaiveRange{Range{Limit: c.Limit}}, nil
	}
	return nil, fmt.Errorf("no strategy %q; there are %s", name, strings.Join(Names(), ", "))
}

// Replicas returns the shards that hold the n copies of a key, its own first: no
// shard twice, and no zone twice before every zone has one. A nil zone puts all
// shards into one. There are fewer than n if there are fewer shards.
func Replicas(s Strategy, key uint64, n int, zone func(shard int) int) []int {
	all := math.MaxInt
	if zone != nil { // or there is nothing to look for once there are n
		all = len(s.Shards())
	}
	var chosen, passed, zones []int
	for id := range s.Order(key) {
		if len(chosen) == n || len(chosen)+len(passed) == all {
			break
		}
		switch {
		case slices.Contains(chosen, id) || slices.Contains(passed, id):
		case zone == nil:
			chosen = append(chosen, id)
		case slices.Contains(zones, zone(id)):
			passed = append(passed, id)
		default:
			chosen, zones = append(chosen, id), append(zones, zone(id))
		}
	}
	return append(chosen, passed[:min(len(passed), max(0, n-len(chosen)))]...)
}

// A Locked strategy is safe for concurrent use.
type Locked struct {
	mu       sync.RWMutex
	strategy Strategy
}

// NewLocked returns a strategy that shares another one, which must no longer be
// used by itself.
func NewLocked(s Strategy) *Locked { return &Locked{strategy: s} }

// Find is [Strategy].Find.
func (l *Locked) Find(key uint64) (int, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.strategy.Find(key)
}

// Replicas is [Replicas] of the strategy.
func (l *Locked) Replicas(key uint64, n int, zone func(shard int) int) []int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return Replicas(l.strategy, key, n, zone)
}

// Add is [Strategy].Add.
func (l *Locked) Add(shards ...Shard) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.strategy.Add(shards...)
}

// Remove is [Strategy].Remove.
func (l *Locked) Remove(ids ...int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.strategy.Remove(ids...)
}

// Shards is [Strategy].Shards.
func (l *Locked) Shards() []Shard {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.strategy.Shards()
}
