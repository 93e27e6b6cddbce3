//go:build linux

package cmd

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"spar/internal/interview"
	"spar/internal/store/sqlite"
	"spar/internal/terminal/terminaltest"
)

// binary builds the real program, once for all tests.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "spar")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "spar")
	out, err := exec.Command("go", "build", "-o", path, "spar").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
})

// spar returns a command that runs the real program with its state in a folder.
func spar(t testing.TB, home string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + home, "SPAR_HOME=" + home, "PATH=" + os.Getenv("PATH")}
	return cmd
}

func TestBinaryIsSmall(t *testing.T) {
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() > 60<<20 {
		t.Errorf("the binary has %v bytes, %v; want less than 60 MiB", info.Size(), err)
	}
}

// A candidate begins, leaves in the middle, and comes back to every line.
func TestJourney(t *testing.T) {
	home := t.TempDir()
	x := terminaltest.Start(t, spar(t, home), 100, 30)
	x.WaitFor("Mock interview")
	x.Type("p")
	x.WaitFor("Design a URL shortener")
	x.Type("short\r")
	x.WaitFor("start the clock")
	x.Type("\r")
	x.WaitFor("ask the interviewer")
	x.Type("How many new links per day?\r")
	x.WaitFor("About 100 million new links a day.")
	x.Type("\tShorten a long URL 世界")
	x.WaitFor("Shorten a long URL 世界")
	x.Resize(60, 20)
	x.WaitFor("1/5 requirements")
	x.Type("\x03")
	if state := x.Wait(); state.ExitCode() != 0 || !x.Cooked() {
		t.Fatalf("left with %v, terminal restored: %v", state, x.Cooked())
	}
	x = terminaltest.Start(t, spar(t, home), 100, 30)
	x.WaitFor("Continue")
	x.Type("c")
	x.WaitFor("Shorten a long URL 世界")
	x.WaitFor("About 100 million new links a day.")
	x.Type("\x03")
	x.Wait()
}

// Signals end the program with everything saved and the terminal restored.
func TestSignals(t *testing.T) {
	for _, test := range []struct {
		signal syscall.Signal
		code   int
	}{{syscall.SIGTERM, 128 + 15}, {syscall.SIGHUP, 128 + 1}, {syscall.SIGQUIT, 128 + 3}} {
		t.Run(test.signal.String(), func(t *testing.T) {
			home := t.TempDir()
			x := terminaltest.Start(t, spar(t, home, "practice", "url-shortener"), 100, 30)
			x.WaitFor("ask the interviewer")
			x.Type("\tShorten a long URL")
			x.WaitFor("Shorten a long URL")
			x.Signal(test.signal)
			if state := x.Wait(); state.ExitCode() != test.code || !x.Cooked() {
				t.Errorf("ended with %v, terminal restored: %v", state, x.Cooked())
			}
			if got := functional(t, home); got != "Shorten a long URL" {
				t.Errorf("stored %q", got)
			}
		})
	}
}

// functional returns the functional requirements of the only session.
func functional(t *testing.T, home string) string {
	t.Helper()
	s := stored(t, home)
	if s == nil {
		t.Fatal("no session is stored")
	}
	return strings.Join(s.Lines(interview.Functional), "|")
}

// stored returns the only session, nil if there is none.
func stored(t *testing.T, home string) *interview.Session {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.OpenReadOnly(ctx, filepath.Join(home, "sessions.db"))
	if err != nil {
		return nil // it is being made
	}
	defer store.Close()
	summaries, err := store.Summaries(ctx)
	if err != nil || len(summaries) > 1 {
		t.Fatalf("%d sessions, %v", len(summaries), err)
	}
	if len(summaries) == 0 {
		return nil
	}
	events, err := store.Events(ctx, summaries[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	s, err := interview.Fold(events)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An idle session redraws little at a tick, and does nothing between ticks.
func TestIdle(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	cmd := spar(t, t.TempDir(), "practice", "url-shortener")
	x := terminaltest.Start(t, cmd, 120, 40)
	x.WaitFor("44:58")
	written, busy := x.Written(), cpu(t, cmd.Process.Pid)
	x.WaitFor("44:54")
	if n := x.Written() - written; n > 4*300 {
		t.Errorf("%d bytes in four ticks, want less than 300 each", n)
	}
	// The kernel counts in hundredths of a second.
	if spent := cpu(t, cmd.Process.Pid) - busy; spent > 200*time.Millisecond {
		t.Errorf("%v of processor time in four idle seconds", spent)
	}
}

// cpu returns the processor time of a process so far.
func cpu(t *testing.T, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	// The fields after the name in parentheses; proc(5) counts from 1 before it.
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	total := 0
	for _, i := range []int{11, 12} { // utime and stime
		ticks, err := strconv.Atoi(fields[i])
		if err != nil {
			t.Fatal(err)
		}
		total += ticks
	}
	return time.Duration(total) * 10 * time.Millisecond
}

// BenchmarkHelp measures a whole process that prints its help.
func BenchmarkHelp(b *testing.B) {
	home := b.TempDir()
	spar(b, home) // builds it
	for b.Loop() {
		if err := spar(b, home, "--help").Run(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstFrame measures from the start of the process to the home screen.
func BenchmarkFirstFrame(b *testing.B) {
	home := b.TempDir()
	spar(b, home) // builds it
	for b.Loop() {
		x := terminaltest.Start(b, spar(b, home), 100, 30)
		x.WaitFor("Mock interview")
		b.StopTimer()
		x.Type("\x03")
		x.Wait()
		b.StartTimer()
	}
}
