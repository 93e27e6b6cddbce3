package scaling_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/scaling"
)

// One more and one fewer at every look, with metrics that are late, never comes to
// rest; the formula with its window does.
func ExampleSystem() {
	systems := system.Registry{scaling.System()}
	for _, policy := range []string{"naive", "hpa"} {
		r, err := systems.Run(context.Background(), system.Scenario{
			System: "scaling",
			Parameters: map[string]string{
				"policy": policy, "min": "1", "rate": "16/s", "service_mean": "100 ms", "workers": "1", "duration": "8 h",
				"load_shape": "diurnal", "peak": "2", "period": "2 h", "metric_lag": "60 s", "boot_time": "2 min",
			},
		}, sim.Cost{}, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s flaps: %v, p99 above ten seconds: %v\n", policy, r.Metrics["flaps"] > 10, r.P99() > 10)
	}
	// Output:
	// naive flaps: true, p99 above ten seconds: true
	// hpa flaps: false, p99 above ten seconds: false
}
