package interview

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// recorder is a store of one journal that can be told to fail.
type recorder struct {
	events []Event
	err    error
	unread error  // of reading
	after  error  // returned although the events were stored
	during func() // called in the middle of Append
}

func (r *recorder) Append(_ context.Context, _ string, events ...Event) error {
	if r.during != nil {
		r.during()
	}
	switch next := len(r.events) + 1; {
	case r.err != nil:
		return r.err
	case events[0].Seq < next:
		return ErrConflict
	case events[0].Seq > next:
		return ErrGap
	}
	r.events = append(r.events, events...)
	return r.after
}

func (r *recorder) Events(context.Context, string) ([]Event, error) {
	return slices.Clone(r.events), r.unread
}
func (r *recorder) Summaries(context.Context) ([]Summary, error) { return nil, nil }
func (r *recorder) Close() error                                 { return nil }

func startJournal(t testing.TB, store Store) *Journal {
	t.Helper()
	j, err := Start(store, "s1", epoch, Started{Question: "q", Mode: Practice, Level: Mid, Plan: PlanOf([5]int{5, 5, 10, 15, 10})})
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func write(t testing.TB, j *Journal, at time.Duration, f Field, lines ...string) {
	t.Helper()
	if err := j.Write(epoch.Add(at), f, lines); err != nil {
		t.Fatal(err)
	}
}

func flush(t testing.TB, j *Journal) {
	t.Helper()
	if err := j.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestKeystrokesBecomeOneEvent(t *testing.T) {
	store := new(recorder)
	j := startJournal(t, store)
	flush(t, j)
	for i := range len("shorten") {
		write(t, j, time.Duration(i)*100*time.Millisecond, Functional, "shorten"[:i+1])
	}
	flush(t, j)
	want := Wrote{Field: Functional, Removed: []string{}, Inserted: []string{"shorten"}}
	if len(store.events) != 2 || !reflect.DeepEqual(store.events[1].Act, want) {
		t.Errorf("stored %+v, want one event %+v", store.events[1:], want)
	}
}

func TestARewordedReasonIsOneEvent(t *testing.T) {
	store := new(recorder)
	j := startJournal(t, store)
	flush(t, j)
	decide := func(id, because string) {
		if err := j.Do(epoch, Decided{Decision: id, Topic: Caching, Choice: "lru", Because: because}); err != nil {
			t.Fatal(err)
		}
	}
	decide("policy", "h")
	decide("policy", "hot")
	decide("place", "near")
	decide("policy", "hot keys")
	flush(t, j)
	folded, err := Fold(store.events)
	if err != nil {
		t.Fatal(err)
	}
	if len(store.events) != 1+3 || len(folded.Decisions) != 2 || folded.Decisions[0].Because != "hot keys" {
		t.Errorf("stored %+v", store.events[1:])
	}
}

func TestAnEditTakenBackLeavesNothing(t *testing.T) {
	store := new(recorder)
	j := startJournal(t, store)
	flush(t, j)
	write(t, j, 0, Functional, "x")
	write(t, j, 0, Functional)
	if j.Dirty() {
		t.Error("an edit that was taken back is waiting to be saved")
	}
	if got := j.Session().Lines(Functional); len(got) != 0 {
		t.Errorf("lines %q", got)
	}
}

func TestWhatIsBeingSavedIsNotRewritten(t *testing.T) {
	store := new(recorder)
	j := startJournal(t, store)
	flush(t, j)
	write(t, j, 0, Functional, "a")
	store.during = func() {
		store.during = nil
		write(t, j, time.Second, Functional, "ab") // typed while the store was writing
	}
	flush(t, j)
	flush(t, j)
	folded, err := Fold(store.events)
	if err != nil {
		t.Fatal(err)
	}
	if got := folded.Lines(Functional); !slices.Equal(got, []string{"ab"}) {
		t.Errorf("stored lines %q", got)
	}
}

// Of decisions that a flush has in hand none is taken back, but of those that come
// after them only the last is kept.
func TestWhatComesAfterWhatIsBeingSavedIsReworded(t *testing.T) {
	store := new(recorder)
	j := startJournal(t, store)
	flush(t, j)
	decide := func(because string) {
		t.Helper()
		if err := j.Do(epoch, Decided{Decision: "policy", Topic: Caching, Choice: "lru", Because: because}); err != nil {
			t.Fatal(err)
		}
	}
	decide("h")
	store.during = func() {
		store.during = nil
		decide("ho")
		decide("hot")
	}
	flush(t, j)
	flush(t, j)
	var stored []string
	for _, e := range store.events[1:] {
		stored = append(stored, e.Act.(Decided).Because)
	}
	if want := []string{"h", "hot"}; !slices.Equal(stored, want) {
		t.Errorf("stored %q, want %q", stored, want)
	}
}

// A store that has lost what it held gets all of it again.
func TestAStoreThatLostItsEventsGetsThemAgain(t *testing.T) {
	for name, left := range map[string]int{"removed": 0, "an older copy": 2, "the start": 1} {
		store := new(recorder)
		j := startJournal(t, store)
		write(t, j, 0, Functional, "one")
		flush(t, j)
		write(t, j, time.Second, Functional, "one", "two")
		flush(t, j)
		store.events = slices.Clip(store.events[:left])
		write(t, j, 2*time.Second, Functional, "one", "two", "three")
		flush(t, j)
		folded, err := Fold(store.events)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := folded.Lines(Functional); !slices.Equal(got, []string{"one", "two", "three"}) || j.Dirty() || j.Forked() != "" {
			t.Errorf("%s: stored lines %q, dirty %v, forked from %q", name, got, j.Dirty(), j.Forked())
		}
	}
}

// An error that came although everything was stored, even the start, is no conflict.
func TestAnErrorAfterTheFact(t *testing.T) {
	store := &recorder{after: errors.New("too late")}
	j := startJournal(t, store)
	if err := j.Flush(t.Context()); err == nil || !j.Dirty() {
		t.Fatalf("flush: %v, dirty %v", err, j.Dirty())
	}
	write(t, j, time.Second, Functional, "one")
	store.after = nil
	flush(t, j)
	if len(store.events) != 2 || j.Dirty() || j.Forked() != "" {
		t.Errorf("stored %v, dirty %v, forked from %q", store.events, j.Dirty(), j.Forked())
	}
}

// A store that refuses events and cannot be read is no reason for another id: nobody knows
// what it holds.
func TestARefusalThatCannotBeExplained(t *testing.T) {
	store := new(recorder)
	j := startJournal(t, store)
	flush(t, j)
	write(t, j, time.Second, Functional, "a")
	store.events, store.unread = nil, errors.New("unreadable")
	if err := j.Flush(t.Context()); !errors.Is(err, store.unread) || len(store.events) > 0 || j.ID() != "s1" || !j.Dirty() {
		t.Errorf("error %v, stored %+v under %s, dirty %v", err, store.events, j.ID(), j.Dirty())
	}
	store.unread = nil
	flush(t, j)
	if len(store.events) != 2 || j.ID() != "s1" || j.Dirty() {
		t.Errorf("stored %+v under %s, dirty %v", store.events, j.ID(), j.Dirty())
	}
}

func TestAFailedSaveIsTriedAgain(t *testing.T) {
	store := &recorder{err: errors.New("disk full")}
	j := startJournal(t, store)
	write(t, j, 0, Functional, "kept")
	if err := j.Flush(t.Context()); err == nil || err.Error() != "save session s1: disk full" {
		t.Errorf("error %v", err)
	}
	if _, err := j.Saved(); err == nil || !j.Dirty() {
		t.Errorf("after a failed save: error %v, dirty %v", err, j.Dirty())
	}
	store.err = nil
	write(t, j, time.Second, Functional, "kept", "and more")
	flush(t, j)
	if at, err := j.Saved(); err != nil || !at.Equal(epoch.Add(time.Second)) {
		t.Errorf("saved at %v, %v", at, err)
	}
	opened, err := Open(t.Context(), store, "s1")
	if err != nil {
		t.Fatal(err)
	}
	if got := opened.Session().Lines(Functional); !slices.Equal(got, []string{"kept", "and more"}) {
		t.Errorf("stored lines %q", got)
	}
	if _, err := j.Saved(); err != nil || j.Dirty() {
		t.Errorf("after a good save: error %v, dirty %v", err, j.Dirty())
	}
}

// Any edits, flushed at any moments, are found again line by line.
func TestJournalKeepsEveryLine(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		store := new(recorder)
		j := startJournal(t, store)
		lines := rapid.SliceOfN(rapid.StringMatching(`[ab]{0,2}`), 0, 5)
		now := time.Duration(0)
		for range rapid.IntRange(0, 40).Draw(r, "edits") {
			now += time.Duration(rapid.IntRange(0, 5000).Draw(r, "gap")) * time.Millisecond
			field := rapid.SampledFrom([]Field{Functional, Constraints, Sheet}).Draw(r, "field")
			write(t, j, now, field, lines.Draw(r, "lines")...)
			if rapid.Bool().Draw(r, "flush") {
				flush(t, j)
			}
		}
		flush(t, j)
		folded, err := Fold(store.events)
		if err != nil {
			r.Fatal(err)
		}
		if got, want := folded.Attempt(epoch), j.Session().Attempt(epoch); !reflect.DeepEqual(got.Requirements, want.Requirements) {
			r.Fatalf("stored %+v, want %+v", got, want)
		}
	})
}

