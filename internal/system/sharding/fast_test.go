//go:build !slow

package sharding

// seeds is how many seeds figures are tested with.
const (
	slow  = false
	seeds = 1
)
