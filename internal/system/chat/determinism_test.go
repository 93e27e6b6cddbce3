package chat

import (
	"bytes"
	"testing"

	"spar/internal/golden"
	"spar/internal/system"
	"spar/internal/system/systemtest"
)

func everything(t *testing.T, seed uint64) *system.Result {
	t.Helper()
	return systemtest.Run(t, System(), system.Scenario{
		Seed: seed, Parameters: systemtest.With(rough(1000, 10), "fan_out", onWrite, "media_fraction", "0.2"), Faults: trouble,
	})
}

// The file was written on one processor; every other must give the same bytes.
func TestGolden(t *testing.T) { golden.Check(t, "golden.json", systemtest.JSON(t, everything(t, 1))) }

func TestSameSeedSameBytes(t *testing.T) {
	first := systemtest.JSON(t, everything(t, 2))
	if !bytes.Equal(first, systemtest.JSON(t, everything(t, 2))) {
		t.Error("two runs of one scenario differ")
	}
	if bytes.Equal(first, systemtest.JSON(t, everything(t, 3))) {
		t.Error("another seed gave the same run")
	}
}
