package interview

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// journalOf returns the events of a practice in which lines were written one by one.
func journalOf(t testing.TB, lines ...string) []Event {
	t.Helper()
	s := started(t, Practice)
	events := []Event{{1, epoch, s.Started}}
	for i, line := range lines {
		act := Wrote{Field: Functional, From: i, Inserted: []string{line}}
		events = append(events, mustDo(t, s, time.Duration(i+1)*time.Second, act)...)
	}
	return events
}

func TestOneBadEventCostsItself(t *testing.T) {
	bad := Lost{Stored: "wrote", Data: []byte(`{"fie`), Reason: "unexpected end"}
	for _, test := range []struct {
		name   string
		spoil  func([]Event) []Event
		lines  string
		damage string // of the only place
	}{
		{"nothing", func(e []Event) []Event { return e }, "a|b|c", ""},
		{"unreadable", func(e []Event) []Event { e[2].Act = bad; return e }, "a|c", "event 3 cannot be read: unexpected end"},
		{"missing", func(e []Event) []Event { return slices.Delete(e, 2, 3) }, "a|c", "event 3 is missing"},
		{"two missing", func(e []Event) []Event { return slices.Delete(e, 1, 3) }, "c", "events 2 to 3 are missing"},
		{"no field", func(e []Event) []Event { e[2].Act = Wrote{Field: "x"}; return e }, "a|c", `event 3: write: invalid act: unknown field "x"`},
		{"a huge line number", func(e []Event) []Event {
			e[3].Act = Wrote{Field: Functional, From: math.MaxInt, Removed: []string{"b"}, Inserted: []string{"c"}}
			return e
		}, "a|c", "event 4: write requirements.functional: invalid act: the lines to replace are not there"},
		{"a negative one", func(e []Event) []Event {
			e[3].Act = Wrote{Field: Functional, From: math.MinInt, Inserted: []string{"c"}}
			return e
		}, "c|a|b", "event 4: write requirements.functional: invalid act: the lines to replace are not there"},
		{"no phase", func(e []Event) []Event { e[2].Act = Entered{Phase: "lunch"}; return e }, "a|c", `event 3: enter: invalid act: unknown phase "lunch"`},
		{"begun twice", func(e []Event) []Event { e[2].Act = Started{Mode: Mock}; return e }, "a|c", "event 3: start: invalid act: already started"},
		{"a start known from elsewhere", func(e []Event) []Event {
			e[0].Act = Lost{Stored: "started", Reason: "unexpected end", Instead: Started{Mode: Practice}}
			return e
		}, "a|b|c", "event 1 cannot be read: unexpected end"},
		{"a time ahead", func(e []Event) []Event { e[2].At = epoch.AddDate(500, 0, 0); return e }, "a|b|c", "event 3 has the time 2526-11-02T09:00:00Z, after the next"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := Fold(test.spoil(journalOf(t, "a", "b", "c")))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(s.Lines(Functional), "|"); got != test.lines {
				t.Errorf("lines %q, want %q", got, test.lines)
			}
			var reasons []string
			for _, d := range s.Damage() {
				reasons = append(reasons, d.Reason)
				if rest, ok := strings.CutPrefix(d.Reason, "event"); !ok || !strings.HasPrefix(strings.TrimLeft(rest, "s "), strconv.Itoa(d.Seq)+" ") && !strings.HasPrefix(rest, " "+strconv.Itoa(d.Seq)+":") {
					t.Errorf("event %d: %s", d.Seq, d.Reason)
				}
			}
			if got := strings.Join(reasons, "; "); got != test.damage {
				t.Errorf("damage %q, want %q", got, test.damage)
			}
			if s.LastAt().Year() != epoch.Year() {
				t.Errorf("the session stands at %v", s.LastAt())
			}
			// It goes on.
			if _, err := s.Do(epoch.Add(time.Minute), Wrote{Field: Constraints, Inserted: []string{"d"}}); err != nil || s.Seq() != 5 {
				t.Errorf("the next act: %v, at %d", err, s.Seq())
			}
		})
	}
}

func TestASessionNeedsItsStart(t *testing.T) {
	events := journalOf(t, "a")
	for name, journal := range map[string][]Event{
		"missing":    events[1:],
		"unreadable": {{1, epoch, Lost{Stored: "started"}}, events[1]},
	} {
		if s, err := Fold(journal); err == nil {
			t.Errorf("%s: folded to %+v", name, s)
		}
	}
	if _, err := Fold([]Event{events[0], events[1], events[1]}); err == nil {
		t.Error("an event that is there twice was folded")
	}
}

