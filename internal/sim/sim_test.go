package sim

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A logger notes which events it was told of.
type logger struct {
	sim  *Sim
	who  []int32
	when []time.Duration
}

func (l *logger) Handle(_, who int32) {
	l.who = append(l.who, who)
	l.when = append(l.when, l.sim.Now())
}

func TestEventsRunInOrderOfTimeThenScheduling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOf(rapid.IntRange(0, 20)).Draw(t, "times")
		cancelled := rapid.SliceOfNDistinct(rapid.IntRange(0, max(0, len(times)-1)), 0, len(times), rapid.ID[int]).Draw(t, "cancelled")
		s := &Sim{}
		l := &logger{sim: s}
		timers := make([]Timer, len(times))
		for i, at := range times {
			timers[i] = s.Schedule(time.Duration(at), l, 0, int32(i))
		}
		dead := map[int]bool{}
		for _, i := range cancelled {
			dead[i] = true
			if !s.Cancel(timers[i]) || s.Cancel(timers[i]) {
				t.Fatal("the first cancellation must succeed and the second fail")
			}
		}
		if s.Pending() != len(times)-len(dead) {
			t.Fatalf("pending %d, want %d", s.Pending(), len(times)-len(dead))
		}
		for s.Step() {
		}
		if len(l.who) != len(times)-len(dead) {
			t.Fatalf("ran %d events, want %d", len(l.who), len(times)-len(dead))
		}
		for i, who := range l.who {
			if dead[int(who)] {
				t.Fatalf("event %d ran although cancelled", who)
			}
			if l.when[i] != time.Duration(times[who]) {
				t.Fatalf("event %d ran at %d, want %d", who, l.when[i], times[who])
			}
			if i > 0 && (l.when[i] < l.when[i-1] || l.when[i] == l.when[i-1] && who < l.who[i-1]) {
				t.Fatalf("event %d ran after %d", who, l.who[i-1])
			}
		}
	})
}

// A script is events that schedule and cancel others while they run. It runs on a
// Sim and on a list that is searched for the earliest event each time.
type script struct {
	actions []scriptAction
	next    int
	sim     Sim
	timers  []Timer
	ran     []int

	now     time.Duration
	pending []scriptEvent
}

type scriptAction struct {
	Delays []int // of events to schedule
	Cancel int   // the number of an event, if one has it
}

type scriptEvent struct {
	at time.Duration
	id int
}

func (c *script) Handle(_, who int32) {
	c.ran = append(c.ran, int(who))
	a := c.actions[c.next%len(c.actions)]
	if c.next++; c.next > 300 {
		return
	}
	for _, d := range a.Delays {
		id := len(c.timers)
		c.timers = append(c.timers, c.sim.Schedule(c.sim.Now()+time.Duration(d), c, 0, int32(id)))
	}
	if a.Cancel < len(c.timers) {
		c.sim.Cancel(c.timers[a.Cancel])
	}
}

// list carries out the same with the obvious means.
func (c *script) list() (ran []int) {
	c.pending = []scriptEvent{{0, 0}}
	ids, step := 1, 0
	for len(c.pending) > 0 {
		first := slices.MinFunc(c.pending, func(a, b scriptEvent) int {
			return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.id, b.id))
		})
		c.drop(first.id)
		c.now = first.at
		ran = append(ran, first.id)
		a := c.actions[step%len(c.actions)]
		if step++; step > 300 {
			continue
		}
		for _, d := range a.Delays {
			c.pending = append(c.pending, scriptEvent{c.now + time.Duration(d), ids})
			ids++
		}
		if a.Cancel < ids {
			c.drop(a.Cancel)
		}
	}
	return ran
}

func (c *script) drop(id int) {
	c.pending = slices.DeleteFunc(c.pending, func(e scriptEvent) bool { return e.id == id })
}

