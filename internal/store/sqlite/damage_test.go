package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"spar/internal/interview"
	"spar/internal/notebook"
)

// alter changes a file behind the back of spar.
func alter(t *testing.T, path, statement string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", fileURI(path, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(statement, args...); err != nil {
		t.Fatal(err)
	}
}

// written returns the path of a file with a session of lines, closed.
func written(t *testing.T, lines int) string {
	t.Helper()
	path := newPath(t)
	s := mustOpen(t, path)
	events := []interview.Event{started}
	for i := range lines {
		events = append(events, interview.Event{Seq: i + 2, At: time.UnixMilli(int64(i)).UTC(), Act: interview.Wrote{
			Field: interview.Functional, From: i, Inserted: []string{fmt.Sprintf("line %d %s", i, strings.Repeat("x", 200))},
		}})
	}
	if err := errors.Join(s.Append(t.Context(), "s1", events...), s.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func fold(t *testing.T, s *Store) *interview.Session {
	t.Helper()
	events, err := s.Events(t.Context(), "s1")
	if err != nil {
		t.Fatal(err)
	}
	session, err := interview.Fold(events)
	if err != nil {
		t.Fatal(err)
	}
	return session
}

// A number that a file holds is never trusted: nothing panics, what is wrong costs
// itself, and the session goes on.
func TestNumbersOfAFileAreNotTrusted(t *testing.T) {
	for _, statement := range []string{
		`UPDATE sessions SET events = -5`,
		`UPDATE sessions SET events = 9223372036854775807`,
		`UPDATE sessions SET started_at = 9223372036854775807, updated_at = -9223372036854775808, finished_at = 9223372036854775807`,
		`UPDATE sessions SET mode = '', level = 'x', phase = 'lunch'`,
		`DELETE FROM sessions`,
		`UPDATE events SET at = 9223372036854775807 WHERE seq = 2`,
		`UPDATE events SET at = -9223372036854775808 WHERE seq = 2`,
		`UPDATE events SET act = '{"field":"requirements.functional","from":9223372036854775807,"removed":["x"]}' WHERE seq = 2`,
		`UPDATE events SET act = '{"field":"requirements.functional","from":-1,"inserted":["x"]}' WHERE seq = 2`,
		`UPDATE events SET act = '{"fie' WHERE seq = 2`,
		`UPDATE events SET kind = 'hint-taken', act = '{"step":-9223372036854775808}' WHERE seq = 2`,
		`UPDATE events SET kind = 'teleported' WHERE seq = 2`,
		`DELETE FROM events WHERE seq = 2`,
		`UPDATE events SET act = '{"plan":[9223372036854775807,-9223372036854775808,0,0,0],"mode":"practice"}' WHERE seq = 1`,
		`UPDATE events SET act = 'x' WHERE seq = 1`,
		`DELETE FROM events WHERE seq = 1`,
	} {
		path := written(t, 3)
		alter(t, path, statement)
		s := mustOpen(t, path)
		if _, err := s.Summaries(t.Context()); err != nil {
			t.Errorf("%s: %v", statement, err)
		}
		session := fold(t, s)
		if got := strings.Join(session.Lines(interview.Functional), "|"); !strings.Contains(got, "line 1") || !strings.Contains(got, "line 2") {
			t.Errorf("%s: left are %q", statement, got)
		}
		journal, err := interview.Open(t.Context(), s, "s1")
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(journal.Do(session.LastAt(), interview.Heartbeat{}), journal.Flush(t.Context())); err != nil || journal.Forked() != "" {
			t.Errorf("%s: the session goes on: %v, forked from %q", statement, err, journal.Forked())
		}
	}
}

func TestSchemaVersionsAreNotTrusted(t *testing.T) {
	for _, version := range []int{-5, -1, math.MinInt32} {
		path := written(t, 1)
		alter(t, path, fmt.Sprintf(`PRAGMA user_version = %d`, version))
		if _, err := Open(t.Context(), path); !errors.Is(err, ErrDamaged) {
			t.Errorf("schema %d: error %v, want %v", version, err, ErrDamaged)
		}
		if _, err := OpenReadOnly(t.Context(), path); !errors.Is(err, ErrDamaged) {
			t.Errorf("schema %d, read-only: error %v, want %v", version, err, ErrDamaged)
		}
	}
}

// spoil overwrites a page in the middle of the events.
func spoil(t *testing.T, path string) { t.Helper(); spoilAt(t, path, "line 100 ") }

// spoilAt spoils the page that holds a text.
func spoilAt(t *testing.T, path, text string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	at := strings.Index(string(data), text) / page * page
	if at <= 0 {
		t.Fatal("the line is not in the file")
	}
	copy(data[at:at+page], strings.Repeat("\xff", page))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// spoilIndex spoils a page in the middle of an index.
func spoilIndex(t *testing.T, path, index string) {
	t.Helper()
	db, err := sql.Open("sqlite", fileURI(path, nil))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var number, size int64
	err = db.QueryRow(`SELECT pageno, pgsize FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY path
		LIMIT 1 OFFSET (SELECT count(*) / 2 FROM dbstat WHERE name = ?1 AND pagetype = 'leaf')`, index).Scan(&number, &size)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte(strings.Repeat("\xff", int(size))), (number-1)*size)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// A page that is damaged costs the lines in it.
func TestADamagedPageCostsItself(t *testing.T) {
	path := written(t, 200)
	spoil(t, path)
	s := mustOpen(t, path)
	session := fold(t, s)
	if n := len(session.Lines(interview.Functional)); n < 150 || n >= 200 {
		t.Errorf("%d of 200 lines are left", n)
	}
	if len(session.Damage()) == 0 {
		t.Error("no damage is told")
	}
	if err := s.Check(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Errorf("check: error %v, want %v", err, ErrDamaged)
	}
}

// A database that only says that it is somebody else's, or of some version, is left alone.
func TestMarksOfOthersAreRespected(t *testing.T) {
	for _, statement := range []string{`PRAGMA application_id = 5`, `PRAGMA user_version = 1`, `CREATE TABLE t (x)`} {
		path := filepath.Join(t.TempDir(), "sessions.db")
		alter(t, path, statement)
		if _, err := Open(t.Context(), path); !errors.Is(err, ErrNotOurs) {
			t.Errorf("%s: error %v, want %v", statement, err, ErrNotOurs)
		}
	}
}

// A start that is missing is taken from the list of sessions, at its time.
func TestAMissingStartIsKnownFromTheList(t *testing.T) {
	path := written(t, 2)
	alter(t, path, `DELETE FROM events WHERE seq = 1`)
	alter(t, path, `UPDATE events SET at = at + 5000`)
	s := mustOpen(t, path)
	events, err := s.Events(t.Context(), "s1")
	if err != nil || len(events) != 3 || events[0].Seq != 1 || !events[0].At.Equal(started.At) {
		t.Fatalf("events %+v, %v, want three from 1 on, begun at %v", events, err, started.At)
	}
	session := fold(t, s)
	want := started.Act.(interview.Started)
	if session.Started.Question != want.Question || session.Started.Mode != want.Mode || !session.StartedAt.Equal(started.At) || len(session.Damage()) == 0 {
		t.Errorf("started %+v at %v, damage %v, want %+v at %v", session.Started, session.StartedAt, session.Damage(), want, started.At)
	}
}

// A journal of which nothing can be read is damaged, and not one that was never there.
func TestAJournalThatIsWhollyDamaged(t *testing.T) {
	path := written(t, 200)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := 0; at < len(data); at += page {
		if strings.Contains(string(data[at:at+page]), "line ") {
			copy(data[at:at+page], strings.Repeat("\xff", page))
		}
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if events, err := mustOpen(t, path).Events(t.Context(), "s1"); !errors.Is(err, ErrDamaged) {
		t.Errorf("%d events, error %v, want %v", len(events), err, ErrDamaged)
	}
}

// Damage is looked for after an unclean end, and otherwise once a day.
func TestCheckIfDue(t *testing.T) {
	path := written(t, 200)
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	check := func(s *Store, now time.Time) error {
		t.Helper()
		return s.CheckIfDue(t.Context(), now)
	}
	s := mustOpen(t, path)
	if err := check(s, now); err != nil || !s.Checked().Equal(now) {
		t.Fatalf("%v, checked at %v", err, s.Checked())
	}
	_ = s.Close()
	spoil(t, path)
	s = mustOpen(t, path)
	if err := check(s, now.Add(CheckEvery-time.Second)); err != nil {
		t.Errorf("on the same day: %v", err)
	}
	if err := check(s, now.Add(CheckEvery)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a day later: error %v, want %v", err, ErrDamaged)
	}
	// With a log beside it, whoever wrote it may have died.
	if err := s.Append(t.Context(), "s2", started); err != nil {
		t.Fatal(err)
	}
	if err := check(mustOpen(t, path), now.Add(time.Second)); !errors.Is(err, ErrDamaged) {
		t.Errorf("after an unclean end: error %v, want %v", err, ErrDamaged)
	}
}

// One sheet or answer that is damaged costs itself.
func TestADamagedSheetCostsItself(t *testing.T) {
	path := written(t, 1)
	alter(t, path, `INSERT INTO sheets VALUES ('a', 1, 0, 0, '["x"]'), ('b', -1, 9223372036854775807, 0, '{')`)
	alter(t, path, `INSERT INTO answers VALUES (0, 'x', -1, '{'), (1, '1', 1, '{"guess":"2"}')`)
	s := mustOpen(t, path)
	sheets, err := s.Sheets(t.Context())
	answers, also := s.Answers(t.Context())
	if len(sheets) != 1 || len(answers) != 1 || err != nil || also != nil {
		t.Errorf("%d sheets, %v; %d answers, %v", len(sheets), err, len(answers), also)
	}
}

// A file that vanishes, or another in its place, gets the whole session again.
func TestAFileThatIsReplacedGetsTheSessionAgain(t *testing.T) {
	copied := written(t, 1)
	other := newPath(t)
	if err := mustOpen(t, other).Close(); err != nil {
		t.Fatal(err)
	}
	for name, replace := range map[string]func(path string) error{
		"removed": os.Remove,
		"removed with its log": func(path string) error {
			return errors.Join(os.Remove(path), os.Remove(path+"-wal"), os.Remove(path+"-shm"))
		},
		"folder removed": func(path string) error { return os.RemoveAll(filepath.Dir(path)) },
		"moved away":     func(path string) error { return os.Rename(path, path+".old") },
		"an empty one":   func(path string) error { return os.Rename(other, path) },
		"an older copy":  func(path string) error { return os.Rename(copied, path) },
	} {
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			s := mustOpen(t, path)
			if err := s.Append(t.Context(), "s1", started); err != nil {
				t.Fatal(err)
			}
			journal, err := interview.Open(t.Context(), s, "s1")
			if err != nil {
				t.Fatal(err)
			}
			write := func(lines ...string) {
				t.Helper()
				if err := errors.Join(journal.Write(time.UnixMilli(0), interview.Functional, lines), journal.Flush(t.Context())); err != nil {
					t.Fatal(err)
				}
			}
			write("line 0 " + strings.Repeat("x", 200))
			if err := replace(path); err != nil {
				t.Fatal(err)
			}
			write("line 0 "+strings.Repeat("x", 200), "two")
			events, err := mustOpen(t, path).Events(t.Context(), "s1")
			if err != nil || len(events) != 3 || journal.Forked() != "" {
				t.Errorf("%d events are stored, %v, forked from %q; want 3", len(events), err, journal.Forked())
			}
		})
	}
}

// A repair writes what can be read to a new file, again and again, and leaves the old
// one alone.
func TestRepair(t *testing.T) {
	path := written(t, 200)
	s := mustOpen(t, path)
	if err := errors.Join(
		s.Append(t.Context(), "s2", started, heartbeat(2)),
		s.SaveSheet(t.Context(), notebook.Sheet{ID: "a", Revision: 1, Lines: []string{"w"}}),
		s.SaveSheet(t.Context(), notebook.Sheet{ID: "a", Revision: 2, Lines: []string{"x"}}),
		s.AddAnswers(t.Context(), notebook.Answer{Number: 1}, notebook.Answer{Number: 2}),
		s.Close(),
	); err != nil {
		t.Fatal(err)
	}
	alter(t, path, `INSERT INTO sheets VALUES ('b', 1, 0, 0, '{')`)
	alter(t, path, `INSERT INTO events VALUES ('lost', 7, 0, 'heartbeat', '{}')`)
	alter(t, path, `UPDATE events SET act = 'x' WHERE session = 's2' AND seq = 1`)
	alter(t, path, `PRAGMA user_version = -5`)
	spoil(t, path)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{path + ".repaired", path + ".repaired-2"} {
		r, err := Repair(t.Context(), path)
		if err != nil || r.Path != want || r.Sessions != 2 || r.Sheets != 1 || r.Answers != 2 || r.Events < 150 {
			t.Fatalf("repair %d: %+v, %v", i+1, r, err)
		}
		lost := strings.Join(r.Lost, "\n")
		for _, text := range []string{"session s1: events ", "session s2: event 1 cannot be read", "session lost: ", "sheet b: "} {
			if !strings.Contains(lost, text) {
				t.Errorf("what is lost lacks %q:\n%s", text, lost)
			}
		}
		repaired := mustOpen(t, r.Path)
		if err := repaired.Check(t.Context()); err != nil {
			t.Error(err)
		}
		if s := fold(t, repaired); len(s.Damage()) > 0 || len(s.Lines(interview.Functional)) < 150 {
			t.Errorf("the session has %d lines, damage %v", len(s.Lines(interview.Functional)), s.Damage())
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the old file was changed: %v", err)
	}
}

// Answers are taken from both ends of what is damaged between them, and that is told.
func TestRepairOfDamagedAnswers(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	var answers []notebook.Answer
	for i := range 300 {
		answers = append(answers, notebook.Answer{Number: i + 1, Question: fmt.Sprintf("answer %d ", i)})
	}
	if err := errors.Join(s.AddAnswers(t.Context(), answers...), s.Close()); err != nil {
		t.Fatal(err)
	}
	spoilAt(t, path, "answer 150 ")
	r, err := Repair(t.Context(), path)
	if err != nil || r.Answers < 200 || r.Answers >= 300 || !strings.Contains(strings.Join(r.Lost, "\n"), "some answers of drills") {
		t.Errorf("%+v, %v", r, err)
	}
}

// Sheets are found from both ends of a damaged table and, where only its index is damaged,
// all of them.
func TestRepairOfDamagedSheets(t *testing.T) {
	const count = 300
	name := func(i int) string { return fmt.Sprintf("sheet-%03d-%s", i, strings.Repeat("x", 40)) }
	lines := func(i int) []string { return []string{fmt.Sprintf("total %03d = %s", i, strings.Repeat("y", 100))} }
	whole := newPath(t)
	s := mustOpen(t, whole)
	for i := range count {
		// Written in another order than that of their names.
		i = i * 7 % count
		if err := s.SaveSheet(t.Context(), notebook.Sheet{ID: name(i), Revision: 1, Lines: lines(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	for trial, want := range map[string]struct {
		spoil func(path string)
		all   bool
	}{
		"index": {func(path string) { spoilIndex(t, path, "sqlite_autoindex_sheets_1") }, true},
		"table": {func(path string) { spoilAt(t, path, "total 150 ") }, false},
		"index and table": {func(path string) {
			spoilIndex(t, path, "sqlite_autoindex_sheets_1")
			spoilAt(t, path, "total 150 ")
		}, false},
	} {
		t.Run(trial, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sessions.db")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			want.spoil(path)
			r, err := Repair(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			sheets, err := mustOpen(t, r.Path).Sheets(t.Context())
			if err != nil || len(sheets) != r.Sheets || r.Sheets < count*3/4 || want.all != (r.Sheets == count) {
				t.Fatalf("%d sheets are saved, %d told, %v", len(sheets), r.Sheets, err)
			}
			for _, i := range []int{0, 1, count - 2, count - 1} {
				if !slices.ContainsFunc(sheets, func(s notebook.Sheet) bool { return s.ID == name(i) && slices.Equal(s.Lines, lines(i)) }) {
					t.Errorf("%s is not saved", name(i))
				}
			}
			if want.all != (len(r.Lost) == 0) {
				t.Errorf("told as lost: %q", r.Lost)
			}
		})
	}
}

// A table without an index beside it is its own order, read from both ends.
func TestKeysFromBothEnds(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	name := func(i int) string { return fmt.Sprintf("session-%03d-%s", i, strings.Repeat("x", 200)) }
	for i := range 100 {
		if err := s.Append(t.Context(), name(i), started); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	spoilIndex(t, path, "events")
	db, err := salvage(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ids := keys(t.Context(), db, `SELECT DISTINCT session FROM events`, `session`)
	n := len(ids)
	if n < 50 || n >= 100 || ids[0] != name(0) || ids[n-1] != name(99) || !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != n {
		t.Errorf("%d names; want each once, in order, from both ends", n)
	}
	if none := keys(t.Context(), db, `SELECT id FROM nowhere`, `id`); none != nil {
		t.Errorf("a table that is missing gives %q", none)
	}
}

// A session that is only listed, without one event, is told as lost, once, and the others
// are saved.
func TestRepairOfASessionWithoutEvents(t *testing.T) {
	path := written(t, 2)
	s := mustOpen(t, path)
	if err := errors.Join(s.Append(t.Context(), "s0", started), s.Close()); err != nil {
		t.Fatal(err)
	}
	alter(t, path, `DELETE FROM events WHERE session = 's0'`)
	r, err := Repair(t.Context(), path)
	want := []string{"session s0: " + interview.ErrNotFound.Error()}
	if err != nil || r.Sessions != 1 || r.Events != 3 || !slices.Equal(r.Lost, want) {
		t.Errorf("%+v, %v; want one session, and lost %q", r, err, want)
	}
}

func TestRepairRefuses(t *testing.T) {
	path := newPath(t)
	if _, err := Repair(t.Context(), path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	s, err := open(t.Context(), path, append(embedded(), `CREATE TABLE later (id INTEGER)`))
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	if _, err := Repair(t.Context(), path); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer file: %v", err)
	}
}
