//go:build unix

package terminal

import (
	"maps"
	"os"
	"os/signal"
	"slices"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

var fatal = map[os.Signal]*InterruptedError{
	syscall.SIGHUP:  {"SIGHUP", int(syscall.SIGHUP)},
	syscall.SIGINT:  {"SIGINT", int(syscall.SIGINT)},
	syscall.SIGTERM: {"SIGTERM", int(syscall.SIGTERM)},
}

// watchSignals handles signals until stop is called.
func (r *runner) watchSignals() (stop func()) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGTSTP, syscall.SIGCONT)
	done := make(chan struct{})
	r.guard(func() {
		for {
			select {
			case s := <-signals:
				r.handle(s, signals)
			case <-done:
				return
			}
		}
	})
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

func (r *runner) handle(s os.Signal, signals chan<- os.Signal) {
	switch s {
	case syscall.SIGTSTP:
		// The program restores the terminal and then stops the process by the
		// same signal, which must have its usual effect by then.
		signal.Reset(syscall.SIGTSTP)
		r.guard(func() { r.program.Send(tea.SuspendMsg{}) })
	case syscall.SIGCONT:
		signal.Notify(signals, syscall.SIGTSTP)
	default:
		r.end(fatal[s])
	}
}

// fatalSignals returns the signals that end a program.
func fatalSignals() []os.Signal { return slices.Collect(maps.Keys(fatal)) }

func interruptedBy(s os.Signal) error { return fatal[s] }
