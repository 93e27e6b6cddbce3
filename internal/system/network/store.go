package network

import (
	"math/bits"
	"math/rand/v2"
	"time"

	"spar/internal/shard"
	"spar/internal/system"
)

// A store has several replicas of each shard, of which some must answer.
type store struct {
	of                    *component
	shards                *shard.Ring
	turns                 []int // of each shard, so that equal replicas take turns
	replicas, read, write int
	found                 float64       // share of the keys
	speculate             time.Duration // until one replica more is asked; zero for never
	leader                bool          // answers reads
	versions              *versions     // nil where every read is right
	lags                  *rand.Rand    // of replicas that follow; nil where all are asked at once
}

// mostReplicas of a shard: a visit notes those that it has asked in 16 bits.
const mostReplicas = 15

func newStore(c *component) (*store, error) {
	p := c.net.Plan
	ring, err := newRing(p.Int(c.name + ".shards"))
	st := &store{
		of: c, shards: ring, turns: make([]int, p.Int(c.name+".shards")), replicas: p.Int(c.name + ".replicas"),
		speculate: p.Duration(c.name + ".speculate"),
		leader:    p.Text(c.name+".read_from") == "leader",
		found:     share(p, c.name+".found"),
		read:      p.Int(c.name + ".read_quorum"), write: p.Int(c.name + ".write_quorum"),
	}
	if st.versions = newVersions(p, &c.net.spec.Components[c.net.spec.Find(c.name)], len(c.instances)); st.versions != nil && st.versions.lag != nil {
		st.lags = c.net.Stream("lag " + c.name)
	}
	return st, err
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
	if st.versions != nil {
		st.versions.begin(v)
	}
	st.turns[st.shard(v.key)]++ // so that equals take turns
	asked, needed := st.read, st.read
	if v.write {
		asked, needed = st.replicas, st.write
		if st.lags != nil { // the others follow
			asked = st.write
		}
	}
	if asked == 1 && st.speculate == 0 && (st.lags == nil || !v.write) {
		v.instance = st.choose(v)
		st.of.reach(i)
		return
	}
	v.state, v.needed, v.pending = calling, int32(needed), int32(asked)+1
	if st.speculate > 0 && !v.write {
		v.work = st.of.net.Sim.Schedule(st.of.net.Sim.Now()+st.speculate, vs, speculating, i)
	}
	for range asked {
		st.ask(i)
	}
	vs.gather(i, false) // which now may end it
}

// worked lets the versions know what a visit, or a part of one, has worked on.
func (st *store) worked(i int32) {
	vs := &st.of.net.visits
	part := &vs.All[i]
	if part.parent == nobody {
		st.versions.worked(part, part)
		st.versions.end(part)
		return
	}
	st.versions.worked(part, &vs.All[part.parent])
}

// end ends a visit that had parts, and that did not fail.
func (st *store) end(i int32) {
	v := &st.of.net.visits.All[i]
	st.versions.end(v)
	if v.write && st.lags != nil {
		st.replicate(i)
	}
}

// ask sends a part of a visit to a replica that it has not asked yet.
func (st *store) ask(i int32) {
	vs := &st.of.net.visits
	v := &vs.All[i]
	replica := st.choose(v)
	if replica == nobody { // others stood in for one that refused
		vs.gather(i, false)
		return
	}
	if v.job != 0 {
		st.of.net.later.join(v.job)
	}
	part := vs.Put(visit{
		sent: st.of.net.Sim.Now(), key: v.key, class: v.class, write: v.write, component: v.component,
		instance: replica, call: nobody, edge: v.edge, parent: i, job: v.job, depth: v.depth, from: v.at, at: v.at,
	})
	if st.of.net.cargo != nil {
		st.of.net.cargo.split(part, i)
	}
	st.of.reach(part)
}

// shard returns the one of a key.
func (st *store) shard(key uint64) int { return find(st.shards, key) }

// choose picks a replica of the shard of a visit's key that it has not asked yet: one
// that can be reached, as far as is known, and has least to do. It returns nobody if all
// were asked.
func (st *store) choose(v *visit) int32 {
	shard := st.shard(v.key)
	first := shard * st.replicas
	replicas := st.of.instances[first : first+st.replicas]
	best := -1
	leads := st.leads(v)
	for offset := range replicas {
		r := (st.turns[shard] + offset) % len(replicas)
		if leads {
			r = offset
		}
		switch {
		case v.asked>>r&1 == 1:
		case best < 0:
			best = r
		case st.of.places != nil:
			if st.nearer(v.at, int32(first+r), int32(first+best), leads) {
				best = r
			}
		case replicas[best].Avoided && !replicas[r].Avoided, !leads && replicas[r].before(replicas[best]):
			best = r
		}
	}
	if best < 0 {
		return nobody
	}
	v.asked |= 1 << best
	return int32(first + best)
}

// leads reports whether a visit goes to the first of its replicas that is known to
// answer: the leader, which takes writes that others follow.
func (st *store) leads(v *visit) bool { return st.lags != nil && v.write || st.leader && !v.write }

// instead sends a read, or a part of one, that a replica refused to another one, as
// drivers do. It reports false if there is none.
func (st *store) instead(i int32) bool {
	vs := &st.of.net.visits
	v := &vs.All[i]
	whole := v
	if v.parent != nobody {
		whole = &vs.All[v.parent]
		if whole.state != calling { // answered by others
			return false
		}
	}
	if v.write {
		return false
	}
	other := st.choose(whole)
	if other == nobody {
		return false
	}
	v.instance = other
	st.of.reach(i)
	return true
}

// hurry asks one replica more for a read that takes long, unless all were asked.
func (st *store) hurry(i int32) {
	vs := &st.of.net.visits
	v := &vs.All[i]
	v.work = 0
	if bits.OnesCount16(v.asked) == st.replicas {
		return
	}
	v.pending++
	st.ask(i)
}

// nearer reports whether a replica is a better choice than another for who asks from a
// region: known to answer, and near, of equals with less to do. A leader is one wherever
// it stands.
func (st *store) nearer(region uint8, replica, than int32, leads bool) bool {
	w, places := st.of.net.world, st.of.places
	a, b := st.of.instances[replica], st.of.instances[than]
	gone := a.Avoided || w.shunned(region, places.of[replica], false)
	if other := b.Avoided || w.shunned(region, places.of[than], false); gone != other {
		return other
	}
	if leads {
		return false
	}
	if near, far := w.oneWay[region][places.of[replica]], w.oneWay[region][places.of[than]]; near != far {
		return near < far
	}
	return a.load() < b.load()
}

// before reports whether a replica is a better choice than another.
func (s *instance) before(other *instance) bool {
	if s.Avoided != other.Avoided {
		return other.Avoided
	}
	return s.load() < other.load()
}
