//go:build slow

package caching

const slow = true

// seeds returns how many seeds a figure is tested with: any must do, as far as time
// allows.
func seeds(quick bool) int {
	if quick {
		return 20
	}
	return 2
}
