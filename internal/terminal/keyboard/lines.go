package keyboard

import (
	"bufio"
	"io"
	"time"
	"unicode/utf8"
)

// A LineReader reads lines that end in LF, CR or both. It returns each as soon as
// its end is there. NewLineReader makes one.
type LineReader struct {
	from    *bufio.Reader
	longest int
	line    []byte
	afterCR bool
}

// NewLineReader returns a reader of lines of at most so many bytes.
func NewLineReader(from io.Reader, longest int) *LineReader {
	return &LineReader{from: bufio.NewReader(from), longest: longest}
}

// Next returns the next line without its end, and how many bytes it had; more than
// it has if it was cut. The last line need not have an end.
func (l *LineReader) Next() (text string, length int, err error) {
	l.line = l.line[:0]
	for {
		c, err := l.from.ReadByte()
		completes := c == '\n' && l.afterCR
		l.afterCR = false
		switch {
		case err != nil && length > 0: // the error comes again
			return string(unbroken(l.line, length)), length, nil
		case err != nil:
			return "", 0, err
		case completes:
		case c == '\n' || c == '\r':
			l.afterCR = c == '\r'
			return string(unbroken(l.line, length)), length, nil
		default:
			if length < l.longest {
				l.line = append(l.line, c)
			}
			length++
		}
	}
}

// unbroken returns a line without the character that it was cut in, if it was cut.
func unbroken(line []byte, length int) []byte {
	if length == len(line) {
		return line
	}
	for n := 1; n < utf8.UTFMax && n <= len(line); n++ {
		if last := line[len(line)-n:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				return line[:len(line)-n]
			}
			break
		}
	}
	return line
}

// Text returns what from holds as text: lines that end in LF, also where they ended
// in CR or in the form that terminals give keys, and no other control characters
// than tabs.
func Text(from io.Reader) io.Reader {
	return &textReader{from: from, decoder: Decoder{pasting: true, endless: true}}
}

type textReader struct {
	from    io.Reader
	decoder Decoder
	ready   []byte
	err     error
}

// Read reads text; it may return none without an error.
func (t *textReader) Read(p []byte) (int, error) {
	if len(t.ready) == 0 && t.err == nil {
		buffer := make([]byte, 4096)
		n, err := t.from.Read(buffer)
		t.decoder.Feed(buffer[:n], time.Time{})
		if t.err = err; err != nil {
			t.decoder.Flush()
		}
		t.ready = t.decoder.Take()
	}
	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	if n == 0 {
		return 0, t.err
	}
	return n, nil
}
