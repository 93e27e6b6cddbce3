package shard_test

import (
	"fmt"

	"spar/internal/shard"
)

// Four shards become five: only the fifth shard's share of the keys moves.
func ExampleRing() {
	var before, after shard.Ring
	for id := range 5 {
		if id < 4 {
			_ = before.Add(shard.Shard{ID: id})
		}
		_ = after.Add(shard.Shard{ID: id})
	}
	moved, _ := shard.Compare(&before, &after, upTo(10_000))
	for _, f := range moved.Flows {
		fmt.Printf("%d keys from %d to %d\n", f.Keys, f.From, f.To)
	}
	// Output:
	// 724 keys from 0 to 4
	// 453 keys from 1 to 4
	// 341 keys from 2 to 4
	// 513 keys from 3 to 4
}

// Keys that are strings are hashed first.
func ExampleHashString() {
	var ring shard.Ring
	_ = ring.Add(shard.Shard{ID: 0}, shard.Shard{ID: 1}, shard.Shard{ID: 2})
	fmt.Println(shard.Replicas(&ring, shard.HashString("user:1001"), 2, nil))
	// Output: [0 2]
}