// Whatever happens, by hand or by the clock alone, flushed or refused by the store at any
// moments, what is stored is the session.
func TestJournalKeepsWhatHappens(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		store := new(recorder)
		mode := rapid.SampledFrom([]Mode{Practice, Mock}).Draw(r, "mode")
		j, err := Start(store, "s1", epoch, Started{Question: "q", Mode: mode, Plan: PlanOf([5]int{1, 1, 1, 1, 1})})
		if err != nil {
			r.Fatal(err)
		}
		acts := []Act{
			Heartbeat{},
			Paused{},
			Resumed{},
			Asked{Text: "a"},
			HintTaken{Item: "a", Step: 1},
			Predicted{P99: "1 ms"},
			Entered{Phase: Design},
			Decided{Decision: "a", Topic: Caching},
			Decided{Decision: "a", Topic: Caching, Because: "x"},
			Estimated{Estimate: "a", Value: "1"},
			Estimated{Estimate: "a", Value: "12"},
		}
		fields := []Field{Functional, Sheet, Graph, Notes}
		now := epoch
		for range rapid.IntRange(0, 40).Draw(r, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 20).Draw(r, "gap")) * time.Second)
			switch rapid.IntRange(0, 4).Draw(r, "what") {
			case 0:
				_ = j.Do(now, rapid.SampledFrom(acts).Draw(r, "act")) // or it is refused
			case 1:
				lines := rapid.SliceOfN(rapid.StringMatching(`[ab]{0,2}`), 0, 3).Draw(r, "lines")
				_ = j.Write(now, rapid.SampledFrom(fields).Draw(r, "field"), lines)
			case 2:
				j.Advance(now)
			case 3:
				_ = j.Flush(t.Context())
			case 4:
				store.err = rapid.SampledFrom([]error{nil, errors.New("full")}).Draw(r, "err")
			}
		}
		store.err = nil
		if err := j.Flush(t.Context()); err != nil {
			r.Fatal(err)
		}
		folded, err := Fold(store.events)
		if err != nil {
			r.Fatal(err)
		}
		s := j.Session()
		got, want := folded.Attempt(now), s.Attempt(now)
		got.Minutes, want.Minutes = nil, nil // of a text that is reworded for a minute without a save, one gap is left
		if !reflect.DeepEqual(got, want) || folded.Phase != s.Phase || folded.Paused() != s.Paused() || len(folded.Hints) != len(s.Hints) {
			r.Fatalf("stored in %s, paused %v: %+v\nwant in %s, paused %v: %+v", folded.Phase, folded.Paused(), got, s.Phase, s.Paused(), want)
		}
	})
}