func TestHandlersThatScheduleAndCancel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		action := rapid.Custom(func(t *rapid.T) scriptAction {
			return scriptAction{
				Delays: rapid.SliceOfN(rapid.IntRange(0, 9), 0, 4).Draw(t, "delays"),
				Cancel: rapid.IntRange(0, 200).Draw(t, "cancel"),
			}
		})
		c := &script{actions: rapid.SliceOfN(action, 1, 20).Draw(t, "actions")}
		// Far along, so that the places in the order are given anew on the way.
		c.sim.seq = maxSeq - uint64(rapid.IntRange(0, 100).Draw(t, "left"))
		c.timers = []Timer{c.sim.Schedule(0, c, 0, 0)}
		for c.sim.Step() {
			n := 0
			for _, e := range c.sim.queue.nodes[c.sim.queue.slots():] {
				if e != never {
					n++
				}
			}
			if c.sim.vacant != 0 {
				n--
			}
			if c.sim.Pending() != n {
				t.Fatalf("%d events pending, want %d", c.sim.Pending(), n)
			}
		}
		if want := c.list(); !slices.Equal(c.ran, want) {
			t.Errorf("ran %v, want %v", c.ran, want)
		}
		if c.sim.Pending() != 0 {
			t.Errorf("%d events are pending in the end", c.sim.Pending())
		}
	})
}

func TestPlacesInTheOrderAreGivenAnew(t *testing.T) {
	s := Sim{seq: maxSeq - 2}
	l := &logger{sim: &s}
	var last Timer
	for i := range 6 {
		last = s.Schedule(10, l, 0, int32(i))
	}
	s.Step()
	if s.seq > 100 {
		t.Fatalf("the order is at %d", s.seq)
	}
	s.Schedule(10, l, 0, 6)
	if !s.Cancel(last) {
		t.Error("a timer from before cannot be cancelled")
	}
	for s.Step() {
	}
	if want := []int32{0, 1, 2, 3, 4, 6}; !slices.Equal(l.who, want) {
		t.Errorf("ran %v, want %v", l.who, want)
	}
}

func TestEventsScheduledWhileRunning(t *testing.T) {
	var s Sim
	var got []string
	s.At(2, func() { got = append(got, "second") })
	s.At(1, func() {
		got = append(got, "first")
		s.At(0, func() { got = append(got, fmt.Sprint("past means now, ", int64(s.Now()))) })
		s.After(5, func() { got = append(got, fmt.Sprint("after, ", int64(s.Now()))) })
	})
	for s.Step() {
	}
	want := "[first past means now, 1 second after, 6]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTimerOfAnEventThatRanCannotCancelItsSuccessor(t *testing.T) {
	var s Sim
	ran := 0
	old := s.At(1, func() { ran++ })
	s.Step()
	s.At(2, func() { ran++ }) // takes over the slot
	if s.Cancel(old) {
		t.Error("cancelled an event that had run")
	}
	for s.Step() {
	}
	if ran != 2 {
		t.Errorf("%d events ran, want 2", ran)
	}
}

func TestAfterForever(t *testing.T) {
	var s Sim
	var ran []int
	s.At(5, func() {
		s.After(Forever, func() { ran = append(ran, 2) })
		s.After(1, func() { ran = append(ran, 1) })
	})
	for s.Step() {
	}
	if !slices.Equal(ran, []int{1, 2}) {
		t.Errorf("ran %v, want [1 2]", ran)
	}
}

func TestZeroTimerIsNoEvent(t *testing.T) {
	var s Sim
	s.At(1, func() {})
	if s.Cancel(Timer(0)) || s.Cancel(Timer(1<<40)) || s.Pending() != 1 {
		t.Error("cancelled an event by a timer of none")
	}
}

func TestCancelledTimersDoNotPileUp(t *testing.T) {
	var s Sim
	for range 100_000 {
		s.Cancel(s.After(time.Hour, func() {}))
	}
	if len(s.slots) > 3 || len(s.queue.nodes) > 16 {
		t.Errorf("%d nodes and %d slots remain", len(s.queue.nodes), len(s.slots))
	}
}

