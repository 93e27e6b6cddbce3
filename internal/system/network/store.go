package network

// A replication says how many replicas a shard has and how many must answer.
type replication struct{ replicas, read, write int }

// mostReplicas of a shard.
const mostReplicas = 15

// enterStore brings a visit to the replicas of its key's shard: a read to as many
// as must answer, a write to all of them.
func (m *model) enterStore(i int32) {
	v := &m.visits[i]
	c := m.components[v.component]
	first := c.home(v.key) * c.store.replicas
	asked, needed := c.store.read, c.store.read
	if v.write {
		asked, needed = c.store.replicas, c.store.write
	}
	var chosen [mostReplicas]int32
	c.choose(chosen[:asked], first)
	if asked == 1 {
		v.instance = chosen[0]
		m.arriveAt(i)
		return
	}
	v.state, v.needed, v.pending = calling, int32(needed), int32(asked)+1
	for _, instance := range chosen[:asked] {
		v = &m.visits[i]
		part := m.takeVisit(visit{
			sent: m.sim.Now(), key: v.key, write: v.write, component: v.component, instance: instance,
			call: nobody, edge: v.edge, parent: i,
		})
		m.arriveAt(part)
	}
	m.gather(i, false) // which now may end it
}

// choose picks replicas of the shard that begins at an instance: those that can be
// reached, as far as is known, and have least to do.
func (c *component) choose(chosen []int32, first int) {
	n := c.store.replicas
	c.turn++ // so that equals take turns
	var taken [mostReplicas]bool
	for k := range chosen {
		best := -1
		for offset := range n {
			r := (c.turn + offset) % n
			if !taken[r] && (best < 0 || c.instances[first+r].before(c.instances[first+best])) {
				best = r
			}
		}
		taken[best] = true
		chosen[k] = int32(first + best)
	}
}

// before reports whether an instance is a better choice than another.
func (s *instance) before(other *instance) bool {
	if s.Avoided != other.Avoided {
		return other.Avoided
	}
	return s.load() < other.load()
}

// gather takes in how a part of a visit at a replica ended.
func (m *model) gather(i int32, ok bool) {
	v := &m.visits[i]
	v.pending--
	if v.state == leaving && v.pending == 0 {
		m.forget(i)
	}
	if v.state != calling {
		return // it was answered before
	}
	if ok {
		v.needed--
	}
	switch {
	case v.needed == 0:
		m.answer(i)
	case v.pending < v.needed:
		v.failed = true
		m.answer(i)
	}
}