// Whatever event of a mock or a practice is lost, every line that another one wrote
// last is still there.
func TestALostEventLosesNoOtherLine(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		mode := rapid.SampledFrom([]Mode{Practice, Mock}).Draw(r, "mode")
		s := started(t, mode)
		journal := []Event{{1, epoch, s.Started}}
		for i := range rapid.IntRange(1, 30).Draw(r, "acts") {
			act := drawAct(r, s)
			if w, ok := act.(Wrote); ok {
				for k := range w.Inserted {
					w.Inserted[k] += string(rune('A'+i)) + string(rune('0'+k)) // no line is like another
				}
			}
			events, _ := s.Do(epoch.Add(time.Duration(i)*time.Second), act)
			journal = append(journal, events...)
		}
		lost := rapid.IntRange(1, len(journal)).Draw(r, "lost") - 1
		if lost == 0 {
			return
		}
		gone, _ := journal[lost].Act.(Wrote)
		journal[lost].Act = Lost{Stored: "wrote", Reason: "damaged"}
		folded, err := Fold(journal)
		if err != nil {
			r.Fatal(err)
		}
		mended, err := Mend(journal)
		if err != nil {
			r.Fatal(err)
		}
		again, err := Fold(mended)
		if err != nil || len(again.Damage()) > 0 || len(folded.Damage()) == 0 || again.Seq() != len(mended) {
			r.Fatalf("mended, it has the damage %v, %v", again.Damage(), err)
		}
		now := epoch.Add(time.Minute)
		if got, want := again.Attempt(now), folded.Attempt(now); !reflect.DeepEqual(got, want) {
			r.Fatalf("mended, it is\n%+v\nwant\n%+v", got, want)
		}
		for _, p := range Phases() {
			for _, f := range Fields(p) {
				for _, line := range s.Lines(f) {
					if !slices.Contains(gone.Inserted, line) && !slices.Contains(folded.Lines(f), line) {
						r.Fatalf("%q of %s is lost with event %d: left are %q", line, f, lost+1, folded.Lines(f))
					}
				}
			}
		}
	})
}

func TestALostEventIsKeptAsFound(t *testing.T) {
	for _, data := range []string{`{"fie`, `{"x":1}`} {
		act := ReadAct("teleported", []byte(data))
		e := Event{3, epoch, act}
		encoded, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(encoded), "written by a newer spar") {
			t.Errorf("encoded as %s", encoded)
		}
		var back Event
		if err := json.Unmarshal(encoded, &back); err != nil || back.Kind() != "teleported" {
			t.Errorf("came back as %+v, %v", back, err)
		}
		if got, err := EncodeAct(act); err != nil || string(got) != data {
			t.Errorf("is stored as %s, %v", got, err)
		}
	}
	if got := ReadAct("paused", []byte(`{}`)); !reflect.DeepEqual(got, Paused{}) {
		t.Errorf("a good act is read as %#v", got)
	}
}

// Where a mock was is told by what was done in it, if its entering a phase is lost.
func TestAMockCatchesUp(t *testing.T) {
	lost := Lost{Stored: "entered"}
	wrote := Wrote{Field: Notes, Inserted: []string{"a"}}
	decided := Decided{Decision: "a", Topic: Caching, Choice: "lru"}
	for _, test := range []struct {
		name      string
		acts      []Act
		phase     Phase
		visited   [5]bool
		decisions int
	}{
		{"entered", []Act{lost, lost, Entered{Phase: Detail}}, Detail, [5]bool{true, true, true, true}, 0},
		{"entered next", []Act{lost, Entered{Phase: Capacity}}, Capacity, [5]bool{true, true}, 0},
		{"wrote", []Act{lost, lost, lost, wrote}, Detail, [5]bool{true, true, true, true}, 0},
		{"decided", []Act{lost, lost, lost, decided}, Detail, [5]bool{true, true, true, true}, 1},
		{"predicted", []Act{lost, Predicted{P99: "1 s"}}, Scale, [5]bool{true, true, true, true, true}, 0},
		{"a topic that there is not", []Act{lost, Decided{Decision: "a", Topic: "lunch"}}, Requirements, [5]bool{true}, 0},
		{"a phase that there is not", []Act{lost, Entered{Phase: "lunch"}}, Requirements, [5]bool{true}, 0},
		{"a pause", []Act{lost, Paused{}}, Requirements, [5]bool{true}, 0},
	} {
		s := started(t, Mock)
		journal := []Event{{1, epoch, s.Started}}
		for _, act := range test.acts {
			journal = append(journal, Event{len(journal) + 1, epoch.Add(time.Duration(len(journal)) * time.Second), act})
		}
		got, err := Fold(journal)
		if err != nil {
			t.Fatal(err)
		}
		if got.Phase != test.phase || got.Visited != test.visited || len(got.Decisions) != test.decisions || got.Paused() || got.Seq() != len(journal) {
			t.Errorf("%s: in %s, visited %v, %d decisions, paused %v, event %d", test.name, got.Phase, got.Visited, len(got.Decisions), got.Paused(), got.Seq())
		}
		if n := len(got.Damage()); n != countLost(test.acts) {
			t.Errorf("%s: %d places of damage: %v", test.name, n, got.Damage())
		}
	}
}

func countLost(acts []Act) (n int) {
	for _, act := range acts {
		if _, ok := act.(Lost); ok {
			n++
		}
	}
	return n
}

func TestFit(t *testing.T) {
	lines := []string{"a", "b", "a", "c", "a"}
	for _, test := range []struct {
		from    int
		removed string
		want    string
	}{
		{4, "a", "a|b|a|c|x"},
		{9, "a", "a|b|a|c|x"},
		{3, "a", "a|b|x|c|a"}, // of two as near the first
		{1, "a", "x|b|a|c|a"},
		{-7, "a", "x|b|a|c|a"},
		{0, "c|a", "a|b|a|x"},
		{2, "z", "a|b|x|a|c|a"},
		{2, "", "a|b|x|a|c|a"},
		{0, "a|b|a|c|a", "x"},
		{0, "a|b|a|c|a|a", "x|a|b|a|c|a"},
	} {
		w := Wrote{From: test.from, Inserted: []string{"x"}}
		if test.removed != "" {
			w.Removed = strings.Split(test.removed, "|")
		}
		if got := strings.Join(splice(lines, fit(lines, w)), "|"); got != test.want {
			t.Errorf("%q from %d: %q, want %q", test.removed, test.from, got, test.want)
		}
	}
}
