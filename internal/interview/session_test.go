package interview

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var epoch = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// started returns a session on a 45-minute plan that began at epoch.
func started(t testing.TB, mode Mode) *Session {
	t.Helper()
	plan, err := PlanFor(45)
	if err != nil {
		t.Fatal(err)
	}
	s := new(Session)
	mustDo(t, s, 0, Started{Question: "url-shortener", Mode: mode, Level: Senior, Plan: plan})
	return s
}

func mustDo(t testing.TB, s *Session, at time.Duration, act Act) []Event {
	t.Helper()
	events, err := s.Do(epoch.Add(at), act)
	if err != nil {
		t.Fatalf("do %s at %v: %v", act.kind(), at, err)
	}
	return events
}

// work keeps the session alive with heartbeats until at.
func work(t testing.TB, s *Session, from, to time.Duration) {
	t.Helper()
	for at := from; at < to; at += HeartbeatEvery {
		mustDo(t, s, at, Heartbeat{})
	}
}

func TestRules(t *testing.T) {
	for _, test := range []struct {
		name   string
		mode   Mode
		before []Act
		act    Act
		want   error // nil if it is allowed
	}{
		{"practice enters any phase", Practice, nil, Entered{Phase: Scale}, nil},
		{"practice goes back", Practice, []Act{Entered{Phase: Scale}}, Entered{Phase: Capacity}, nil},
		{"a mock goes on", Mock, nil, Entered{Phase: Capacity}, nil},
		{"a mock skips nothing", Mock, nil, Entered{Phase: Design}, ErrPhaseClosed},
		{"a mock does not go back", Mock, []Act{Entered{Phase: Capacity}}, Entered{Phase: Requirements}, ErrPhaseClosed},
		{"unknown phase", Practice, nil, Entered{Phase: "lunch"}, ErrInvalid},
		{"practice pauses", Practice, nil, Paused{}, nil},
		{"not twice", Practice, []Act{Paused{}}, Paused{}, ErrPaused},
		{"resume needs a pause", Practice, nil, Resumed{}, ErrInvalid},
		{"resume", Practice, []Act{Paused{}}, Resumed{}, nil},
		{"a mock has no pause", Mock, nil, Paused{}, ErrMockRule},
		{"practice has hints", Practice, nil, HintTaken{Phase: Requirements, Item: "a", Step: 1}, nil},
		{"a mock has no hints", Mock, nil, HintTaken{Phase: Requirements, Item: "a", Step: 1}, ErrMockRule},
		{"write to the open phase", Mock, nil, Wrote{Field: Functional, Inserted: []string{"x"}}, nil},
		{"a mock closes other phases", Mock, nil, Wrote{Field: Sheet, Inserted: []string{"x"}}, ErrPhaseClosed},
		{"also for estimates", Mock, nil, Estimated{Estimate: "storage"}, ErrPhaseClosed},
		{"also for decisions", Mock, nil, Decided{Decision: "d", Topic: Caching}, ErrPhaseClosed},
		{"also for predictions", Mock, nil, Predicted{P99: "40 ms"}, ErrPhaseClosed},
		{"also for what to run", Mock, nil, Chose{Scenario: "s"}, ErrPhaseClosed},
		{"also for runs", Mock, nil, Ran{Scenario: "s"}, ErrPhaseClosed},
		{"practice does not", Practice, nil, Wrote{Field: Sheet, Inserted: []string{"x"}}, nil},
		{"unknown field", Practice, nil, Wrote{Field: "x.y", Inserted: []string{"x"}}, ErrInvalid},
		{"lines that are not there", Practice, nil, Wrote{Field: Sheet, Removed: []string{"x"}}, ErrInvalid},
		{"negative line", Practice, nil, Wrote{Field: Sheet, From: -1}, ErrInvalid},
		{"unknown topic", Practice, nil, Decided{Decision: "d", Topic: "lunch"}, ErrInvalid},
		{"started twice", Practice, nil, Started{}, ErrInvalid},
		{"nothing after the end", Practice, []Act{Finished{}}, Heartbeat{}, ErrFinished},
		{"but overrides", Practice, []Act{Finished{}}, Overrode{Item: "a", Earned: true}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := started(t, test.mode)
			for _, act := range test.before {
				mustDo(t, s, time.Second, act)
			}
			seq := s.Seq()
			events, err := s.Do(epoch.Add(2*time.Second), test.act)
			if !errors.Is(err, test.want) {
				t.Fatalf("error %v, want %v", err, test.want)
			}
			if test.want != nil && (len(events) > 0 || s.Seq() != seq) {
				t.Errorf("a refused act left %d events", len(events))
			}
		})
	}
}

