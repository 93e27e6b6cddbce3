//go:build !slow

package balance_test

// How long runs are, and the part of the stated tolerance that they must keep.
const (
	meanArrivals = 400_000
	precision    = 1
)
