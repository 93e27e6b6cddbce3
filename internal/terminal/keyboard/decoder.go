// Package keyboard repairs what a terminal sends before it is decoded. Bytes come
// in pieces that end anywhere, pastes have the line ends of other systems, and an
// escape sequence whose first byte came alone reads like the escape key and a
// typed word. What a [Decoder] lets through is whole characters and whole
// sequences, line ends of one kind, and an escape key that nothing can be joined to.
package keyboard

import (
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	// escapeWait is how long an ESC waits for the rest of a sequence before it
	// is the escape key.
	escapeWait = 50 * time.Millisecond
	// wordWait is how long a letter waits that a sequence could go on with and a
	// word could begin with; bracketWait is the same for what begins few words.
	wordWait    = 400 * time.Millisecond
	bracketWait = 900 * time.Millisecond
	// sequenceWait is how long after its latest byte a sequence can still go on.
	sequenceWait = time.Second
	// pasteWait is the silence after which a paste is over though its end is
	// missing, so that it does not swallow what is typed after it.
	pasteWait = 5 * time.Second
	// maxSequence bounds the bytes of a sequence; longer ones are dropped.
	maxSequence = 64 << 10
)

const (
	esc       = 0x1b
	escapeKey = "\x1b[27u" // the escape key in a form that does not begin anything else
	enterKey  = "\r"
	newline   = "\n"
	pasteEnd  = "\x1b[201~"
)

// A Decoder is the state between pieces of input. The zero value is ready.
type Decoder struct {
	out  []byte
	held []byte    // the beginning of what is not whole yet
	from time.Time // when the first of its bytes came
	at   time.Time // when the latest did
	// escaped is when an ESC was taken for the escape key, whose sequence may
	// still follow; zero when none can.
	escaped  time.Time
	pasting  bool
	endless  bool // the paste ends with the input
	overlong bool // the sequence that is held has lost bytes
	cr       bool // the latest line end was a CR, which an LF may complete
	crAt     time.Time
}

// Feed takes up a piece of input that came at a time.
func (d *Decoder) Feed(piece []byte, now time.Time) {
	if len(piece) == 0 {
		return
	}
	d.age(now)
	if len(d.held) == 0 {
		d.from = now
	}
	d.held, d.at = append(d.held, piece...), now
	for len(d.held) > 0 {
		n := d.next()
		if n == 0 {
			break
		}
		d.held, d.from = d.held[n:], now
	}
	if len(d.held) > maxSequence {
		d.held, d.overlong = d.held[:maxSequence/2], true
	}
}

// age gives up what has waited for too long.
func (d *Decoder) age(now time.Time) {
	switch silence := now.Sub(d.at); {
	case d.pasting && silence > pasteWait && !d.endless:
		d.pasting = false
		d.emit(pasteEnd)
		d.giveUp()
	case d.pasting:
	case d.first() >= utf8.RuneSelf: // its next byte says what it is
	case len(d.held) > 0 && silence > sequenceWait:
		d.giveUp()
	}
	if len(d.held) == 0 && now.Sub(d.escaped) > sequenceWait {
		d.escaped = time.Time{}
	}
}

// Take returns what is whole by now, and forgets it.
func (d *Decoder) Take() []byte {
	out := d.out
	d.out = nil
	return out
}

// Wait returns how long to wait for more input before calling Expire; zero if
// what is held can wait for ever.
func (d *Decoder) Wait(now time.Time) time.Duration {
	limit := time.Duration(0)
	switch {
	case len(d.held) == 0 || d.pasting:
	case len(d.held) == 1 && d.held[0] == esc:
		limit = escapeWait
	case d.continues() && d.undecided():
		limit = wordWait
		if d.held[0] == '[' || d.held[0] == ']' {
			limit = bracketWait
		}
	}
	if limit == 0 {
		return 0
	}
	return max(time.Millisecond, limit-now.Sub(d.at))
}

// Expire says that nothing came for as long as Wait asked for.
func (d *Decoder) Expire(now time.Time) {
	switch {
	case len(d.held) == 0 || d.pasting:
	case len(d.held) == 1 && d.held[0] == esc:
		d.emit(escapeKey)
		d.held, d.escaped = nil, now
	case d.continues() && d.undecided():
		if !(d.held[0] == 'O' && len(d.held) > 1) {
			d.release()
		}
		d.held, d.escaped = nil, time.Time{}
	}
}

// Flush says that the input has ended: what is held will never be whole.
func (d *Decoder) Flush() { d.giveUp() }

// giveUp lets go of what is held: characters as far as they came, and nothing of
// a sequence.
func (d *Decoder) giveUp() {
	switch first := d.first(); {
	case first == esc && len(d.held) == 1 && !d.pasting:
		d.emit(escapeKey)
	case first >= utf8.RuneSelf:
		d.release()
	}
	d.held, d.overlong, d.escaped = nil, false, time.Time{}
}

func (d *Decoder) first() byte {
	if len(d.held) == 0 {
		return 0
	}
	return d.held[0]
}

// release lets what is held through as the text that it is.
func (d *Decoder) release() {
	for i := 0; i < len(d.held); {
		i += d.character(d.held[i:])
	}
}

func (d *Decoder) emit(text string) { d.out = append(d.out, text...) }

