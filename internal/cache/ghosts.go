package cache

// Ghosts remember keys that are not in the cache any more, by their hashes, each
// with a count. They forget the oldest first.
type ghosts struct {
	index  index
	chain  chain
	hashes []uint64 // by slot
	counts []int64
	total  int64 // of the counts
	free   []int32
}

func newGhosts() ghosts { return ghosts{index: newIndex(), chain: newChain(1)} }

// used returns how many ghosts there are.
func (g *ghosts) used() int { return g.index.used }

// remember adds a key that is not among them.
func (g *ghosts) remember(hash uint64, count int64) {
	if len(g.free) == 0 {
		g.free = append(g.free, int32(len(g.hashes)))
		g.hashes, g.counts = append(g.hashes, 0), append(g.counts, 0)
	}
	slot := g.free[len(g.free)-1]
	g.free = g.free[:len(g.free)-1]
	g.hashes[slot], g.counts[slot] = hash, count
	g.total += count
	g.index.insert(tagOf(hash), slot)
	g.chain.push(0, slot)
}

// take returns the count of a key and forgets it, if it is a ghost.
func (g *ghosts) take(hash uint64) (count int64, ok bool) {
	for i := g.index.home(tagOf(hash)); g.index.cells[i].next != 0; i = g.index.after(i) {
		if slot := g.index.cells[i].next - 1; g.hashes[slot] == hash {
			g.forget(slot)
			return g.counts[slot], true
		}
	}
	return 0, false
}

// forgetOldest forgets the one that was remembered first, of at least one.
func (g *ghosts) forgetOldest() { g.forget(g.chain.oldest(0)) }

func (g *ghosts) forget(slot int32) {
	g.total -= g.counts[slot]
	g.index.remove(tagOf(g.hashes[slot]), slot)
	g.chain.remove(0, slot)
	g.free = append(g.free, slot)
}
