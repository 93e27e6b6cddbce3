package sim

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// DefaultBudget is how many events a [Sim] carries out before it refuses to go
// on, unless told otherwise: some minutes of computing.
const DefaultBudget = 2_000_000_000

// ErrBudget reports that a run has used up its events.
var ErrBudget = errors.New("event budget used up")

// checkEvery is the number of events between two looks at the context.
const checkEvery = 4096

// A Handler is told when an event that was scheduled for it is due. The two
// numbers are those given to [Sim.Schedule]; by custom what is the kind of the
// event and who the index of the request, server or whatever it concerns.
type Handler interface {
	Handle(what, who int32)
}

// A Sim holds the virtual clock and the pending events of one run.
// The zero Sim is ready to use. It is not safe for concurrent use.
type Sim struct {
	// Budget is the largest number of events that RunUntil carries out in all;
	// zero means DefaultBudget.
	Budget uint64

	now       time.Duration
	seq       uint64
	events    uint64
	queue     eventQueue
	slots     []slot
	free      []uint32
	cancelled int
}

// A slot keeps what an event does. It lives outside the queue so that the queue
// moves only small values without pointers.
type slot struct {
	handler    Handler // nil once cancelled
	what, who  int32
	generation uint32
}

// A Timer identifies a scheduled event, so that it can be cancelled.
type Timer struct {
	slot, generation uint32
}

// Now returns the virtual time since the start of the run.
func (s *Sim) Now() time.Duration { return s.now }

// Events returns how many events have been carried out.
func (s *Sim) Events() uint64 { return s.events }

// Pending returns how many events are waiting.
func (s *Sim) Pending() int { return len(s.queue) - s.cancelled }

// Schedule arranges for h.Handle(what, who) at time t. A time that has passed
// means now, after everything else that is already due now.
func (s *Sim) Schedule(t time.Duration, h Handler, what, who int32) Timer {
	i := s.takeSlot()
	at := &s.slots[i]
	at.handler, at.what, at.who = h, what, who
	s.queue.push(entry{at: max(t, s.now), seq: s.seq, slot: i})
	s.seq++
	return Timer{i, at.generation}
}

// At arranges for fn to be called at time t, as [Sim.Schedule] does.
func (s *Sim) At(t time.Duration, fn func()) Timer {
	return s.Schedule(t, function(fn), 0, 0)
}

// After arranges for fn to be called once d has passed.
func (s *Sim) After(d time.Duration, fn func()) Timer {
	return s.At(s.now+d, fn)
}

type function func()

func (f function) Handle(_, _ int32) { f() }

// Cancel removes a pending event and reports whether it was still pending.
func (s *Sim) Cancel(t Timer) bool {
	if int(t.slot) >= len(s.slots) {
		return false
	}
	at := &s.slots[t.slot]
	if at.generation != t.generation || at.handler == nil {
		return false
	}
	at.handler = nil
	s.cancelled++
	if s.cancelled > len(s.queue)/2 {
		s.compact()
	}
	return true
}

// Step carries out the next event and reports whether there was one.
func (s *Sim) Step() bool {
	if !s.skipCancelled() {
		return false
	}
	s.fire()
	return true
}

// fire carries out the event at the head of the queue, which is live.
func (s *Sim) fire() {
	e := s.queue.pop()
	at := &s.slots[e.slot]
	handler, what, who := at.handler, at.what, at.who
	s.release(e.slot)
	s.now = e.at
	s.events++
	handler.Handle(what, who)
}

// RunUntil carries out every event up to and including time t and leaves the
// clock at t. It stops early with the context's error, or with [ErrBudget].
func (s *Sim) RunUntil(ctx context.Context, t time.Duration) error {
	budget := s.Budget
	if budget == 0 {
		budget = DefaultBudget
	}
	for n := 0; s.skipCancelled() && s.queue[0].at <= t; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return fmt.Errorf("simulate: stopped at %v: %w", s.now, ctx.Err())
		}
		if s.events >= budget {
			return fmt.Errorf("simulate: stopped at %v after %d events: %w", s.now, s.events, ErrBudget)
		}
		s.fire()
	}
	s.now = max(s.now, t)
	return nil
}

// skipCancelled drops cancelled events from the head of the queue and reports
// whether a live one remains.
func (s *Sim) skipCancelled() bool {
	for len(s.queue) > 0 {
		i := s.queue[0].slot
		if s.slots[i].handler != nil {
			return true
		}
		s.queue.pop()
		s.release(i)
		s.cancelled--
	}
	return false
}

// compact drops all cancelled events, so that timers which are set and
// cancelled over and over do not fill the queue.
func (s *Sim) compact() {
	live := s.queue[:0]
	for _, e := range s.queue {
		if s.slots[e.slot].handler != nil {
			live = append(live, e)
		} else {
			s.release(e.slot)
		}
	}
	s.queue = live
	s.queue.order()
	s.cancelled = 0
}

func (s *Sim) takeSlot() uint32 {
	if n := len(s.free); n > 0 {
		i := s.free[n-1]
		s.free = s.free[:n-1]
		return i
	}
	s.slots = append(s.slots, slot{})
	return uint32(len(s.slots) - 1)
}

func (s *Sim) release(i uint32) {
	s.slots[i].handler = nil
	s.slots[i].generation++
	s.free = append(s.free, i)
}
