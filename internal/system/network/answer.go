package network

import "spar/internal/topology"

// This file is what answers say, by which later calls are made or not.

// answers are what the calls of a visit brought, each as bits by the calls' numbers.
type answers struct{ hits, refused, failed, stale uint32 }

// add takes in the outcome of a call.
func (a *answers) add(o outcome, call uint32) {
	switch {
	case o.failed:
		a.failed |= call
	case o.refused:
		a.refused |= call
	case o.hit:
		a.hits |= call
	}
	if o.stale {
		a.stale |= call
	}
}

// have reports whether one of some calls brought an answer, or for a contrary, whether
// none brought what it is the contrary of.
func (a *answers) have(answer topology.Answer, calls uint32) bool {
	switch answer {
	case topology.Hit, topology.Found:
		return a.hits&calls != 0
	case topology.Miss, topology.Missing:
		return a.hits&calls == 0
	case topology.Refused:
		return a.refused&calls != 0
	case topology.Allowed:
		return a.refused&calls == 0
	case topology.Stale:
		return a.stale&calls != 0
	case topology.Fresh:
		return a.stale&calls == 0
	case topology.Failed:
		return a.failed&calls != 0
	}
	return a.failed&calls == 0
}

// brings reports whether the calls of a cache brought what a read of it asks for.
func (c *component) brings(v *visit) bool {
	if len(c.groups) == 0 || v.hit || v.failed || v.refused || v.write {
		return false
	}
	for _, group := range c.groups {
		for _, e := range group {
			if c.net.components[e.to].lacks(v.key) && v.answers.hits>>e.number&1 == 0 {
				return false
			}
		}
	}
	return true
}

// lacks reports whether a component is a store that does not have a key.
func (c *component) lacks(key uint64) bool { return c.store != nil && !c.store.holds(key) }

// holds reports whether a store has a key: always the same, as it is part of the keys.
func (st *store) holds(key uint64) bool {
	const steps = 1 << 53
	return st.found >= 1 || float64(spread(key)%steps)/steps < st.found
}
