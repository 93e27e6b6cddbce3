package yamldoc

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// checkSource reports bytes that no text should hold and returns the data with
// a space in place of each, so that the rest can still be read and columns stay
// true. A leading byte order mark is dropped.
func checkSource(data []byte, r *report) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	clean := make([]byte, 0, len(data))
	at := Place{1, 1}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			r.add(at, "save the file as UTF-8", "byte %#02x is not UTF-8 text", data[i])
			clean = append(clean, ' ')
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n':
			// The line feed that follows ends the line.
		case !Printable(c):
			r.add(at, "remove it", "character %U does not belong in text", c)
			clean = append(clean, ' ')
		default:
			clean = append(clean, data[i:i+size]...)
		}
		i += size
		at.Column++
		if c == '\n' {
			at = Place{at.Line + 1, 1}
		}
	}
	return clean
}

// Printable reports whether a character may stand in a document: a line feed, a
// tab, or one that is seen, with the joiners and variation selectors that emoji
// and several scripts need. Control characters, bidirectional controls, invisible
// characters and private use can command a terminal or disguise text.
func Printable(c rune) bool {
	switch {
	case c == '\n', c == '\t', c == '\u200c', c == '\u200d', c == '\ufe0e', c == '\ufe0f':
		return true
	case c >= 0xe0000 && c <= 0xe0fff: // tags: invisible text
		return false
	case c < utf8.RuneSelf:
		return c >= ' ' && c <= '~'
	}
	return unicode.IsGraphic(c) && !unicode.In(c, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}
