package cache

// lfu evicts the entry with fewest uses; of several, the one that got there
// first. A use takes constant time (Shah, Mitra and Matani, "An O(1) algorithm for
// implementing the LFU cache eviction scheme", 2010).
//
// An entry that comes back goes on with the count that it left with, if that is
// remembered: with a history of all keys this is "perfect LFU", with none it is
// "in-cache LFU" (Breslau et al., "Web caching and Zipf-like distributions",
// 1999), which keeps what was popular long ago.
type lfu struct {
	history int
	ghosts  ghosts

	// The entries form one ring by rising count. Place 0 is where it begins and
	// ends, slots follow at one above their number.
	nodes  []lfuNode
	groups []group
	free   []int32 // groups
}

type lfuNode struct {
	link
	group int32
	hash  uint64
}

// A group is the entries with one count, neighbours in the ring.
type group struct {
	count  int64
	newest int32 // the place of the one that comes last
}

func newLFU(history int) *lfu {
	return &lfu{history: history, ghosts: newGhosts(), nodes: make([]lfuNode, 1)}
}

func (l *lfu) added(slot int32, hash uint64, _ int64) {
	count, _ := l.ghosts.take(hash)
	count++
	after := int32(0)
	for next := l.nodes[0].newer; next != 0 && l.countOf(next) < count; next = l.nodes[after].newer {
		after = l.groups[l.nodes[next].group].newest
	}
	place := slot + 1
	for int(place) >= len(l.nodes) {
		l.nodes = append(l.nodes, lfuNode{})
	}
	l.nodes[place].hash = hash
	l.attach(place, after, count)
}

func (l *lfu) countOf(place int32) int64 { return l.groups[l.nodes[place].group].count }

// attach puts a place into the group of a count, which is the one behind another
// place or is new there.
func (l *lfu) attach(place, after int32, count int64) {
	next := l.nodes[after].newer
	var g int32
	if next != 0 && l.countOf(next) == count {
		g = l.nodes[next].group
		after = l.groups[g].newest
		next = l.nodes[after].newer
	} else {
		g = l.newGroup(count)
	}
	l.groups[g].newest = place
	l.nodes[place].group = g
	l.nodes[place].link = link{newer: next, older: after}
	l.nodes[after].newer, l.nodes[next].older = place, place
}

func (l *lfu) newGroup(count int64) int32 {
	if len(l.free) == 0 {
		l.free = append(l.free, int32(len(l.groups)))
		l.groups = append(l.groups, group{})
	}
	g := l.free[len(l.free)-1]
	l.free = l.free[:len(l.free)-1]
	l.groups[g].count = count
	return g
}

// detach takes a place out and returns the one before it in the ring.
func (l *lfu) detach(place int32) (before int32) {
	n := l.nodes[place]
	before = n.older
	if g := &l.groups[n.group]; g.newest == place {
		if g.newest = before; before == 0 || l.nodes[before].group != n.group {
			l.free = append(l.free, n.group)
		}
	}
	l.nodes[n.older].newer, l.nodes[n.newer].older = n.newer, n.older
	return before
}

func (l *lfu) hit(slot int32) {
	place := slot + 1
	g := l.nodes[place].group
	count, newest := l.groups[g].count, l.groups[g].newest
	before := l.detach(place)
	if newest == place {
		newest = before
	}
	l.attach(place, newest, count+1)
}

func (l *lfu) removed(slot int32) { l.leave(slot + 1) }

func (l *lfu) evict() int32 {
	place := l.nodes[0].newer
	l.leave(place)
	return place - 1
}

// leave remembers the count of an entry that goes, whatever for.
func (l *lfu) leave(place int32) {
	if l.history > 0 {
		l.remember(l.nodes[place].hash, l.countOf(place))
	}
	l.detach(place)
}

// remember keeps the count of a key that is not in the cache.
func (l *lfu) remember(hash uint64, count int64) {
	for l.ghosts.used() >= l.history {
		l.ghosts.forgetOldest()
	}
	l.ghosts.remember(hash, count)
}
