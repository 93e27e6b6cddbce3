// Package cache keeps values by key up to a bound, with the eviction policies that
// are in use (see [Policies]), and what stands around a cache: levels, ways of
// writing to the store behind it, and cures for stampedes.
//
// The time is told: an entry expires at a time that the caller sets, and a lookup
// says what time it is, both as durations since any fixed moment. Where chance
// decides, random numbers are handed in. So the same calls give the same hits and
// evictions on every platform.
//
// A [Cache] keeps its entries in arrays and finds them by hashes that the caller
// provides. It allocates nothing once it is full, and belongs to one goroutine;
// [Sharded] and [Group] are for many.
//
// [LRUHitRatio] and its like say what theory expects, to stand beside what is
// measured.
package cache
