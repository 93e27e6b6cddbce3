package limiting_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/limiting"
)

// Who reads a counter, decides and writes it back lets half as many again through, from
// keys that send every 2 ms where that takes 1 ms; counters of four servers let four
// times as many through.
func ExampleSystem() {
	systems := system.Registry{limiting.System()}
	for _, scope := range []string{"shared", "check-then-act", "local"} {
		r, err := systems.Run(context.Background(), system.Scenario{
			System:     "limiting",
			Parameters: map[string]string{"scope": scope, "limit": "100", "period": "1 s", "abuse_rate": "500/s", "servers": "4", "network": "1 ms"},
		}, sim.Cost{}, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: an abuser gets %.1f times its limit\n", scope, r.Metrics["abusive_allowed_per_second"]/3/100)
	}
	// Output:
	// shared: an abuser gets 1.0 times its limit
	// check-then-act: an abuser gets 1.5 times its limit
	// local: an abuser gets 4.0 times its limit
}
