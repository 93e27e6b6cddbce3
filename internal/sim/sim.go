package sim

import (
	"context"
	"fmt"
	"math"
	"time"
)

// Forever is after every other time, which end after 292 years.
const Forever = time.Duration(math.MaxInt64)

// maxPending is how many events may be pending between two events. It leaves room
// in the 28 bits of a slot's number for those scheduled between two looks.
const maxPending = DefaultMemory / EventBytes

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
	// Progress, if not nil, is called by RunUntil after every few thousand
	// events, between two of them. It may look at everything and cancel the
	// context; whether enough time has passed to draw again is for it to know.
	Progress func()

	now    time.Duration
	seq    uint64
	events uint64
	queue  eventQueue
	slots  []slot
	free   []uint32

	// While an event is carried out, its entry stays at the head of the queue and
	// its slot is kept: most events schedule one other, which takes both over.
	vacant uint32 // the slot, or zero
}

// A slot keeps what an event does. It lives outside the queue so that the queue
// moves only small values without pointers.
type slot struct {
	handler   Handler
	timer     Timer // zero once carried out
	what, who int32
}

// A Timer identifies a scheduled event, so that it can be cancelled. The zero
// Timer identifies none.
type Timer uint64 // the key of the event's entry when it was scheduled

// Now returns the virtual time since the start of the run.
func (s *Sim) Now() time.Duration { return s.now }

// Events returns how many events have been carried out.
func (s *Sim) Events() uint64 { return s.events }

// Pending returns how many events are waiting.
func (s *Sim) Pending() int {
	n := max(0, len(s.slots)-1) - len(s.free)
	if s.vacant != 0 {
		n--
	}
	return n
}

// Schedule arranges for h.Handle(what, who) at time t. A time that has passed
// means now, after everything else that is already due now.
func (s *Sim) Schedule(t time.Duration, h Handler, what, who int32) Timer {
	i := s.vacant
	if i == 0 {
		i = s.takeSlot()
	}
	s.seq++
	e := entry{max(t, s.now), s.seq<<slotBits | uint64(i)}
	s.slots[i] = slot{h, Timer(e.key), what, who}
	if s.vacant == 0 {
		s.queue.put(i, e)
	} else {
		s.vacant = 0
		s.queue.replace(i, e)
	}
	return Timer(e.key)
}

// At arranges for fn to be called at time t, as [Sim.Schedule] does.
func (s *Sim) At(t time.Duration, fn func()) Timer {
	return s.Schedule(t, function(fn), 0, 0)
}

// After arranges for fn to be called once d has passed.
func (s *Sim) After(d time.Duration, fn func()) Timer {
	if d > Forever-s.now {
		return s.At(Forever, fn)
	}
	return s.At(s.now+d, fn)
}

type function func()

func (f function) Handle(_, _ int32) { f() }

// Cancel removes a pending event and reports whether it was still pending.
func (s *Sim) Cancel(t Timer) bool {
	i := t & slotMask
	if int(i) >= len(s.slots) {
		return false
	}
	if s.slots[i].timer != t || t == 0 {
		return false
	}
	s.slots[i] = slot{}
	s.queue.take(uint32(i))
	s.free = append(s.free, uint32(i))
	return true
}

// Step carries out the next event and reports whether there was one.
func (s *Sim) Step() bool {
	before := s.events
	s.run(Forever, 1)
	return s.events > before
}

// RunUntil carries out every event up to and including time t and leaves the
// clock at t. It stops early with the context's error, with [ErrBudget] or, if
// some seven million events are pending, with [ErrMemory].
func (s *Sim) RunUntil(ctx context.Context, t time.Duration) error {
	budget := s.Budget
	if budget == 0 {
		budget = DefaultBudget
	}
	for n := uint64(0); s.run(t, n); n = min(checkEvery, budget-s.events) {
		if s.Progress != nil {
			s.Progress()
		}
		if err := s.check(ctx, budget); err != nil {
			return fmt.Errorf("simulate: stopped at %v after %d events: %w", s.now, s.events, err)
		}
	}
	s.now = max(s.now, t)
	return nil
}

func (s *Sim) check(ctx context.Context, budget uint64) error {
	switch {
	case s.events >= budget:
		return ErrBudget
	case s.Pending() > maxPending:
		return ErrMemory
	}
	return ctx.Err()
}

// run carries out up to n events that are due by time t, and reports whether
// another is due.
func (s *Sim) run(t time.Duration, n uint64) bool {
	if s.seq > maxSeq {
		s.settle()
		s.seq = s.queue.renumber()
	}
	for {
		if s.vacant != 0 {
			s.close()
		}
		first := s.queue.first()
		if first.at > t || first == never {
			return false
		}
		if n == 0 {
			return true
		}
		n--
		s.now = first.at
		s.events++
		i := first.slot()
		s.vacant = i
		at := &s.slots[i]
		at.timer = 0
		at.handler.Handle(at.what, at.who)
	}
}

// settle closes the queue over a head that nothing has taken over.
func (s *Sim) settle() {
	if s.vacant != 0 {
		s.close()
	}
}

func (s *Sim) close() {
	s.free = append(s.free, s.vacant)
	s.queue.replace(s.vacant, never)
	s.vacant = 0
}

// takeSlot returns a slot that no event has.
func (s *Sim) takeSlot() uint32 {
	if n := len(s.free); n > 0 {
		i := s.free[n-1]
		s.free = s.free[:n-1]
		return i
	}
	if len(s.slots) == 0 {
		s.slots = append(s.slots, slot{}) // zero is the number of none
	}
	s.slots = append(s.slots, slot{})
	return uint32(len(s.slots) - 1)
}
