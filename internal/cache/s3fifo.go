package cache

// The queues of s3fifo.
const (
	small int32 = iota
	main
)

// smallShare is the part of the capacity, one in so many, that the small queue has.
const smallShare = 10

// mostUses is up to which number s3fifo counts the uses of an entry.
const mostUses = 3

// s3fifo lets new entries pass through a small queue, a tenth of the capacity. Those
// used there more than once, and those that come back soon after they left, go on to
// the main queue, where each use wins another round. What left is remembered for as
// long as as much again has left as the main queue has room for, which is what makes
// loops and scans hit (J. Yang et al., "FIFO queues are all you need for cache
// eviction", 2023). Sizes are costs. The main queue may take what the small one
// leaves free, as in the paper's pseudocode; what it evicts is not remembered.
type s3fifo struct {
	capacity int64
	chain    chain
	costs    [2]int64 // of the queues
	nodes    []s3node // by slot
	ghosts   ghosts   // with their costs
}

type s3node struct {
	hash  uint64
	cost  int64
	queue int32
	uses  uint8
}

func newS3FIFO(capacity int64) *s3fifo {
	return &s3fifo{capacity: capacity, chain: newChain(2), ghosts: newGhosts()}
}

func (s *s3fifo) added(slot int32, hash uint64, cost int64) {
	queue := small
	if _, ok := s.ghosts.take(hash); ok {
		queue = main
	}
	for int(slot) >= len(s.nodes) {
		s.nodes = append(s.nodes, s3node{})
	}
	s.nodes[slot] = s3node{hash: hash, cost: cost}
	s.push(queue, slot)
}

func (s *s3fifo) push(queue, slot int32) {
	s.nodes[slot].queue = queue
	s.costs[queue] += s.nodes[slot].cost
	s.chain.push(queue, slot)
}

func (s *s3fifo) hit(slot int32) {
	n := &s.nodes[slot]
	n.uses = min(n.uses+1, mostUses)
}

func (s *s3fifo) removed(slot int32) {
	n := &s.nodes[slot]
	s.costs[n.queue] -= n.cost
	s.chain.remove(n.queue, slot)
}

// evict goes through the queues until it finds an entry without uses. It ends,
// because every step takes away uses or moves an entry to the main queue.
func (s *s3fifo) evict() int32 {
	for {
		queue := main
		if s.chain.sizes[main] == 0 || s.chain.sizes[small] > 0 && s.costs[small] >= s.capacity/smallShare {
			queue = small
		}
		slot := s.chain.oldest(queue)
		s.removed(slot)
		n := &s.nodes[slot]
		switch {
		case queue == small && n.uses > 1:
			n.uses = 0
			s.push(main, slot)
		case queue == small:
			s.remember(n)
			return slot
		case n.uses > 0:
			n.uses--
			s.push(main, slot)
		default:
			return slot
		}
	}
}

// remember makes a ghost of an entry, and forgets the oldest of more than the main
// queue's part of the capacity. What costs nothing counts as one, so that there is an
// end to them.
func (s *s3fifo) remember(n *s3node) {
	cost := max(1, n.cost)
	room := max(1, s.capacity-max(1, s.capacity/smallShare))
	for s.ghosts.used() > 0 && s.ghosts.total > room-cost {
		s.ghosts.forgetOldest()
	}
	s.ghosts.remember(n.hash, cost)
}
