// Package terminal runs a Bubble Tea program so that the terminal is always
// given back in order: after signals, when the terminal vanishes, when the
// program is stopped and continued, and when the screen or its output hangs.
// It also tells whether there is a terminal worth drawing on at all.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"spar/internal/terminal/keyboard"
)

// Time limits of an end that a signal or a vanished terminal brings about.
// Together they stay below two seconds.
const (
	flushLimit   = time.Second
	quitLimit    = 500 * time.Millisecond
	restoreLimit = 200 * time.Millisecond
)

// ErrGone means that the terminal vanished: its window was closed, or the
// connection to it was cut.
var ErrGone = errors.New("the terminal is gone")

// Config is what a program runs with.
type Config struct {
	In  *os.File
	Out term.File
	// Environment as in os.Environ; nil means the process's own.
	Environment []string
	// Flush saves what is not saved yet. It is called when the program is ended
	// from outside, and before it is stopped, from another goroutine than the
	// model's.
	Flush func(context.Context) error
	// Exit ends the process when the program does not end by itself in time;
	// nil means os.Exit.
	Exit func(code int)
}

// Run runs a model on a terminal until it quits. It returns an
// [InterruptedError] if a signal ended it and [ErrGone] if the terminal
// vanished. Whatever happens, the terminal is given back within two seconds.
func Run(ctx context.Context, model tea.Model, cfg Config) error {
	if cfg.Exit == nil {
		cfg.Exit = os.Exit
	}
	state, err := term.GetState(cfg.In.Fd())
	if err != nil {
		return fmt.Errorf("read the state of the terminal: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := &runner{cfg: cfg, state: state, ended: make(chan struct{})}
	options := []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithoutSignalHandler(),
		tea.WithInput(&keyboard.Reader{File: cfg.In, Ended: func() { r.end(ErrGone) }}),
		tea.WithOutput(cfg.Out),
	}
	if cfg.Environment != nil {
		options = append(options, tea.WithEnvironment(cfg.Environment))
	}
	r.program = tea.NewProgram(model, options...)
	done := notify(r.guard, func(cause *InterruptedError) { r.end(cause) }, r.stop)
	_, err = r.program.Run()
	close(r.ended)
	done()
	return r.outcome(err)
}

// A runner is a program that is running.
type runner struct {
	cfg     Config
	program *tea.Program
	state   *term.State
	ended   chan struct{} // closed when the program has returned

	stopping atomic.Bool // from a signal until the process is continued

	once  sync.Once
	mu    sync.Mutex
	cause error         // why it was ended from outside
	saved chan struct{} // closed when Flush has returned after that
}

// outcome returns what Run returns: the cause of an end from outside stands
// before what the program itself says of it.
func (r *runner) outcome(err error) error {
	r.mu.Lock()
	cause, saved := r.cause, r.saved
	r.mu.Unlock()
	if cause == nil {
		return err
	}
	<-saved
	return cause
}

// end saves and quits because of cause. If the program does not return in
// time, the terminal is restored and the process ends here. Only the first
// cause counts.
func (r *runner) end(cause error) {
	r.once.Do(func() {
		saved := make(chan struct{})
		r.mu.Lock()
		r.cause, r.saved = cause, saved
		r.mu.Unlock()
		r.guard(func() { r.flush(saved) })
		r.guard(r.program.Quit) // blocks while the model does
		r.guard(func() { r.insist(cause, saved) })
	})
}

func (r *runner) flush(saved chan<- struct{}) {
	defer close(saved)
	save(r.cfg.Flush)
}

// save calls what saves, which may be nil, for as long as there is time.
func save(flush func(context.Context) error) {
	if flush == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), flushLimit)
	defer cancel()
	// There is no screen left to tell of an error.
	_ = flush(ctx)
}

