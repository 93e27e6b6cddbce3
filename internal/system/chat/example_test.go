package chat_test

import (
	"context"
	"fmt"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/chat"
)

// Looking up who is online and then handing over loses what is on its way to those
// who go meanwhile. Waiting for their acknowledgement does not.
func ExampleSystem() {
	systems := system.Registry{chat.System()}
	for _, mistake := range []string{"check-then-act", "none"} {
		r, err := systems.Run(context.Background(), system.Scenario{
			System:     "chat",
			Parameters: map[string]string{"users": "10k", "messages": "1000/s", "session_mean": "1 min", "mistake": mistake},
			Faults:     []string{"at 50% kill gateway 1"},
			Seed:       1,
		}, sim.Cost{}, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: lost some: %v\n", mistake, r.Metrics["lost"] > 0)
	}
	// Output:
	// check-then-act: lost some: true
	// none: lost some: false
}
