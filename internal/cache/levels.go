package cache

import "time"

// Levels is a small cache before a larger one, such as the memory of a process
// before a cache server. What is put in goes to both, and what only the second has
// is copied to the first; so the first mostly holds a part of what the second
// does. It is not made to: what the second evicts may stay in the first, which
// would otherwise lose its most popular entries, as their hits do not reach the
// second and make them look unused there.
type Levels[K comparable, V any] struct {
	First, Second *Cache[K, V]
}

// Get returns the value of a key and the level that had it: 1, 2, or 0 if none.
func (l Levels[K, V]) Get(key K, now time.Duration) (V, int) {
	if value, ok := l.First.Get(key, now); ok {
		return value, 1
	}
	value, expires, ok := l.Second.Lookup(key, now)
	if !ok {
		return value, 0
	}
	l.First.Set(key, value, expires)
	return value, 2
}

// Set puts an entry into both levels.
func (l Levels[K, V]) Set(key K, value V, expires time.Duration) {
	l.Second.Set(key, value, expires)
	l.First.Set(key, value, expires)
}

// Delete removes an entry from both levels.
func (l Levels[K, V]) Delete(key K) {
	l.First.Delete(key)
	l.Second.Delete(key)
}
