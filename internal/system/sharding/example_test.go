package sharding_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/sharding"
)

// A ninth shard takes a ninth of the keys from a ring, but moves eight ninths of
// those whose shard is their hash modulo the number of shards.
func ExampleSystem() {
	systems := system.Registry{sharding.System()}
	for _, strategy := range []string{"ring", "modulo"} {
		r, err := systems.Run(context.Background(), system.Scenario{
			System:     "sharding",
			Parameters: map[string]string{"strategy": strategy, "keys": "50k", "rate": "0/s", "change": "add"},
		}, sim.Cost{}, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s moves %.1f of the keys\n", strategy, r.Metrics["moved_fraction"])
	}
	// Output:
	// ring moves 0.1 of the keys
	// modulo moves 0.9 of the keys
}