// What is asked of a journal can be asked again, and changes nothing.
func TestJournalAnswersAgain(t *testing.T) {
	j := startJournal(t, new(recorder))
	for range 2 {
		at, err := j.Saved()
		if j.ID() != "s1" || j.Forked() != "" || !j.Dirty() || !at.IsZero() || err != nil || j.Advance(epoch) {
			t.Errorf("session %s, forked from %q, dirty %v, saved at %v, %v", j.ID(), j.Forked(), j.Dirty(), at, err)
		}
	}
}

// A session that cannot be read says why, and one that was read is saved.
func TestOpenJournal(t *testing.T) {
	unreadable := errors.New("unreadable")
	if j, err := Open(t.Context(), &recorder{unread: unreadable}, "s1"); j != nil || !errors.Is(err, unreadable) {
		t.Errorf("opened %v, %v", j, err)
	}
	if j, err := Open(t.Context(), &recorder{events: []Event{{1, epoch, Heartbeat{}}}}, "s1"); j != nil || err == nil {
		t.Errorf("opened %v without a start, %v", j, err)
	}
	store := new(recorder)
	j := startJournal(t, store)
	write(t, j, time.Second, Functional, "a")
	flush(t, j)
	opened, err := Open(t.Context(), store, "s1")
	if err != nil {
		t.Fatal(err)
	}
	if at, err := opened.Saved(); err != nil || !at.Equal(epoch.Add(time.Second)) || opened.Dirty() || opened.ID() != "s1" {
		t.Errorf("opened %s, saved at %v, %v, dirty %v", opened.ID(), at, err, opened.Dirty())
	}
}

