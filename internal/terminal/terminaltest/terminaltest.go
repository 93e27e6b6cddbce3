//go:build linux

// Package terminaltest runs programs on a pseudo-terminal and reads their
// screens from an emulator, for tests of the real binary.
package terminaltest

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// limit is how long a test waits for something that must happen.
const limit = 20 * time.Second

// A Terminal is a pseudo-terminal with a program on it. Start makes one.
type Terminal struct {
	t    testing.TB
	cmd  *exec.Cmd
	ptmx *os.File

	mu       sync.Mutex // guards what follows; the emulator has no complete lock of its own
	emulator *vt.Emulator
	written  int

	output  chan struct{} // poked when the program has written
	exited  chan struct{} // closed when the program has ended
	drained chan struct{} // closed when all that it wrote has been read
}

// Start runs cmd on a terminal of the given size. The test's end kills it.
func Start(t testing.TB, cmd *exec.Cmd, width, height int) *Terminal {
	t.Helper()
	blocking, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)})
	if err != nil {
		t.Fatalf("start on a terminal: %v", err)
	}
	ptmx := pollable(t, blocking)
	x := &Terminal{
		t: t, cmd: cmd, ptmx: ptmx, emulator: vt.NewEmulator(width, height),
		output: make(chan struct{}, 1), exited: make(chan struct{}), drained: make(chan struct{}),
	}
	go x.copyOutput()
	// The emulator answers queries; unless that is read, its writer blocks.
	go func() { _, _ = io.Copy(ptmx, x.emulator) }()
	go func() {
		_ = cmd.Wait()
		close(x.exited)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = ptmx.Close()
		<-x.drained
		_ = x.emulator.InputPipe().(io.Closer).Close()
	})
	return x
}

// pollable returns the file anew, in a mode in which closing it ends a read
// that waits.
func pollable(t testing.TB, f *os.File) *os.File {
	t.Helper()
	fd, err := unix.Dup(int(f.Fd()))
	if err != nil {
		t.Fatalf("duplicate the terminal: %v", err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatalf("prepare the terminal: %v", err)
	}
	_ = f.Close()
	return os.NewFile(uintptr(fd), f.Name())
}

// control calls fn with the terminal's descriptor. File.Fd would make reads
// block again.
func (x *Terminal) control(fn func(fd int) error) {
	x.t.Helper()
	conn, err := x.ptmx.SyscallConn()
	if err != nil {
		x.t.Fatalf("control the terminal: %v", err)
	}
	var failed error
	err = conn.Control(func(fd uintptr) { failed = fn(int(fd)) })
	if err := errors.Join(err, failed); err != nil {
		x.t.Fatalf("control the terminal: %v", err)
	}
}

func (x *Terminal) copyOutput() {
	defer close(x.drained)
	buffer := make([]byte, 32<<10)
	for {
		n, err := x.ptmx.Read(buffer)
		x.mu.Lock()
		_, _ = x.emulator.Write(buffer[:n])
		x.written += n
		x.mu.Unlock()
		select {
		case x.output <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// Type sends text as if it were typed.
func (x *Terminal) Type(text string) {
	x.t.Helper()
	if _, err := x.ptmx.WriteString(text); err != nil {
		x.t.Fatalf("type %q: %v", text, err)
	}
}

// Screen returns what the screen shows, a line per row.
func (x *Terminal) Screen() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.emulator.String()
}

// Written returns how many bytes the program has written so far.
func (x *Terminal) Written() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.written
}

// WaitFor waits until the screen shows text.
func (x *Terminal) WaitFor(text string) {
	x.t.Helper()
	deadline := time.After(limit)
	for !strings.Contains(x.Screen(), text) {
		select {
		case <-x.output:
		case <-deadline:
			x.t.Fatalf("the screen never showed %q but\n%s", text, x.Screen())
		}
	}
}

// Resize changes the size of the terminal.
func (x *Terminal) Resize(width, height int) {
	x.t.Helper()
	x.mu.Lock()
	x.emulator.Resize(width, height)
	x.mu.Unlock()
	x.control(func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: uint16(height), Col: uint16(width)})
	})
}

// Signal sends a signal to the program.
func (x *Terminal) Signal(s syscall.Signal) {
	x.t.Helper()
	if err := x.cmd.Process.Signal(s); err != nil {
		x.t.Fatalf("send %v: %v", s, err)
	}
}

// HangUp closes the terminal under the program.
func (x *Terminal) HangUp() { _ = x.ptmx.Close() }

// Wait waits until the program has ended, and the screen shows all that it wrote,
// and returns its state.
func (x *Terminal) Wait() *os.ProcessState {
	x.t.Helper()
	for _, done := range []chan struct{}{x.exited, x.drained} {
		select {
		case <-done:
		case <-time.After(limit):
			x.t.Fatalf("the program did not end; the screen shows\n%s", x.Screen())
		}
	}
	return x.cmd.ProcessState
}

// Cooked reports whether the terminal echoes and reads by line, as it does
// before and after a program that draws screens.
func (x *Terminal) Cooked() bool {
	x.t.Helper()
	cooked := false
	x.control(func(fd int) error {
		state, err := unix.IoctlGetTermios(fd, unix.TCGETS)
		cooked = err == nil && state.Lflag&unix.ICANON != 0 && state.Lflag&unix.ECHO != 0
		return err
	})
	return cooked
}
