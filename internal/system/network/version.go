package network

import (
	"maps"
	"math"
	"time"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/topology"
)

// This file knows which replica has which write, and so which reads are stale.

// versions are the writes of a store's keys. A replica has what it has worked on; those
// that a write does not wait for get it after a lag. Writes are numbered in the order in
// which they began, of which a replica keeps the latest.
type versions struct {
	last         uint32              // of all
	acknowledged map[uint64]uint32   // of each key: the latest that was
	at           []map[uint64]uint32 // of each key, at each instance
	lag          sim.Distribution    // nil where all replicas are asked at once
	reads, stale int64               // since measuring began
}

// isTracked reports whether a store says how its replicas differ.
func isTracked(c *topology.Component) bool {
	return c.Kind == topology.Store && (c.Lag != "" || c.ReadQuorum != "" || c.WriteQuorum != "")
}

// newVersions returns those of a store; nil where every read is of the latest write.
func newVersions(p *system.Plan, c *topology.Component, instances int) *versions {
	lag := p.Duration(c.Name + ".lag")
	if p.Int(c.Name+".replicas") == 1 || !isTracked(c) && lag == 0 {
		return nil
	}
	v := &versions{acknowledged: map[uint64]uint32{}, at: make([]map[uint64]uint32, instances)}
	for i := range v.at {
		v.at[i] = map[uint64]uint32{}
	}
	if lag > 0 {
		v.lag = sim.Exponential{Mean: lag.Seconds()}
	}
	return v
}

// begin numbers a write, and notes for a read what it must not be older than.
func (k *versions) begin(v *visit) {
	if v.write {
		k.last++
		v.version = k.last
		return
	}
	v.version = k.acknowledged[v.key]
}

// worked lets an instance have a write, or a read see what the instance has; whole is the
// visit of which the other may be a part.
func (k *versions) worked(part, whole *visit) {
	at := k.at[part.instance]
	if part.write {
		at[part.key] = max(at[part.key], whole.version)
		return
	}
	whole.seen = max(whole.seen, at[part.key])
}

// end takes in the end of a visit that did not fail: a write is acknowledged, a read may
// turn out to be stale.
func (k *versions) end(v *visit) {
	if v.write {
		k.acknowledged[v.key] = max(k.acknowledged[v.key], v.version)
		return
	}
	k.reads++
	if v.stale = v.seen < v.version; v.stale {
		k.stale++
	}
}

// recover gives an instance that is back what the others acknowledged meanwhile.
func (k *versions) recover(instance int) { k.at[instance] = maps.Clone(k.acknowledged) }

// replicate sends a write that was acknowledged to the replicas that it did not wait for.
func (st *store) replicate(i int32) {
	vs := &st.of.net.visits
	sources := vs.All[i].asked
	for {
		v := &vs.All[i]
		replica := st.choose(v)
		if replica == nobody {
			return
		}
		v.pending++
		part := vs.Put(visit{
			sent: st.of.net.Sim.Now(), key: v.key, class: v.class, write: true, component: v.component,
			instance: replica, call: nobody, edge: v.edge, parent: i, state: travelling, from: v.at, at: v.at,
		})
		if st.of.net.cargo != nil {
			st.of.net.cargo.split(part, i)
		}
		after := sim.Seconds(st.versions.lag.Sample(st.lags))
		if st.of.places != nil {
			st.relay(part, sources, after)
			continue
		}
		st.of.net.Sim.Schedule(st.of.net.Sim.Now()+after, vs, following, part)
	}
}

// relay sends a write to a replica from the nearest of those that have it.
func (st *store) relay(part int32, sources uint16, after time.Duration) {
	m := st.of.net
	v := &m.visits.All[part]
	first, to := int(v.instance)/st.replicas*st.replicas, st.of.places.of[v.instance]
	way := time.Duration(math.MaxInt64)
	for r := range st.replicas {
		from := st.of.places.of[first+r]
		if d := m.world.oneWay[from][to]; sources>>r&1 == 1 && d < way {
			way, v.from = d, from
		}
	}
	if v.at = to; v.from != to {
		st.of.carry(part)
	}
	// The write was done where it comes from before who asked knew.
	after = max(0, after+way-m.world.oneWay[v.from][m.visits.All[v.parent].at])
	m.Sim.Schedule(m.Sim.Now()+after, &m.visits, crossing, part)
}

// staleMetric describes how often a store's reads are older than what was acknowledged
// before they began.
func staleMetric(store string) system.Metric {
	return system.Metric{Name: store + "_stale_fraction", Unit: system.Ratio, Doc: "Part of the reads of " + store + " that do not see a write which was acknowledged before they began."}
}

// resetStats forgets what was counted before measuring began.
func (k *versions) resetStats() { k.reads, k.stale = 0, 0 }
