package shard_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/shard"
)

// Whatever shards come and go, every key is on a shard that is there. Keys move
// only to a shard that came or from one that went, where the strategy promises
// that.
func TestAnyChanges(t *testing.T) {
	for _, name := range shard.Names() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c := &changes{t: t, name: name}
				var err error
				if c.strategy, err = shard.New(name, shard.Config{VirtualNodes: 3, TableSize: 101}); err != nil {
					t.Fatal(err)
				}
				t.Repeat(map[string]func(*rapid.T){"add": c.add, "remove": c.remove, "": c.check})
			})
		})
	}
}

// changes are shards that come and go, with the places of some keys.
type changes struct {
	t        *rapid.T
	name     string
	strategy shard.Strategy
	model    []int
	placed   map[uint64]int
}

func (c *changes) add(t *rapid.T) {
	id := rapid.IntRange(0, 30).Draw(t, "id")
	err := c.strategy.Add(shard.Shard{ID: id})
	if known := slices.Contains(c.model, id); known != (err != nil) {
		t.Fatalf("add %d to %v: %v", id, c.model, err)
	} else if !known {
		c.model = append(c.model, id)
		c.moved(t, func(_, to int) bool { return to == id })
	}
}

func (c *changes) remove(t *rapid.T) {
	if len(c.model) == 0 {
		t.Skip("no shards")
	}
	id := rapid.SampledFrom(c.model).Draw(t, "id")
	err := c.strategy.Remove(id)
	if c.name == "jump" && id != c.model[len(c.model)-1] {
		if err == nil {
			t.Fatalf("jump removed %d of %v", id, c.model)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	c.model = slices.DeleteFunc(c.model, func(m int) bool { return m == id })
	c.moved(t, func(from, _ int) bool { return from == id })
}

// moved looks up the keys anew and checks the moves.
func (c *changes) moved(t *rapid.T, allowed func(from, to int) bool) {
	fresh := make(map[uint64]int)
	for i := range uint64(200) {
		key := i * 0x5555555555555555
		id, err := c.strategy.Find(key)
		if len(c.model) == 0 {
			if !errors.Is(err, shard.ErrNoShards) {
				t.Fatalf("find without shards: %v", err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if from, ok := c.placed[key]; ok && from != id && c.minimal() && !allowed(from, id) {
			t.Fatalf("key %d moved from %d to %d without need, now with %v", key, from, id, c.model)
		}
		fresh[key] = id
	}
	c.placed = fresh
}

func (c *changes) minimal() bool {
	return c.name != "modulo" && c.name != "maglev"
}

func (c *changes) check(t *rapid.T) {
	var ids []int
	for _, s := range c.strategy.Shards() {
		ids = append(ids, s.ID)
	}
	if !slices.Equal(ids, c.model) {
		t.Fatalf("shards %v, want %v", ids, c.model)
	}
	for key, id := range c.placed {
		if !slices.Contains(c.model, id) {
			t.Fatalf("key %d is on %d, which is not among %v", key, id, c.model)
		}
	}
	key := rapid.Uint64().Draw(t, "key")
	replicas := shard.Replicas(c.strategy, key, len(c.model)+1, nil)
	if own, err := c.strategy.Find(key); err == nil && own != replicas[0] {
		t.Fatalf("the first replica of %d is on %d, the key on %d", key, replicas[0], own)
	}
	slices.Sort(replicas)
	if want := slices.Sorted(slices.Values(c.model)); !slices.Equal(replicas, want) {
		t.Fatalf("replicas of %d on %v, want all of %v", key, replicas, want)
	}
}
