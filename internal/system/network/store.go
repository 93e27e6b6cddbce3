package network

import (
	"spar/internal/shard"
	"spar/internal/system"
)

// A store has several replicas of each shard, of which some must answer.
type store struct {
	of                    *component
	shards                *shard.Ring
	turns                 []int // of each shard, so that equal replicas take turns
	replicas, read, write int
	found                 float64 // share of the keys
}

// mostReplicas of a shard.
const mostReplicas = 15

func newStore(c *component) (*store, error) {
	p := c.net.Plan
	ring, err := newRing(p.Int(c.name + ".shards"))
	return &store{
		of: c, shards: ring, turns: make([]int, p.Int(c.name+".shards")), replicas: p.Int(c.name + ".replicas"),
		found: share(p, c.name+".found"),
		read:  p.Int(c.name + ".read_quorum"), write: p.Int(c.name + ".write_quorum"),
	}, err
}

// share returns a share that is all where it is not given.
func share(p *system.Plan, name string) float64 {
	if !p.Has(name) {
		return 1
	}
	return p.Number(name)
}

// enter brings a visit to the replicas of its key's shard: a read to as many as must
// answer, a write to all of them.
func (st *store) enter(i int32) {
	vs := &st.of.net.visits
	v := &vs.All[i]
	v.hit = !v.write && st.holds(v.key)
	first := find(st.shards, v.key) * st.replicas
	asked, needed := st.read, st.read
	if v.write {
		asked, needed = st.replicas, st.write
	}
	var chosen [mostReplicas]int32
	st.choose(chosen[:asked], first)
	if asked == 1 {
		v.instance = chosen[0]
		st.of.arrive(i)
		return
	}
	v.state, v.needed, v.pending = calling, int32(needed), int32(asked)+1
	for _, instance := range chosen[:asked] {
		v = &vs.All[i]
		st.of.arrive(vs.Put(visit{
			sent: st.of.net.Sim.Now(), key: v.key, class: v.class, write: v.write, component: v.component, instance: instance,
			call: nobody, edge: v.edge, parent: i,
		}))
	}
	vs.gather(i, false) // which now may end it
}

// choose picks replicas of the shard that begins at an instance: those that can be
// reached, as far as is known, and have least to do.
func (st *store) choose(chosen []int32, first int) {
	replicas := st.of.instances[first : first+st.replicas]
	turn := &st.turns[first/st.replicas]
	*turn++
	var taken [mostReplicas]bool
	for k := range chosen {
		best := -1
		for offset := range replicas {
			r := (*turn + offset) % len(replicas)
			if !taken[r] && (best < 0 || replicas[r].before(replicas[best])) {
				best = r
			}
		}
		taken[best] = true
		chosen[k] = int32(first + best)
	}
}

// before reports whether a replica is a better choice than another.
func (s *instance) before(other *instance) bool {
	if s.Avoided != other.Avoided {
		return other.Avoided
	}
	return s.load() < other.load()
}
