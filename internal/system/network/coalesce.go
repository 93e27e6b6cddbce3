package network

// This file lets calls for one key at the same time wait for one answer.

// flights are the calls of an edge that are under way, by their keys: of each the first,
// behind which the others wait in a chain.
type flights map[uint64]int32

// join lets a read wait for one of the same key that is under way. It reports false for
// the first, which is to ask.
func (cs *calls) join(k int32, e *edge) bool {
	c := &cs.All[k]
	if e.flights == nil || c.write {
		return false
	}
	first, flies := e.flights[c.key]
	if !flies {
		e.flights[c.key] = k
		return false
	}
	e.joined++
	lead := &cs.All[first]
	c.next, lead.next = lead.next, k
	return true
}

// land takes a call out of the flight of its key. If it was the first, it returns those
// that waited behind it, as a chain; nobody if none did.
func (cs *calls) land(k int32, e *edge) (behind int32) {
	c := &cs.All[k]
	if e.flights == nil || c.write {
		return nobody
	}
	first := e.flights[c.key]
	if first == k {
		delete(e.flights, c.key)
		return c.next
	}
	for i := first; i != nobody; i = cs.All[i].next {
		if cs.All[i].next == k {
			cs.All[i].next = c.next
			break
		}
	}
	return nobody
}

// relay settles those that waited for an answer.
func (cs *calls) relay(behind int32, o outcome) {
	for behind != nobody {
		next := cs.All[behind].next
		cs.deliver(behind, o)
		behind = next
	}
}

// succeed lets the next of a flight ask, whose first was abandoned; not at once, as the
// next may be about to be abandoned by what befell the first.
func (cs *calls) succeed(behind int32, e *edge) {
	if behind == nobody {
		return
	}
	e.flights[cs.All[behind].key] = behind
	cs.All[behind].pause = cs.net.Sim.Schedule(cs.net.Sim.Now(), cs, resending, behind)
}