// stop saves, gives the terminal back and stops the process by halt. Once it is
// continued, the screen is drawn again.
func (r *runner) stop(halt func()) {
	if stoppable() != nil || !r.stopping.CompareAndSwap(false, true) {
		return
	}
	r.guard(func() {
		save(r.cfg.Flush)
		continued := func(error) tea.Msg { return tea.ResumeMsg{} }
		r.program.Send(tea.Exec(pause{func() { halt(); r.stopping.Store(false) }}, continued)())
	})
}

// A pause is what a program does instead of a command while its terminal belongs to
// the shell.
type pause struct{ halt func() }

// Run stops the process until it is continued.
func (p pause) Run() error {
	p.halt()
	return nil
}

// SetStdin, SetStdout and SetStderr do nothing: a pause neither reads nor writes.
func (p pause) SetStdin(io.Reader)  {}
func (p pause) SetStdout(io.Writer) {}
func (p pause) SetStderr(io.Writer) {}

// insist ends the process if the program does not.
func (r *runner) insist(cause error, saved <-chan struct{}) {
	select {
	case <-saved:
	case <-time.After(flushLimit):
	}
	select {
	case <-r.ended:
	case <-time.After(quitLimit):
		r.restore()
		r.cfg.Exit(ExitCode(cause))
	}
}

// guard runs fn in a goroutine of its own. A panic there would end the process
// with the terminal raw, so it restores the terminal first.
func (r *runner) guard(fn func()) {
	go func() {
		defer func() {
			if cause := recover(); cause != nil {
				r.restore()
				panic(cause)
			}
		}()
		fn()
	}()
}

// leave resets what a program may have switched on: the alternate screen, the
// hidden cursor, mouse reports, bracketed paste, focus reports and keyboard
// extensions.
const leave = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1004l" +
	"\x1b[=0;1u\x1b[>4;0m\x1b[?2026l\x1b[0m\x1b[?25h\x1b[?1049l"

// restore gives the terminal back without the program's help. The output may
// be blocked, which must not hold it up.
func (r *runner) restore() {
	written := make(chan struct{})
	go func() {
		defer close(written)
		_, _ = io.WriteString(r.cfg.Out, leave)
	}()
	select {
	case <-written:
	case <-time.After(restoreLimit):
	}
	_ = term.Restore(r.cfg.In.Fd(), r.state)
}

// An InterruptedError says which signal ended a program.
type InterruptedError struct {
	Name   string // such as "SIGTERM"
	Number int
}

// Error names the signal.
func (e *InterruptedError) Error() string { return "ended by " + e.Name }

// ExitCode returns the exit code for an error of Run: 0 for none, 128 and the
// signal's number after a signal, as shells count, and 1 otherwise.
func ExitCode(err error) int {
	var interrupted *InterruptedError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &interrupted):
		return 128 + interrupted.Number
	}
	return 1
}

// Interactive reports whether in and out are a terminal that screens can be
// drawn on. A terminal that calls itself dumb is not.
func Interactive(in, out any, getenv func(string) string) bool {
	if name := getenv("TERM"); name == "dumb" {
		return false
	}
	return IsTerminal(in) && IsTerminal(out)
}

// IsTerminal reports whether f is a terminal, be it one for screens or not.
func IsTerminal(f any) bool {
	file, ok := f.(term.File)
	return ok && term.IsTerminal(file.Fd())
}

// Width returns the width of the terminal that out is, or otherwise 80.
func Width(out any) int {
	if file, ok := out.(term.File); ok {
		if width, _, err := term.GetSize(file.Fd()); err == nil && width > 0 {
			return width
		}
	}
	return 80
}

// UTF8 reports whether the locale can show more than ASCII. Where nothing is
// set, systems other than Unix can.
func UTF8(goos string, getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := getenv(name); locale != "" {
			locale = strings.ToUpper(locale)
			return strings.Contains(locale, "UTF-8") || strings.Contains(locale, "UTF8")
		}
	}
	return goos == "windows" || goos == "darwin"
}
