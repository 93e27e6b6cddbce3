package shard

import "iter"

// Modulo puts a key on the shard whose place in the list is the key's hash
// modulo the number of shards. It balances perfectly and moves almost every key
// when the number changes. The zero Modulo is ready to use.
type Modulo struct{ roster }

// Find returns the shard of a key.
func (m *Modulo) Find(key uint64) (int, error) {
	if len(m.shards) == 0 {
		return 0, ErrNoShards
	}
	return m.shards[m.place(key)].ID, nil
}

// place uses half of the hash because processors divide 32 bits much faster.
func (m *Modulo) place(key uint64) int {
	return int(uint32(Hash(key)>>32) % uint32(len(m.shards)))
}

// Order yields the shards from a key's own onwards, going round the list.
func (m *Modulo) Order(key uint64) iter.Seq[int] {
	if len(m.shards) == 0 {
		return m.from(0)
	}
	return m.from(m.place(key))
}

// Add appends shards to the list.
func (m *Modulo) Add(shards ...Shard) error { return m.enlist("modulo", shards) }

// Remove takes shards out of the list; those behind them move up.
func (m *Modulo) Remove(ids ...int) error { return m.dismiss(ids) }
