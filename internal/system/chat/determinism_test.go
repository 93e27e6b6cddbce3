package chat

import (
	"testing"

	"spar/internal/system"
	"spar/internal/system/systemtest"
)

func TestSystem(t *testing.T) {
	systemtest.Conform(t, System(), system.Scenario{
		Seed: 1, Parameters: systemtest.With(rough(1000, 10), "fan_out", onWrite, "media_fraction", "0.2"), Faults: trouble,
	})
}
