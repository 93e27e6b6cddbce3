//go:build unix

package terminal

import (
	"errors"
	"maps"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"golang.org/x/sys/unix"
)

var fatal = map[os.Signal]*InterruptedError{
	syscall.SIGHUP:  {"SIGHUP", int(syscall.SIGHUP)},
	syscall.SIGINT:  {"SIGINT", int(syscall.SIGINT)},
	syscall.SIGQUIT: {"SIGQUIT", int(syscall.SIGQUIT)},
	syscall.SIGTERM: {"SIGTERM", int(syscall.SIGTERM)},
}

// fatalSignals returns the signals that end a program.
func fatalSignals() []os.Signal { return slices.Collect(maps.Keys(fatal)) }

func interruptedBy(s os.Signal) *InterruptedError { return fatal[s] }

// notify calls stop for the signal that stops a process, with what does stop it, and
// end, unless it is nil, for those that end it, until it is told that it is done.
func notify(guard func(func()), end func(*InterruptedError), stop func(halt func())) (done func()) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGTSTP)
	if end != nil {
		signal.Notify(signals, fatalSignals()...)
	}
	finished := make(chan struct{})
	guard(func() {
		for {
			select {
			case s := <-signals:
				if cause := interruptedBy(s); cause != nil {
					end(cause)
				} else {
					stop(func() { halt(signals) })
				}
			case <-finished:
				return
			}
		}
	})
	return func() {
		signal.Stop(signals)
		close(finished)
	}
}

// errNoShell means that nothing waits for the terminal: a process that stopped would
// never be continued.
var errNoShell = errors.New("no shell waits for this terminal; spar was started without one")

// stoppable returns an error if nobody would continue the process once it is
// stopped: it has no parent with job control in its session.
func stoppable() error {
	session, err := unix.Getsid(0)
	if err != nil || unix.Getpgrp() == session {
		return errNoShell
	}
	if parents, err := unix.Getsid(os.Getppid()); err != nil || parents != session {
		return errNoShell
	}
	return nil
}

// CanSuspend reports whether there is such a thing as [Suspend] on the system.
const CanSuspend = true

// Suspend stops the process as ctrl+z does in a shell, once all is saved and the
// terminal is given back. It returns an error if it cannot be stopped.
func Suspend() error {
	if err := stoppable(); err != nil {
		return err
	}
	return unix.Kill(os.Getpid(), unix.SIGTSTP)
}

// halt stops the process, and the others of its job, until it is continued. Those
// who want to hear of the next such signal are told again then.
func halt(signals chan<- os.Signal) {
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	defer signal.Stop(continued)
	defer signal.Notify(signals, syscall.SIGTSTP)
	// The runtime of Go keeps SIGTSTP from its usual effect once it was asked for.
	signal.Ignore(syscall.SIGTSTP)
	_ = unix.Kill(0, unix.SIGTSTP)
	_ = unix.Kill(os.Getpid(), unix.SIGSTOP)
	<-continued
}
