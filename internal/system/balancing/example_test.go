package balancing_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/balancing"
)

// Two choices are nearly as good as looking at all servers, and much better than
// none.
func ExampleSystem() {
	systems := system.Registry{balancing.System()}
	sc := system.Scenario{System: "balancing", Parameters: map[string]string{
		"servers": "64", "load": "0.9", "service_mean": "10 ms", "requests": "200k",
	}}
	for _, policy := range []string{"random", "two-choices", "least-connections"} {
		r, err := systems.Run(context.Background(), systems.Set(sc, "policy", policy), sim.Cost{}, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: a mean of %.0f ms\n", policy, r.Metrics["latency_mean_seconds"]*1000)
	}
	// Output:
	// random: a mean of 101 ms
	// two-choices: a mean of 27 ms
	// least-connections: a mean of 11 ms
}
