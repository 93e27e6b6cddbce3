package monitoring_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/monitoring"
)

// A check that asks the database too takes every server away when that is down,
// also from the requests that do not need it.
func ExampleSystem() {
	systems := system.Registry{monitoring.System()}
	for _, check := range []string{"shallow", "deep"} {
		r, err := systems.Run(context.Background(), system.Scenario{
			System:     "monitoring",
			Parameters: map[string]string{"check": check, "dependency_share": "0.2", "duration": "10 min", "warmup": "2 min"},
			Faults:     []string{"at 20% kill dependency"},
		}, sim.Cost{}, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %.0f%% of the requests are answered\n", check, 100*r.Metrics["availability"])
	}
	// Output:
	// shallow: 80% of the requests are answered
	// deep: 3% of the requests are answered
}