func TestNothingBeforeStarted(t *testing.T) {
	if _, err := new(Session).Do(epoch, Heartbeat{}); !errors.Is(err, ErrNotStarted) {
		t.Errorf("error %v, want %v", err, ErrNotStarted)
	}
}

// Whatever happens, the journal folds to the session that it came from.
func TestFoldRebuildsTheSession(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := new(Session)
		plan := PlanOf([5]int{5, 5, 10, 15, 10})
		mode := rapid.SampledFrom([]Mode{Practice, Mock}).Draw(t, "mode")
		var journal []Event
		now := epoch
		do := func(act Act) {
			events, _ := s.Do(now, act) // refused acts leave no trace, which is the point
			journal = append(journal, events...)
		}
		do(Started{Question: "q", Mode: mode, Level: Mid, Plan: plan})
		for range rapid.IntRange(0, 60).Draw(t, "acts") {
			now = now.Add(time.Duration(rapid.IntRange(-1000, 100_000).Draw(t, "gap")) * time.Millisecond)
			do(drawAct(t, s))
		}
		encoded := throughJSON(t, journal)
		folded, err := Fold(encoded)
		if err != nil {
			t.Fatalf("fold: %v", err)
		}
		if !reflect.DeepEqual(folded.Attempt(now), s.Attempt(now)) || folded.clock != s.clock ||
			folded.Phase != s.Phase || folded.Scenario != s.Scenario || folded.Finished != s.Finished {
			t.Fatalf("folded to\n%+v\nwant\n%+v", folded, s)
		}
	})
}

func drawAct(t *rapid.T, s *Session) Act {
	phase := rapid.SampledFrom(Phases()).Draw(t, "phase")
	text := rapid.StringMatching(`[a-z ]{0,8}`)
	switch rapid.IntRange(0, 12).Draw(t, "act") {
	case 0:
		return Entered{Phase: phase}
	case 1:
		return Paused{}
	case 2:
		return Resumed{}
	case 3:
		return Asked{Text: text.Draw(t, "text"), Answer: "yes"}
	case 4:
		return Estimated{Estimate: text.Draw(t, "id"), Value: "1 TB", Decides: "shards"}
	case 5:
		return Decided{Decision: text.Draw(t, "id"), Topic: Caching, Choice: "lru"}
	case 6:
		return HintTaken{Phase: phase, Item: text.Draw(t, "id"), Step: rapid.IntRange(1, 3).Draw(t, "step")}
	case 7:
		return Ran{Scenario: "s", P99Seconds: 0.05, Bottleneck: "db"}
	case 8:
		return Predicted{P99: "40 ms", Bottleneck: "db"}
	case 9:
		return Chose{Scenario: "other"}
	}
	field := rapid.SampledFrom(Fields(phase)).Draw(t, "field")
	lines := s.Lines(field)
	from := rapid.IntRange(0, len(lines)).Draw(t, "from")
	to := rapid.IntRange(from, len(lines)).Draw(t, "to")
	return Wrote{
		Field: field, From: from, Removed: lines[from:to],
		Inserted: rapid.SliceOfN(text, 0, 3).Draw(t, "inserted"),
	}
}

// throughJSON returns the events as a store gives them back.
func throughJSON(t interface{ Fatal(...any) }, events []Event) []Event {
	out := make([]Event, len(events))
	for i, e := range events {
		data, err := EncodeAct(e.Act)
		if err != nil {
			t.Fatal(err)
		}
		act, err := DecodeAct(e.Kind(), data)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = Event{e.Seq, e.At, act}
	}
	return out
}

