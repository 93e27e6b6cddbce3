//go:build !unix

package keyboard

import (
	"os"
	"time"
)

// readable waits for nothing: where it is needed, input is read by other means.
func readable(*os.File, time.Duration) bool { return false }
