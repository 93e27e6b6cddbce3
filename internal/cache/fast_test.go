//go:build !slow

package cache_test

// How many times the stated requests are measured, and how near the hit ratio is
// then: some four standard deviations.
const (
	ratioScale     = 1
	ratioTolerance = .005
)

// longRatios are left to the slow tests.
func longRatios() []ratio { return nil }