func TestUnknownActIsNamed(t *testing.T) {
	_, err := DecodeAct("teleported", []byte("{}"))
	if want := `unknown kind of event "teleported": written by a newer spar`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestEveryActHasADecoder(t *testing.T) {
	acts := []Act{
		Started{},
		Entered{},
		Paused{},
		Resumed{},
		Heartbeat{},
		Wrote{},
		Asked{},
		Estimated{},
		Decided{},
		HintTaken{},
		CurveballThrown{},
		Predicted{},
		Chose{},
		Ran{},
		Overrode{},
		Finished{},
	}
	if len(acts) != len(decoders) {
		t.Errorf("%d decoders for %d kinds of acts", len(decoders), len(acts))
	}
	for _, act := range acts {
		data, err := EncodeAct(act)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeAct(act.kind(), data)
		if err != nil || !reflect.DeepEqual(got, act) {
			t.Errorf("%s came back as %#v, %v", act.kind(), got, err)
		}
	}
}

// The end of a session has its time, and the latest run says what was run.
func TestWhatActsLeave(t *testing.T) {
	s := started(t, Practice)
	mustDo(t, s, time.Minute, Ran{Scenario: "read-path"})
	if s.Scenario != "read-path" || len(s.Runs) != 1 {
		t.Errorf("run %q, %d runs, want read-path and one", s.Scenario, len(s.Runs))
	}
	mustDo(t, s, 2*time.Minute, Finished{})
	if !s.Finished || !s.FinishedAt.Equal(epoch.Add(2*time.Minute)) {
		t.Errorf("finished %v at %v, want at %v", s.Finished, s.FinishedAt, epoch.Add(2*time.Minute))
	}
}

// What was read of a session does not change with it.
func TestDecisionsAreNotChangedInPlace(t *testing.T) {
	s := started(t, Practice)
	mustDo(t, s, time.Minute, Decided{Decision: "d", Topic: Caching, Choice: "lru"})
	before := s.Decisions
	mustDo(t, s, 2*time.Minute, Decided{Decision: "d", Topic: Caching, Choice: "lfu"})
	if before[0].Choice != "lru" || len(s.Decisions) != 1 || s.Decisions[0].Choice != "lfu" {
		t.Errorf("decisions before %+v, now %+v", before, s.Decisions)
	}
}

// An act that is refused leaves what the clock owed, for whoever stores it.
func TestARefusedActLeavesWhatTheClockOwed(t *testing.T) {
	s := started(t, Mock)
	after := HeartbeatEvery
	for ; s.Remaining(Requirements, epoch.Add(after)) > 0; after += HeartbeatEvery {
		mustDo(t, s, after, Heartbeat{})
	}
	events, err := s.Do(epoch.Add(after), Wrote{Field: Functional, Inserted: []string{"x"}})
	if !errors.Is(err, ErrPhaseClosed) || len(events) != 1 || events[0].Seq != s.Seq() {
		t.Errorf("events %+v, error %v, want the end of the phase and %v", events, err, ErrPhaseClosed)
	}
}

// A session about one phase begins and ends with it, and one whose phase is damaged is
// about all.
func TestOnePhaseAlone(t *testing.T) {
	s := new(Session)
	mustDo(t, s, 0, Started{Question: "q", Mode: Practice, Only: Detail})
	if _, err := s.Do(epoch, Entered{Phase: Scale}); s.Phase != Detail || !errors.Is(err, ErrPhaseClosed) {
		t.Errorf("begins in %s; another phase: %v", s.Phase, err)
	}
	if next, ok := s.NextPhase(); ok {
		t.Errorf("goes on with %s", next)
	}
	s, err := Fold([]Event{{Seq: 1, At: epoch, Act: Started{Question: "q", Mode: Practice, Only: "lunch"}}})
	if err != nil {
		t.Fatal(err)
	}
	if next, _ := s.NextPhase(); s.Phase != Requirements || next != Capacity {
		t.Errorf("a damaged phase begins in %s and goes on with %s", s.Phase, next)
	}
}
