package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/store/storetest"
)

// TestMain writes to a store when this binary is started as a writer.
func TestMain(m *testing.M) {
	if path := os.Getenv("SQLITE_TEST_OPENER"); path != "" {
		_, _ = os.Stdin.Read(make([]byte, 1)) // until all are there
		if _, err := Open(context.Background(), path); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if path := os.Getenv("SQLITE_TEST_WRITER"); path != "" {
		count, _ := strconv.Atoi(os.Getenv("SQLITE_TEST_COUNT"))
		write(path, count)
	}
	os.Exit(m.Run())
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) interview.Store { return mustOpen(t, newPath(t)) })
}

func TestNotebook(t *testing.T) {
	storetest.RunNotebook(t, func(t *testing.T) notebook.Store { return mustOpen(t, newPath(t)) })
}

func newPath(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "with space, ? and #", "sessions.db")
}

func mustOpen(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

var started = interview.Event{Seq: 1, At: time.UnixMilli(0).UTC(), Act: interview.Started{Question: "q", Mode: interview.Practice}}

func heartbeat(seq int) interview.Event {
	return interview.Event{Seq: seq, At: time.UnixMilli(int64(seq)).UTC(), Act: interview.Heartbeat{}}
}

func TestAFileHoldsWhatWasWritten(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	if err := s.Append(t.Context(), "s1", started, heartbeat(2)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	events, err := mustOpen(t, path).Events(t.Context(), "s1")
	if err != nil || len(events) != 2 {
		t.Errorf("%d events, %v", len(events), err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want it private", info.Mode(), err)
	}
}

// Lines of what the writer acknowledged are in the file, however it ended.
func TestKillLosesNothing(t *testing.T) {
	for range 20 {
		path := newPath(t)
		writer := exec.Command(os.Args[0])
		writer.Env = append(os.Environ(), "SQLITE_TEST_WRITER="+path)
		stdout, err := writer.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := writer.Start(); err != nil {
			t.Fatal(err)
		}
		acknowledged := 0
		buffer := make([]byte, 1)
		for acknowledged < 25 {
			if _, err := stdout.Read(buffer); err != nil {
				t.Fatal(err)
			}
			acknowledged++
		}
		_ = writer.Process.Kill()
		var rest bytes.Buffer
		_, _ = rest.ReadFrom(stdout)
		acknowledged += rest.Len()
		_ = writer.Wait()
		s := mustOpen(t, path)
		events, err := s.Events(t.Context(), "s1")
		if err != nil {
			t.Fatal(err)
		}
		if len(events) < acknowledged {
			t.Fatalf("%d events are left of %d", len(events), acknowledged)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// write appends so many events, or goes on for ever if that is zero, prints a byte
// after each, and ends the process.
func write(path string, count int) {
	s, err := Open(context.Background(), path)
	if err != nil {
		panic(err)
	}
	for seq := 1; count == 0 || seq <= count; seq++ {
		if err := s.Append(context.Background(), "s1", nth(seq)); err != nil {
			panic(err)
		}
		fmt.Print(".")
	}
	os.Exit(0)
}

// nth returns an event of a session.
func nth(seq int) interview.Event {
	if seq == 1 {
		return started
	}
	return heartbeat(seq)
}

// Neither waits for longer than the other takes for all that it writes, so neither
// can run out of patience.
func TestTwoProcessesShareAFile(t *testing.T) {
	const count = 50
	path := newPath(t)
	s := mustOpen(t, path)
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), "SQLITE_TEST_WRITER="+path, "SQLITE_TEST_COUNT="+strconv.Itoa(count))
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	for seq := 1; seq <= count; seq++ {
		if err := s.Append(t.Context(), "mine", nth(seq)); err != nil {
			t.Error(err)
		}
	}
	if err := writer.Wait(); err != nil {
		t.Errorf("the other process: %v", err)
	}
	for _, session := range []string{"mine", "s1"} {
		events, err := s.Events(t.Context(), session)
		if err != nil || len(events) != count {
			t.Errorf("%s has %d events, %v; want %d", session, len(events), err, count)
		}
	}
}

func TestOtherFilesAreLeftAlone(t *testing.T) {
	foreign := func(path string) {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(`CREATE TABLE diary (entry TEXT)`); err != nil {
			t.Fatal(err)
		}
		_ = db.Close()
	}
	text := func(path string) {
		if err := os.WriteFile(path, []byte(strings.Repeat("my diary\n", 1000)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, create := range map[string]func(string){"database of another program": foreign, "no database": text} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sessions.db")
			create(path)
			before, _ := os.ReadFile(path)
			if _, err := Open(t.Context(), path); !errors.Is(err, ErrNotOurs) {
				t.Errorf("error %v, want %v", err, ErrNotOurs)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestEmptyFileIsNew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sessions.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := mustOpen(t, path).Append(t.Context(), "s1", started); err != nil {
		t.Error(err)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	path := newPath(t)
	newer := append(embedded(), `CREATE TABLE tomorrow (x)`)
	s, err := open(t.Context(), path, newer)
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	_, err = Open(t.Context(), path)
	if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), fmt.Sprintf("schema %d", len(newer))) {
		t.Errorf("error %v, want %v", err, ErrNewer)
	}
}

func TestOlderSchemaIsBackedUpAndMigrated(t *testing.T) {
	path := newPath(t)
	s := mustOpen(t, path)
	if err := s.Append(t.Context(), "s1", started); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	backup := fmt.Sprintf("%s.schema-%d.bak", path, len(embedded()))
	if err := os.WriteFile(backup+".part", []byte("of a spar that was killed"), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := append(embedded(), `CREATE TABLE tomorrow (x)`)
	migrated, err := open(t.Context(), path, newer)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = migrated.Close() }()
	if _, err := migrated.Events(t.Context(), "s1"); err != nil {
		t.Errorf("after the migration: %v", err)
	}
	if info, err := os.Stat(backup); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy: %v, %v", info, err)
	}
	if _, err := mustOpen(t, backup).Events(t.Context(), "s1"); err != nil {
		t.Errorf("in the copy made before: %v", err)
	}
}

// A file that a spar without a notebook has written gets one.
func TestFirstSchemaGetsANotebook(t *testing.T) {
	path := newPath(t)
	s, err := open(t.Context(), path, embedded()[:1])
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Append(t.Context(), "s1", started); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	migrated := mustOpen(t, path)
	if err := migrated.SaveSheet(t.Context(), notebook.Sheet{ID: "n1", Revision: 1}); err != nil {
		t.Errorf("after the migration: %v", err)
	}
	if _, err := migrated.Events(t.Context(), "s1"); err != nil {
		t.Errorf("after the migration: %v", err)
	}
	if info, err := os.Stat(path + ".schema-1.bak"); err != nil || info.Size() == 0 {
		t.Errorf("the copy made before: %v", err)
	}
}

func TestFailedMigrationChangesNothing(t *testing.T) {
	path := newPath(t)
	mustOpen(t, path)
	broken := append(embedded(), `CREATE TABLE tomorrow (x)`, `CREATE TABLE tomorrow (x)`)
	if _, err := open(t.Context(), path, broken); err == nil {
		t.Fatal("a broken migration succeeded")
	}
	if _, err := Open(t.Context(), path); err != nil {
		t.Errorf("after a broken migration: %v", err)
	}
}

func BenchmarkAppend(b *testing.B) {
	s := mustOpen(b, newPath(b))
	if err := s.Append(b.Context(), "s1", started); err != nil {
		b.Fatal(err)
	}
	for seq := 2; b.Loop(); seq++ {
		if err := s.Append(b.Context(), "s1", heartbeat(seq)); err != nil {
			b.Fatal(err)
		}
	}
}
