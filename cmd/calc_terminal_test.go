//go:build linux

package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"spar/internal/store/sqlite"
	"spar/internal/terminal/terminaltest"
)

// On a terminal the reading stands below the answer, dimmed, and a refusal in
// its place.
func TestCalcOnATerminal(t *testing.T) {
	x := terminaltest.Start(t, spar(t, t.TempDir(), "calc", "100M/day * 500B * 10y", "3 GB + 5/s"), 100, 30)
	x.WaitFor("182.5 TB")
	x.WaitFor("  100M/day × 500 bytes × 10 years (365 d)")
	x.WaitFor("  note: read 500B as 500 bytes")
	x.WaitFor("^^^^^^^^^^ a size and a rate per second cannot be added")
	if state := x.Wait(); state.ExitCode() != 1 {
		t.Errorf("ended with %v", state)
	}
}

// The calculator opens without arguments, keeps what is typed through a signal,
// and has it again.
func TestCalculatorOnATerminal(t *testing.T) {
	home := t.TempDir()
	x := terminaltest.Start(t, spar(t, home, "calc"), 120, 30)
	x.WaitFor("type it as you would say it")
	x.Type("writes = 100M/day\rstorage = writes * 500 B * 10 years")
	x.WaitFor("182.5 TB")
	x.WaitFor("about one hundred and eighty terabytes")
	x.Type("\x18") // ctrl+x
	x.WaitFor("547.5 TB")
	x.Signal(syscall.SIGTERM)
	if state := x.Wait(); state.ExitCode() != 128+15 || !x.Cooked() {
		t.Errorf("ended with %v, terminal restored: %v", state, x.Cooked())
	}
	if got := latestSheet(t, home); got != "writes = 100M/day|storage = writes * 500 B * 10 years * 3x peak" {
		t.Errorf("stored %q", got)
	}
	x = terminaltest.Start(t, spar(t, home, "calc"), 80, 24)
	x.WaitFor("547.5 TB")
	x.Type("\x13") // ctrl+s
	x.WaitFor("save to")
	path := filepath.Join(home, "sheet.txt")
	x.Type(path + "\r")
	x.WaitFor("saved to")
	x.Type("\x03")
	x.Wait()
	if data, err := os.ReadFile(path); err != nil || string(data) != "writes = 100M/day\nstorage = writes * 500 B * 10 years * 3x peak\n" {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

// latestSheet returns the lines of the sheet that was changed last.
func latestSheet(t *testing.T, home string) string {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(home, "sessions.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	sheets, err := store.Sheets(t.Context())
	if err != nil || len(sheets) == 0 {
		t.Fatalf("%d sheets, %v", len(sheets), err)
	}
	return strings.Join(sheets[0].Lines, "|")
}

// A drill on a terminal is a screen, and its answers are listed afterwards.
func TestDrillOnATerminal(t *testing.T) {
	home := t.TempDir()
	x := terminaltest.Start(t, spar(t, home, "calc", "--drill", "--seed", "7"), 100, 30)
	x.WaitFor("answer; nothing skips")
	x.Type("5\r")
	x.WaitFor("worked out")
	x.Type("\x03")
	if state := x.Wait(); state.ExitCode() != 0 || !x.Cooked() {
		t.Errorf("left with %v, terminal restored: %v", state, x.Cooked())
	}
	out, err := spar(t, home, "calc", "--drills").Output()
	if err != nil || !strings.HasPrefix(string(out), "1 answered, ") {
		t.Errorf("listed %q, %v", out, err)
	}
}

// BenchmarkCalc measures a whole process that calculates a line.
func BenchmarkCalc(b *testing.B) {
	home := b.TempDir()
	for b.Loop() {
		if err := spar(b, home, "calc", "100M/day * 500B * 10y").Run(); err != nil {
			b.Fatal(err)
		}
	}
}
