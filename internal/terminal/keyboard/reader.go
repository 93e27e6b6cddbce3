package keyboard

import (
	"os"
	"time"
)

// A Reader is a terminal as input, repaired. Its zero value is not ready; set
// File, and Ended if the end of input matters.
type Reader struct {
	*os.File
	// Ended is called when the terminal cannot be read any longer; nil for
	// nothing.
	Ended func()

	decoder Decoder
	ready   []byte // decoded and not yet read
}

// growth is how many bytes of output a byte of input can become at most.
const growth = len(escapeKey)

// Read reads from the terminal. It returns no bytes and no error where all that
// came is the beginning of a character or a sequence.
func (r *Reader) Read(p []byte) (int, error) {
	if len(r.ready) == 0 {
		if err := r.fill(make([]byte, max(1, len(p)/growth))); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.ready)
	r.ready = r.ready[n:]
	return n, nil
}

// fill decodes the next piece of input, and what follows as long as a key hangs on
// it.
func (r *Reader) fill(buffer []byte) error {
	for {
		n, err := r.File.Read(buffer)
		r.decoder.Feed(buffer[:n], time.Now())
		if err != nil {
			r.decoder.Flush()
			r.ready = r.decoder.Take()
			if r.Ended != nil {
				r.Ended()
			}
			return err
		}
		if !r.more() {
			r.ready = r.decoder.Take()
			return nil
		}
	}
}

// more waits as long as the decoder needs to, and reports whether there is more
// input.
func (r *Reader) more() bool {
	for {
		limit := r.decoder.Wait(time.Now())
		if limit <= 0 {
			return false
		}
		if readable(r.File, limit) {
			return true
		}
		r.decoder.Expire(time.Now())
	}
}
