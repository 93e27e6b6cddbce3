//go:build linux

package cmd

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"spar/internal/interview"
	"spar/internal/terminal/terminaltest"
)

// kills returns how many programs to kill: few, or as many as SPAR_SOAK says.
func kills(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("SPAR_SOAK")); err == nil {
		return n
	}
	if testing.Short() {
		return 2
	}
	return 6
}

// typedLine is a line that was entered at a time.
type typedLine struct {
	text string
	at   time.Time
}

// typeFor types lines at a human's pace for a second or two.
func typeFor(random *rand.Rand, enter func(i int, line string)) []typedLine {
	var typed []typedLine
	end := time.Now().Add(time.Second + time.Duration(random.IntN(1500))*time.Millisecond)
	for i := 0; time.Now().Before(end); i++ {
		line := fmt.Sprintf("line%d", i)
		enter(i, line)
		typed = append(typed, typedLine{line, time.Now()})
		time.Sleep(time.Duration(random.IntN(60)) * time.Millisecond)
	}
	return typed
}

// checkKept reports lines that were lost although they were entered more than a second
// before a program was killed.
func checkKept(t *testing.T, home string, typed []typedLine, killed time.Time) {
	t.Helper()
	lines := strings.Split(functional(t, home), "|")
	for _, line := range typed {
		if age := killed.Sub(line.at); age > time.Second && !slices.Contains(lines, line.text) {
			t.Errorf("%s is lost, typed %v before the kill; stored are %d of %d lines", line.text, age, len(lines), len(typed))
		}
	}
}

// A killed program has lost nothing that was typed more than a second before. In the
// screen a line counts from when it is shown.
func TestKilledWhileTyping(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range kills(t) {
		home := t.TempDir()
		x := terminaltest.Start(t, spar(t, home, "practice", "url-shortener"), 100, 30)
		x.WaitFor("ask the interviewer")
		x.Type("\t")
		typed := typeFor(random, func(i int, line string) {
			if i > 0 {
				x.Type("\r")
			}
			x.Type(line)
			x.WaitFor(line)
		})
		killed := time.Now()
		x.Signal(syscall.SIGKILL)
		x.Wait()
		checkKept(t, home, typed, killed)
	}
}

// startPlain starts a practice line by line, and returns it with its input and output.
func startPlain(t *testing.T, home string) (*exec.Cmd, io.WriteCloser, io.ReadCloser) {
	t.Helper()
	cmd := spar(t, home, "practice", "url-shortener", "--plain")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, in, out
}

// A line counts from when the next is asked for, however busy the machine is.
func TestKilledLineByLine(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range kills(t) {
		home := t.TempDir()
		cmd, in, out := startPlain(t, home)
		said := bufio.NewReader(out)
		enter := func(line string) {
			_, _ = io.WriteString(in, line+"\n")
			for text := ""; !strings.HasSuffix(text, "functional> "); {
				part, err := said.ReadString(' ')
				if err != nil {
					t.Fatalf("after %q: %v", line, err)
				}
				text += part
			}
		}
		enter("")
		typed := typeFor(random, func(_ int, line string) { enter(line) })
		killed := time.Now()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		checkKept(t, home, typed, killed)
	}
}

// waitStored waits until a line is stored.
func waitStored(t *testing.T, home, line string) {
	t.Helper()
	for range 500 {
		if s := stored(t, home); s != nil && slices.Contains(s.Lines(interview.Functional), line) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%q is not stored", line)
}

// Line by line, a line is stored when it is entered and not with the next, also if
// nobody reads the answers, and a signal leaves as :quit does.
func TestSignalsLineByLine(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		for _, closed := range []bool{false, true} {
			t.Run(fmt.Sprintf("%v, output closed %v", signal, closed), func(t *testing.T) {
				home := t.TempDir()
				cmd, in, out := startPlain(t, home)
				if closed {
					_ = out.Close()
				} else {
					go func() { _, _ = io.Copy(io.Discard, out) }()
				}
				_, _ = io.WriteString(in, "\nfirst\n")
				waitStored(t, home, "first")
				_, _ = io.WriteString(in, "second\n")
				_ = cmd.Process.Signal(signal)
				_ = cmd.Wait()
				if code := cmd.ProcessState.ExitCode(); code != 128+int(signal) {
					t.Errorf("exit code %d, want %d", code, 128+int(signal))
				}
				if got := functional(t, home); got != "first|second" || !stored(t, home).Paused() {
					t.Errorf("stored %q, paused %v", got, stored(t, home).Paused())
				}
			})
		}
	}
}

// A process that nobody reads from, and that waits for that, ends all the same.
func TestSignalWhileTheOutputIsBlocked(t *testing.T) {
	home := t.TempDir()
	cmd, in, _ := startPlain(t, home)
	_, _ = io.WriteString(in, "\n")
	for i := range 300 {
		_, _ = io.WriteString(in, fmt.Sprintf("line%d\n:show\n", i)) // far more than a pipe holds
	}
	waitStored(t, home, "line0")
	_ = cmd.Process.Signal(syscall.SIGTERM)
	if _ = cmd.Wait(); cmd.ProcessState.ExitCode() != 128+15 {
		t.Errorf("ended with %v", cmd.ProcessState)
	}
}
