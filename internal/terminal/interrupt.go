package terminal

import (
	"context"
	"os"
	"os/signal"
	"time"
)

// stopLimit is how long a program without a screen may take to save and end.
const stopLimit = 3 * time.Second

// NotifyStop saves before the process is stopped and calls continued when it goes on,
// until done is called. It is for programs without a screen; those with one have [Run].
func NotifyStop(flush func(context.Context) error, continued func()) (done func()) {
	return notify(func(fn func()) { go fn() }, nil, func(halt func()) {
		if stoppable() != nil {
			return
		}
		save(flush)
		halt()
		continued()
	})
}

// NotifyContext returns a context that ends when the process is told to end, with an
// [InterruptedError] as its cause, and a function that stops waiting for that. It is
// for programs without a screen; those with one have [Run]. A program that has not
// stopped waiting within three seconds, because nobody reads what it writes, or until
// it is told again, is ended here.
func NotifyContext(ctx context.Context) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, fatalSignals()...)
	done := make(chan struct{})
	go func() {
		select {
		case s := <-signals:
			cancel(interruptedBy(s))
			select {
			case <-signals:
			case <-time.After(stopLimit):
			case <-done:
				return
			}
			os.Exit(ExitCode(interruptedBy(s)))
		case <-done:
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(done)
		cancel(nil)
	}
}
