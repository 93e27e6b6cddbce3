//go:build slow

package balance_test

// Fifty times the arrivals scatter a seventh as much.
const (
	meanArrivals = 20_000_000
	precision    = 1. / 7
)
