package network

import (
	"strings"

	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// This file keeps what calls have done where they were made, whatever their callers know
// of it: what was done twice, and what was undone.

// effects are those of calls that can be undone, or of which it is said whether they are
// known again; nil in a topology without any.
type effects struct {
	net     *model
	all     traffic.Slots[effect] // the first stands for none
	sagas   traffic.Slots[saga]
	ofCall  []int32 // by the call
	ofVisit []int32 // by the visit that is an attempt at that
	latest  []int32 // by the visit that made the calls: the effect of the last of these
}

// An effect is what a call has done.
type effect struct {
	key          uint64
	edge         int32
	below        int32 // of the call that its caller made before
	saga         int32 // that undoes it
	refs         int32 // the call, its attempts, and who may undo it
	sent         int32 // attempts
	done, undone int32
	known        knowledge
	barred       bool // it was undone, and who is called knows that
	kept         bool // its request ended well
}

// knowledge is what the caller knows of an effect.
type knowledge uint8

const (
	unheard  knowledge = iota // no answer
	went                      // it is done
	declined                  // it was refused
	broke                     // an error, or a time-out: it may be done
)

// newEffects returns the ledger of a topology that needs one.
func (m *model) newEffects() *effects {
	for i := range m.spec.Components {
		for j := range m.spec.Components[i].Calls {
			if tracked(&m.spec.Components[i], j) {
				x := &effects{net: m}
				x.all.Take()
				x.sagas.Take()
				return x
			}
		}
	}
	return nil
}

// tracked reports whether the effects of call j of a component are kept: not of those
// that undo others, which count with them.
func tracked(c *topology.Component, j int) bool {
	return c.Calls[j].Undoes == "" && (c.Calls[j].Idempotent != "" || undoer(c, j) >= 0)
}

// undoer returns which call of a component undoes call j; -1 for none.
func undoer(c *topology.Component, j int) int {
	for k := j + 1; k < len(c.Calls); k++ {
		if c.Calls[k].Undoes != "" && c.Undone(k) == j {
			return k
		}
	}
	return -1
}

// ask begins the effect of a call of an edge that a visit makes.
func (x *effects) ask(k, visit int32, e *edge, caller int32) {
	x.ofCall = reach(x.ofCall, k)
	x.ofCall[k] = 0
	if !e.tracked {
		return
	}
	f := effect{key: x.net.calls.All[k].key, edge: e.index, refs: 1}
	if caller != nobody {
		x.latest = reach(x.latest, visit)
		f.below = x.latest[visit]
		f.refs++
	}
	i := x.all.Put(f)
	if caller != nobody {
		x.latest[visit] = i
	}
	x.ofCall[k] = i
}

// reach makes a list long enough for an index.
func reach(list []int32, i int32) []int32 {
	for int(i) >= len(list) {
		list = append(list, 0)
	}
	return list
}

// send lets an attempt at a call have the effect of that.
func (x *effects) send(visit, k int32) {
	x.ofVisit = reach(x.ofVisit, visit)
	x.ofVisit[visit] = x.ofCall[k]
	if f := &x.all.All[x.ofCall[k]]; x.ofCall[k] != 0 {
		f.refs++
		if f.edge == x.net.calls.All[k].edge {
			f.sent++
		}
	}
}

// finish takes in that a visit has done what it was asked for, or could not, and ends
// what it may have to undo.
func (x *effects) finish(visit int32) {
	v := &x.net.visits.All[visit]
	if int(visit) < len(x.latest) && x.latest[visit] != 0 {
		x.end(visit, !v.failed && !v.refused, 0)
	}
	if v.failed || v.refused || int(visit) >= len(x.ofVisit) || x.ofVisit[visit] == 0 {
		return
	}
	f, e := &x.all.All[x.ofVisit[visit]], x.net.edges[v.edge]
	step := x.net.edges[f.edge]
	switch {
	case e != step && (f.done == 0 || e.idempotent && f.undone > 0): // nothing to undo
	case e != step:
		f.undone++
		step.ledger.undone++
	case e.idempotent && (f.done > 0 || f.barred): // which is known
	default:
		f.done++
		step.ledger.done++
		if f.done > 1 {
			step.ledger.twice++
		}
	}
	f.barred = f.barred || e != step
}

// forget ends a visit, which may have been one that makes calls and did not get to its
// end: as its instance died.
func (x *effects) forget(visit int32) {
	if int(visit) < len(x.latest) && x.latest[visit] != 0 {
		c := x.net.visits.componentOf(visit)
		x.end(visit, false, c.fleet.Detection)
	}
	if int(visit) < len(x.ofVisit) && x.ofVisit[visit] != 0 {
		x.release(x.ofVisit[visit])
		x.ofVisit[visit] = 0
	}
}

// settle takes in what the caller of a call gets to know.
func (x *effects) settle(k int32, o outcome) {
	f := x.ofCall[k]
	if f == 0 {
		return
	}
	at := &x.all.All[f]
	switch {
	case x.net.calls.All[k].edge != at.edge:
		x.undid(f, o)
	case o.failed:
		at.known = broke
	case o.refused:
		at.known = declined
	default:
		at.known = went
	}
}

// drop lets a call go.
func (x *effects) drop(k int32) {
	f := x.ofCall[k]
	x.ofCall[k] = 0
	x.release(f)
}

// release lets go of an effect, which is over with the last that had to do with it.
func (x *effects) release(f int32) {
	if f == 0 {
		return
	}
	at := &x.all.All[f]
	if at.refs--; at.refs > 0 {
		return
	}
	l := &x.net.edges[at.edge].ledger
	switch left := int64(at.done - at.undone); {
	case left < 0:
		l.over -= left
	case !at.kept:
		l.orphaned += left
	}
	at.edge = nobody
	x.all.Drop(f)
}

// A ledger is what became of the effects of a call, in the whole run.
type ledger struct{ done, twice, undone, over, orphaned, flying int64 }

// ledgerName returns what the metrics of a call's effects begin with.
func ledgerName(call string) string { return strings.ReplaceAll(call, ".", "_") }
