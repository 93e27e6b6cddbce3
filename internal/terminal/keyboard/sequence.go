package keyboard

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// A state says how much of a sequence is there.
type state int

const (
	broken  state = iota // it is none
	partial              // it goes on
	whole
)

// introduces reports whether a character after ESC begins a sequence that terminals
// send: CSI, OSC, DCS or SS3.
func introduces(c byte) bool { return c == '[' || c == ']' || c == 'P' || c == 'O' }

// begins reports whether ESC and a character begin a sequence of any kind.
func begins(c byte) bool { return introduces(c) || c == '_' || c == '^' || c == 'X' }

// altKey is a character with the alt key, in a form that begins nothing else.
func altKey(c byte) string {
	if lower := unicode.ToLower(rune(c)); lower != rune(c) {
		return fmt.Sprintf("\x1b[%d;4u", lower)
	}
	return fmt.Sprintf("\x1b[%d;3u", c)
}

// functionKeys are the last characters of SS3 sequences that keys send to a
// program which asked for no keypad: arrows, home, end, F1 to F4.
var functionKeys = [256]bool{'A': true, 'B': true, 'C': true, 'D': true, 'F': true, 'H': true, 'P': true, 'Q': true, 'R': true, 'S': true}

// measure returns how many bytes of body belong to the sequence that an introducer
// begins; zero of a broken one if it never was one.
func measure(introducer byte, body []byte) (int, state) {
	switch introducer {
	case '[':
		return measureCSI(body)
	case ']':
		if len(body) > 0 && (body[0] < '0' || body[0] > '9') && !bytes.ContainsRune([]byte("lLI"), rune(body[0])) {
			return 0, broken
		}
		return measureString(body, true)
	case 'P':
		if !mayBeDeviceControl(body) {
			return 0, broken
		}
		return measureString(body, false)
	case 'O':
		return measureSS3(body)
	}
	return 0, broken
}

// measureCSI measures parameters, intermediates and the final character.
func measureCSI(body []byte) (int, state) {
	if len(body) > 0 && body[0] == '[' { // the function keys of the Linux console
		return atLeast(body, 2)
	}
	for i, c := range body {
		switch {
		case c >= 0x20 && c <= 0x3f:
		case i == 0 && c == 'M': // a mouse report of the oldest kind
			return atLeast(body, 4)
		case c >= 0x40 && c <= 0x7e:
			return i + 1, whole
		default:
			return i, broken
		}
	}
	return len(body), partial
}

func atLeast(body []byte, n int) (int, state) {
	if len(body) < n {
		return len(body), partial
	}
	return n, whole
}

// measureSS3 measures digits and one character.
func measureSS3(body []byte) (int, state) {
	for i, c := range body {
		switch {
		case c >= '0' && c <= '9' || c == ';':
		case c > ' ' && c < 0x7f:
			return i + 1, whole
		default:
			return 0, broken
		}
	}
	return len(body), partial
}

// measureString measures up to the end of a string: ST, or BEL where that ends
// one. Other control characters break it off.
func measureString(body []byte, bell bool) (int, state) {
	for i, c := range body {
		switch {
		case c == 0x07 && bell:
			return i + 1, whole
		case c == esc && i+1 == len(body):
			return len(body), partial
		case c == esc && body[i+1] == '\\':
			return i + 2, whole
		case c == 0x18 || c == 0x1a: // CAN and SUB
			return i + 1, broken
		case c < ' ':
			return i, broken
		}
	}
	return len(body), partial
}

// mayBeDeviceControl reports whether a string can be, or become, a reply to a
// question about the terminal. Anything else after a P is a word.
func mayBeDeviceControl(body []byte) bool {
	rest := bytes.TrimLeft(body, "0123456789;")
	marks := len(rest) - len(bytes.TrimLeft(rest, "$+>!"))
	return len(rest) == 0 || marks > 0 && (len(rest) == marks || isDeviceControl(body))
}

// isDeviceControl reports whether a string is such a reply without doubt.
func isDeviceControl(body []byte) bool {
	rest := bytes.TrimLeft(body, "0123456789;")
	after := bytes.TrimLeft(rest, "$+>!")
	return len(after) < len(rest) && len(after) > 0 && (after[0] == 'r' || after[0] == '|')
}

// isPasteStart and isPasteEnd tell the sequences around a paste, with their ESC or
// without.
func isPasteStart(sequence []byte) bool {
	return string(bytes.TrimPrefix(sequence, []byte{esc})) == "[200~"
}
func isPasteEnd(sequence []byte) bool { return string(sequence) == pasteEnd }

// A key is one in the form that terminals send when asked to tell keys apart:
// CSI code ; modifiers u, or CSI 27 ; modifiers ; code ~.
type key struct {
	code      rune
	modifiers int // a bit for each: 1 shift, 2 alt, 4 control
	shifted   rune
	typed     string
	released  bool
}

// keyOf reads a sequence as such a key.
func keyOf(sequence []byte) (key, bool) {
	body, ok := strings.CutPrefix(string(sequence), "\x1b[")
	if !ok || body == "" {
		return key{}, false
	}
	fields := strings.Split(body[:len(body)-1], ";")
	final := body[len(body)-1]
	if final == '~' && len(fields) == 3 && fields[0] == "27" {
		fields = []string{fields[2], fields[1]}
	} else if final != 'u' {
		return key{}, false
	}
	codes := strings.Split(fields[0], ":")
	k := key{code: rune(number(codes[0], -1))}
	if len(codes) > 1 {
		k.shifted = rune(number(codes[1], 0))
	}
	if len(fields) > 1 {
		mask, event, _ := strings.Cut(fields[1], ":")
		k.modifiers, k.released = max(0, number(mask, 1)-1)&7, event == "3"
	}
	if len(fields) > 2 {
		for code := range strings.SplitSeq(fields[2], ":") {
			k.typed += string(rune(number(code, -1)))
		}
	}
	return k, k.code >= 0
}

func number(text string, otherwise int) int {
	n, err := strconv.Atoi(text)
	if err != nil || n > unicode.MaxRune {
		return otherwise
	}
	return n
}

// endsLine reports whether a key is the enter key, with shift or without, or what
// an LF or a CR becomes where keys are told apart: control and j, or m.
func (k key) endsLine() bool {
	switch {
	case k.released:
		return false
	case k.code == '\r' || k.code == '\n':
		return k.modifiers&^1 == 0
	}
	return k.modifiers == 4 && (k.code == 'j' || k.code == 'm')
}

// text returns the character that a key types, if it types one.
func (k key) text() string {
	switch {
	case k.released || k.modifiers&^1 != 0:
		if k.code == 'i' && k.modifiers == 4 && !k.released {
			return "\t"
		}
		return ""
	case k.typed != "":
		return k.typed
	case k.modifiers&1 != 0 && k.shifted > 0:
		return string(k.shifted)
	case k.modifiers&1 != 0:
		return string(unicode.ToUpper(k.code))
	case k.code < ' ' && k.code != '\t' || k.code == 0x7f:
		return ""
	}
	return string(k.code)
}
