package caching_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/caching"
)

// A popular key that expires brings a crowd to the origin, unless those who come
// later wait for the first.
func ExampleSystem() {
	systems := system.Registry{caching.System()}
	for _, coalesce := range []string{"off", "on"} {
		r, err := systems.Run(context.Background(), system.Scenario{
			System: "caching", Seed: 2,
			Parameters: map[string]string{
				"keys": "1", "capacity": "1", "rate": "1000/s", "ttl": "1 s", "requests": "100k",
				"origin_service_mean": "99 ms", "origin_workers": "0", "coalesce": coalesce,
			},
		}, sim.Cost{}, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("coalescing %s: %.0f reads at once, theory says %.0f\n", coalesce, r.Metrics["stampede_mean"], r.Theory["stampede_mean"])
	}
	// Output:
	// coalescing off: 100 reads at once, theory says 100
	// coalescing on: 1 reads at once, theory says 1
}
