package cache

// The queues of s3fifo.
const (
	small int32 = iota
	main
)

// smallShare is how many entries there are for each in the small queue.
const smallShare = 10

// mostUses is up to which number s3fifo counts the uses of an entry.
const mostUses = 3

// s3fifo lets new entries pass through a small queue. Those used there more than
// once, and those that come back soon after they left, go on to the main queue,
// where each use wins another round (Yang et al., "FIFO queues are all you need
// for cache eviction", 2023).
type s3fifo struct {
	chain  chain
	nodes  []s3node // by slot
	ghosts ghosts
}

type s3node struct {
	hash  uint64
	queue int32
	uses  uint8
}

func newS3FIFO() *s3fifo { return &s3fifo{chain: newChain(2), ghosts: newGhosts()} }

func (s *s3fifo) added(slot int32, hash uint64) {
	queue := small
	if s.ghosts.take(hash) > 0 {
		queue = main
	}
	for int(slot) >= len(s.nodes) {
		s.nodes = append(s.nodes, s3node{})
	}
	s.nodes[slot] = s3node{hash: hash}
	s.push(queue, slot)
}

func (s *s3fifo) push(queue, slot int32) {
	s.nodes[slot].queue = queue
	s.chain.push(queue, slot)
}

func (s *s3fifo) hit(slot int32) {
	n := &s.nodes[slot]
	n.uses = min(n.uses+1, mostUses)
}

func (s *s3fifo) removed(slot int32) { s.chain.remove(s.nodes[slot].queue, slot) }

// evict goes through the queues until it finds an entry without uses. It ends,
// because every step takes away uses or moves an entry to the main queue.
func (s *s3fifo) evict() int32 {
	for {
		queue := main
		if total := s.chain.sizes[small] + s.chain.sizes[main]; smallShare*s.chain.sizes[small] >= total {
			queue = small
		}
		slot := s.chain.oldest(queue)
		s.chain.remove(queue, slot)
		n := &s.nodes[slot]
		switch {
		case queue == small && n.uses > 1:
			n.uses = 0
			s.push(main, slot)
		case queue == small:
			s.ghosts.remember(n.hash, 1, s.chain.sizes[main])
			return slot
		case n.uses > 0:
			n.uses--
			s.push(main, slot)
		default:
			return slot
		}
	}
}
