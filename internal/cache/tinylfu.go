package cache

// The queues of tinylfu.
const (
	window int32 = iota
	probation
	protected
)

const (
	windowShare    = 100 // entries for each in the window
	protectedShare = 80  // percent of the others that may be protected
)

// tinylfu lets new entries live in a small window. What falls out of it must have
// been used more often, lately, than what it would push out: a sketch remembers
// that. Entries that were used again are protected from the new ones (Einziger,
// Friedman and Manes, "TinyLFU: a highly efficient cache admission policy", 2017,
// as W-TinyLFU).
//
// It leaves out what implementations add: the paper's doorkeeper before the sketch,
// and Caffeine's adaptive window and chance admissions. The shares of the queues are
// numbers of entries, whatever those cost.
type tinylfu struct {
	chain     chain
	nodes     []tinyNode // by slot
	sketch    sketch
	candidate int32 // the slot that fell out of the window since the last eviction
}

type tinyNode struct {
	hash  uint64
	queue int32
}

func newTinyLFU() *tinylfu { return &tinylfu{chain: newChain(3), candidate: nothing} }

func (t *tinylfu) added(slot int32, hash uint64, _ int64) {
	for int(slot) >= len(t.nodes) {
		t.nodes = append(t.nodes, tinyNode{})
	}
	t.sketch.fit(len(t.nodes))
	t.sketch.add(hash)
	t.nodes[slot].hash = hash
	t.push(window, slot)
	if in := t.chain.sizes[window]; windowShare*in > t.total()+windowShare {
		t.candidate = t.chain.oldest(window)
		t.move(probation, t.candidate)
	}
}

func (t *tinylfu) total() int {
	return t.chain.sizes[window] + t.chain.sizes[probation] + t.chain.sizes[protected]
}

func (t *tinylfu) push(queue, slot int32) {
	t.nodes[slot].queue = queue
	t.chain.push(queue, slot)
}

func (t *tinylfu) move(queue, slot int32) {
	t.chain.remove(t.nodes[slot].queue, slot)
	t.push(queue, slot)
}

func (t *tinylfu) hit(slot int32) {
	t.sketch.add(t.nodes[slot].hash)
	if t.nodes[slot].queue == window {
		t.move(window, slot)
		return
	}
	if slot == t.candidate {
		t.candidate = nothing
	}
	t.move(protected, slot)
	if in := t.chain.sizes[protected]; 100*in > protectedShare*(in+t.chain.sizes[probation]) {
		t.move(probation, t.chain.oldest(protected))
	}
}

func (t *tinylfu) removed(slot int32) {
	t.chain.remove(t.nodes[slot].queue, slot)
	if slot == t.candidate {
		t.candidate = nothing
	}
}

// evict chooses between the entry that fell out of the window and the one that
// would have to go for it.
func (t *tinylfu) evict() int32 {
	victim := nothing
	for _, queue := range []int32{probation, protected, window} {
		if victim = t.chain.oldest(queue); victim != nothing {
			break
		}
	}
	c := t.candidate
	if c != nothing && t.sketch.estimate(t.nodes[c].hash) <= t.sketch.estimate(t.nodes[victim].hash) {
		victim = c
	}
	t.removed(victim)
	t.candidate = nothing
	return victim
}
