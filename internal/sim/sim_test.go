package sim

import (
	"context"
	"errors"
	"fmt"
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

func TestCancelledTimersDoNotPileUp(t *testing.T) {
	var s Sim
	for range 100_000 {
		s.Cancel(s.After(time.Hour, func() {}))
	}
	if len(s.queue) > 1 || len(s.slots) > 2 {
		t.Errorf("%d entries and %d slots remain", len(s.queue), len(s.slots))
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

func ExampleSim() {
	var s Sim
	s.At(time.Second, func() { fmt.Println(s.Now(), "lights on") })
	off := s.At(time.Minute, func() { fmt.Println(s.Now(), "lights off") })
	s.After(2*time.Second, func() { s.Cancel(off) })
	for s.Step() {
	}
	// Output: 1s lights on
}
