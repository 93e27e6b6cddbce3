package sharding

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
)

// nowhere is the shard of a key that no range holds.
const nowhere int32 = -1

// A layout is a strategy with its shards and the keys to place. Shards are known
// here by the order in which they were added, from zero; the strategy knows them
// by numbers that chance chose, as names are.
type layout struct {
	strategy shard.Strategy
	keys     keySet
	first    int // the number of shard 0
	shards   int // that there have ever been
	copies   int
	zones    int
}

// newLayout returns the placement that a repetition begins with.
func newLayout(p *system.Plan, repetition int) (*layout, error) {
	chance := sim.Stream(p.Seed, fmt.Sprint("repetition ", repetition))
	const names = 1 << 30 // a shard's number is below twice that
	l := &layout{first: chance.IntN(names), copies: p.Int("replicas"), zones: p.Int("zones")}
	l.keys = newKeySet(p, chance)
	var err error
	l.strategy, err = shard.New(p.Text("strategy"), shard.Config{
		VirtualNodes: p.Int("virtual_nodes"), LoadFactor: p.Number("load_factor"), TableSize: p.Int("table_size"), Limit: l.keys.limit,
	})
	if err != nil {
		return nil, err
	}
	if err := l.add(p.Int("shards"), p.List("weights")); err != nil {
		return nil, err
	}
	if bounded, ok := l.strategy.(*shard.BoundedRing); ok {
		return l, bounded.Place(l.keys.all()...)
	}
	return l, nil
}

// add adds so many shards, the first of them with the given weights.
func (l *layout) add(n int, weights []float64) error {
	shards := make([]shard.Shard, n)
	for i := range shards {
		shards[i] = shard.Shard{ID: l.first + l.shards + i, Weight: 1}
		if i < len(weights) {
			shards[i].Weight = int(weights[i])
		}
	}
	if err := l.strategy.Add(shards...); err != nil {
		return err
	}
	l.shards += n
	return nil
}

// A change adds shards or, below zero, removes them.
type change struct {
	n     int
	which int // the shard to remove, from zero; negative for those added last
}

// changeOf returns what a fault changes; nothing if it is of another kind.
func changeOf(f system.Fault) change {
	switch f.Verb {
	case system.Add:
		return change{n: 1}
	case system.Remove:
		return change{n: -1, which: f.Index - 1}
	}
	return change{}
}

// midway returns the change that the parameters ask for.
func midway(p *system.Plan) change {
	switch n := p.Int("change_count"); p.Text("change") {
	case addShards:
		return change{n: n}
	case removeShards:
		return change{n: -n, which: -1}
	}
	return change{}
}

var errLastShard = errors.New("there must be a shard left for every copy of a key")

// apply changes the shards of the strategy. Where that fails they stay as they are.
func (l *layout) apply(c change) error {
	if c.n >= 0 {
		return l.add(c.n, nil)
	}
	members := l.strategy.Shards()
	left := len(members) + c.n
	if left < l.copies {
		return errLastShard
	}
	if c.which >= 0 {
		return l.strategy.Remove(l.first + c.which)
	}
	var ids []int
	for _, s := range slices.Backward(members[left:]) {
		ids = append(ids, s.ID)
	}
	return l.strategy.Remove(ids...)
}

// locate writes the shards of a key to a list as long as there are copies.
func (l *layout) locate(number uint64, homes []int32) {
	if len(homes) > 1 {
		l.locateAll(number, homes)
		return
	}
	homes[0] = nowhere
	if id, err := l.strategy.Find(number); err == nil {
		homes[0] = int32(id - l.first)
	}
}

func (l *layout) locateAll(number uint64, homes []int32) {
	var zone func(id int) int
	if l.zones > 1 {
		zone = func(id int) int { return l.zone(id - l.first) }
	}
	ids := shard.Replicas(l.strategy, number, len(homes), zone)
	for i := range homes {
		homes[i] = nowhere
		if i < len(ids) {
			homes[i] = int32(ids[i] - l.first)
		}
	}
}

func (l *layout) zone(shard int) int { return shard % l.zones }

// checkEvery is after how many keys a placement looks whether it is to stop.
const checkEvery = 1 << 16

// each calls do for every key with its place in homes, which holds the shards of
// all copies by rank.
func (l *layout) each(ctx context.Context, homes []int32, do func(number uint64, homes []int32)) error {
	for rank := range l.keys.n {
		if rank%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		do(l.keys.number(rank), homes[rank*l.copies:(rank+1)*l.copies])
	}
	return nil
}

// place finds the shards of all keys, and how many each shard holds.
func (l *layout) place(ctx context.Context, homes []int32) (counts []int, err error) {
	counts = make([]int, l.shards)
	err = l.each(ctx, homes, func(number uint64, homes []int32) {
		l.locate(number, homes)
		for _, home := range homes {
			if home != nowhere {
				counts[home]++
			}
		}
	})
	return counts, err
}