func TestWriteAfterAMockPhaseEndedIsRefused(t *testing.T) {
	j, err := Start(new(recorder), "s1", epoch, Started{Mode: Mock, Plan: PlanOf([5]int{1, 1, 1, 1, 1})})
	if err != nil {
		t.Fatal(err)
	}
	write(t, j, 50*time.Second, Functional, "in time")
	err = j.Write(epoch.Add(61*time.Second), Functional, []string{"in time", "too late"})
	if !errors.Is(err, ErrPhaseClosed) {
		t.Errorf("error %v, want %v", err, ErrPhaseClosed)
	}
	if got := j.Session().Lines(Functional); !slices.Equal(got, []string{"in time"}) {
		t.Errorf("lines %q", got)
	}
	if j.Session().Phase != Capacity {
		t.Errorf("the session is in %s", j.Session().Phase)
	}
	if err := j.Write(epoch.Add(62*time.Second), Functional, []string{"in time"}); err != nil {
		t.Errorf("what stands there already is refused: %v", err)
	}
}

// Only what says the same thing anew takes the place of the act before it.
func TestWhatIsReworded(t *testing.T) {
	predicted := Predicted{P99: "40 ms"}
	for _, test := range []struct {
		name          string
		before, after Act
		kept          int
	}{
		{"an estimate", Estimated{Estimate: "a", Value: "1"}, Estimated{Estimate: "a", Value: "12"}, 1},
		{"another estimate", Estimated{Estimate: "a", Value: "1"}, Estimated{Estimate: "b", Value: "1"}, 2},
		{"an estimate after a decision", Decided{Decision: "a", Topic: Caching}, Estimated{Estimate: "a"}, 2},
		{"an estimate after one without a name", Heartbeat{}, Estimated{}, 2},
		{"a decision", Decided{Decision: "a", Topic: Caching}, Decided{Decision: "a", Topic: Caching, Because: "x"}, 1},
		{"another decision", Decided{Decision: "a", Topic: Caching}, Decided{Decision: "b", Topic: Caching}, 2},
		{"a decision without a name after none", Heartbeat{}, Decided{Topic: Caching}, 2},
		{"a prediction", predicted, Predicted{P99: "400 ms"}, 1},
		{"a prediction after an estimate", Estimated{Estimate: "a"}, predicted, 2},
		{"a question twice", Asked{Text: "a"}, Asked{Text: "a"}, 2},
		{"a run", Ran{Scenario: "a"}, Ran{Scenario: "a"}, 2},
		{"a hint", HintTaken{Item: "a", Step: 1}, HintTaken{Item: "a", Step: 1}, 2},
	} {
		store := new(recorder)
		j := startJournal(t, store)
		for _, act := range []Act{test.before, test.after} {
			if err := j.Do(epoch, act); err != nil {
				t.Fatal(err)
			}
		}
		flush(t, j)
		if got := len(store.events) - 1; got != test.kept || !reflect.DeepEqual(store.events[len(store.events)-1].Act, test.after) {
			t.Errorf("%s: %d events are stored, want %d: %+v", test.name, got, test.kept, store.events[1:])
		}
	}
}

func TestAdvanceSaysWhetherAnythingHappened(t *testing.T) {
	j, err := Start(new(recorder), "s1", epoch, Started{Mode: Mock, Plan: PlanOf([5]int{1, 1, 1, 1, 1})})
	if err != nil {
		t.Fatal(err)
	}
	if j.Advance(epoch.Add(59 * time.Second)) {
		t.Error("something happened before the end of the phase")
	}
	if !j.Advance(epoch.Add(time.Minute)) || j.Session().Phase != Capacity {
		t.Errorf("nothing happened at the end of the phase: it is %s", j.Session().Phase)
	}
}

func TestSameEvent(t *testing.T) {
	event := Event{2, epoch, Asked{Text: "a"}}
	bad := Ran{P99Seconds: math.NaN()} // no JSON
	for name, test := range map[string]struct {
		other Event
		same  bool
	}{
		"the same":       {Event{2, epoch.In(time.FixedZone("", 3600)), Asked{Text: "a"}}, true},
		"another place":  {Event{3, epoch, Asked{Text: "a"}}, false},
		"another time":   {Event{2, epoch.Add(time.Millisecond), Asked{Text: "a"}}, false},
		"another text":   {Event{2, epoch, Asked{Text: "b"}}, false},
		"not to be said": {Event{2, epoch, bad}, false},
	} {
		if sameEvent(event, test.other) != test.same || sameEvent(test.other, event) != test.same {
			t.Errorf("%s: same %v, want %v", name, !test.same, test.same)
		}
	}
	if sameEvent(Event{2, epoch, Paused{}}, Event{2, epoch, Resumed{}}) {
		t.Error("a pause is a resumption")
	}
	if sameEvent(Event{2, epoch, bad}, Event{2, epoch, bad}) {
		t.Error("what cannot be written is the same")
	}
}
