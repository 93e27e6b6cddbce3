package cmd

import (
	"io"

	"github.com/charmbracelet/x/term"

	"spar/internal/sanitize"
)

// An output is standard output that keeps the first error of a write to it, so that
// no command has to look at each of its writes and none ends well with its text lost.
// If the reader of a pipe has gone, Unix ends the process by SIGPIPE before there is
// an error, as it ends cat.
// Where nothing but ASCII can be shown, it spells in ASCII what those who write did
// not: names that were typed, and errors of the system.
type output struct {
	io.Writer
	ascii bool
	err   error
	// gone is told the first error, nil for nobody.
	gone func(error)
}

// Screens and styles take an output for the terminal that it is.
var _ term.File = (*output)(nil)

// Write writes to standard output.
func (o *output) Write(p []byte) (int, error) {
	text := p
	if o.ascii {
		text = []byte(sanitize.ASCII(string(p)))
	}
	n, err := o.Writer.Write(text)
	if err == nil {
		n = len(p)
	}
	if o.err == nil && err != nil {
		o.err = err
		if o.gone != nil {
			o.gone(err)
		}
	}
	return n, err
}

// Fd returns the descriptor of standard output or, as that of a nil file, one that
// nothing has.
func (o *output) Fd() uintptr {
	if file, ok := o.Writer.(interface{ Fd() uintptr }); ok {
		return file.Fd()
	}
	return ^uintptr(0)
}

// Read reads from standard output where it is a terminal.
func (o *output) Read(p []byte) (int, error) {
	if file, ok := o.Writer.(io.Reader); ok {
		return file.Read(p)
	}
	return 0, io.EOF
}

// Close does nothing: standard output is closed by the end of the process.
func (o *output) Close() error { return nil }