// next takes up what stands first and returns how many bytes that was; zero if
// it is not whole.
func (d *Decoder) next() int {
	first := d.held[0]
	switch {
	case first == esc && d.pasting:
		return d.pastedSequence()
	case first == esc:
		return d.sequence()
	case d.continues():
		return d.continuation()
	case first >= utf8.RuneSelf && !utf8.FullRune(d.held):
		return 0
	case first == '\r' || first == '\n':
		d.lineEnd(first == '\r')
		return 1
	case d.pasting && (first < ' ' && first != '\t' || first == 0x7f):
		return 1 // nothing that is pasted is a key
	}
	return d.character(d.held)
}

// character lets one character through. A byte that is no part of UTF-8 is a
// character of the encoding that most such texts have.
func (d *Decoder) character(from []byte) int {
	d.cr, d.escaped = false, time.Time{}
	r, n := utf8.DecodeRune(from)
	if r == utf8.RuneError && n == 1 {
		r = charmap.Windows1252.DecodeByte(from[0])
	}
	d.out = utf8.AppendRune(d.out, r)
	return n
}

// lineEnd lets the end of a line through: CR, LF, or the two as one.
func (d *Decoder) lineEnd(cr bool) {
	completes := !cr && d.cr && (d.pasting || d.at.Sub(d.crAt) <= escapeWait)
	d.cr, d.crAt, d.escaped = cr, d.at, time.Time{}
	switch {
	case completes:
	case d.pasting:
		d.emit(newline)
	default:
		d.emit(enterKey)
	}
}

// sequence takes up a sequence that begins with ESC.
func (d *Decoder) sequence() int {
	if len(d.held) == 1 {
		return 0
	}
	second := d.held[1]
	if second == esc {
		d.emit(escapeKey)
		d.escaped = d.at
		return 1
	}
	body := d.held[2:]
	n, state := measure(second, body)
	switch {
	case state == whole:
		d.whole(d.held[:2+n])
		return 2 + n
	case state == partial:
		return 0
	case n > 0: // broken off
		d.overlong = false
		return 2 + n
	case second >= utf8.RuneSelf && !utf8.FullRune(d.held[1:]):
		return 0
	}
	return d.alt()
}

// alt lets a character through that was typed with the alt key.
func (d *Decoder) alt() int {
	_, n := utf8.DecodeRune(d.held[1:])
	d.cr, d.escaped = false, time.Time{}
	if second := d.held[1]; begins(second) {
		d.emit(altKey(second))
	} else {
		d.out = append(d.out, d.held[:1+n]...)
	}
	return 1 + n
}

// whole lets a sequence through, or what it stands for.
func (d *Decoder) whole(sequence []byte) {
	d.escaped = time.Time{}
	overlong := d.overlong
	d.overlong = false
	k, isKey := keyOf(sequence)
	switch {
	case overlong || isPasteEnd(sequence):
		return
	case isPasteStart(sequence):
		d.pasting = true
	case isKey && k.endsLine():
		d.lineEnd(k.code == '\r' || k.code == 'm')
		return
	}
	d.cr = false
	d.out = append(d.out, sequence...)
}

// pastedSequence takes up what begins with ESC inside a paste: its end, a
// character in the form of a key, or what is no text and left out.
func (d *Decoder) pastedSequence() int {
	if len(d.held) == 1 {
		return 0
	}
	n, state := measure(d.held[1], d.held[2:])
	switch {
	case state == partial:
		return 0
	case state == broken && d.held[1] >= ' ' && d.held[1] < 0x7f:
		return 2 + n
	case state == broken:
		return 1
	}
	sequence := d.held[:2+n]
	switch k, isKey := keyOf(sequence); {
	case d.overlong:
		d.overlong = false
	case isPasteEnd(sequence) && d.endless:
	case isPasteEnd(sequence):
		d.pasting, d.cr = false, false
		d.out = append(d.out, sequence...)
	case isKey && k.endsLine():
		d.lineEnd(k.code == '\r' || k.code == 'm')
	case isKey:
		d.cr = false
		d.emit(k.text())
	}
	return 2 + n
}

// continues reports whether what is held may be the rest of a sequence whose ESC
// was taken for the escape key.
func (d *Decoder) continues() bool {
	return !d.escaped.IsZero() && !d.pasting && introduces(d.first())
}

// continuation drops the rest of a sequence, but for a paste that begins with it.
// It returns zero while it cannot be told from a word.
func (d *Decoder) continuation() int {
	n, state := measure(d.held[0], d.held[1:])
	switch {
	case state == partial:
		return 0
	case state == broken && n == 0:
		return d.character(d.held)
	case d.held[0] == 'O':
		return d.keypad(1 + n)
	case isPasteStart(d.held[:1+n]):
		d.pasting = true
		d.emit("\x1b[200~")
	}
	d.escaped, d.overlong = time.Time{}, false
	return 1 + n
}

// keypad drops the rest of a function key, such as OP. A word such as OAuth goes
// on after that, and nobody types two letters at once.
func (d *Decoder) keypad(n int) int {
	if final := d.held[n-1]; n == 2 && !functionKeys[final] {
		return d.character(d.held)
	}
	if len(d.held) == n && d.from.Before(d.at) {
		return 0
	}
	if len(d.held) == n {
		d.escaped = time.Time{}
		return n
	}
	if next := d.held[n]; next > ' ' && next != 0x7f {
		return d.character(d.held)
	}
	d.escaped = time.Time{}
	return n
}

// undecided reports whether what is held may still be a word.
func (d *Decoder) undecided() bool {
	switch d.held[0] {
	case 'O':
		return true
	case 'P':
		return !isDeviceControl(d.held[1:])
	}
	return len(d.held) == 1
}
