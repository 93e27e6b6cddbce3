//go:build !linux

package hugepages

// advise does nothing: other systems are not asked, or use huge pages unasked.
func advise([]byte) {}
