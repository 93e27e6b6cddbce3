//go:build !unix

package terminal

import (
	"os"
	"os/signal"
)

// watchSignals handles the interrupt, the one signal there is, until stop is
// called.
func (r *runner) watchSignals() (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	done := make(chan struct{})
	r.guard(func() {
		select {
		case <-signals:
			r.end(&InterruptedError{"interrupt", 2})
		case <-done:
		}
	})
	return func() {
		signal.Stop(signals)
		close(done)
	}
}

// fatalSignals returns the signals that end a program.
func fatalSignals() []os.Signal { return []os.Signal{os.Interrupt} }

func interruptedBy(os.Signal) error { return &InterruptedError{"interrupt", 2} }