func TestRunUntilStopsBetweenEvents(t *testing.T) {
	var s Sim
	ran := 0
	for i := range 10 {
		s.At(time.Duration(i), func() { ran++ })
	}
	if err := s.RunUntil(t.Context(), 4); err != nil {
		t.Fatal(err)
	}
	if ran != 5 || s.Now() != 4 || s.Pending() != 5 {
		t.Errorf("ran %d, now %d, pending %d; want 5, 4, 5", ran, s.Now(), s.Pending())
	}
	if err := s.RunUntil(t.Context(), 100); err != nil || s.Now() != 100 {
		t.Errorf("now %d, %v; want 100", s.Now(), err)
	}
}

func TestRunUntilRefusesToExceedTheBudget(t *testing.T) {
	s := Sim{Budget: 1000}
	var again func()
	again = func() { s.After(1, again) }
	again()
	if err := s.RunUntil(t.Context(), time.Hour); !errors.Is(err, ErrBudget) {
		t.Errorf("got %v, want %v", err, ErrBudget)
	}
	if s.Events() != 1000 {
		t.Errorf("%d events, want 1000", s.Events())
	}
}

func TestRunUntilHeedsTheContext(t *testing.T) {
	var s Sim
	ctx, cancel := context.WithCancel(t.Context())
	var again func()
	again = func() {
		if s.Events() == 10_000 {
			cancel()
		}
		s.After(1, again)
	}
	again()
	if err := s.RunUntil(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if s.Events() > 10_000+checkEvery {
		t.Errorf("went on to %d events", s.Events())
	}
}

func TestRunUntilRefusesToFillTheMemory(t *testing.T) {
	var s Sim
	s.slots = make([]slot, maxPending+2) // of which the first is none's
	if err := s.check(t.Context(), DefaultBudget); !errors.Is(err, ErrMemory) {
		t.Errorf("got %v, want %v", err, ErrMemory)
	}
}

func TestProgress(t *testing.T) {
	var s Sim
	var again func()
	again = func() { s.After(1, again) }
	again()
	ctx, cancel := context.WithCancel(t.Context())
	var seen []uint64
	s.Progress = func() {
		if seen = append(seen, s.Events()); len(seen) == 4 {
			cancel()
		}
	}
	if err := s.RunUntil(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if want := []uint64{0, checkEvery, 2 * checkEvery, 3 * checkEvery}; !slices.Equal(seen, want) {
		t.Errorf("progress after %v events, want %v", seen, want)
	}
}

func TestCost(t *testing.T) {
	for _, tt := range []struct {
		cost, limit Cost
		want        error
	}{
		{Cost{1e9, 5e8}, Cost{}, nil},
		{Cost{3e9, 5e8}, Cost{}, ErrBudget},
		{Cost{3e9, 5e8}, Cost{Events: 4e9}, nil},
		{Cost{1e9, 8e8}, Cost{}, ErrMemory},
		{Cost{1e9, 3e9}, Cost{Bytes: 4e9}, nil},
		{Cost{math.NaN(), 0}, Cost{}, ErrBudget},
		{Cost{0, math.Inf(1)}, Cost{}, ErrMemory},
	} {
		if err := tt.cost.Within(tt.limit); !errors.Is(err, tt.want) {
			t.Errorf("%+v within %+v: got %v, want %v", tt.cost, tt.limit, err, tt.want)
		}
	}
}

func ExampleSim() {
	var s Sim
	s.At(time.Second, func() { fmt.Println(s.Now(), "lights on") })
	off := s.At(time.Minute, func() { fmt.Println(s.Now(), "lights off") })
	s.After(2*time.Second, func() { s.Cancel(off) })
	for s.Step() {
	}
	// Output: 1s lights on
}
