package network

import (
	"time"

	"spar/internal/system"
	"spar/internal/topology"
)

// This file is the write-ahead log of a store: when what it acknowledged is on a disk.

// How a store acknowledges writes.
const (
	inSync    = "sync"  // each once it is on the disk, which its time includes
	inGroups  = "group" // at the next flush, all together
	atItsEase = "async" // at once; what was not flushed is lost if the machine dies
)

// A wal is the log of one instance, which is flushed at the multiples of a time.
type wal struct {
	every   time.Duration
	grouped bool
	flushed int64 // flushes, up to the latest write
	pending int64 // writes since
	lost    int64 // in the whole run
}

// newWAL returns the log of an instance of a store; nil where nothing can be lost or waits.
func newWAL(p *system.Plan, c *topology.Component) *wal {
	if c.Durability == "" || p.Text(c.Name+".durability") == inSync {
		return nil
	}
	return &wal{every: p.Duration(c.Name + ".flush"), grouped: p.Text(c.Name+".durability") == inGroups}
}

// next returns the time of the next flush.
func (w *wal) next(now time.Duration) time.Duration { return now - now%w.every + w.every }

// note takes in a write that is acknowledged before it is on the disk.
func (w *wal) note(now time.Duration) {
	if n := int64(now / w.every); n > w.flushed {
		w.flushed, w.pending = n, 0
	}
	w.pending++
}

// die loses what is not on the disk.
func (w *wal) die(now time.Duration) {
	if !w.grouped && int64(now/w.every) == w.flushed {
		w.lost += w.pending
	}
	w.pending = 0
}

// logged takes in that a write has been worked on. It reports false if that waits for the
// log.
func (s *instance) logged(i int32) bool {
	v, now := &s.of.net.visits.All[i], s.of.net.Sim.Now()
	if !s.wal.grouped {
		if !v.failed && !v.refused {
			s.wal.note(now)
		}
		return true
	}
	v.work = s.of.net.Sim.Schedule(s.wal.next(now), &s.of.net.visits, flushing, i)
	return false
}

// lostMetric returns that of a store that says when writes are on the disk.
func lostMetric(c *topology.Component) []system.Metric {
	if c.Durability == "" {
		return nil
	}
	return []system.Metric{{Name: c.Name + "_lost_writes", Unit: system.Jobs, Doc: "Writes that " + c.Name + " acknowledged and lost, as a machine died before they were on its disk, since the start of the run."}}
}

// measureLost sets it.
func (c *component) measureLost(r *system.Result, spec *topology.Component) {
	if spec.Durability == "" {
		return
	}
	lost := int64(0)
	for _, s := range c.instances {
		if s.wal != nil {
			lost += s.wal.lost
		}
	}
	r.Set(c.name+"_lost_writes", float64(lost))
	if lost > 0 {
		r.Warn("%d writes that %s had acknowledged are lost: they were not on a disk when their machine died", lost, c.name)
	}
}
