// Package hugepages makes room for lists that are looked at in any order, in pages as
// large as the system has them. A list of hundreds of megabytes is on more pages of the
// usual size than a processor remembers the places of, so that most looks at it take two
// or three looks at memory; on pages of two megabytes they take one.
//
// What is in a list is the same with and without them.
package hugepages

import "unsafe"

// size is that of a huge page, in bytes, on the processors that Go knows and that have
// pages of the usual 4 kB.
const size = 2 << 20

// Make returns an empty list with room for n things, to which it may grow without
// moving. Room that stays empty costs no memory, but for what is left of its last page.
func Make[T any](n int) []T {
	list := make([]T, 0, n)
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(list))), uintptr(n)*unsafe.Sizeof(*new(T)))
	if len(bytes) >= 2*size {
		into := -uintptr(unsafe.Pointer(unsafe.SliceData(bytes))) % size // to the next boundary
		advise(bytes[into : uintptr(len(bytes))-(uintptr(len(bytes))-into)%size])
	}
	return list
}
