//go:build !slow

package caching

const slow = false

// seeds returns how many seeds a figure is tested with.
func seeds(bool) int { return 1 }
