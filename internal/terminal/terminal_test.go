//go:build linux

package terminal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/terminal/terminaltest"
)

// TestMain runs the program under test when this binary is started as one.
func TestMain(m *testing.M) {
	if kind := os.Getenv("TERMINAL_TEST_PROGRAM"); kind != "" {
		os.Exit(program(kind))
	}
	os.Exit(m.Run())
}

// program is a small screen that echoes keys and misbehaves by its kind.
func program(kind string) int {
	err := Run(context.Background(), &echo{kind: kind}, Config{
		In: os.Stdin, Out: os.Stdout,
		Flush: func(ctx context.Context) error {
			if kind == "flush-hangs" {
				<-ctx.Done()
				return ctx.Err()
			}
			return os.WriteFile(os.Getenv("TERMINAL_TEST_FLUSHED"), []byte("saved"), 0o600)
		},
	})
	if err != nil {
		fmt.Println("end:", err)
	}
	return ExitCode(err)
}

type echo struct {
	kind  string
	typed string
}

func (e *echo) Init() tea.Cmd {
	if e.kind == "deaf" {
		signal.Ignore(syscall.SIGHUP)
	}
	return nil
}

func (e *echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q":
			return e, tea.Quit
		case "!":
			if e.kind == "update-panics" {
				panic("on purpose")
			}
			if e.kind == "update-hangs" {
				select {}
			}
		}
		if msg.Text == "" {
			e.typed += "[" + msg.String() + "]"
		}
		e.typed += msg.Text
	case tea.PasteMsg:
		e.typed += "{" + strings.ReplaceAll(msg.Content, "\n", "|") + "}"
	case tea.ResumeMsg:
		e.typed += " resumed"
	}
	return e, nil
}

func (e *echo) View() tea.View {
	v := tea.NewView("typed: " + e.typed)
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	return v
}

// start runs the program on a terminal; saved is the file that Flush writes.
func start(t *testing.T, kind string) (x *terminaltest.Terminal, saved string) {
	t.Helper()
	saved = filepath.Join(t.TempDir(), "saved")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "TERMINAL_TEST_PROGRAM="+kind, "TERMINAL_TEST_FLUSHED="+saved)
	x = terminaltest.Start(t, cmd, 60, 10)
	x.WaitFor("typed:")
	x.Type("abc")
	x.WaitFor("typed: abc")
	return x, saved
}

func TestSignalsSaveAndRestore(t *testing.T) {
	for _, test := range []struct {
		signal syscall.Signal
		kind   string
		hang   bool
		saves  bool
	}{
		{syscall.SIGTERM, "well", false, true},
		{syscall.SIGHUP, "well", false, true},
		{syscall.SIGINT, "well", false, true},
		{syscall.SIGTERM, "update-hangs", true, true},
		{syscall.SIGHUP, "update-hangs", true, true},
		{syscall.SIGTERM, "flush-hangs", false, false},
	} {
		t.Run(fmt.Sprintf("%v %s", test.signal, test.kind), func(t *testing.T) {
			t.Parallel()
			x, saved := start(t, test.kind)
			if test.hang {
				x.Type("!")
			}
			x.Signal(test.signal)
			if code := x.Wait().ExitCode(); code != 128+int(test.signal) {
				t.Errorf("exit code %d, want %d", code, 128+int(test.signal))
			}
			if !x.Cooked() {
				t.Error("the terminal was left raw")
			}
			if _, err := os.Stat(saved); (err == nil) != test.saves {
				t.Errorf("saved: %v, want %v", err == nil, test.saves)
			}
		})
	}
}

// What the escape key leaves of a sequence that comes in pieces is not typed.
func TestSplitSequence(t *testing.T) {
	t.Parallel()
	x, _ := start(t, "well")
	for i, rest := range []string{"]11;rgb:1e1e/1e1e/1e1e\x1b\\", "[<0;33;12M", "[A", "OP", "P1$r0m\x1b\\"} {
		x.Type("\x1b")
		x.WaitFor("abc" + strings.Repeat("[esc]", i+1))
		x.Type(rest)
	}
	x.Type("\x1b")
	x.WaitFor("abc" + strings.Repeat("[esc]", 6))
	x.Type("[200~pasted\x1b[201~and typed")
	x.WaitFor(strings.Repeat("[esc]", 6) + "{pasted}and typed")
}

// Pastes come in pieces that end within a character or a sequence, with the line
// ends of any system.
func TestPasteInPieces(t *testing.T) {
	t.Parallel()
	x, _ := start(t, "well")
	for _, piece := range []string{"\x1b[200~水\r\n\xe6", "\xb0\xb4\r\xe6\xb0", "\xb4\x1b[106;5", "u水\x1b[20", "1~\r\nx\n"} {
		x.Type(piece)
		time.Sleep(70 * time.Millisecond) // longer than a sequence is waited for
	}
	x.WaitFor("abc{水|水|水|水}[enter]x[enter]")
}

func TestPanicRestores(t *testing.T) {
	t.Parallel()
	x, _ := start(t, "update-panics")
	x.Type("!")
	if code := x.Wait().ExitCode(); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if !x.Cooked() {
		t.Error("the terminal was left raw")
	}
}

func TestQuitIsNoError(t *testing.T) {
	t.Parallel()
	x, _ := start(t, "well")
	x.Type("q")
	if code := x.Wait().ExitCode(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
	if !x.Cooked() {
		t.Error("the terminal was left raw")
	}
}

func TestVanishedTerminalEndsTheProgram(t *testing.T) {
	for _, kind := range []string{"well", "deaf"} { // deaf never hears of SIGHUP
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			x, saved := start(t, kind)
			x.HangUp()
			x.Wait()
			if _, err := os.Stat(saved); err != nil {
				t.Errorf("nothing was saved: %v", err)
			}
		})
	}
}

func TestExitCode(t *testing.T) {
	for _, test := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("x"), 1},
		{ErrGone, 1},
		{fmt.Errorf("run: %w", &InterruptedError{"SIGTERM", 15}), 143},
	} {
		if got := ExitCode(test.err); got != test.want {
			t.Errorf("ExitCode(%v) = %d, want %d", test.err, got, test.want)
		}
	}
}

func TestUTF8(t *testing.T) {
	for _, test := range []struct {
		env  string
		goos string
		want bool
	}{
		{"LANG=C.UTF-8", "linux", true},
		{"LANG=en_US.utf8", "linux", true},
		{"LANG=C", "linux", false},
		{"", "linux", false},
		{"", "darwin", true},
		{"LC_ALL=C LANG=en_US.UTF-8", "linux", false},
		{"LC_CTYPE=de_DE.UTF-8 LANG=C", "linux", true},
	} {
		getenv := func(name string) string {
			for _, pair := range strings.Fields(test.env) {
				if value, ok := strings.CutPrefix(pair, name+"="); ok {
					return value
				}
			}
			return ""
		}
		if got := UTF8(test.goos, getenv); got != test.want {
			t.Errorf("UTF8 with %q on %s = %v", test.env, test.goos, got)
		}
	}
}

func TestTimeLimitsAddUp(t *testing.T) {
	if total := flushLimit + quitLimit + restoreLimit; total >= 2*time.Second {
		t.Errorf("an end may take %v", total)
	}
}
