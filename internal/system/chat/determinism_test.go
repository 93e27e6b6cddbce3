package chat

import (
	"bytes"
	"encoding/json"
	"testing"

	"spar/internal/golden"
	"spar/internal/system"
)

func encode(t *testing.T, r *system.Result) []byte {
	t.Helper()
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}

func everything(t *testing.T, seed uint64) *system.Result {
	return simulateFrom(t, seed, with(rough(1000, 10), "fan_out", onWrite, "media_fraction", "0.2"), trouble...)
}

// The file was written on one processor; every other must give the same bytes.
func TestGolden(t *testing.T) { golden.Check(t, "golden.json", encode(t, everything(t, 1))) }

func TestSameSeedSameBytes(t *testing.T) {
	first := encode(t, everything(t, 2))
	if !bytes.Equal(first, encode(t, everything(t, 2))) {
		t.Error("two runs of one scenario differ")
	}
	if bytes.Equal(first, encode(t, everything(t, 3))) {
		t.Error("another seed gave the same run")
	}
}
