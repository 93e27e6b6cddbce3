//go:build unix

package keyboard

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// readable waits until a file can be read, or for a limit.
func readable(f *os.File, limit time.Duration) bool {
	deadline := time.Now().Add(limit)
	for {
		left := max(0, time.Until(deadline))
		// Rounded up, as a wait of no milliseconds would spin.
		n, err := unix.Poll([]unix.PollFd{{Fd: int32(f.Fd()), Events: unix.POLLIN}}, int((left+time.Millisecond-1)/time.Millisecond))
		if !errors.Is(err, unix.EINTR) {
			return n > 0
		}
	}
}
