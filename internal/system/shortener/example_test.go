package shortener_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/shortener"
)

func ExampleSystem() {
	systems := system.Registry{shortener.System()}
	r, err := systems.Run(context.Background(), system.Scenario{
		System:     "shortener",
		Parameters: map[string]string{"redirects": "11.6k/s", "app_servers": "5", "duration": "5 s", "warmup": "1 s"},
		Objectives: []string{"redirect_latency_p99_seconds < 50 ms"},
		Seed:       1,
	}, sim.Cost{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Bottleneck, r.Objectives[0].Met)
	// Output: app false
}
