//go:build !unix

package terminal

import (
	"errors"
	"os"
	"os/signal"
)

// fatalSignals returns the signals that end a program.
func fatalSignals() []os.Signal { return []os.Signal{os.Interrupt} }

func interruptedBy(os.Signal) *InterruptedError { return &InterruptedError{"interrupt", 2} }

// notify calls end, unless it is nil, at the interrupt, the one signal there is, until
// it is told that it is done.
func notify(guard func(func()), end func(*InterruptedError), _ func(func())) (done func()) {
	if end == nil {
		return func() {}
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	finished := make(chan struct{})
	guard(func() {
		select {
		case <-signals:
			end(interruptedBy(os.Interrupt))
		case <-finished:
		}
	})
	return func() {
		signal.Stop(signals)
		close(finished)
	}
}

func stoppable() error { return errors.New("this system does not stop programs") }

// CanSuspend reports whether there is such a thing as [Suspend] on the system.
const CanSuspend = false

// Suspend returns an error: the system cannot stop a program and go on with it.
func Suspend() error { return stoppable() }
