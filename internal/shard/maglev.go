package shard

import (
	"cmp"
	"fmt"
	"iter"
	"math/bits"
)

// DefaultTableSize is the number of slots in the table of [Maglev], unless told
// otherwise.
const DefaultTableSize = 65537

// maxTableSize bounds the memory of a table, at four bytes a slot.
const maxTableSize = 1 << 26

// Maglev looks keys up in a table that the shards fill in turns, each by a
// permutation of its own (Eisenbud et al., "Maglev: a fast and reliable software
// network load balancer", 2016). Shares are even and lookups fast; a change
// moves a few keys between shards that stay. The zero Maglev is ready to use.
type Maglev struct {
	// TableSize is the number of slots, a prime and best a hundred times that of
	// shards; zero means DefaultTableSize. It must not change once there are
	// shards.
	TableSize int

	roster
	table []int32 // the shard of each slot
}

// Find returns the shard of a key.
func (m *Maglev) Find(key uint64) (int, error) {
	if len(m.table) == 0 {
		return 0, ErrNoShards
	}
	return int(m.table[m.slot(key)]), nil
}

// slot multiplies instead of dividing: the primality of the size matters to the
// permutations only.
func (m *Maglev) slot(key uint64) int {
	slot, _ := bits.Mul64(Hash(key), uint64(len(m.table)))
	return int(slot)
}

// Order yields the shards of the slots from a key's own onwards.
func (m *Maglev) Order(key uint64) iter.Seq[int] {
	return func(yield func(int) bool) {
		first := m.slot(key)
		for i := range m.table {
			if !yield(int(m.table[(first+i)%len(m.table)])) {
				return
			}
		}
	}
}

// Add adds shards and fills the table anew.
func (m *Maglev) Add(shards ...Shard) error {
	size := cmp.Or(m.TableSize, DefaultTableSize)
	switch n := len(m.shards) + len(shards); {
	case size > maxTableSize || !Prime(size):
		return fmt.Errorf("add shards: table size %d is not a prime up to %d; take 65537 or 655373", size, maxTableSize)
	case n > size:
		return fmt.Errorf("add shards: %d do not fit a table of %d slots", n, size)
	}
	if err := m.enlist("maglev", shards); err != nil {
		return err
	}
	m.fill()
	return nil
}

// Remove removes shards and fills the table anew.
func (m *Maglev) Remove(ids ...int) error {
	if err := m.dismiss(ids); err != nil {
		return err
	}
	m.fill()
	return nil
}

func (m *Maglev) fill() {
	m.table = nil
	if len(m.shards) == 0 {
		return
	}
	size := uint64(cmp.Or(m.TableSize, DefaultTableSize))
	offsets, skips := make([]uint64, len(m.shards)), make([]uint64, len(m.shards))
	for i, s := range m.shards {
		h := Hash(uint64(s.ID))
		offsets[i], skips[i] = h>>32%size, h&0xffffffff%(size-1)+1
	}
	m.table = populate(offsets, skips, int32(size))
	for slot, i := range m.table {
		m.table[slot] = int32(m.shards[i].ID)
	}
}

// populate lets each shard in turn take the next free slot of its permutation,
// which begins at its offset and goes on by its skip. It overwrites the offsets.
func populate(offsets, skips []uint64, size int32) []int32 {
	const free = -1
	table := make([]int32, size)
	for slot := range table {
		table[slot] = free
	}
	for taken, i := int32(0), 0; taken < size; taken, i = taken+1, (i+1)%len(offsets) {
		for table[offsets[i]] != free {
			if offsets[i] += skips[i]; offsets[i] >= uint64(size) {
				offsets[i] -= uint64(size)
			}
		}
		table[offsets[i]] = int32(i)
	}
	return table
}

// Prime reports whether a number is one, as a table size must be.
func Prime(n int) bool {
	for divisor := 2; divisor*divisor <= n; divisor++ {
		if n%divisor == 0 {
			return false
		}
	}
	return n > 1
}

// Spans returns the stretches of hashes that belong to one shard, rising. They
// cover all hashes, those of keys by [Hash].
func (m *Maglev) Spans() []Span {
	var spans spanList
	size := uint64(len(m.table))
	for slot, owner := range m.table {
		spans.add(lowest(uint64(slot), size), lowest(uint64(slot)+1, size)-1, int(owner))
	}
	return spans
}

// lowest returns the lowest hash that falls into a slot, 2^64 becoming zero.
func lowest(slot, size uint64) uint64 {
	if slot == size {
		return 0
	}
	hash, rest := bits.Div64(slot, 0, size)
	if rest > 0 {
		hash++
	}
	return hash
}
