package cache

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// A Store is what a cache stands before.
type Store[K comparable, V any] interface {
	// Load returns the value of a key.
	Load(key K) (V, error)
	// Save changes the value of a key.
	Save(key K, value V) error
}

// A Writing says what a write does to cache and store.
type Writing string

// The ways of writing.
const (
	// Around writes to the store and removes the entry, so that the next read
	// loads it: as in cache-aside. Two writers cannot leave the older value there; a
	// reader that loaded before the write and fills after it still can.
	Around Writing = "cache-aside"
	// Through writes to the store and then to the cache.
	Through Writing = "write-through"
	// Back writes to the cache only; the store follows by [Backed.Flush], or when
	// the entry is evicted. A crash loses what has not followed.
	Back Writing = "write-back"
)

// Writings returns all ways of writing.
func Writings() []Writing { return []Writing{Around, Through, Back} }

// A Backed cache stands before a store and keeps the two in step. Reads that miss
// load from the store and fill the cache; that is read-through, and cache-aside
// where the application does it. A Backed cache belongs to one goroutine.
type Backed[K comparable, V any] struct {
	cache   *Cache[K, V]
	store   Store[K, V]
	writing Writing
	ttl     time.Duration

	isDirty []bool // by slot: whether the store does not have the value yet
	dirty   chain  // the same slots
	fault   error  // of saving what was evicted
}

// NewBacked returns an empty cache before a store. Its entries live for ttl, or
// for ever if that is zero; those that the store does not have yet do not expire.
func NewBacked[K comparable, V any](c Config[K, V], store Store[K, V], writing Writing, ttl time.Duration) (*Backed[K, V], error) {
	if !slices.Contains(Writings(), writing) {
		return nil, fmt.Errorf("make a cache: no way of writing %q; there are %v", writing, Writings())
	}
	cache, err := New(c)
	if err != nil {
		return nil, err
	}
	b := &Backed[K, V]{cache: cache, store: store, writing: writing, ttl: ttl, dirty: newChain(1)}
	cache.leaves = b.leaves
	return b, nil
}

// Read returns the value of a key, from the store if the cache does not have it.
func (b *Backed[K, V]) Read(key K, now time.Duration) (V, error) {
	if value, ok := b.cache.Get(key, now); ok {
		return value, nil
	}
	value, err := b.store.Load(key)
	if err != nil {
		return value, fmt.Errorf("load %v: %w", key, err)
	}
	return value, b.Fill(key, value, b.end(now))
}

// Lookup returns the value of a key and when it expires, if the cache has it. With
// [Backed.Fill] it is for callers that load from the store themselves, such as
// those that wait by being told.
func (b *Backed[K, V]) Lookup(key K, now time.Duration) (value V, expires time.Duration, ok bool) {
	return b.cache.Lookup(key, now)
}

// Peek is [Cache.Peek].
func (b *Backed[K, V]) Peek(key K) (value V, expires time.Duration, ok bool) {
	return b.cache.Peek(key)
}

// Recall is [Cache.Recall].
func (b *Backed[K, V]) Recall(key K, uses int64) { b.cache.Recall(key, uses) }

// Fill puts in a value that the caller has loaded from the store, until it expires.
// A value that the store does not have yet stays in its place. An error comes from
// saving another value, which had to make room.
func (b *Backed[K, V]) Fill(key K, value V, expires time.Duration) error {
	if !b.holdsDirty(key) {
		b.cache.Set(key, value, expires)
	}
	return b.takeFault()
}

// Renew is [Cache.Renew]; a value that the store does not have yet stays in its
// place.
func (b *Backed[K, V]) Renew(key K, value V, expires time.Duration) bool {
	return !b.holdsDirty(key) && b.cache.Renew(key, value, expires)
}

// holdsDirty reports whether the cache has a value of the key that the store does
// not have yet.
func (b *Backed[K, V]) holdsDirty(key K) bool {
	if b.Dirty() == 0 {
		return false
	}
	slot := b.cache.find(key, b.cache.config.Hash(key))
	return slot != nothing && int(slot) < len(b.isDirty) && b.isDirty[slot]
}

// end returns when an entry that is filled now expires.
func (b *Backed[K, V]) end(now time.Duration) time.Duration {
	if b.ttl == 0 {
		return Never
	}
	return now + b.ttl
}

// Write changes the value of a key. An error may also come from saving another
// value, which had to make room.
func (b *Backed[K, V]) Write(key K, value V, now time.Duration) error {
	if b.writing == Back {
		return b.writeBack(key, value)
	}
	if err := b.store.Save(key, value); err != nil {
		return fmt.Errorf("save %v: %w", key, err)
	}
	if b.writing == Around {
		b.cache.Delete(key)
	} else {
		b.cache.Set(key, value, b.end(now))
	}
	return nil
}

func (b *Backed[K, V]) writeBack(key K, value V) error {
	hash := b.cache.config.Hash(key)
	before := b.cache.find(key, hash)
	fits := b.cache.Set(key, value, Never)
	slot := b.cache.find(key, hash)
	if before != nothing && before != slot {
		b.clean(before)
	}
	if !fits {
		if err := b.store.Save(key, value); err != nil {
			return fmt.Errorf("save %v: %w", key, err)
		}
		return b.takeFault()
	}
	for int(slot) >= len(b.isDirty) {
		b.isDirty = append(b.isDirty, false)
	}
	if !b.isDirty[slot] {
		b.isDirty[slot] = true
		b.dirty.push(0, slot)
	}
	return b.takeFault()
}

// clean reports whether the store did not have the value in a slot, and notes that
// it has.
func (b *Backed[K, V]) clean(slot int32) bool {
	if int(slot) >= len(b.isDirty) || !b.isDirty[slot] {
		return false
	}
	b.isDirty[slot] = false
	b.dirty.remove(0, slot)
	return true
}

// leaves saves what is evicted.
func (b *Backed[K, V]) leaves(slot int32, key K, value V) {
	if !b.clean(slot) {
		return
	}
	if err := b.store.Save(key, value); err != nil {
		b.fault = errors.Join(b.fault, fmt.Errorf("save %v, which is evicted: %w", key, err))
	}
}

func (b *Backed[K, V]) takeFault() error {
	err := b.fault
	b.fault = nil
	return err
}

// Flush saves up to so many values that the store does not have yet, those first
// that were written first, and returns how many. It stops at the first error.
func (b *Backed[K, V]) Flush(most int, now time.Duration) (int, error) {
	for n := range most {
		slot := b.dirty.oldest(0)
		if slot == nothing {
			return n, nil
		}
		e := &b.cache.entries[slot]
		if err := b.store.Save(e.key, e.value); err != nil {
			return n, fmt.Errorf("save %v: %w", e.key, err)
		}
		b.clean(slot)
		e.expires = b.end(now)
	}
	return most, nil
}

// Dirty returns how many values the store does not have yet.
func (b *Backed[K, V]) Dirty() int { return b.dirty.sizes[0] }

// Crash empties the cache as a power cut does, and returns how many values are
// lost because the store did not have them.
func (b *Backed[K, V]) Crash() int {
	lost := b.Dirty()
	b.cache.Clear()
	b.isDirty, b.dirty = nil, newChain(1)
	return lost
}

// Len returns the number of entries.
func (b *Backed[K, V]) Len() int { return b.cache.Len() }

// Stats returns what happened to the cache so far.
func (b *Backed[K, V]) Stats() Stats { return b.cache.Stats() }
