package interview

import (
	"testing"
	"time"
)

func TestClockCountsWork(t *testing.T) {
	s := started(t, Practice)
	work(t, s, 15*time.Second, 3*time.Minute)
	now := epoch.Add(3 * time.Minute)
	if got := s.Remaining(Requirements, now); got != 2*time.Minute {
		t.Errorf("remaining after three of five minutes: %v", got)
	}
	if got := s.TotalRemaining(now); got != 42*time.Minute {
		t.Errorf("remaining in total: %v", got)
	}
}

func TestClockStandsWhilePaused(t *testing.T) {
	s := started(t, Practice)
	mustDo(t, s, 30*time.Second, Paused{})
	mustDo(t, s, 45*time.Minute, Resumed{})
	mustDo(t, s, 45*time.Minute+10*time.Second, Heartbeat{})
	if got := s.Spent(Requirements, epoch.Add(45*time.Minute+10*time.Second)); got != 40*time.Second {
		t.Errorf("spent %v, want 40s", got)
	}
	if times, _ := s.Interruptions(); times != 0 {
		t.Errorf("a pause counted as %d interruptions", times)
	}
}

func TestClockStandsWhileAway(t *testing.T) {
	s := started(t, Practice)
	mustDo(t, s, 30*time.Second, Heartbeat{})
	mustDo(t, s, 8*time.Hour, Heartbeat{}) // the lid was closed
	if got := s.Spent(Requirements, epoch.Add(8*time.Hour)); got != 30*time.Second {
		t.Errorf("spent %v, want 30s", got)
	}
	if times, away := s.Interruptions(); times != 1 || away != 8*time.Hour-30*time.Second {
		t.Errorf("interruptions: %d, %v", times, away)
	}
}

// The clock of a mock runs on while nobody is there, and what it owes comes at its time,
// however late that is noticed.
func TestClockOfAMockRuns(t *testing.T) {
	plan, err := PlanFor(10)
	if err != nil {
		t.Fatal(err)
	}
	s := new(Session)
	mustDo(t, s, 0, Started{Question: "q", Mode: Mock, Plan: plan, ClockRuns: true})
	mustDo(t, s, 10*time.Second, Heartbeat{})
	s.Advance(epoch.Add(plan[0] + plan[1] + 20*time.Second))
	if got := s.Spent(Design, epoch.Add(plan[0]+plan[1]+20*time.Second)); s.Phase != Design || got != 20*time.Second {
		t.Errorf("in %s for %v, want 20s of design", s.Phase, got)
	}
	s.Advance(epoch.Add(8 * time.Hour))
	if want := epoch.Add(10 * time.Minute); !s.Finished || !s.FinishedAt.Equal(want) {
		t.Errorf("finished: %v at %v, want %v", s.Finished, s.FinishedAt, want)
	}
	for i, p := range Phases() {
		if got := s.Spent(p, s.FinishedAt); got != plan[i] {
			t.Errorf("spent %v in %s, planned %v", got, p, plan[i])
		}
	}
}

func TestClockSetBackGivesNoTimeBack(t *testing.T) {
	s := started(t, Practice)
	mustDo(t, s, 50*time.Second, Heartbeat{})
	mustDo(t, s, 10*time.Second, Heartbeat{})
	if got := s.Spent(Requirements, epoch.Add(10*time.Second)); got != 50*time.Second {
		t.Errorf("spent %v, want 50s", got)
	}
}

// Warnings come at a share of the budget that a short phase still has ahead of it.
func TestWarnings(t *testing.T) {
	for _, test := range []struct {
		budget     time.Duration
		soon, last string
		at, lastAt time.Duration
	}{
		{time.Minute, "20 seconds left", "5 seconds left", 20 * time.Second, 5 * time.Second},
		{2 * time.Minute, "40 seconds left", "10 seconds left", 40 * time.Second, 10 * time.Second},
		{3 * time.Minute, "70 seconds left", "15 seconds left", 70 * time.Second, 15 * time.Second},
		{5 * time.Minute, "2 minutes left", "30 seconds left", 2 * time.Minute, 30 * time.Second},
		{20 * time.Minute, "2 minutes left", "30 seconds left", 2 * time.Minute, 30 * time.Second},
	} {
		for left, want := range map[time.Duration]Warning{
			test.at + time.Second: NoWarning, test.at: Soon, test.lastAt + time.Second: Soon,
			test.lastAt: Last, time.Second: Last, 0: Overtime, -time.Minute: Overtime,
		} {
			if got := WarningAt(left, test.budget); got != want {
				t.Errorf("with %v of %v left: warning %d, want %d", left, test.budget, got, want)
			}
		}
		if soon, last := Soon.Left(test.budget), Last.Left(test.budget); soon != test.soon || last != test.last {
			t.Errorf("in %v it says %q and %q", test.budget, soon, last)
		}
		s := started(t, Practice)
		s.Started.Plan[0] = test.budget
		work(t, s, 5*time.Second, test.budget-test.at)
		if got := s.Warning(epoch.Add(test.budget - test.at)); got != Soon {
			t.Errorf("with %v of %v left the session warns %d", test.at, test.budget, got)
		}
	}
}

func TestMockPhasesEndByThemselves(t *testing.T) {
	s := started(t, Mock)
	mustDo(t, s, time.Second, Wrote{Field: Functional, Inserted: []string{"shorten"}})
	work(t, s, 15*time.Second, 5*time.Minute)
	events := s.Advance(epoch.Add(5*time.Minute + 10*time.Second))
	if len(events) != 1 || events[0].Act != (Entered{Phase: Capacity, Expired: true}) {
		t.Fatalf("events %+v, want capacity entered", events)
	}
	if want := epoch.Add(5 * time.Minute); !events[0].At.Equal(want) {
		t.Errorf("the phase ended at %v, want %v", events[0].At, want)
	}
	if got := s.Spent(Capacity, epoch.Add(5*time.Minute+10*time.Second)); got != 10*time.Second {
		t.Errorf("spent %v in the next phase, want 10s", got)
	}
	if lines := s.Lines(Functional); len(lines) != 1 {
		t.Errorf("the draft has %d lines", len(lines))
	}
}

func TestMockEndsByItself(t *testing.T) {
	s := started(t, Mock)
	work(t, s, 15*time.Second, 45*time.Minute)
	s.Advance(epoch.Add(45 * time.Minute))
	if !s.Finished || s.Phase != Scale {
		t.Fatalf("after 45 minutes: finished %v in %s", s.Finished, s.Phase)
	}
	for i, p := range Phases() {
		if got := s.Spent(p, s.FinishedAt); got != s.Started.Plan[i] {
			t.Errorf("spent %v in %s, planned %v", got, p, s.Started.Plan[i])
		}
	}
}

func TestPracticeNeverEndsByItself(t *testing.T) {
	s := started(t, Practice)
	work(t, s, 15*time.Second, 2*time.Hour)
	if s.Phase != Requirements || s.Finished {
		t.Errorf("practice moved on to %s, finished %v", s.Phase, s.Finished)
	}
}

func TestClock(t *testing.T) {
	for _, test := range []struct {
		in   time.Duration
		want string
	}{
		{0, "0:00"},
		{59*time.Second + 999*time.Millisecond, "0:59"},
		{12*time.Minute + 41*time.Second, "12:41"},
		{65 * time.Minute, "65:00"},
		{-65 * time.Second, "+1:05"},
	} {
		if got := Clock(test.in); got != test.want {
			t.Errorf("Clock(%v) = %q, want %q", test.in, got, test.want)
		}
	}
}
