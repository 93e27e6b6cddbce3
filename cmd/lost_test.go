//go:build linux

package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"spar/internal/interview"
	"spar/internal/store/sqlite"
	"spar/internal/terminal/terminaltest"
)

// A store that is removed under a running session is there again, with the whole session,
// when the next line is saved.
func TestStoreRemovedUnderASession(t *testing.T) {
	remove := func(t *testing.T, home string) {
		t.Helper()
		for _, ending := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(filepath.Join(home, "sessions.db"+ending)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Run("line by line", func(t *testing.T) {
		home := t.TempDir()
		_, in, out := startPlain(t, home)
		go func() { _, _ = io.Copy(io.Discard, out) }()
		_, _ = io.WriteString(in, "\nfirst\n")
		waitStored(t, home, "first")
		remove(t, home)
		_, _ = io.WriteString(in, "second\n")
		waitStored(t, home, "second")
		if got := functional(t, home); got != "first|second" {
			t.Errorf("stored %q", got)
		}
	})
	t.Run("screen", func(t *testing.T) {
		home := t.TempDir()
		x := terminaltest.Start(t, spar(t, home, "practice", "url-shortener"), 100, 30)
		x.WaitFor("ask the interviewer")
		x.Type("\tfirst")
		waitStored(t, home, "first")
		remove(t, home)
		x.Type("\rsecond")
		waitStored(t, home, "second")
		x.Type("\x03")
		x.Wait()
		if got := functional(t, home); got != "first|second" {
			t.Errorf("stored %q", got)
		}
	})
}

// Damage to the store is found in the background and said, in the screens and line by line,
// and what can be read is there.
func TestDamageIsLookedFor(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, "sessions.db")
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	events := []interview.Event{{Seq: 1, At: time.Unix(0, 0).UTC(), Act: interview.Started{
		Pack: "spar", Question: "url-shortener", Mode: interview.Practice, Level: interview.Mid, Plan: interview.PlanOf([5]int{5, 5, 10, 15, 10}),
	}}}
	for i := range 200 {
		line := fmt.Sprintf("line %d %s", i, strings.Repeat("x", 200))
		events = append(events, interview.Event{Seq: i + 2, At: time.Unix(0, 0).UTC(), Act: interview.Wrote{Field: interview.Functional, From: i, Inserted: []string{line}}})
	}
	if err := errors.Join(store.Append(t.Context(), "s1", events...), store.Close()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	at := strings.Index(string(data), "line 100 ") / page * page
	copy(data[at:at+page], strings.Repeat("\xff", page))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	x := terminaltest.Start(t, spar(t, home), 120, 30)
	x.WaitFor("the file is damaged")
	x.WaitFor("spar doctor")
	x.Type("\x03")
	x.Wait()

	cmd := spar(t, home, "resume", "s1", "--plain")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	diagnostics, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := ""
	for buffer := make([]byte, 4096); !strings.Contains(said, "are missing") || !strings.Contains(said, `see "spar doctor"`); {
		n, err := diagnostics.Read(buffer)
		said += string(buffer[:n])
		if err != nil {
			t.Fatalf("it said %q and %v", said, err)
		}
	}
	_ = in.Close()
	_ = cmd.Wait()
}
